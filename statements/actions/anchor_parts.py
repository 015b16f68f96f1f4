"""The parts of a quotation that go along when it is carried: its pieces, who is named beside it, its earlier spans."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statements.anchoring import Finder
from statements.models import Quotation

NEAR = 400  # code points beside the words in which their speaker's name or the word that reports is looked for


@dataclass(frozen=True, slots=True)
class Move:
    """A quotation and where it goes: code points of the other text."""

    quotation: Quotation
    start: int
    end: int
    how: str


def chains(rows: Iterable[Quotation]) -> list[list[Quotation]]:
    """The rows by utterance: the pieces of each, in order."""
    by_id = {q.pk: q for q in rows}
    found: dict[int, list[Quotation]] = defaultdict(list)
    for q in sorted(by_id.values(), key=lambda q: (q.start, -q.end, q.act, q.speaker_name)):
        first, seen = q, {q.pk}
        while first.continues_id in by_id and first.continues_id not in seen:
            first = by_id[first.continues_id]
            seen.add(first.pk)
        found[first.pk].append(q)
    return list(found.values())


def shifted(
    finder: Finder, q: Quotation, move: Move, start: int | None, end: int | None
) -> tuple[int | None, int | None]:
    """Where a name or a cue beside the words stands now: as far from them as before, or near; else nowhere."""
    if start is None or end is None:
        return None, None
    word, at = finder.old[start:end], start + move.start - q.start
    if start >= q.end:
        at = start + move.end - q.end
    if at >= 0 and finder.new.startswith(word, at):
        return at, at + len(word)
    low = max(0, move.start - NEAR)
    near = finder.new[low : move.end + NEAR]
    places = [low + n for n in range(len(near)) if near.startswith(word, n)]
    best = min(places, key=lambda place: (abs(place - at), place), default=None)
    return (None, None) if best is None else (best, best + len(word))


def past_spans(finder: Finder, spans: Iterable[Sequence[int]]) -> list[list[int]]:
    """The spans that a mended quotation had, as the other text has them; those that are gone tell nothing there."""
    found = []
    for start, end in spans:
        if places := finder.places(start, end):
            found.append([places[0].start, places[0].end])
    return found
