"""How likely an editor accepts a quotation: the measured precision of the rule that found it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from extraction.candidates import Candidate
from extraction.types import Speaker

_MEASURED = Path(__file__).parent / "lexicon" / "confidence.toml"
_UNSEEN = 0.5


@cache
def precisions() -> dict[str, dict[str, float]]:
    """Shares of right quotations by rule, with and without a known speaker (benchmarks/extraction/calibrate.py)."""
    tables: dict[str, dict[str, float]] = tomllib.loads(_MEASURED.read_text(encoding="utf-8"))
    return tables


def confidence(candidate: Candidate, speaker: Speaker | None) -> float:
    """Between 0 and 1: the most specific measured rule, from "mixed.speech.that" over "mixed.speech" to "mixed"."""
    tables = precisions()
    rules = tables["rules" if speaker is not None else "without_speaker"]
    name = candidate.rule
    while name and name not in rules:
        name = name.rpartition(".")[0]
    return rules.get(name, _UNSEEN)
