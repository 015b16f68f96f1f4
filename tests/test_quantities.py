"""Numbers that a wording says, denies, and days of the calendar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import likeness, quantities

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "said", "denied"),
    [
        ("It costs four point two billion crowns", {4.2e9}, set()),
        ("three piers, not two", {3.0}, {2.0}),
        ("it was a hundred and thirty-one days and not a hundred and ninety", {131.0}, {190.0}),
        ("It isn't ninety metres. It is forty", {40.0}, {90.0}),
        ("twelve boats rather than twenty", {12.0}, {20.0}),
        ("two, and never more than two", {2.0}, set()),
    ],
)
def test_what_is_denied_is_not_said(words: str, said: set[float], denied: set[float]) -> None:
    found = quantities.read(likeness.words_of(words))
    assert found.said == said
    assert found.denied == denied


@pytest.mark.parametrize(
    "words", ["the first of May", "on 1 May", "May 1", "on May 1st at nine", "by the 1st of May", "May first"]
)
def test_a_day_of_the_calendar_is_one_day_however_it_is_written(words: str) -> None:
    found = quantities.read(likeness.words_of(words))
    assert found.days == {(5, 1)}
    assert 1.0 not in found.said


def test_a_short_month_is_read() -> None:
    assert quantities.read(likeness.words_of("Certified on Oct. 10")).days == {(10, 10)}


@pytest.mark.parametrize("words", ["in 1:59.4", "version 1.2.3", "at 10.20.30.40", "a note ²", "9" * 400, "1,2:3.4"])
def test_signs_that_are_no_quantity_are_words(words: str) -> None:
    assert likeness.bag(words).concepts
    assert all(number < float("inf") for number in quantities.read(likeness.words_of(words)).said)


@given(st.text(alphabet="0123456789.,:%²٣½ aenotdhr", max_size=40))
def test_any_signs_are_read(text: str) -> None:
    likeness.bag(text)
    quantities.read(likeness.words_of(text))
