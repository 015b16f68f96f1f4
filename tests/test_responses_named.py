"""Responses that a text only names, by a noun behind whose response it is."""

import pytest

from tests.reading import read

ABOVE = """The year in second thoughts

Ida Falk runs the harbour, and Bo Renn sells nets there. Last year Falk said that the pier was rotten.

"""


def named(sentence: str) -> list[tuple[str | None, str, str]]:
    text = ABOVE + sentence + "\n"
    found = read(text)
    rows = [(link, found.quotations[link.response]) for link in found.links]
    return [(q.speaker.name if q.speaker else None, text[q.start : q.end], link.relation) for link, q in rows]


@pytest.mark.parametrize(
    ("sentence", "response"),
    [
        ("Falk's apology for her remark came late.", "Falk's apology for her remark"),
        ("Then, in June, came her contrition over the pier, and nobody had asked.", "her contrition over the pier"),
        ("Her withdrawal of the remark took a week.", "Her withdrawal of the remark"),
    ],
)
def test_a_noun_names_a_response_of_its_owner(sentence: str, response: str) -> None:
    assert named(sentence) == [("Ida Falk", response, "retracts")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Her withdrawal from the race surprised many.",
        "An apology for a pier stands there.",
        "Her change of shoes took long.",
    ],
)
def test_the_same_noun_of_other_things_names_none(sentence: str) -> None:
    assert named(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "response"),
    [
        ("Falk walked that claim back in four words, and left.", "walked that claim back in four words"),
        ("Falk has swallowed her words since.", "swallowed her words since"),
        ("She apologised for what she had said about the pier.", "apologised for what she had said about the pier"),
    ],
)
def test_a_phrase_tells_that_something_was_taken_back(sentence: str, response: str) -> None:
    assert ("Ida Falk", response, "retracts") in named(sentence)


@pytest.mark.parametrize(
    "sentence", ["She apologised for the delay.", "Falk swallowed her soup.", "She did not beg pardon."]
)
def test_a_phrase_of_other_things_tells_nothing(sentence: str) -> None:
    assert named(sentence) == []
