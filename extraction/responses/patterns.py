"""The constructions of lexicon/responses.toml, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from extraction.responses.needed import needed
from extraction.types import Relation

LEXICON = Path(__file__).resolve().parent.parent / "lexicon" / "responses.toml"

# Who "I" is in the actor's own words, and in another's report of them.
FIRST = {"I": "(?:i|we)", "my": "(?:my|our)"}
THIRD = {"I": "(?:he|she|they|it)", "my": "(?:his|her|their|its)"}

_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "\n": " "})


def straight(text: str) -> str:
    """The text with straight marks and plain spaces, character for character."""
    return text.translate(_PLAIN)


def plain(text: str) -> str:
    """The same in lower case, as the constructions are written, still character for character."""
    marked = straight(text)
    lower = marked.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in marked)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One construction and the relation that it words; for `told` ones, whether the verb needs no noun of saying, and
    whether it is a phrase that needs nothing more.

    `needs` holds strings one of which stands in every match.
    """

    relation: Relation
    regex: re.Pattern[str]
    bare: bool = False
    phrase: bool = False
    needs: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", needed(self.regex.pattern))

    def search(self, words: str) -> re.Match[str] | None:
        """The first match in plain words."""
        return next(self.matches(words), None)

    def matches(self, words: str) -> Iterator[re.Match[str]]:
        """The matches in plain words. What it needs is looked for first, which costs little and mostly tells."""
        for string in self.needs:
            if string in words:
                return self.regex.finditer(words)
        return iter(())


def first(patterns: Iterable[Pattern], words: str) -> Pattern | None:
    """The first of some constructions that stands in plain words."""
    for pattern in patterns:
        if pattern.search(words):
            return pattern
    return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All constructions. `own_first` are in the actor's own words, `own_third` in a report of them."""

    own_first: tuple[Pattern, ...]
    own_third: tuple[Pattern, ...]
    third_person: re.Pattern[str]
    told: tuple[Pattern, ...]
    told_of_another: tuple[Pattern, ...]
    named: tuple[Pattern, ...]
    stance: tuple[Pattern, ...]
    claimant: tuple[re.Pattern[str], ...]
    recalling: re.Pattern[str]
    contesting: re.Pattern[str]
    suggesting: re.Pattern[str]
    reference: re.Pattern[str]
    saying: re.Pattern[str]
    worthy: frozenset[str]
    worthless: frozenset[str]
    empty: frozenset[str]
    grammar: frozenset[str]
    outlet: dict[str, re.Pattern[str]]


def _compiled(pattern: str, slots: dict[str, str]) -> re.Pattern[str]:
    for name, value in slots.items():
        pattern = pattern.replace("{" + name + "}", value)
    return re.compile(pattern.replace("{{", "{").replace("}}", "}"))


def _own(entries: list[dict[str, Any]], slots: dict[str, str]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(cast(Relation, entry["relation"]), _compiled(pattern, slots))
        for entry in entries
        for pattern in entry["patterns"]
    )


def _told(entries: list[dict[str, Any]], slots: dict[str, str]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            cast(Relation, entry["relation"]),
            _compiled(rf"\b{verb}(?!\w)", slots),
            bool(entry.get("bare")),
            bool(entry.get("phrase")),
        )
        for entry in entries
        for verb in entry["verbs"]
    )


@cache
def lexicon() -> Lexicon:
    """The constructions, read once."""
    data = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    slots: dict[str, str] = data["slots"]
    stance, outlet = data["stance"], data["outlet"]
    words = ("disputes", "endorses", "critiques")
    return Lexicon(
        own_first=_own(data["own"], {**slots, **FIRST}),
        own_third=_own(data["own"], {**slots, **THIRD}),
        third_person=_compiled(r"\b(?:{I}|{my})\b", THIRD),
        told=_told(data["told"], slots),
        told_of_another=_told(data["told_of_another"], slots),
        named=tuple(
            Pattern(cast(Relation, entry["relation"]), _compiled(rf"\b{noun}(?!\w)", slots))
            for entry in data["named"]
            for noun in entry["nouns"]
        ),
        stance=tuple(Pattern(cast(Relation, w), _compiled(p, slots)) for w in words for p in stance[w]),
        claimant=tuple(_compiled(p, slots) for p in stance["claimant"]),
        recalling=_compiled(data["recalling"]["first"], {**slots, **FIRST}),
        contesting=_compiled(data["asked"]["contesting"], slots),
        suggesting=_compiled("|".join(data["asked"]["suggesting"]), slots),
        reference=_compiled(stance["reference"], slots),
        saying=_compiled(r"\b{saying}\b", slots),
        worthy=frozenset(data["worth"]["worthy"].split()),
        worthless=frozenset(data["worth"]["worthless"].split()),
        empty=frozenset(data["matter"]["empty"].split()),
        grammar=frozenset(data["matter"]["grammar"].split()),
        outlet={name: _compiled(pattern, slots) for name, pattern in outlet.items()},
    )
