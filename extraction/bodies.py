"""Which body of a text a noun means: "the council", "the agency"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from spacy.tokens import Token

from extraction.parsed import ParsedDocument
from extraction.salience import Mentions, Place

# What else a body may be called that its name does not end with.
_OFFICES = frozenset(
    ["administration", "authority", "board", "bureau", "commission", "department", "office", "service"]
)
_SOCIETIES = frozenset(
    ["alliance", "association", "federation", "foundation", "institute", "league", "society", "union"]
)
_WIDER = {"agency": _OFFICES, "organisation": _SOCIETIES, "organization": _SOCIETIES}


# What a text calls a body that it has just named: "Lenor Works shut its doors. The company said".
_GENERIC = frozenset(
    [
        "company", "firm", "group", "corporation", "organisation", "organization", "network", "nonprofit", "charity",
        "airline", "maker", "retailer", "newspaper", "magazine", "outlet", "website", "union", "foundation",
    ]
)  # fmt: skip


class Bodies:
    """The bodies that one text names."""

    def __init__(self, parsed: ParsedDocument, mentions: Mentions) -> None:
        self._text, self._mentions = parsed.text, mentions
        self._names = frozenset(e.name for e in parsed.entities if e.kind == "organisation" and " " in e.name)
        self._whole: dict[str, str] = {}

    def of(self, place: Place, spoke_last: Callable[[int], str | None]) -> str | None:
        """The name of the body that a noun means; None where that would be a guess.

        `spoke_last` tells of an offset which body spoke last before it.
        """
        noun = place.head.lower_
        before = (seen.who.name for seen in self._mentions.before(place.offset))
        name = _meant(noun, self._names, before) or _called(place.head, spoke_last(place.offset))
        name = name or self._just_named(place)
        return self._in_full(name) if name is not None else None

    def _just_named(self, place: Place) -> str | None:
        """The body that a sentence before "the company" is about, here or in the paragraph before."""
        definite = any(c.lower_ == "the" for c in place.head.children if c.i < place.head.i)
        if place.head.lower_ not in _GENERIC or not definite:
            return None
        for seen in self._mentions.before(place.offset):
            if place.paragraph.segment - seen.paragraph > 1:
                return None
            if seen.is_subject and not seen.quoted and seen.who.named:
                return seen.who.name if seen.who.kind == "organisation" else None
        return None

    def _in_full(self, name: str) -> str:
        """A name with the capital words before it: the entity was "Tide Fund" of "the International Tide Fund"."""
        if name not in self._whole:
            words = rf"(?<=[a-z,] )(?:[A-Z][a-z]+ ){{1,2}}{re.escape(name)}\b"
            found = re.search(words, self._text)
            self._whole[name] = found.group() if found is not None else name
        return self._whole[name]


def _meant(noun: str, names: Collection[str], before: Iterable[str]) -> str | None:
    """The one body whose name of several words begins or ends with the noun, "Guild of Bakers", "Harbour Guild".

    For a wider noun, "the agency", the only office named `before` it and near. None where that would be a guess.
    """
    fits = {name for name in names if noun in _ends(name)}
    wider = _WIDER.get(noun)
    if not fits and wider:
        fits = {name for name in before if name in names and wider.intersection(_ends(name))}
    return fits.pop() if len(fits) == 1 else None


def _called(head: Token, heard: str | None) -> str | None:
    """The body that spoke last, for "the commission" behind "The open Commission on Tides"; without its article."""
    words = heard.split() if heard is not None else []
    while words and (words[0] == "The" or words[0].islower()):
        words = words[1:]
    definite = any(c.lower_ == "the" for c in head.children)
    return " ".join(words) if definite and len(words) > 1 and head.lower_ == words[0].casefold() else None


def _ends(name: str) -> tuple[str, str]:
    words = name.casefold().split()
    return words[0], words[-1]
