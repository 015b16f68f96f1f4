"""What an action changed, in words: each row that it touched, with what it was before and what it is since."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Action

ROWS = {
    "statements.quotation": "Quotation",
    "statements.link": "Link",
    "statements.evidence": "Evidence",
    "statements.groupingconstraint": "What belongs together",
    "actors.actor": "Actor",
    "actors.alias": "Name",
    "actors.role": "Role",
    "sources.source": "Source",
}
# What a person reads as a change; keys, times and what follows from others are left out.
FIELDS = {
    "exact": "words",
    "speaker_name": "speaker",
    "reporter_name": "reporter",
    "kind": "kind",
    "relation": "relation",
    "attribution": "how it is known",
    "state": "state",
    "pinned": "pinned",
    "name": "name",
    "title": "title",
    "organisation": "organisation",
    "start": "from",
    "end": "to",
    "wikidata": "Wikidata",
    "published": "published",
    "url": "address",
    "said": "said",
    "note": "note",
}
PLACES = {"statements.quotation", "statements.evidence"}  # whose start and end are offsets, not dates
LONGEST = 160


@dataclass(frozen=True)
class Change:
    """One field of one row; `before` is empty where it was made or unset, `after` where it is gone."""

    row: str
    field: str
    before: str
    after: str


def changes(action: Action) -> list[Change]:
    """Those worth reading, in the order of the writes."""
    return [change for touched in action.changes for change in _of_row(touched)]


def _of_row(touched: dict[str, Any]) -> list[Change]:
    before, after = touched["before"] or {}, touched["after"] or {}
    row = ROWS.get(touched["model"], touched["model"].partition(".")[2])
    found = [
        Change(row, words, _word(before.get(name)), _word(after.get(name)))
        for name, words in FIELDS.items()
        if before.get(name) != after.get(name) and not (name in ("start", "end") and touched["model"] in PLACES)
    ]
    return [change for change in found if change.before or change.after]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = "" if value is None else "not reviewed" if value == "suggested" else str(value)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
