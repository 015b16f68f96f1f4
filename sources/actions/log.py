"""Entries of the action log for what has no undo: a text that came in, and one that was withdrawn.

Their rows bear no values, or only some: so history.undo finds that they differ from what is stored, and refuses.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import models

from accounts.models import Action, ActionTarget
from sources.models import Source

# In words for an editor who asks for it all the same.
NO_UNDO = {
    "add text": "A text that came in is not taken back by undo. If it must go, withdraw it from its page: that is for "
    "good, and its address says so.",
    "withdraw text": "A withdrawal is for good. Nothing brings the text back; hand it in again if it may be shown.",
}


def made(verb: str, source: Source, *, by: User | None) -> Action:
    """That somebody (None: the installation itself) made a source."""
    after = {"kind": source.kind, "title": source.heading(), "published": source.published}
    return _write(verb, source, by=by, summary=source.heading(), before=None, after=after)


def without_values(verb: str, source: Source, *, by: User, summary: str) -> Action:
    """That somebody did it, and nothing of what was there."""
    return _write(verb, source, by=by, summary=summary, before={}, after={})


def _write(
    verb: str,
    row: models.Model,
    *,
    by: User | None,
    summary: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> Action:
    change = {"model": row._meta.label_lower, "pk": row.pk, "before": before, "after": after}
    action = Action.objects.create(verb=verb, summary=summary[:300], by=by, changes=[change])
    ActionTarget.objects.create(action=action, model=change["model"], row=str(row.pk))
    return action
