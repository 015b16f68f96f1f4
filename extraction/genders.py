"""What a given name tells of whom "he" and "she" can mean."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from extraction.naming import fold, given_names, offices
from extraction.parsed import Gender

_MORE = Path(__file__).parent / "lexicon" / "genders.toml"


@cache
def _more() -> dict[str, Gender]:
    lists = tomllib.loads(_MORE.read_text(encoding="utf-8"))
    return {name: gender for gender in ("f", "m") for name in lists[gender].split()}


def gender_of_given(name: str) -> Gender | None:
    """The gender that a given name tells; None for a name of both, or one that no list has."""
    folded = fold(name)
    return given_names().get(folded) or _more().get(folded)


def gender_of_titles(titles: Sequence[str]) -> Gender | None:
    """The gender that the titles before a name tell: "Mrs", "King"."""
    lists = offices()
    if any(t in lists["f"] for t in titles):
        return "f"
    return "m" if any(t in lists["m"] for t in titles) else None
