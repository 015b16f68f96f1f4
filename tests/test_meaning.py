"""Likeness of wordings that share few words, by the table of word vectors."""

import subprocess
import sys

import pytest

from statements import meaning

pytestmark = pytest.mark.django_db

POWER_CUT = "The blackout began at the substation"
SAME = "the outage started in a transformer station"
OTHER = "the choir sang in the old chapel"


def test_words_of_like_meaning_are_near() -> None:
    assert meaning.nearness(POWER_CUT, SAME)[0] > meaning.nearness(POWER_CUT, OTHER)[0] + 0.1


def test_the_same_words_are_as_near_as_can_be() -> None:
    assert meaning.nearness(POWER_CUT, POWER_CUT) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize(("one", "other"), [(POWER_CUT, SAME), (POWER_CUT, OTHER), (SAME, OTHER), ("", SAME)])
def test_nearness_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert meaning.nearness(one, other) == pytest.approx(meaning.nearness(other, one))


def test_nothing_is_near_to_nothing() -> None:
    assert meaning.nearness("", POWER_CUT) == (0.0, 0.0)


def test_the_table_needs_no_language_pipeline() -> None:
    code = "import sys; from statements import meaning; meaning.table(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
