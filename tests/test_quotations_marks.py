"""Where quotation marks open and close."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.marks import find_marked, looks_like_name
from tests.reading import quotation


def words(text: str) -> list[tuple[int, str]]:
    return [(m.depth, text[m.start : m.end]) for m in find_marked(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We stay," she said. "All of us."', [(0, "We stay,"), (0, "All of us.")]),
        ("“We stay,” she said.", [(0, "We stay,")]),
        ("''We stay,'' she said.", [(0, "We stay,")]),
        ("``We stay,'' she said.", [(0, "We stay,")]),
        ("„Wir bleiben“, sagte sie.", [(0, "Wir bleiben")]),
        ("«Nous restons», dit-elle.", [(0, "Nous restons")]),
        ("»Wir bleiben«, sagte sie.", [(0, "Wir bleiben")]),
        ("‘We don’t go,’ she said.", [(0, "We don’t go,")]),
        ("'We don't go,' she said.", [(0, "We don't go,")]),
        ("”We stay,” she said.", [(0, "We stay,")]),
        ('"We stay,” she said.', [(0, "We stay,")]),
        ('"A "small" step," she said.', [(0, 'A "small" step,'), (1, "small")]),
        ("“He said ‘no’ to me,” she said.", [(0, "He said ‘no’ to me,"), (1, "no")]),
        ("The workers' plan of the '90s isn't his.", []),
        ("He is 6'2\" tall.", []),
        ("", []),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, expected: list[tuple[int, str]]) -> None:
    assert words(text) == expected


def test_a_mark_never_closed_runs_to_the_end_and_says_so() -> None:
    (marked,) = find_marked("“We stay. All of us.", 0, 20)
    assert not marked.closed
    assert marked.end == 20


def test_a_forgotten_closing_mark_ends_where_the_attribution_begins() -> None:
    assert words("“We stay, she said. “All of us.”") == [(0, "We stay,"), (0, "All of us.")]


def test_a_forgotten_opening_mark_is_the_beginning_of_the_paragraph() -> None:
    (marked, second) = find_marked('We stay," she said. "All of us."', 0, 32)
    assert (marked.start, marked.end, marked.opened) == (0, 8, False)
    assert second.opened


def test_a_name_in_marks_is_told_from_a_sentence() -> None:
    text = 'On "Face the Town" she said "no" and "We stay."'
    assert [looks_like_name(text, m) for m in find_marked(text, 0, len(text))] == [True, False, False]


@given(st.text(alphabet="ab .,\"'“”‘’«»„`A\n", max_size=200))
def test_marks_lie_in_the_text_and_within_each_other(text: str) -> None:
    found = find_marked(text, 0, len(text))
    for m in found:
        assert 0 <= m.open <= m.start < m.end <= m.close <= len(text)
    for a, b in pairwise(found):
        assert a.open <= b.open
        assert b.depth == 0 or any(c.start <= b.open and b.close <= c.close for c in found if c is not b)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“I saw that the dam was affable,”Ida Falk said. “It rained.”", "Ida Falk"),
        ('Rep. Trey Orr (R-S.C.):"I saw that the dam was affable. Who told you that?"', "Trey Orr"),
    ],
)
def test_marks_part_words_where_a_blank_was_lost(text: str, name: str) -> None:
    found = quotation(text, "affable")
    assert found.kind == "direct"
    assert found.speaker is not None
    assert found.speaker.name == name
