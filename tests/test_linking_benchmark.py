"""The figures of benchmarks/linking: what they count, and that the gold set can be read."""

import pytest

from benchmarks.linking import baselines, gold, scoring

GOLD = {"a": "1", "b": "1", "c": "1", "d": "2"}


def test_pairs_found_and_missed_are_counted() -> None:
    score = scoring.pairwise({"a": 7, "b": 7, "c": 8, "d": 8}, GOLD)
    assert (score.precision, score.recall) == (1 / 2, 1 / 3)


def test_b_cubed_counts_by_wording() -> None:
    score = scoring.b_cubed({"a": 7, "b": 7, "c": 8, "d": 8}, GOLD)
    assert score.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_all_alone_has_no_pair_and_so_no_f1() -> None:
    score = scoring.pairwise({"a": 1, "b": 2, "c": 3, "d": 4}, GOLD)
    assert (score.precision, score.recall, score.f1) == (1.0, 0.0, 0.0)


def _wording(name: str, speaker: str, words: str) -> gold.Wording:
    return gold.Wording(name, "t", 0, len(words), words, speaker, "g")


def test_tf_idf_joins_one_speaker_only() -> None:
    same = "the lamp on the northern pier"
    found = baselines.tf_idf([_wording("a", "Ada", same), _wording("b", "Ada", same), _wording("c", "Nils", same)], 0.5)
    assert found["a"] == found["b"] != found["c"]


@pytest.mark.parametrize("part", gold.PARTS)
def test_each_half_can_be_read_and_holds_together(part: str) -> None:
    half = gold.read(part)
    groups = set(half.group_of.values())
    assert all(r.response in half.group_of for r in half.responses)
    assert all(r.claim is None or r.claim in groups for r in half.responses)
    assert len(half.traps) >= 20
