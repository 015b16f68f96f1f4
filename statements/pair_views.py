"""Wordings as pairs of them see them: the words themselves, the words around, who speaks, what is asked.

Knows no database. All words are plain: lower case, straight marks, character for character as the text has them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from statements import likeness
from statements.likeness import Bag

CUES = Path(__file__).resolve().parent / "lexicon" / "pair_cues.toml"
BEFORE = 240  # characters of a paragraph before a quotation that tell what it answers
NEAR = 120  # of these, characters in which words and names count
ASKED = 600  # characters of a question, from its end
HEAD = ("title", "lead")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " "})
_SPEAKER = "(?:i|we|he|she|they)"
# An office beside a name, of which a text may make use instead of the name.
_OFFICE = re.compile(
    r"\b(?:president|minister|premier|chancellor|governor|mayor|deputy|secretary|director|chief|head|chair(?:man|woman)?|"
    r"leader|spokes(?:man|woman|person)|general|colonel|captain|commander|admiral|commissioner|bishop|archbishop|priest|"
    r"professor|teacher|doctor|coach|trainer|umpire|referee|judge|justice|prosecutor|lawyer|mp|senator|councillor|"
    r"ambassador|envoy|diplomat|king|queen|prince|princess|manager|owner|founder|editor|economist|analyst|midwife|nurse|"
    r"farmer|engineer|historian|scientist|rector|dean|principal|curator|conductor|inspector|sheriff|champion|goalkeeper|"
    r"author|actor|actress|singer|composer|poet|architect|banker|union|association|ministry|company|club|federation|"
    r"board|opposition|operator|agency|institute|candidate|counterpart)\b"
)
PRONOUNS = {"f": re.compile(r"\b(?:she|her|hers|herself)\b"), "m": re.compile(r"\b(?:he|him|his|himself)\b")}
_STYLES = {
    "f": re.compile(r"\b(?:ms|mrs|miss|lady|madam|sister)\.? $"),
    "m": re.compile(r"\b(?:mr|sir|lord|brother)\.? $"),
}
_AFTER_NAME = 90  # characters after a name in which a pronoun may mean its bearer
_CLAUSE_END = re.compile(r"[.;:!?\"\n]")
_MENTIONS = 6  # of a name, whose offices are read
_OFFICE_BEFORE, _OFFICE_AFTER = 60, 70  # characters


def plain(text: str) -> str:
    """Lower case with straight marks, of the same length."""
    straight = text.translate(_STRAIGHT)
    lower = straight.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


@cache
def cues() -> dict[str, dict[str, re.Pattern[str]]]:
    """The words of lexicon/pair_cues.toml, compiled, by where they stand."""
    data = tomllib.loads(CUES.read_text(encoding="utf-8"))
    return {
        place: {name: re.compile(pattern.replace("{I}", _SPEAKER)) for name, pattern in patterns.items()}
        for place, patterns in data.items()
    }


def told_by(place: str, words: str) -> frozenset[str]:
    """The cues of a place ("own", "frame") that stand in plain words."""
    return frozenset(name for name, pattern in cues()[place].items() if pattern.search(words))


@dataclass(frozen=True)
class Paragraph:
    """One segment of a text."""

    kind: str
    start: int
    end: int
    turn: int | None


@dataclass(frozen=True)
class Utterance:
    """One wording as it was found. `who` tells speakers apart, `name` is how one is called; `state` is equal for
    wordings of one statement, `day` the ordinal of its text's day, 0 where unknown.
    """

    key: int
    start: int
    end: int
    kind: str
    who: str
    name: str
    state: str
    reported: bool = False


@dataclass
class Page:
    """One text with its wordings, in order."""

    id: int
    text: str
    day: int
    paragraphs: Sequence[Paragraph]
    utterances: Sequence[Utterance]
    views: list[View] = field(init=False)
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Reads every wording once."""
        self.words = plain(self.text)
        self._genders: dict[str, str] = {}
        self._starts = [p.start for p in self.paragraphs]
        ordered = sorted(self.utterances, key=lambda u: (u.start, u.end, u.key))
        self.views = [self._view(u, order) for order, u in enumerate(ordered)]
        self.names = Names(self)

    @cached_property
    def head(self) -> str:
        """The title and the lead."""
        return " ".join(self.words[p.start : p.end] for p in self.paragraphs if p.kind in HEAD)

    def gender(self, who: str) -> str:
        """ "f" or "m" where the text tells by a style or by the pronouns after the name, else ""."""
        if who not in self._genders:
            self._genders[who] = self._gender(self.names[who]) if who in self.names else ""
        return self._genders[who]

    def _gender(self, named: Named) -> str:
        counts = {"f": 0.0, "m": 0.0}
        for place in list(named.surname.finditer(self.words))[:_MENTIONS]:
            after = self.words[place.end() : place.end() + _AFTER_NAME].split("\n")[0]
            for gender, pattern in PRONOUNS.items():
                counts[gender] += 3.0 * bool(_STYLES[gender].search(self.words[: place.start()][-8:]))
                counts[gender] += bool(pattern.search(after))
        surest = max(counts, key=lambda gender: counts[gender])
        return surest if counts[surest] > 2 * min(counts.values()) else ""

    def leads(self, view: View) -> bool:
        """In the title, the lead or the first paragraph, or under the same statement as what stands there."""
        return any(v.one.state == view.one.state for v in self.views if v.paragraph <= self._first)

    @cached_property
    def _first(self) -> int:
        return next((n for n, p in enumerate(self.paragraphs) if p.kind in ("paragraph", "question", "answer")), 0)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph around an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def asked(self, turn: int | None) -> str:
        """The question that a turn answers, its end where it is long."""
        asked = [p for p in self.paragraphs if turn is not None and p.kind == "question" and p.turn == turn - 1]
        return " ".join(self.words[p.start : p.end] for p in asked)[-ASKED:]

    def _view(self, one: Utterance, order: int) -> View:
        number = self.paragraph_at(one.start)
        around = self.paragraphs[number] if self.paragraphs else Paragraph("paragraph", 0, len(self.text), None)
        return View(self, one, order, number, around)

    def blanked(self, start: int, end: int) -> str:
        """The words of a stretch without those that any wording holds."""
        words = list(self.words[start:end])
        for other in self.utterances:
            for at in range(max(other.start, start), min(other.end, end)):
                words[at - start] = " "
        return "".join(words)


