"""Which body of a text a noun means: "the council", "the agency"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from spacy.tokens import Token

# What else a body may be called that its name does not end with.
_OFFICES = frozenset(
    ["administration", "authority", "board", "bureau", "commission", "department", "office", "service"]
)
_SOCIETIES = frozenset(
    ["alliance", "association", "federation", "foundation", "institute", "league", "society", "union"]
)
_WIDER = {"agency": _OFFICES, "organisation": _SOCIETIES, "organization": _SOCIETIES}


# What a text calls a body that it has just named: "Lenor Works shut its doors. The company said".
GENERIC = frozenset(
    [
        "company", "firm", "group", "corporation", "organisation", "organization", "network", "nonprofit", "charity",
        "airline", "maker", "retailer", "newspaper", "magazine", "outlet", "website", "union", "foundation",
    ]
)  # fmt: skip


def meant(noun: str, names: Collection[str], before: Iterable[str]) -> str | None:
    """The one body of the text whose name begins or ends with the noun, "Guild of Bakers", "Harbour Guild".

    For a wider noun, "the agency", the only office named `before` it and near. None where that would be a guess.
    """
    full = {name for name in names if " " in name}
    fits = {name for name in full if noun in _ends(name)}
    wider = _WIDER.get(noun)
    if not fits and wider:
        fits = {name for name in before if name in full and wider.intersection(_ends(name))}
    return fits.pop() if len(fits) == 1 else None


def whole(name: str, text: str) -> str:
    """A body's name with the capital words before it: the entity was "Tide Fund" of "the International Tide Fund"."""
    found = re.search(rf"(?<=[a-z,] )(?:[A-Z][a-z]+ ){{1,2}}{re.escape(name)}\b", text)
    return found.group() if found is not None else name


def called(head: Token, heard: str | None) -> str | None:
    """The body that spoke last, for "the commission" behind "The open Commission on Tides"; without its article."""
    words = heard.split() if heard is not None else []
    while words and (words[0] == "The" or words[0].islower()):
        words = words[1:]
    definite = any(c.lower_ == "the" for c in head.children)
    return " ".join(words) if definite and len(words) > 1 and head.lower_ == words[0].casefold() else None


def _ends(name: str) -> tuple[str, str]:
    words = name.casefold().split()
    return words[0], words[-1]
