"""What a text shows of itself, as Intake.proposal holds it and the preview shows it.

{"kind", "title": {"start","end"} or null, "segments": [{"kind","start","end","turn","speaker"}],
 "titles" | "published" | "outlet" | "url": [{"value","reason"}], "language", "sha256", "sketch"}
"""

from collections.abc import Iterable
from typing import Any

from actors import dates
from extraction.structure import read_structure
from sources import language, sameness
from sources.readers import Reading

Proposal = dict[str, Any]
MOST_CANDIDATES = 3


def recognise(reading: Reading) -> Proposal:
    """The form of a text and candidates for what is known about it; what the file itself states comes first."""
    structure = read_structure(reading.text)
    return {
        "kind": structure.doc_type,
        "title": None if structure.title is None else {"start": structure.title.start, "end": structure.title.end},
        "segments": [
            {"kind": s.kind, "start": s.start, "end": s.end, "turn": s.turn, "speaker": s.speaker or ""}
            for s in structure.segments
        ],
        "titles": _candidates(reading.title),
        "published": [c for c in _candidates((*reading.published, *structure.published)) if dates.parse(c["value"])],
        "outlet": _candidates((*reading.outlet, *structure.outlet)),
        "url": _candidates(reading.url),
        "language": language.guess(reading.text),
        "sha256": sameness.sha256(reading.text),
        "sketch": sameness.sketch(reading.text),
    }


def _candidates(found: Iterable[Any]) -> list[dict[str, str]]:
    """Each value once, with its first reason."""
    reasons: dict[str, str] = {}
    for candidate in found:
        reasons.setdefault(candidate.value, candidate.reason)
    return [{"value": value, "reason": reason[:300]} for value, reason in reasons.items()][:MOST_CANDIDATES]
