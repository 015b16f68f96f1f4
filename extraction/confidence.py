"""How likely an editor accepts a quotation: the precision of the rule that found it, less where the speaker is open."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from extraction.candidates import Candidate
from extraction.types import Speaker

_MEASURED = Path(__file__).parent / "lexicon" / "confidence.toml"
_WITHOUT_SPEAKER = 0.6
_UNKNOWN_RULE = 0.5


@cache
def precisions() -> dict[str, float]:
    """Share of right quotations by rule, as benchmarks/extraction/calibrate.py measured it."""
    rules: dict[str, float] = tomllib.loads(_MEASURED.read_text(encoding="utf-8"))["rules"]
    return rules


def confidence(candidate: Candidate, speaker: Speaker | None) -> float:
    """Between 0 and 1: the most specific measured rule, from "mixed.speech.that" over "mixed.speech" to "mixed"."""
    rules = precisions()
    name = candidate.rule
    while name and name not in rules:
        name = name.rpartition(".")[0]
    value = rules.get(name, _UNKNOWN_RULE)
    return round(value if speaker is not None else value * _WITHOUT_SPEAKER, 3)
