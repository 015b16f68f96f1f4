"""Lines to paragraphs, with exact offsets.

A paragraph is a line, or the lines of one hard-wrapped paragraph. `plain` is its text on one line with single spaces,
for reading only: offsets always come from `start` and `end`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extraction.structure.signs import Signs, read_signs

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_EDGES = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$")
# Plain-text tools wrap between 50 and 100 columns; a longer "line" is a paragraph of its own.
_WIDEST_WRAP = 130
_NARROWEST_WRAP = 30


@dataclass(frozen=True)
class Paragraph:
    """`block` numbers the runs of lines between empty lines; `lines` is how many lines were joined.

    What many stages ask of its words is read once.
    """

    start: int
    end: int
    plain: str
    block: int
    lines: int = 1

    @cached_property
    def words(self) -> int:
        return self.plain.count(" ") + 1

    @property
    def is_sentence(self) -> bool:
        """Ends as a sentence does (a heading, a name or a credit does not)."""
        return bool(_SENTENCE_END.search(self.plain[-12:]))

    @cached_property
    def signs(self) -> Signs:
        """What it shows of who speaks."""
        return read_signs(self.plain, self.words)


def plain(text: str) -> str:
    """On one line, single spaces, no invisible characters; non-breaking spaces are spaces."""
    return " ".join(_INVISIBLE.sub("", text).split())


def split(text: str, opens_turn: Callable[[str], bool] = lambda _line: False) -> list[Paragraph]:
    """The paragraphs of a text. A line for which `opens_turn` holds is never joined to the one before it."""
    lines = _lines(text)
    width = _wrap_width(lines)
    return lines if width is None else _joined(text, lines, width, opens_turn)


def _lines(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    block, at = 0, 0
    for end, after in _line_bounds(text):
        line = text[at:end]
        shown = plain(line)
        if shown:
            start = at + len(line) - len(line.lstrip(_EDGES))
            found.append(Paragraph(start, at + len(line.rstrip(_EDGES)), shown, block))
        elif found and found[-1].block == block:
            block += 1
        at = after
    return found


def _line_bounds(text: str) -> list[tuple[int, int]]:
    bounds = [(m.start(), m.end()) for m in _LINE_END.finditer(text)]
    return [*bounds, (len(text), len(text))]


def _wrap_width(lines: Sequence[Paragraph]) -> int | None:
    """The column at which the text was wrapped, None where each line is a paragraph.

    Wrapped lines break in mid-sentence and the next word would not have fitted on them.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a.block == b.block]
    breaks = [(a, b) for a, b in pairs if len(a.plain) <= _WIDEST_WRAP]
    if not breaks or len(breaks) < 0.9 * len(pairs):
        return None
    lengths = sorted(len(a.plain) for a, _ in breaks)
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    full = sum(_is_full(a, b, width) for a, b in breaks)
    lower = sum(b.plain[0].islower() for _, b in breaks)
    return width if full >= 0.6 * len(breaks) and lower >= 0.3 * len(breaks) else None


def _is_full(line: Paragraph, after: Paragraph, width: int) -> bool:
    first_word = after.plain.split(" ", 1)[0]
    # Ragged editors wrap a little early or late, hence the slack.
    return len(line.plain) + 1 + len(first_word) > width - 4


def _joined(text: str, lines: Sequence[Paragraph], width: int, opens_turn: Callable[[str], bool]) -> list[Paragraph]:
    groups: list[list[Paragraph]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        goes_on = (
            before is not None
            and before.block == line.block
            and _is_full(before, line, width)
            and not opens_turn(line.plain)
        )
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_merged(text, group) for group in groups]


def _merged(text: str, group: Sequence[Paragraph]) -> Paragraph:
    first, last = group[0], group[-1]
    if first is last:
        return first
    return Paragraph(first.start, last.end, plain(text[first.start : last.end]), first.block, len(group))
