"""The whole text as the reading view shows it: paragraphs, cut into runs where quotations begin and end.

A text may have 10,000 quotations in a million characters, so that everything here is one sweep over sorted spans, and
a long text is shown in parts.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sources.models import Segment
from statements.models import Link, Quotation
from statements.tones import Glance

PART = 40_000  # code points of a text on one page; a part ends with a paragraph
LONGEST_LABEL = 60  # "Interviewer: " before a paragraph is a label; anything longer is text


def part_of_text(start: int) -> str:
    """The query by which the reading view shows the part of a text in which `start` lies."""
    return f"?at={start}" if start >= PART else ""


@dataclass(frozen=True)
class Run:
    """Characters under the same quotations. `quotation` is the innermost one; `begins` begin exactly here."""

    text: str
    quotation: Quotation | None
    begins: tuple[Quotation, ...] = ()


@dataclass(frozen=True)
class Note:
    """What stands in the margin beside a quotation."""

    quotation: Quotation
    glances: list[Glance]
    answering: list[Link]


@dataclass(frozen=True)
class Paragraph:
    """A segment with its runs, and the quotations that begin in it: code points of the revision from `start`.

    `label` names who speaks from here on.
    """

    kind: str
    start: int
    runs: list[Run]
    label: str = ""
    before: str = ""
    begun: list[Quotation] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Furniture:
    """Pieces of the page around the text, folded away together."""

    lines: list[str]


@dataclass(frozen=True)
class Part:
    """One page of a text: code points from `start` to `end`."""

    number: int
    of: int
    segments: list[Segment]
    text_start: int
    starts: list[int]

    @property
    def previous(self) -> int | None:
        """Where the part before begins."""
        return self.starts[self.number - 2] if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """Where the next part begins."""
        return self.starts[self.number] if self.number < self.of else None


def part_at(segments: Sequence[Segment], at: int) -> Part:
    """The part in which the offset lies. A segment belongs to the part in which it begins."""
    parts: dict[int, list[Segment]] = {}
    for segment in segments:
        parts.setdefault(segment.start // PART, []).append(segment)
    if not parts:
        return Part(number=1, of=1, segments=[], text_start=0, starts=[0])
    keys = sorted(parts)
    holding = [key for key in keys if parts[key][0].start <= at] or keys[:1]
    key = holding[-1]
    return Part(
        number=keys.index(key) + 1,
        of=len(keys),
        segments=parts[key],
        text_start=parts[key][0].start,
        starts=[parts[k][0].start for k in keys],
    )


def lay_out(
    text: str, segments: Iterable[Segment], quotations: Sequence[Quotation], *, offset: int = 0
) -> list[Paragraph | Furniture]:
    """The text's segments with their runs. `text` begins at `offset` of the revision; spans count from its begin."""
    waiting = sorted(quotations, key=lambda q: (q.start, -q.end))
    spans = _Sweep(waiting)
    laid: list[Paragraph | Furniture] = []
    turn: tuple[int | None, str] = (None, "")
    end = offset
    for segment in segments:
        before = text[end - offset : segment.start - offset].strip()
        end = segment.end
        words = text[segment.start - offset : segment.end - offset]
        if segment.kind == Segment.Kind.PAGE_FURNITURE:
            laid = _with_furniture(laid, words)
            continue
        runs, begun = spans.runs(words, segment.start)
        now = (segment.turn, segment.speaker)
        label = segment.speaker if segment.speaker and now != turn else ""
        turn = now
        before = "" if _is_label(before, label) else before
        laid.append(Paragraph(segment.kind, segment.start, runs, label, before, begun))
    return laid


def _is_label(before: str, label: str) -> bool:
    return bool(label) and len(before) <= LONGEST_LABEL


def _with_furniture(laid: list[Paragraph | Furniture], words: str) -> list[Paragraph | Furniture]:
    if laid and isinstance(laid[-1], Furniture):
        laid[-1].lines.append(words)
    else:
        laid.append(Furniture([words]))
    return laid


class _Sweep:
    """Walks through a text once. The open quotations lie in a heap, the latest begun on top: it is the innermost."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.quotations = quotations
        self.next = 0
        self.open: list[tuple[int, int, int]] = []

    def runs(self, words: str, start: int) -> tuple[list[Run], list[Quotation]]:
        """The runs of one paragraph, and the quotations that begin in it."""
        end = start + len(words)
        found: list[Run] = []
        begun: list[Quotation] = []
        at = start
        while at < end:
            begins = tuple(self._begin(at))
            begun.extend(begins)
            innermost = self._innermost(at)
            stop = min(self._next_edge(innermost, end), end)
            found.append(Run(words[at - start : stop - start], innermost, begins))
            at = stop
        return found, begun

    def _begin(self, at: int) -> Iterator[Quotation]:
        """Those that begin here, or began between the paragraphs."""
        while self.next < len(self.quotations) and self.quotations[self.next].start <= at:
            quotation = self.quotations[self.next]
            if quotation.end > at:
                heapq.heappush(self.open, (-quotation.start, quotation.end, self.next))
                yield quotation
            self.next += 1

    def _innermost(self, at: int) -> Quotation | None:
        while self.open and self.open[0][1] <= at:
            heapq.heappop(self.open)
        return self.quotations[self.open[0][2]] if self.open else None

    def _next_edge(self, innermost: Quotation | None, end: int) -> int:
        edge = innermost.end if innermost else end
        if self.next < len(self.quotations):
            edge = min(edge, self.quotations[self.next].start)
        return edge
