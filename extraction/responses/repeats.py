"""The same actor says again what they said before: in words that tell so ("as I said"), or nearly in the same words."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extraction.responses.alike import Rarity, content, in_order, words_of
from extraction.responses.draft import Draft
from extraction.responses.patterns import lexicon
from extraction.responses.targets import REACH, Target
from extraction.types import Quotation, Span

_KINDS = frozenset({"turn", "direct", "mixed", "indirect", "headline"})
_IN_MARKS = frozenset({"direct"})
# A passage that says it again shares so much of the weight of its words with what it repeats; one that follows within
# some thousand characters counts for up to half as much more. Chosen on invented texts and the political news set.
_ALIKE, _NEARER, _FAR = 0.16, 0.5, 4000
# Neighbours that share at least this part of what the best sentence shares belong to the passage; one may lie between.
_BELONGS, _BETWEEN = 0.5, 1
# Without a word that tells of the repetition: so many words in the same order, so many of them with matter, and so many
# paragraphs from the one to the other.
_IN_ORDER, _IN_ORDER_SHARE, _MATTER, _SAME_WORDS = 8, 0.35, 3, 0.85
_APART = 2
UNTOLD = 0.42
_REPEATING = re.compile(r"(?:repeat|reiterate|reaffirm)(?:s|ed|d)?$", re.I)


@dataclass(frozen=True)
class Uttered:
    """A sentence of a quotation, with its stems."""

    index: int
    span: Span
    words: str

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return content(self.words)


class Memory:
    """The sentences of each speaker of a text, in order."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._by: dict[str, list[Uttered]] = defaultdict(list)
        for index, quotation in enumerate(draft.quotations):
            who = draft.speaker(index)
            if who is not None and _counts(quotation):
                self._by[who] += (Uttered(index, s.span, s.words) for s in draft.sentences(draft.span(index)))

    @cached_property
    def rarity(self) -> Rarity:
        """How rare each stem is in the text."""
        return Rarity(u.stems for uttered in self._by.values() for u in uttered)

    def speakers(self) -> Iterator[list[Uttered]]:
        """Each speaker's sentences."""
        yield from self._by.values()

    def before(self, who: str, response: Span) -> list[Uttered]:
        """What a speaker said before a response and not in the same breath, the headline included."""
        uttered = self._by.get(who, [])
        last = bisect_left(uttered, response.start, key=lambda u: u.span.start)
        turn = self._draft.turn(response.start)
        near = (
            u for u in uttered[:last] if self._draft.quotations[u.index].kind == "headline" or self._near(u, response)
        )
        return [
            u for u in near if u.span.end <= response.start and (turn is None or self._draft.turn(u.span.start) != turn)
        ]

    @staticmethod
    def _near(uttered: Uttered, response: Span) -> bool:
        return response.start - uttered.span.start < REACH


def _counts(quotation: Quotation) -> bool:
    return (
        quotation.kind in _KINDS and quotation.act == "speech" and not quotation.mention and quotation.part_of is None
    )


def without_cue(words: str) -> str:
    """The words of a response without those that tell of the repetition."""
    for pattern in lexicon().own_first + lexicon().own_third:
        if pattern.relation == "reaffirms":
            words = pattern.regex.sub(" ", words)
    return words


def has_matter(words: str) -> bool:
    """Whether words say what is repeated; "I stand by it" does not."""
    return len(content(words)) >= _MATTER


def target(draft: Draft, memory: Memory, who: str, response: Span, words: str) -> Target | None:
    """The earlier passage of `who` that a response says again; None where it repeats no matter, or none is alike."""
    wanted = content(words)
    said = memory.before(who, response)
    scores = {id(u): _score(memory.rarity, wanted, u, response) for u in said}
    best = max(said, key=lambda u: (scores[id(u)], u.span.start), default=None)
    if best is None or scores[id(best)] < _ALIKE:
        return None
    passage = _passage(draft, [u for u in said if u.index == best.index], best, scores)
    claim = draft.part(best.index, Span(passage[0].span.start, passage[-1].span.end))
    shared = [s for s in wanted if any(s in u.stems for u in passage)]
    return Target(claim, 1 + 4 * scores[id(best)], f"both speak of {_as_written(words, shared)}")


def _score(rarity: Rarity, wanted: tuple[str, ...], uttered: Uttered, response: Span) -> float:
    shared = rarity.weight(set(wanted) & set(uttered.stems))
    if shared == 0:
        return 0.0
    alike = shared / math.sqrt(rarity.weight(wanted) * rarity.weight(uttered.stems))
    return alike * (1 + _NEARER * max(0.0, 1 - (response.start - uttered.span.end) / _FAR))


def _passage(draft: Draft, said: list[Uttered], best: Uttered, scores: dict[int, float]) -> list[Uttered]:
    """The sentences around the best one that say the same."""
    if draft.quotations[best.index].kind not in ("turn", "direct"):
        return said
    at = said.index(best)
    alike = [i for i, u in enumerate(said) if scores[id(u)] >= _BELONGS * scores[id(best)]]
    first = last = at
    for i in sorted((i for i in alike if i < at), reverse=True):
        first = i if first - i <= 1 + _BETWEEN else first
    for i in (i for i in alike if i > at):
        last = i if i - last <= 1 + _BETWEEN else last
    return said[first : last + 1]


def _as_written(words: str, stems: list[str]) -> str:
    """Up to three of the shared words as the response writes them."""
    written = (w for w in words_of(words) if content(w)[:1] and content(w)[0] in stems)
    return ", ".join(list(dict.fromkeys(written))[:3])


def says_again(quotation: Quotation, text: str) -> bool:
    """Whether the verb of the attribution tells of a repetition: "she repeated that …"."""
    cue = quotation.cue
    return cue is not None and _REPEATING.match(text[cue.start : cue.end]) is not None


def untold(draft: Draft, memory: Memory) -> Iterator[tuple[int, Span, int, str]]:
    """Sentences in marks that come back in nearly the same words: quotation, sentence, earlier part, and why."""
    answered = {link.response for link in draft.links}
    for uttered in memory.speakers():
        here = [
            u for u in uttered if draft.quotations[u.index].kind in _IN_MARKS and not u.words.rstrip().endswith("?")
        ]
        for number, later in enumerate(here):
            if later.index in answered or len(later.stems) < _MATTER:
                continue
            earlier = _worded_alike(draft, here[:number], later)
            if earlier is not None:
                shared = [s for s in later.stems if s in earlier.stems]
                claim = draft.part(earlier.index, earlier.span)
                yield later.index, later.span, claim, f"nearly the same words: {_as_written(later.words, shared)}"


def _worded_alike(draft: Draft, before: list[Uttered], later: Uttered) -> Uttered | None:
    for earlier in reversed(before):
        if later.span.start - earlier.span.start > REACH:
            return None
        if draft.parsed.paragraphs_between(earlier.span.start, later.span.start) < _APART:
            continue  # the same utterance goes on
        if len(set(earlier.stems) & set(later.stems)) >= _MATTER and _in_the_same_words(earlier, later):
            return earlier
    return None


def _in_the_same_words(earlier: Uttered, later: Uttered) -> bool:
    one, other = words_of(earlier.words), words_of(later.words)
    common = in_order(one, other)
    share = common / math.sqrt(len(one) * len(other))
    return (
        common >= _IN_ORDER
        and _IN_ORDER_SHARE <= share < _SAME_WORDS
        and in_order(earlier.stems, later.stems) >= _MATTER
    )
