"""Dates in words to EDTF, against the day of publication."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from extraction.dates import find_dates, is_day, resolve

MONDAY = "2025-03-17"
DATE_WORDS = st.sampled_from(
    [
        *(
            "last",
            "next",
            "this",
            "week",
            "month",
            "year",
            "years",
            "Friday",
            "March",
            "14",
            "2025",
            "(",
            ")",
            ",",
            "ago",
        ),
        *("two", "early", "mid-", "late", "autumn", "in", "weekend", "31", "0", "999"),
    ]
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("yesterday", "2025-03-16"),
        ("today", "2025-03-17"),
        ("last night", "2025-03-16"),
        ("the day before yesterday", "2025-03-15"),
        ("on Friday (March 14)", "2025-03-14"),
        ("on 28 February", "2025-02-28"),
        ("Feb. 28", "2025-02-28"),
        ("on 24 December", "2024-12-24"),
        ("on Sunday", "2025-03-16"),
        ("on Monday morning", "2025-03-17"),
        ("last Monday", "2025-03-10"),
        ("next Monday", "2025-03-24"),
        ("last week", "2025-03-10/2025-03-16"),
        ("this week", "2025-03-17/2025-03-23"),
        ("earlier this month", "2025-03-01/2025-03-17"),
        ("earlier this year", "2025-01-01/2025-03-17"),
        ("late last month", "2025-02-21~/2025-02-28~"),
        ("early March", "2025-03-01~/2025-03-10~"),
        ("over the weekend", "2025-03-15/2025-03-16"),
        ("last month", "2025-02"),
        ("last year", "2024"),
        ("in February", "2025-02"),
        ("in November", "2024-11"),
        ("two days ago", "2025-03-15"),
        ("two weeks ago", "2025-03-03~"),
        ("three months ago", "2024-12~"),
        ("five years ago", "2020~"),
        ("last autumn", "2024-23"),
        ("last winter", "2024-24"),
    ],
)
def test_resolve_counts_from_the_day_of_publication(expression: str, expected: str) -> None:
    assert resolve(expression, MONDAY) == expected
    assert parse_edtf(expected)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Tuesday, March 25, 2025", "2025-03-25"),
        ("25 March 2025", "2025-03-25"),
        ("2025-03-25", "2025-03-25"),
        ("in December 2024", "2024-12"),
        ("mid-March 2025", "2025-03-11~/2025-03-20~"),
        ("spring of 2024", "2024-21"),
        ("in 2014", "2014"),
    ],
)
def test_a_full_date_needs_no_day_of_publication(expression: str, expected: str) -> None:
    assert resolve(expression, None) == expected
    assert resolve(expression, MONDAY) == expected


@pytest.mark.parametrize(
    "expression", ["yesterday", "on Friday", "last week", "on 28 February", "in March", "this year"]
)
def test_what_is_relative_is_unknown_without_a_day_of_publication(expression: str) -> None:
    assert resolve(expression, None) is None


@pytest.mark.parametrize("expression", ["recently", "once", "", "in the morning", "31 June", "soon after the vote"])
def test_what_names_no_date_is_unknown(expression: str) -> None:
    assert resolve(expression, MONDAY) is None


def test_a_date_that_no_year_has_is_none() -> None:
    assert resolve("31 June 2024", MONDAY) is None


def test_an_imprecise_publication_date_gives_only_what_all_its_days_agree_on() -> None:
    assert resolve("last month", "2025-03") == "2025-02"
    assert resolve("yesterday", "2025-03") is None
    assert resolve("on Friday", "2025") is None
    assert resolve("March 14", "2025") == "2025-03-14?"


def test_an_uncertain_publication_date_makes_the_answer_uncertain() -> None:
    assert resolve("yesterday", "2025-03-17?") == "2025-03-16?"
    assert resolve("last week", "2025-03-17~") == "2025-03-10?/2025-03-16?"


def test_a_leap_day_without_a_year_is_the_last_one() -> None:
    assert resolve("February 29", "2025-03-17") == "2024-02-29"


def test_a_date_shortly_ahead_stays_in_the_year() -> None:
    assert resolve("March 21", MONDAY) == "2025-03-21"
    assert resolve("January 2", "2024-12-30") == "2025-01-02"


def test_find_dates_gives_exact_spans_in_order() -> None:
    text = (
        "On Friday (March 14) she came, last week he went; in May and on 28 February they met. "
        "Tuesday, March 25, 2025 it was, on Sunday night, earlier this month, in 2014."
    )
    assert [text[s.start : s.end] for s in find_dates(text, 0, len(text))] == [
        "Friday (March 14)",
        "last week",
        "May",
        "28 February",
        "Tuesday, March 25, 2025",
        "Sunday night",
        "earlier this month",
        "2014",
    ]


def test_find_dates_is_not_fooled_by_words_that_look_like_months_and_days() -> None:
    text = "You may march 14 times; a 30-day truce, 2014 soldiers, version 3.5 and Article 5."
    assert find_dates(text, 0, len(text)) == []


def test_find_dates_keeps_to_its_bounds() -> None:
    text = "yesterday and today"
    assert [text[s.start : s.end] for s in find_dates(text, 10, len(text))] == ["today"]


@pytest.mark.parametrize(("value", "expected"), [("2025-03-14", True), ("2025-03-14?", True), ("2025-03", False)])
def test_is_day(value: str, expected: bool) -> None:
    assert is_day(value) is expected


@given(
    st.text(max_size=80), st.sampled_from([None, "", "2025-03-17", "2025-03", "2025?", "x", "0001-01-01", "9999-12-31"])
)
def test_resolve_gives_edtf_or_none_for_any_text(expression: str, published: str | None) -> None:
    value = resolve(expression, published)
    assert value is None or parse_edtf(value)


@given(
    st.lists(
        DATE_WORDS,
        max_size=8,
    ),
    st.sampled_from([None, "2025-03-17", "2025-03", "0001-01-01", "9999-12-31", "2025-03-10/2025-03-16"]),
)
def test_resolve_gives_edtf_or_none_for_any_mix_of_date_words(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    value = resolve(text, published)
    assert value is None or parse_edtf(value)
    for span in find_dates(text, 0, len(text)):
        assert 0 <= span.start < span.end <= len(text)