@dataclass(eq=False)
class View:
    """A wording in its text; `order` and `paragraph` count from 0. What costs is read when it is asked for."""

    page: Page
    one: Utterance
    order: int
    paragraph: int
    around: Paragraph

    @cached_property
    def _sentences(self) -> tuple[int, int]:
        """From where to where its sentences reach."""
        sentences = likeness.sentences(self.page.text[self.around.start : self.around.end])
        spans = [(self.around.start + start, self.around.start + end) for start, end in sentences]
        mine = [(start, end) for start, end in spans if start < self.one.end and self.one.start < end]
        first = min([start for start, _ in mine], default=self.one.start)
        last = max([end for _, end in mine], default=self.one.end)
        return first, max(last, self.one.end)

    @cached_property
    def frame(self) -> str:
        """The rest of its sentences, without what wordings hold."""
        return self.page.blanked(*self._sentences)

    @cached_property
    def before(self) -> str:
        """What precedes its sentences in the paragraph, without what wordings hold."""
        first, _ = self._sentences
        return self.page.blanked(max(self.around.start, first - BEFORE), first)

    @cached_property
    def asked(self) -> str:
        """The question that its turn answers."""
        return self.page.asked(self.around.turn)

    @property
    def who(self) -> str:
        return self.one.who

    @property
    def name(self) -> str:
        return self.one.name

    @property
    def turn(self) -> int | None:
        return self.around.turn

    @cached_property
    def own(self) -> str:
        return self.page.words[self.one.start : self.one.end]

    @property
    def near(self) -> str:
        """The text's words right before and around."""
        return f"{self.before[-NEAR:]} {self.frame}"

    @cached_property
    def kind(self) -> str:
        if self.around.kind == "title":
            return "headline"
        return "direct" if self.one.kind in ("mixed", "embed", "pull_quote") else self.one.kind

    @cached_property
    def bag(self) -> Bag:
        return likeness.bag(self.page.text[self.one.start : self.one.end])

    @cached_property
    def context(self) -> Bag:
        """What stands around: the frame, what precedes it, the question."""
        return likeness.bag(f"{self.before} . {self.frame} . {self.asked}")

    @cached_property
    def story(self) -> Bag:
        """What its paragraph and the head of its text are about."""
        paragraph = self.page.text[self.around.start : self.around.end][:1200]
        return likeness.bag(f"{self.page.head} . {paragraph} . {self.asked}")

    @cached_property
    def own_cues(self) -> frozenset[str]:
        return told_by("own", self.own)

    @cached_property
    def frame_cues(self) -> frozenset[str]:
        return told_by("frame", self.near)


class Names(dict[str, "Named"]):
    """How the speakers of a text are called in it, found when it is asked for."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._words = page.words
        self.called = {view.who: view.name for view in page.views}

    def __missing__(self, who: str) -> Named:
        self[who] = Named.of(self._words, self.called[who])
        return self[who]

    def __contains__(self, who: object) -> bool:
        return who in self.called

    def others(self, *without: str) -> list[Named]:
        """Those of all speakers but these."""
        return [self[who] for who in self.called if who not in without]


@dataclass(frozen=True)
class Named:
    """How somebody is called in a text."""

    surname: re.Pattern[str]
    offices: re.Pattern[str] | None
    words: frozenset[str]

    @classmethod
    def of(cls, words: str, name: str) -> Named:
        """`words` are the plain words of the text."""
        last = plain(name).split()[-1] if name.split() else "?"
        surname = re.compile(rf"\b{re.escape(last)}\b")
        offices: set[str] = set()
        for place in list(surname.finditer(words))[:_MENTIONS]:
            left = _CLAUSE_END.split(words[max(0, place.start() - _OFFICE_BEFORE) : place.start()])[-1]
            right = _CLAUSE_END.split(words[place.end() : place.end() + _OFFICE_AFTER])[0]
            offices.update(_OFFICE.findall(left)[-2:])
            offices.update(_OFFICE.findall(right)[:2] if right.startswith(",") else ())
        pattern = re.compile(rf"\b(?:{'|'.join(sorted(offices))})\b") if offices else None
        return cls(surname, pattern, frozenset(plain(name).split()))

    def by_name(self, words: str) -> bool:
        """The words hold the surname."""
        return self.surname.search(words) is not None

    def by_office(self, words: str) -> bool:
        """The words hold an office that the text writes beside the name."""
        return self.offices is not None and self.offices.search(words) is not None
