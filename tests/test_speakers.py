"""Who a mention means."""

import pytest

from extraction.entities import distance, fold
from extraction.types import RosterPerson, RosterRole
from tests.reading import quotation


def speaker(text: str, words: str, roster: tuple[RosterPerson, ...] = ()) -> tuple[str, str] | None:
    who = quotation(text, words, roster=roster).speaker
    return (who.name, who.kind) if who else None


INTRO = "Prime Minister Helena Varga met Finance Minister Tomas Brandt in the capital on Monday. "


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('"The bridge will open," Varga said.', ("Helena Varga", "person")),
        ('"The bridge will open," said Brandt.', ("Tomas Brandt", "person")),
        ('"The bridge will open," Mr. Brandt said.', ("Tomas Brandt", "person")),
        ('"The bridge will open," the prime minister said.', ("Helena Varga", "person")),
        ('"The bridge will open," the finance minister told reporters.', ("Tomas Brandt", "person")),
        ('"The bridge will open," she said.', ("Helena Varga", "person")),
        ('"The bridge will open," he said.', ("Tomas Brandt", "person")),
        ('"The bridge will open," a senior official said.', ("a senior official", "unnamed")),
        ('"The bridge will open," his spokesman said.', ("his spokesman", "unnamed")),
        ("Most experts said the bridge will open.", ("Most experts", "group")),
    ],
)
def test_a_mention_means_the_fullest_name(sentence: str, expected: tuple[str, str]) -> None:
    assert speaker(INTRO + sentence, "bridge will open") == expected


def test_the_mention_at_the_attribution_is_given_a_pronoun_included() -> None:
    text = INTRO + '"The bridge will open," she said.'
    who = quotation(text, "bridge").speaker
    assert who is not None
    assert text[who.start : who.end] == "she"


def test_a_surname_that_two_bear_is_left_open() -> None:
    text = 'Anna Lind and Peter Lind run the mill. "We never sell," Lind said.'
    found = speaker(text, "never sell")
    assert found is None or found[0] == "Lind"


def test_a_title_tells_which_of_two_of_one_surname() -> None:
    text = 'Anna Lind and Peter Lind run the mill. "We never sell," Mrs. Lind said.'
    assert speaker(text, "never sell") == ("Anna Lind", "person")


def test_spellings_of_one_name_are_joined() -> None:
    text = (
        'General Valery Horenko left the army. "I was tired," Valerii Horenko said. '
        "Horenko added that he would write a book."
    )
    assert speaker(text, "tired") == speaker(text, "write a book")


def test_the_roster_gives_the_full_name() -> None:
    roster = (RosterPerson("Helena Maria Varga", ("Helena Varga",), (RosterRole("Prime Minister", "Freedonia"),)),)
    assert speaker(INTRO + '"It opens," Varga said.', "opens", roster) == ("Helena Maria Varga", "person")


def test_nobody_is_guessed_for_an_unknown_pronoun() -> None:
    who = quotation('"It opens tomorrow," she said.', "opens").speaker
    assert who is None


def test_an_institution_is_an_organisation() -> None:
    found = speaker("The Harbour Ministry said the port will close on Friday.", "port will close")
    assert found == ("Harbour Ministry", "organisation")


@pytest.mark.parametrize(("a", "b", "edits"), [("valery", "valerii", 2), ("anna", "anna", 0), ("ab", "abcdef", 3)])
def test_distance_counts_edits_up_to_the_limit(a: str, b: str, edits: int) -> None:
    assert distance(a, b, 2) == edits


def test_fold_forgets_accents_and_case() -> None:
    assert fold("Péter-Szij") == "peterszij"


def test_a_dateline_speaks_for_nobody() -> None:
    text = "HARBOUR CITY (Newswire) - Helena Varga said the bridge is safe."
    assert speaker(text, "bridge is safe") == ("Helena Varga", "person")
