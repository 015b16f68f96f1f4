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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Ida Falk, the mayor of Melk, met Karl Venn, the mayor of Orrby, in May. Nobody else came to the quay.\n\n"
            "The rain went on. The boats stayed in.\n\nThe piers were shut. "
            "The mayor of Melk said that the fee was low.",
            "Ida Falk",
        ),
        (
            "Karl Venn, Governor of Northern Marn, came first. The rain went on.\n\nThe boats stayed in. "
            "The piers were shut.\n\nThe quay was dry. The Governor of Northern Marn said that the fee was low.",
            "Karl Venn",
        ),
    ],
)
def test_an_office_of_something_is_who_the_text_says_it_of(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


def test_another_office_of_something_is_nobody_named() -> None:
    text = (
        "Ida Falk, the mayor of Melk, came in May. Nobody else came to the quay.\n\nThe rain went on. "
        "The boats stayed in.\n\nThe piers were shut. The mayor of Orrby said that the fee was low."
    )
    found = speaker(text, "fee was low")
    assert found is not None
    assert found[1] == "unnamed"


def test_whom_a_headline_describes_is_who_the_text_says_it_of() -> None:
    text = (
        "Marnish woman says guild locked her in for a year\n\n"
        "Ida Falk, a Marnish woman, has sued the Harbour Guild. She came home in May."
    )
    assert speaker(text, "guild locked her") == ("Ida Falk", "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("IDA ORREBY spoke first, and then KARL VENN. Senator ORREBY said that the fee was low.", "IDA ORREBY"),
        ("Ida Orreby spoke first, and then Karl Venn. Mr. VENN said that the fee was low.", "Karl Venn"),
        (
            "Her successor, ALEX ORREBY, is the first farmer here. Senator ORREBY said that the fee was low.",
            "ALEX ORREBY",
        ),
    ],
)
def test_names_that_a_transcript_writes_in_capitals_are_persons(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


@pytest.mark.parametrize("body", ["NAFTU", "KLO"])
def test_a_body_in_capitals_is_no_person(body: str) -> None:
    text = f"Ida Falk, the CEO of {body}, came in May. The fee was low, {body} said in June."
    assert speaker(text, "fee was low") == (body, "organisation")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Karl Venn came home in May. His father, Olaf Venn, was at the quay. Olaf Venn waved. "
            "Olaf Venn was glad. His son said that the fee was low.",
            "Karl Venn",
        ),
        (
            "The baker and his wife went to Melk with their child, Ida Venn. The rain went on. "
            "Their daughter said that the fee was low.",
            "Ida Venn",
        ),
    ],
)
def test_a_relative_is_told_by_what_the_other_is_called(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


def test_a_son_is_no_daughter() -> None:
    text = (
        "Karl Venn came home in May. His father, Olaf Venn, was at the quay. Olaf Venn waved. "
        "Olaf Venn was glad. His daughter said that the fee was low."
    )
    assert speaker(text, "fee was low") == ("His daughter", "unnamed")


def test_a_surname_used_alone_before_stays_whom_it_meant() -> None:
    text = (
        "Anna Lind opened the mill in May. Lind made flour. A dog, which the neighbours call Mr. Lind, barked. "
        "“We never sell,” Lind said on Friday."
    )
    assert speaker(text, "never sell") == ("Anna Lind", "person")


BORN = "Karl Venn and his wife mourn their child, Ida Venn. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (BORN + "Karl Venn had gone to sea. The rain went on. His daughter said that the fee was low.", "Ida Venn"),
        (BORN + "The rain went on in Melk. The girl said that the fee was low.", "Ida Venn"),
        (
            "Olaf Venn, his father, met Karl Venn at the quay. It rained. His father said that the fee was low.",
            "Olaf Venn",
        ),
        (
            "Karl Venn, the son of Ida Falk, sings in Melk. Ida Falk came, too. Her son said that the fee was low.",
            "Karl Venn",
        ),
    ],
)
def test_a_relative_is_whom_the_text_calls_so(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


def test_a_headline_leaves_out_whose_relative_it_is() -> None:
    text = (
        "Daughter says fee was low\n\n"
        "Karl Venn had gone to sea in May. His daughter, Ida Venn, opened the debate on the fee in Melk."
    )
    assert speaker(text, "fee was low") == ("Ida Venn", "person")


def test_of_two_children_the_girl_is_nobody() -> None:
    text = BORN + "Their other child, Per Venn, is at sea. The girl said that the fee was low."
    assert speaker(text, "fee was low") != ("Per Venn", "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Robert “Bo” Falk came to Melk. It rained. Falk said the fee was low.", "Robert Falk"),
        ("Pedro Lindo Reff came to Melk. It rained. Lindo said the fee was low.", "Pedro Lindo Reff"),
        ("Anna van der Bogh came to Melk. It rained. Van der Bogh said the fee was low.", "Anna van der Bogh"),
        ("Omar al-Sabri came to Melk. It rained. Sabri said the fee was low.", "Omar al-Sabri"),
        ("Ida Falk came to Melk. Her husband, Karl Falk, was away. Falk said the fee was low.", "Ida Falk"),
        ("Ida Falk came to Melk. Karl Falk, her husband, was away. Falk said the fee was low.", "Ida Falk"),
        ("Ida Falk came with her husband Karl Falk to Melk. Falk said the fee was low.", "Ida Falk"),
    ],
)
def test_a_surname_is_of_whom_the_text_is_about_however_it_is_written(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


def test_a_family_is_nobody_of_it() -> None:
    text = "Karl Falk and Ida Venn met in Melk. It rained. The Falks said the fee was low."
    assert speaker(text, "fee was low") == ("The Falks", "group")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patrizia d’Etto came to Melk. It rained. D’Etto said the fee was low.", "Patrizia d’Etto"),
        ("Ida Falk OBE came to Melk. It rained. Falk said the fee was low.", "Ida Falk"),
        ("Ida Falk MP came to Melk. It rained a lot. The MP said the fee was low.", "Ida Falk"),
        ("King Orm III came to Melk. It rained. Orm said the fee was low.", "Orm III"),
        ("Pope John Paul II came to Melk. It rained. The pope said the fee was low.", "John Paul II"),
        ("William Falk III came to Melk. It rained. Falk said the fee was low.", "William Falk III"),
    ],
)
def test_what_stands_behind_a_name(text: str, name: str) -> None:
    assert speaker(text, "fee was low") == (name, "person")


@pytest.mark.parametrize("calling", ["Detective", "Chief Inspector", "Councilmember", "Astronaut", "Brother"])
def test_a_calling_before_a_surname_is_no_given_name(calling: str) -> None:
    text = f"Ida Orreby came to Melk. It rained for weeks. {calling} Orreby said the fee was low."
    assert speaker(text, "fee was low") == ("Ida Orreby", "person")


def test_a_given_name_that_is_a_calling_too_stays() -> None:
    text = "Ida Orreby came to Melk. It rained for weeks. Dean Orreby said the fee was low."
    assert speaker(text, "fee was low") == ("Dean Orreby", "person")
