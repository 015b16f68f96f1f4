"""The five texts of the project's acceptance check, where they are at hand: turns, speakers, noise, title and type."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extraction.structure import read_structure

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"

if not (SEEDS / "check.py").exists():
    pytest.skip("the acceptance texts (../shared/seeds) are not here", allow_module_level=True)


def load_check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("seeds_check", SEEDS / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


CHECK: Any = load_check()
GOLD = CHECK.load_gold()


@pytest.mark.parametrize("gold", GOLD.documents, ids=lambda gold: gold["id"])
def test_the_acceptance_texts_are_read_without_a_fault(gold: dict[str, Any]) -> None:
    source = GOLD.texts[gold["id"]]
    structure = read_structure(source.text)
    title = structure.title and source.trimmed(structure.title.start, structure.title.end)
    segments = [
        {"kind": s.kind, "start": s.start, "end": s.end, "turn": s.turn, "speaker": s.speaker}
        for s in structure.segments
    ]
    document = CHECK.Document(source, structure.doc_type, title, segments, [], [])
    report = CHECK.Report()
    score: Counter[str] = CHECK.score_turns(gold, document, report)
    score += CHECK.score_noise(gold, document, report) + CHECK.score_head(gold, document, report)
    assert not report.lines
    assert score["turns_found"] == score["turns"] == score["turns_given"]
    assert score["answers_by"] == score["answers"]
    assert score["noise_kind"] == score["noise"]
