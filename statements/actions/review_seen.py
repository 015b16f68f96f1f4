"""What an editor had before their eyes, so that two editors at once do not overwrite each other.

A form carries `of(row)`. Whoever saves compares it under the row's lock: if it differs, somebody was faster, and the
second is shown what the first did instead of undoing it unawares.
"""

import hashlib
import json

from accounts import history
from accounts.models import Action
from statements.models import Link, Quotation
from statements.vocabulary import State


class Conflict(Exception):
    """The row is no longer as the editor saw it; `last` is the action that changed it, None if the machine did."""

    def __init__(self, row: Quotation | Link, last: Action | None) -> None:
        super().__init__("Somebody changed this after you opened it.")
        self.row = row
        self.last = last


def _wording(quotation: Quotation | None) -> list[object]:
    """What a link's card shows of a wording: its acceptance by somebody else meanwhile is no conflict."""
    if quotation is None:
        return []
    q = quotation
    return [q.pk, q.start, q.end, q.kind, q.speaker_id, q.speaker_name, q.state == State.REJECTED]


def of(row: Quotation | Link) -> str:
    """A short fingerprint of what a card shows of the row."""
    shown: list[object]
    if isinstance(row, Link):
        shown = [row.relation, row.attribution, row.state, _wording(row.response), _wording(row.claim)]
    else:
        shown = [*_wording(row), row.state, row.pinned]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def check(row: Quotation | Link, seen: str | None) -> None:
    """Raises Conflict unless the row, read under its lock, is as it was seen. `seen` None: nobody looked."""
    if seen is not None and seen != of(row):
        raise Conflict(row, history.of(row).first())
