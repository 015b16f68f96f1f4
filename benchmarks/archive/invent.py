"""An archive out of nothing: people, outlets, texts and what is said in them, in invented words.

The same seed and number give the same archive. Who is quoted how often follows Zipf's law, as do the words: the
most-quoted actor says a fifth of everything. Statements have one to five wordings within two weeks, over twenty years,
and come in the order of their days, unless they are shuffled.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

FIRST_DAY = date(2006, 1, 1)
DAYS = 20 * 365
MOST_QUOTED = 0.2  # of all quotations, by the first actor
OF_A_TEXT = 5  # quotations in a text
BATCH = 10_000  # quotations
WORDS = 30_000  # beside which there are the common ones
COMMON = ("the", "of", "and", "to", "in", "that", "we", "will", "for", "with", "not", "this")
SOUNDS = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "zi")


@dataclass(frozen=True)
class Said:
    """One quotation: of which statement, by whom, on which day, in which words."""

    statement: int
    actor: int
    day: date
    words: str
    kind: str


class Invention:
    """Everything that is drawn from one seed."""

    def __init__(self, number: int, seed: int, *, shuffled: bool = False) -> None:
        self.number, self.shuffled = number, shuffled
        self.chance = random.Random(seed)
        self.vocabulary = [_word(n) for n in range(WORDS)]
        self.word_weights = list(accumulate(1 / (n + 10) for n in range(WORDS)))
        self.actors = [f"{_word(n * 7 + 3).title()} {_word(n + 40_000).title()}" for n in range(max(20, number // 100))]
        rest = [1 / (n + 2) for n in range(len(self.actors) - 1)]
        share = (1 - MOST_QUOTED) / sum(rest)
        self.actor_weights = list(accumulate([MOST_QUOTED, *(weight * share for weight in rest)]))
        self.outlets = [f"{_word(n + 90_000).title()} Courier" for n in range(60)]

    def sentence(self) -> list[str]:
        """Nine telling words, with common ones between them."""
        telling = self.chance.choices(self.vocabulary, cum_weights=self.word_weights, k=9)
        return [word for one in telling for word in (self.chance.choice(COMMON), one)]

    def statements(self) -> Iterator[list[Said]]:
        """The wordings of one statement after another, about as many as asked for."""
        made = 0
        while made < self.number:
            actor = self.chance.choices(range(len(self.actors)), cum_weights=self.actor_weights)[0]
            day = FIRST_DAY + timedelta(days=self._day(made))
            first = self.sentence()
            several = range(self.chance.choice((1, 1, 1, 2, 2, 3, 5)))
            wordings = [self._worded(made, actor, day, first, n) for n in several]
            made += len(wordings)
            yield wordings

    def _day(self, made: int) -> int:
        """Texts come in the order of their days, or of any day at any time."""
        return self.chance.randrange(DAYS) if self.shuffled else DAYS * made // self.number

    def _worded(self, statement: int, actor: int, day: date, first: Sequence[str], n: int) -> Said:
        """The first as it was spoken, the others with two words of eighteen changed, some days later."""
        words = list(first)
        for at in self.chance.sample(range(1, len(words), 2), k=2 if n else 0):
            words[at] = self.chance.choice(self.vocabulary)
        later = day + timedelta(days=self.chance.randrange(4) if n else 0)
        return Said(statement, actor, later, " ".join(words), "indirect" if n else "direct")

    def texts(self) -> Iterator[list[list[Said]]]:
        """Batches of texts, each with the words of a few people of about one day; a statement is in one batch."""
        waiting: list[Said] = []
        for wordings in self.statements():
            waiting += wordings
            if len(waiting) >= BATCH:
                yield _in_texts(waiting)
                waiting = []
        if waiting:
            yield _in_texts(waiting)


def _in_texts(said: Sequence[Said]) -> list[list[Said]]:
    """As many texts as it takes; two wordings of one statement stand in two texts."""
    ordered = sorted(said, key=lambda one: (one.day, one.words))
    number = -(-len(ordered) // OF_A_TEXT)
    texts: list[list[Said]] = [[] for _ in range(number)]
    for n, one in enumerate(ordered):
        near = (texts[(n // OF_A_TEXT + step) % number] for step in range(number))
        next(text for text in near if all(other.statement != one.statement for other in text)).append(one)
    return [text for text in texts if text]


def _word(n: int) -> str:
    """The n-th of the invented words: three sounds and an ending."""
    base = len(SOUNDS)
    return "".join(SOUNDS[n // base**place % base] for place in range(4))
