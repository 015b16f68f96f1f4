"""How alike wordings must be: invented paraphrases, and pairs that look alike and are not one statement."""

import pytest

from statements import likeness

pytestmark = pytest.mark.django_db

PARAPHRASES = [
    (
        "The ministry will close two of the five rural hospitals by the end of next year",
        "two of five country hospitals are going to be shut down before the close of next year",
    ),
    (
        "We need to build at least ten thousand homes a year",
        "the city must erect a minimum of 10,000 dwellings annually",
    ),
    (
        "The talks with the miners have collapsed and the strike goes ahead on Monday",
        "negotiations with miners had broken down and the walkout would begin on Monday",
    ),
    ("The tax on sugar is a mistake and it hurts the poorest", "the sugar tax was wrong and harmed poor families"),
    ("Nobody will lose a pension because of this reform", "the reform would not cost anyone their pension"),
    ("We have no plans to raise fares this year", "there were no plans for higher fares this year"),
    ("The harbour defences must be strengthened", "harbor defenses had to be reinforced"),
]
CONTRADICTIONS = [
    ("We will raise the fares in June", "We will not raise the fares in June", "not"),
    ("The bridge cost 340 million crowns", "The bridge cost 412 million crowns", "numbers"),
    ("It took thirty days to build the pier", "It took sixty days to build the pier", "numbers"),
    ("I never told anybody in the hall that the ferry would close in summer", "the ferry would close in summer", "not"),
]
STRANGERS = [
    ("The hospital in Lund will be closed", "The school in Lund will be rebuilt"),
    ("I have spoken to the minister about the harbour", "I have spoken to the mayor about the tunnel"),
    ("We have to protect the coast against floods", "We have to protect the forests against fires"),
]


def alike(one: str, other: str) -> likeness.Likeness:
    return likeness.likeness(likeness.bag(one), likeness.bag(other))


@pytest.mark.parametrize(("one", "other"), PARAPHRASES)
def test_paraphrases_are_alike(one: str, other: str) -> None:
    found = alike(one, other)
    assert found.score >= 0.5
    assert not found.conflict


@pytest.mark.parametrize(("one", "other", "why"), CONTRADICTIONS)
def test_contradictions_are_told(one: str, other: str, why: str) -> None:
    assert why in alike(one, other).conflict


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_strangers_are_not_alike(one: str, other: str) -> None:
    assert alike(one, other).score < 0.48


@pytest.mark.parametrize(("one", "other"), [*PARAPHRASES, *STRANGERS])
def test_likeness_does_not_depend_on_the_order(one: str, other: str) -> None:
    there, back = alike(one, other), alike(other, one)
    assert there.score == pytest.approx(back.score)
    assert there.conflict == back.conflict


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("340 million crowns", {340e6}),
        ("some forty million", {40e6}),
        ("€1.5bn over 3 years", {1.5e9, 3.0}),
        ("10,000 homes", {10_000.0}),
        ("one of them", set()),
        ("a hundred and twelve ferries", {112.0}),
        ("one hundred ninety days and not two hundred", {190.0, 200.0}),
        ("twenty-four pilots, two thousand and five buoys", {24.0, 2005.0}),
        ("two and three", {2.0, 3.0}),
        ("at 7.42 or 7:42", {7.42}),
    ],
)
def test_numbers_are_read_as_quantities(text: str, numbers: set[float]) -> None:
    assert likeness.bag(text).numbers == numbers


def test_what_is_counted_differently_does_not_contradict() -> None:
    assert not alike("Two days later the pier was finished", "The pier cost 40 million crowns").conflict


def test_the_country_is_not_the_pronoun() -> None:
    country = {c.stem for c in likeness.bag("the US and the U.S. army").concepts}
    pronoun = {c.stem for c in likeness.bag("they told us so").concepts}
    assert "usa" in country
    assert "usa" not in pronoun


def test_sentences_are_whole_and_in_order() -> None:
    text = "Mr. Brandt came. “He left,” said Ada. Did the U.S. army stay? Yes."
    found = [text[start:end] for start, end in likeness.sentences(text)]
    assert found == ["Mr. Brandt came.", "“He left,” said Ada.", "Did the U.S. army stay?", "Yes."]
    assert likeness.sentences("") == []


def test_certainty_is_found() -> None:
    assert likeness.surest("it will inevitably happen") == "inevitably"
    assert likeness.surest("it may happen") == ""
    assert likeness.least_sure("It is reasonable to expect it") == "reasonable to expect"
