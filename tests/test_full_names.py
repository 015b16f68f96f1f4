"""The fullest name: of bodies, of hyphened and titled persons, of a surname that several bear."""

import pytest

from tests.test_speakers import speaker


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Tide Policy Center says the fund would fail by June.", "fund would fail", "Tide Policy Center"),
        (
            "The Committee for a Sober Harbour Budget reported that the piers would cost more.",
            "piers would cost",
            "Committee for a Sober Harbour Budget",
        ),
        ("The Marn Department of Fisheries said the cod was back.", "cod was back", "Marn Department of Fisheries"),
    ],
)
def test_the_name_of_a_body_is_whole(text: str, words: str, name: str) -> None:
    assert speaker(text, words) == (name, "organisation")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Secretary General Bo Ki-soon condemned the raid. He said it was late.", "it was late", "Bo Ki-soon"),
        ("Julia A. Diaz Morante said that the bridge was shut.", "bridge was shut", "Julia A. Diaz Morante"),
        (
            "“No,” Jonah R. Bidwell Jr. said. Mr. Bidwell said the bridge was shut.",
            "bridge was",
            "Jonah R. Bidwell Jr.",
        ),
        ("“We stay on this quay,” said Rep. G.K. Butler (D-N.C.), head of the caucus.", "We stay", "G.K. Butler"),
        ("“It is dear,” said Lee Orreby, who teaches. “We pay for it,” Ms. Orreby said.", "We pay", "Lee Orreby"),
        ("“It is dear,” said Ida Orreby Lind, a clerk. “We pay for it,” Ms. Orreby said.", "We pay", "Ida Orreby Lind"),
        ("Former Marn governor Jan Orreby, a critic, says the bridge was shut.", "bridge was shut", "Jan Orreby"),
        ("“I promise you an answer,” Marn police Chief Karl Jordan said Monday.", "an answer", "Karl Jordan"),
    ],
)
def test_the_name_of_a_person_is_whole(text: str, words: str, name: str) -> None:
    assert speaker(text, words) == (name, "person")


def test_a_surname_that_two_bear_is_whom_the_text_is_about() -> None:
    text = (
        "Anna Lind opened the mill in May. Anna Lind had bought it from Peter Lind. Nobody else had asked. "
        "“It was cheap and it was dry,” Anna Lind said. “We never sell,” Lind said on Friday."
    )
    assert speaker(text, "never sell") == ("Anna Lind", "person")


def test_before_the_other_is_named_a_surname_has_one_bearer() -> None:
    text = (
        "Anna Lind opened the mill in May. “We never sell,” Lind said on Friday. "
        "Her cousin Peter Lind was away, and Peter Lind did not call."
    )
    assert speaker(text, "never sell") == ("Anna Lind", "person")


def test_a_courtesy_of_the_other_gender_is_somebody_else() -> None:
    text = "Anna Lind opened the mill in May. “We never sell,” Mr. Lind said on Friday."
    found = speaker(text, "never sell")
    assert found is not None
    assert found[0] != "Anna Lind"


def test_an_office_that_one_holds_is_told_first_by_a_new_description() -> None:
    text = (
        "A Marn judge has kept the file shut, saying that the court had no business with it.\n\n"
        "Harbour Court Justice Frank Nervig ruled on Monday. The paper will appeal."
    )
    assert speaker(text, "no business with it") == ("Frank Nervig", "person")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # A short form of the given name is the same person.
        ("Robert Venn opened the mill. Bob Venn grinds. “We never sell,” Venn said.", "never sell", "Robert Venn"),
        # The title tells which of two.
        (
            "Dr. Mara Lind came to the mill with Peter Lind. “We never sell,” Dr. Lind said.",
            "never sell",
            "Mara Lind",
        ),
        # A slip in a surname.
        ("Mara Weiler opened the mill. “We never sell,” said Weier.", "never sell", "Mara Weiler"),
        ("Mara Bruchmann opened the mill. “We never sell,” Ms Brauchman said.", "never sell", "Mara Bruchmann"),
    ],
)
def test_a_person_spelled_in_two_ways_is_one(text: str, words: str, name: str) -> None:
    assert speaker(text, words) == (name, "person")


def test_who_the_text_names_far_more_often_is_meant_by_the_surname() -> None:
    text = (
        "Anna Lind opened the mill in May. Her sons Peter Lind and Karl Lind were away. Anna Lind had bought it. "
        "“We never sell,” Lind said on Friday."
    )
    assert speaker(text, "never sell") == ("Anna Lind", "person")


def test_several_of_one_office_are_no_person() -> None:
    found = speaker("Northern Senators said that the bridge was shut.", "bridge was")
    assert found is None or found[1] != "person"
