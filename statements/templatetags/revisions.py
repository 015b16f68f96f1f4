"""The revisions of a source, each with its day and its hash; and what the history cannot take back."""

from typing import Any

from django import template

from accounts.models import Action
from sources.actions.log import NO_UNDO
from sources.models import Source

register = template.Library()


@register.inclusion_tag("components/revisions.html")
def revisions(source: Source, shown: int = 0) -> dict[str, Any]:
    """A line that leads from one revision to the others; nothing where there is but one. `shown` 0: the newest."""
    found = list(source.revisions.defer("text", "sketch").order_by("-number"))
    return {"source": source, "revisions": found, "shown": shown or max((r.number for r in found), default=0)}


@register.filter
def no_undo(action: Action) -> str:
    """Why an action is not taken back, and what to do instead; "" where it can be."""
    return NO_UNDO.get(action.verb, "")
