"""Finding words of an older text in a newer one: the same words, else most of them; else nowhere.

The same words may stand in several places: the words around them decide, as in the W3C's TextQuoteSelector, and where
these say nothing, the place that the older one corresponds to. Offsets are code points, end exclusive.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from sources.differences import Alignment

WORD = re.compile(r"\w+(?:['’]\w+)*")
# A word that stands more often than this tells no place.
FREQUENT = 200
MOST_PLACES = 500  # at which the same words are looked at
MOST_CANDIDATES = 5  # places at which most of the words are looked for
# "Yes." or "I think so." are found again only where the text around them agrees: in code points of prefix and suffix.
SHORT = 4
ENOUGH_AROUND = 32
IN_PLACE = 64  # what the corresponding place counts, in code points of agreement: as much as both sides
FEWEST = 4  # words of which half are enough: of fewer, half is chance
STOPS = re.compile(r"[.!?…\n“”\"«»„]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words were found. `exact`: the same characters, with the same words beside them on a side at least."""

    start: int
    end: int
    how: Literal["exact", "moved"]
    score: float


class Finder:
    """Leads spans of an older text to places of a newer one. The same input gives the same places."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.alignment = Alignment(old, new)
        found = list(WORD.finditer(new))
        self.starts, self.ends = [m.start() for m in found], [m.end() for m in found]
        self.words = [_fold(m.group()) for m in found]
        self.index: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            self.index[word].append(number)

    def places(self, start: int, end: int) -> list[Place]:
        """Where the old text's words of this span may stand, the likeliest first; empty where they are gone."""
        same = sorted(self._same(start, end), key=lambda place: (-place.score, place.start))
        return same or sorted(self._alike(start, end), key=lambda place: (-place.score, place.start))

    def _same(self, start: int, end: int) -> Iterator[Place]:
        exact, expected = self.old[start:end], self.alignment.expected(start)
        is_short = len(WORD.findall(exact)) < SHORT
        for at in _occurrences(self.new, exact):
            left = _agree(reversed(self.old[max(0, start - 64) : start]), reversed(self.new[max(0, at - 64) : at]))
            right = _agree(self.old[end : end + 64], self.new[at + end - start : at + end - start + 64])
            around, in_place = min(32, left) + min(32, right), at == expected
            if is_short and not in_place and around < ENOUGH_AROUND:
                continue
            near = 1 / (2 + abs(at - expected))
            how: Literal["exact", "moved"] = "exact" if in_place or max(left, right) >= 8 else "moved"
            yield Place(at, at + end - start, how, around + IN_PLACE * in_place + near)

    def _alike(self, start: int, end: int) -> Iterator[Place]:
        sought = [_fold(word) for word in WORD.findall(self.old[start:end])]
        if len(sought) < FEWEST:
            return
        expected = bisect_left(self.starts, self.alignment.expected(start))
        seen = set()
        for begin in self._diagonals(sought, expected):
            if (place := self._match(sought, begin, expected, self.old[start:end])) and place.start not in seen:
                seen.add(place.start)
                yield place

    def _diagonals(self, sought: Sequence[str], expected: int) -> list[int]:
        """Numbers of words at which what is sought may begin: those for which most of its rarer words speak."""
        step = max(4, len(sought) // 4)
        votes: Counter[int] = Counter()
        for n, word in enumerate(sought):
            if len(at := self.index.get(word, ())) <= FREQUENT:
                votes.update((number - n) // step for number in at)
        best = sorted(votes, key=lambda cell: (-votes[cell], abs(cell * step - expected)))[:MOST_CANDIDATES]
        return [expected, *(cell * step for cell in best)]

    def _match(self, sought: Sequence[str], begin: int, expected: int, exact: str) -> Place | None:
        reach = len(sought) // 2 + 4
        low, high = max(0, begin - reach), min(len(self.words), begin + len(sought) + 2 * reach)
        blocks = _blocks(sought, self.words[low:high])
        if not blocks:
            return None
        shared = sum(size for _, _, size in blocks)
        first, last = low + blocks[0][1], low + blocks[-1][1] + blocks[-1][2]
        if shared * 2 < len(sought) or shared * 2 < last - first:
            return None
        first = self._back(first, blocks[0][0])
        last = self._on(last, len(sought) - blocks[-1][0] - blocks[-1][2])
        start, end = self.starts[first], self._with_mark(self.ends[last - 1], exact)
        return Place(start, end, "moved", shared / len(sought) + 0.1 / (1 + abs(first - expected)))

    def _back(self, first: int, missing: int) -> int:
        """Words before the first found stand for those that are missing there, as far as the sentence goes."""
        for _ in range(missing):
            if first == 0 or STOPS.search(self.new, self.ends[first - 1], self.starts[first]):
                break
            first -= 1
        return first

    def _on(self, last: int, missing: int) -> int:
        for _ in range(missing):
            if last == len(self.words) or STOPS.search(self.new, self.ends[last - 1], self.starts[last]):
                break
            last += 1
        return last

    def _with_mark(self, end: int, exact: str) -> int:
        """A mark of punctuation at the end belongs to the words if it did before."""
        return end + 1 if exact[-1:] in ".,!?…;" and self.new[end : end + 1] in tuple(".,!?…;") else end


def _fold(word: str) -> str:
    return word.casefold().replace("’", "'")


def _occurrences(text: str, exact: str) -> Iterator[int]:
    """Where the words stand as whole words."""
    at, count = text.find(exact), 0
    while at >= 0 and count < MOST_PLACES:
        before, after = text[at - 1 : at] if at else "", text[at + len(exact) : at + len(exact) + 1]
        if not (before.isalnum() and exact[0].isalnum()) and not (after.isalnum() and exact[-1].isalnum()):
            count += 1
            yield at
        at = text.find(exact, at + 1)


def _agree(one: Iterator[str] | str, other: Iterator[str] | str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _blocks(sought: Sequence[str], there: Sequence[str]) -> list[tuple[int, int, int]]:
    """The runs of words that both have, in order, without those so far off that they are another sentence's."""
    matcher = SequenceMatcher(None, sought, there, autojunk=False)
    blocks = [(a, b, size) for a, b, size in matcher.get_matching_blocks() if size]
    if len(blocks) > 60:  # every pair of ends would be looked at
        return blocks
    ends = [
        (3 * sum(size for _, _, size in blocks[i : j + 1]) - (blocks[j][1] + blocks[j][2] - blocks[i][1]), -i, j)
        for i in range(len(blocks))
        for j in range(i, len(blocks))
    ]
    if not ends:
        return []
    _, i, j = max(ends)
    return blocks[-i : j + 1]


def snap(start: int, end: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The one of these spans (sorted, apart from each other) that is mostly the same as the given one."""
    n = bisect_right(spans, (start, end)) - 1
    for a, b in spans[max(0, n) : n + 3]:
        shared = min(b, end) - max(a, start)
        if shared * 2 >= max(b - a, end - start):
            return a, b
    return None
