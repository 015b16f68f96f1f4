"""An import of actors, confirmed: what the plan says is written, logged in a few actions that can be undone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.models import Action
from actors import changes
from actors.importing import plan, reading
from actors.importing.plan import Line, Verdict
from actors.importing.records import RoleRecord
from actors.models import Actor, ActorImport, Alias, Role
from actors.names import fold_name

KEPT = timedelta(days=7)  # that a list waits to be confirmed
AT_ONCE = 500  # actors of one action, so that an undo takes a moment


class OtherNow(Exception):
    """The archive changed since the plan was shown: look again."""


def hand_in(*, content: bytes, file_name: str, by: User) -> ActorImport:
    """Keeps a list until it is confirmed. Raises Unreadable."""
    reading.read(content)
    ActorImport.objects.filter(done_at__isnull=True, at__lt=timezone.now() - KEPT).delete()
    return ActorImport.objects.create(content=content, file_name=file_name[:255] or "a list", by=by)


def confirm(*, handed_in: ActorImport, choices: Mapping[str, str], seen: str, by: User) -> dict[str, int]:
    """Writes what was shown, once; gives how many of each verdict. Raises OtherNow."""
    with transaction.atomic():
        row = ActorImport.objects.select_for_update().get(pk=handed_in.pk)
        if row.done_at is not None:
            return dict(row.counts)
        records = reading.read(bytes(row.content)).actors
        if seen != plan.sign(plan.plan(records)):
            raise OtherNow
        lines = plan.plan(records, choices)
        row.counts = plan.count(lines)
        take(lines=lines, by=by, name=row.file_name)
        row.done_at, row.content = timezone.now(), b""
        row.save()
    return dict(row.counts)


def take(*, lines: Sequence[Line], by: User | None, name: str) -> list[Action]:
    """Writes the new and the changed ones, all or none. `name` is what the list is called."""
    wanted = [line for line in lines if line.verdict in (Verdict.NEW, Verdict.CHANGED)]
    with transaction.atomic():
        done = [_take(wanted[at : at + AT_ONCE], by, name) for at in range(0, len(wanted), AT_ONCE)]
        changes.announce(done)
    return [action for action in done if action is not None]


def _take(lines: Sequence[Line], by: User | None, name: str) -> Action | None:
    with history.record(
        "import actors", by=by, summary=f"{len(lines)} actor{'s' if len(lines) > 1 else ''} from {name}"
    ) as record:
        known = [line.actor for line in lines if line.actor is not None]
        record.touch(*known, *(role for line in lines for role, _end in line.ends))
        new = [line for line in lines if line.actor is None]
        made = Actor.objects.bulk_create([_new(line, by) for line in new])
        record.made(*made)
        for line, actor in zip(new, made, strict=True):
            line.actor = actor
        for line in lines:
            _change(line)
        record.made(*Alias.objects.bulk_create([row for line in lines for row in _aliases(line)]))
        record.made(*Role.objects.bulk_create([_role(line, role) for line in lines for role in line.roles]))
    return record.action


def _new(line: Line, by: User | None) -> Actor:
    found = line.record
    return Actor(
        name=found.name, kind=found.kind, wikidata=line.wikidata, state=Actor.State.ACCEPTED, made_by=by, vouched=True
    )


def _change(line: Line) -> None:
    """An actor that was known: a person's list says who it is."""
    if line.verdict == Verdict.CHANGED and line.actor is not None:
        line.actor.wikidata = line.wikidata or line.actor.wikidata
        line.actor.vouched = True
        line.actor.save(update_fields=["wikidata", "vouched"])
        for role, end in line.ends:
            role.end = end
            role.save(update_fields=["end"])


def _aliases(line: Line) -> list[Alias]:
    names = {fold_name(name): name for name in reversed(line.names)}
    return [Alias(actor=line.actor, name=name, folded=folded) for folded, name in names.items()]


def _role(line: Line, role: RoleRecord) -> Role:
    return Role(actor=line.actor, basis=Role.Basis.IMPORTED, **vars(role))
