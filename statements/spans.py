"""Spans in their paragraphs: the passage that an editor sees, and the words that an editor names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q

from sources.models import Revision, Segment
from statements.models import Quotation

# Of a paragraph longer than this around the words, the rest is left out: some texts are one paragraph of a megabyte.
AROUND = 1_500
# What a keyboard types for what a text may have.
QUOTE_MARKS = {"'": "['’‘‚‛]", '"': '["“”„«»]', "-": "[-‐‑–—]"}


@dataclass(frozen=True)
class Mark:
    """A span to show in a passage. `name` is the class that gives it its look, `words` what a screen reader says."""

    start: int
    end: int
    name: str
    words: str


@dataclass(frozen=True)
class Run:
    """Characters under the same mark, or under none."""

    text: str
    mark: Mark | None


@dataclass(frozen=True)
class Paragraph:
    """A segment, or the piece of it around the words: code points of the revision from `start`."""

    kind: str
    speaker: str
    start: int
    runs: list[Run]
    cut_before: bool
    cut_after: bool


def passage(quotation: Quotation, marks: Sequence[Mark]) -> list[Paragraph]:
    """The paragraphs of the quotation with one before and one after; `marks` may overlap, the last one wins."""
    inside = Q(start__lt=quotation.end, end__gt=quotation.start)
    segments = Segment.objects.filter(revision=quotation.revision).exclude(kind=Segment.Kind.PAGE_FURNITURE)
    before = segments.filter(end__lte=quotation.start).order_by("-start").values("pk")[:1]
    after = segments.filter(start__gte=quotation.end).order_by("start").values("pk")[:1]
    shown = segments.filter(inside | Q(pk__in=before) | Q(pk__in=after)).order_by("start")
    return [_paragraph(quotation, segment, marks) for segment in shown]


def _paragraph(quotation: Quotation, segment: Segment, marks: Sequence[Mark]) -> Paragraph:
    start, end = segment.start, segment.end
    if end <= quotation.start:
        start = max(start, end - AROUND)
    elif start >= quotation.end:
        end = min(end, start + AROUND)
    else:
        start, end = max(start, quotation.start - AROUND), min(end, quotation.end + AROUND)
    return Paragraph(
        kind=segment.kind,
        speaker=segment.speaker,
        start=start,
        runs=_runs(quotation.revision.text, start, end, marks),
        cut_before=start > segment.start,
        cut_after=end < segment.end,
    )


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Run]:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end, *(at for mark in inside for at in (mark.start, mark.end) if start < at < end)}
    runs = []
    for left, right in pairwise(sorted(edges)):
        over = [mark for mark in inside if mark.start <= left and mark.end >= right]
        runs.append(Run(text[left:right], over[-1] if over else None))
    return runs


def _pattern(words: str) -> str:
    """Any white space between the words, and the text's quotation marks and dashes for those of a keyboard."""
    letters = ["".join(QUOTE_MARKS.get(c, re.escape(c)) for c in word) for word in words.split()]
    return r"\s+".join(letters)


def find(revision: Revision, *, begins: str, ends: str, near: tuple[int, int]) -> tuple[int, int] | None:
    """The span from the words `begins` to the words `ends` that lies nearest to `near`; None if they are not there."""
    first, last = _pattern(begins), _pattern(ends)
    if not first or not last:
        return None
    starts = [found.start() for found in re.finditer(first, revision.text)]
    if not starts:
        return None
    start = min(starts, key=lambda at: abs(at - near[0]))
    stops = [found.end() for found in re.finditer(last, revision.text[start:])]
    if not stops:
        return None
    return start, start + min(stops, key=lambda at: abs(start + at - near[1]))


def locate(revision: Revision, words: str, near: int = 0) -> tuple[int, int] | None:
    """Where these words stand; the place nearest to `near` if there are several."""
    found = [match.span() for match in re.finditer(_pattern(words), revision.text)] if words.split() else []
    return min(found, key=lambda span: abs(span[0] - near), default=None)
