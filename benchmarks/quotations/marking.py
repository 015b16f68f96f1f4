"""Quotation marks in a text: the pairs, and how much of a content they enclose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+(?:[.,]\d+)*")
_PARAGRAPH = re.compile(r"[^\n]+")
_OPENS_SINGLE = re.compile(r"(?<![\w.,!?…])[‘'](?=\w)")
_CLOSES_SINGLE = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")


def marked_pairs(text: str, blocks: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Start and end of what stands between quotation marks, the marks excluded, in the order of the text.

    Double marks never closed reach to the end of their paragraph if the next one opens with a mark; if it begins with
    one of the blocks they go on through it; else they count for nothing. A block is a pair of its own.
    """
    pairs, goes_on = list(blocks), False
    for paragraph in _PARAGRAPH.finditer(text):
        following = _PARAGRAPH.search(text, paragraph.end())
        block = following is not None and any(start == following.start() for start, _ in blocks)
        repeats = following is not None and following.group()[0] in '“„"'
        found, left = _double(paragraph.group(), paragraph.start(), inside=goes_on)
        goes_on = left is not None and block and not repeats
        if left is not None and (block or repeats):
            found.append((left, paragraph.end()))
        pairs += [*found, *_single(paragraph.group(), paragraph.start())]
    return sorted(pairs)


def _double(paragraph: str, base: int, *, inside: bool) -> tuple[list[tuple[int, int]], int | None]:
    """The pairs of one paragraph, and where a mark that it does not close opens."""
    found: list[tuple[int, int]] = []
    opened: int | None = 0 if inside else None
    for mark in re.finditer(r"[“”„\"«»]|``|''", paragraph):
        if opened is None and mark.group() not in ("”", "»"):
            opened = mark.end()
        elif opened is not None and mark.group() not in ("“", "„", "«", "``"):
            found.append((base + opened, base + mark.start()))
            opened = None
    return found, base + opened if opened is not None else None


def _single(paragraph: str, base: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while opening := _OPENS_SINGLE.search(paragraph, at):
        closing = _CLOSES_SINGLE.search(paragraph, opening.end())
        if closing is None:
            break
        found.append((base + opening.end(), base + closing.start()))
        at = closing.end()
    return found


def enclosing(pairs: Sequence[tuple[int, int]], offset: int) -> list[tuple[int, int]]:
    """The pairs that an offset stands in."""
    return [(start, end) for start, end in pairs if start <= offset < end]


def words_of(text: str, pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Where the words of a content begin."""
    return frozenset(start + m.start() for start, end in pieces for m in WORD.finditer(text[start:end]))


def quotation_kind(text: str, pieces: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]) -> str:
    """direct where all words (of ten or more: nine tenths) stand in marks, mixed where some do, else indirect."""
    words = words_of(text, pieces)
    marked = sum(bool(enclosing(pairs, start)) for start in words)
    if not marked:
        return "indirect"
    return "direct" if len(words) - marked <= len(words) // 10 else "mixed"
