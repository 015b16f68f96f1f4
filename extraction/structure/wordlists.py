"""The word lists of `extraction/lexicon/structure.toml`, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent.parent / "lexicon" / "structure.toml"


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """A list of single words, folded."""
    return frozenset(_lists()["words"][name].split())


def phrases(name: str) -> frozenset[str]:
    """A list of whole lines or labels, folded."""
    return frozenset(_lists()["phrases"][name])


def pattern(name: str) -> str:
    """The alternatives of a list as one group of a regular expression; an apostrophe matches both its forms."""
    return "(?:" + "|".join(_lists()["patterns"][name]).replace("'", "[’']") + ")"


def opening(name: str) -> re.Pattern[str]:
    """Matches a text that begins with one of the list, as whole words, in any case."""
    return re.compile(pattern(name) + r"(?!\w)", re.I)
