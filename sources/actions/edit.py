"""What is known about a source is put right; its text never."""

from typing import Any

from django.contrib.auth.models import User

from accounts import history
from accounts.models import Action
from sources.actions import confirm
from sources.models import Source
from sources.signals import source_edited


def edit(*, source: Source, by: User, typed: dict[str, Any]) -> Action | None:
    """`typed` as in confirm.confirm. Logged, and undone from the history. None where nothing changed."""
    with history.record("edit source", by=by, summary=source.heading()) as record:
        record.touch(source)
        before = history.snapshot(source)
        _set(source, typed)
        source.save()
        changed = sorted(name for name, value in history.snapshot(source).items() if before[name] != value)
        if changed:
            source_edited.send(sender=Source, source=source, by=by, changed=changed)
    return record.action


def _set(source: Source, typed: dict[str, Any]) -> None:
    """The inferred values stand in the source by now; what was read of the text is with its intake."""
    revision = source.revisions.select_related("intake").order_by("-number").first()
    proposal = (revision.intake.proposal if revision and revision.intake else None) or {}
    confirm.set_known(source, typed, text=revision.text if revision else "", proposal=proposal)
