"""What changed between two texts, and where a place of the one lies in the other.

Lines are compared first, then the words of the lines that differ: difflib is quadratic, and a text may have a million
characters.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s*\S+\s*")
MOST_WORDS = 3_000  # of a changed passage: a longer one is shown as gone and new, without its words compared
# Fewer words than this of a passage that stay would make a page of crumbs.
LEAST_ALIKE = 0.3
Kind = Literal["same", "gone", "new"]
Opcodes = Sequence[tuple[str, int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that both texts have, or one of them."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that differ, in pieces; or, with no pieces, `same` paragraphs that do not."""

    pieces: list[Piece]
    same: int = 0


def between(old: str, new: str) -> list[Passage]:
    """The passages that changed, and how many paragraphs stayed between them."""
    first, second = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[Passage] = []
    for tag, a, b, c, d in _opcodes(first, second):
        if tag == "equal":
            if same := sum(bool(line.strip()) for line in first[a:b]):
                found.append(Passage([], same))
        elif pieces := _words("".join(first[a:b]), "".join(second[c:d])):
            found.append(Passage(pieces))
    return found


def _opcodes(first: list[str], second: list[str]) -> Opcodes:
    # Empty lines are many and say nothing: difflib's own rule on what is frequent passes over them in a long text.
    return SequenceMatcher(None, first, second).get_opcodes()


def _words(old: str, new: str) -> list[Piece]:
    first, second = WORD.findall(old), WORD.findall(new)
    if not first and not second:
        return []
    matcher = SequenceMatcher(None, [w.strip() for w in first], [w.strip() for w in second], autojunk=False)
    whole = [Piece(old.strip(), "gone"), Piece(new.strip(), "new")]
    if max(len(first), len(second)) > MOST_WORDS or matcher.ratio() < LEAST_ALIKE:
        return [piece for piece in whole if piece.text]
    return list(_pieces(first, second, matcher))


def _pieces(first: list[str], second: list[str], matcher: "SequenceMatcher[str]") -> Iterator[Piece]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("".join(second[c:d]), "same")
            continue
        if b > a:
            yield Piece("".join(first[a:b]).rstrip() + " ", "gone")  # no line ends within what took its place
        if d > c:
            yield Piece("".join(second[c:d]), "new")


class Alignment:
    """Leads a place of the old text to where it should lie in the new one. Offsets are code points."""

    def __init__(self, old: str, new: str) -> None:
        first, second = old.splitlines(keepends=True), new.splitlines(keepends=True)
        starts, ends = _offsets(first), _offsets(second)
        self._blocks = [(starts[a], starts[b], ends[c], ends[d]) for _, a, b, c, d in _opcodes(first, second)]
        self._from = [block[0] for block in self._blocks]

    def expected(self, at: int) -> int:
        """Exact within lines that stayed; within changed ones in proportion."""
        if not self._blocks:
            return at
        start, end, new_start, new_end = self._blocks[max(0, bisect_right(self._from, at) - 1)]
        if end - start == new_end - new_start:
            return new_start + at - start
        return new_start + (at - start) * (new_end - new_start) // max(1, end - start)


def _offsets(lines: list[str]) -> list[int]:
    """Where each line begins, and at last where the text ends."""
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found
