"""The directory of actors, and an actor's own page: who it is. What it said is on its timeline, in the app above."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.access import reader
from accounts.pages import moved, page_or_part
from actors import changes, directory, identity
from actors.actions.mend import fingerprint
from actors.forms import DirectoryForm
from actors.models import Actor

LATEST = 5  # actions told on the page itself


@reader
def actors(request: HttpRequest) -> HttpResponse:
    """Everybody who can speak, with or without words in the archive."""
    form = DirectoryForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    states = [given["state"]] if given.get("state") else ["accepted", "suggested"]
    if not request.user.has_perm("accounts.read"):
        states = ["accepted"]
    text, kind = given.get("q", ""), given.get("kind", "")
    page, lines = directory.find(text, kind=kind, states=states, page=request.GET.get("page"))
    narrows = bool(text or kind or given.get("state"))
    context = {"form": form, "page": page, "lines": lines, "narrows": narrows}
    return page_or_part(request, "actors/actors.html", "actors", context)


@reader
def actor(request: HttpRequest, public_id: str, slug: str) -> HttpResponseBase:
    """Names, roles with what they rest on, and who was merged into it. A merged actor leads to the one that stands."""
    signed_in = request.user.has_perm("accounts.read")
    visible = Actor.objects.all() if signed_in else Actor.objects.filter(state=Actor.State.ACCEPTED)
    found = get_object_or_404(visible.select_related("merged_into"), public_id=public_id)
    stands = identity.standing(found)
    if stands != found or found.get_absolute_url() != request.path:
        return moved(stands.get_absolute_url())
    context = {
        "actor": found,
        "slug": slug,
        "aliases": [alias for alias in identity.aliases(found) if alias.name != found.name],
        "roles": identity.roles([found.pk])[found.pk],
        "merged": list(found.merged_from.order_by("name")),
    }
    return render(request, "actors/actor.html", context | _for_editors(request, found))


def _for_editors(request: HttpRequest, found: Actor) -> dict[str, Any]:
    if not request.user.has_perm("accounts.edit"):
        return {}
    return {
        "namesakes": directory.namesakes(found),
        "actions": list(changes.history_of(found)[:LATEST]),
        "seen": fingerprint(found),
    }
