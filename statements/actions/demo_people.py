"""The demo's logins, and the people whom its editor knows."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User

from accounts.sign_in import DEMO_DOMAIN
from actors.models import Actor, Alias, Role
from actors.names import fold_name

FOLDER = Path(__file__).resolve().parent.parent / "demo"


def read(name: str) -> Any:
    """One of the demo's JSON files."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def logins() -> dict[str, str]:
    """Name and password of each login that the demo made and that works: none where others can reach the server."""
    password = read("logins.json")["password"]
    found = users().filter(is_active=True).order_by("username").values_list("username", flat=True)
    return dict.fromkeys(found, password) if settings.LOCAL else {}


def users() -> Any:
    """The demo's users."""
    return User.objects.filter(email__endswith=DEMO_DOMAIN)


def make_users() -> User:
    """Makes the logins, and gives the editor, who decides in the demo.

    Only where none but this machine reaches the server can anybody log in with them. A name that somebody bears already
    is left to that person.
    """
    password = read("logins.json")["password"]
    for name in read("logins.json")["logins"]:
        taken = User.objects.filter(username=name).exclude(email__endswith=DEMO_DOMAIN).exists()
        user, _ = User.objects.get_or_create(
            email=f"{name}{DEMO_DOMAIN}", defaults={"username": f"demo-{name}" if taken else name}
        )
        user.is_active = settings.LOCAL
        user.set_password(password if settings.LOCAL else None)
        user.save()
        user.groups.set([Group.objects.get(name=name)])
    return User.objects.get(email=f"editor{DEMO_DOMAIN}")


def make_actors(*, by: User) -> int:
    """Enters those of the roster whom the archive does not know; gives how many."""
    made = 0
    for person in read("roster.json")["actors"]:
        if not _known(person):
            _enter(person, by=by)
            made += 1
    return made


def _known(person: dict[str, Any]) -> bool:
    same_number = Actor.objects.current().filter(wikidata=person["wikidata"] or "none").exists()
    return same_number or Alias.objects.filter(folded=fold_name(person["name"])).exists()


def _enter(person: dict[str, Any], *, by: User) -> None:
    actor = Actor.objects.create(
        kind=person["kind"],
        name=person["name"],
        wikidata=person["wikidata"] or "",
        state=Actor.State.ACCEPTED,
        made_by=by,
    )
    names = {fold_name(name): name for name in [*person["aliases"], person["name"]]}
    Alias.objects.bulk_create([Alias(actor=actor, name=name, folded=folded) for folded, name in names.items()])
    Role.objects.bulk_create(
        [
            Role(
                actor=actor,
                title=role["title"],
                organisation=role["organisation"],
                start=role["from"] or "",
                end=role["to"] or "",
                basis=Role.Basis.ENTERED,
            )
            for role in person["roles"]
        ]
    )


def actor(name: str) -> Actor | None:
    """The actor of that name."""
    return Actor.objects.current().filter(aliases__folded=fold_name(name)).first()
