"""What the words around a name tell: who is a person, what a place, and who a title in capitals names."""

import pytest

from extraction.types import Document
from tests.reading import pipeline


def kinds(text: str) -> dict[str, str]:
    return {e.name: e.kind for e in pipeline().parse(Document("t", text)).entities}


@pytest.mark.parametrize(
    "text",
    [
        "The minister, Corval Thist, had told the chamber that the ferry was late.",
        "On Monday Corval Thist, a student leader, called the paper.",
        "The letter came from Corval Thist, who had waited for a year.",
        "Nobody asked Corval Thist, 41, about the ferry.",
    ],
)
def test_a_description_beside_a_name_tells_a_person(text: str) -> None:
    assert kinds(text)["Corval Thist"] == "person"


@pytest.mark.parametrize(
    "text",
    [
        "The lamps were out in Ostmarn. Ostmarn's energy ministry said that it was looking at the data.",
        "The mayor of Ostmarn wants a fee. The ferries will leave Ostmarn in May.",
    ],
)
def test_what_one_is_in_or_mayor_of_is_a_place(text: str) -> None:
    assert kinds(text)["Ostmarn"] != "person"


def test_a_title_in_capitals_names_a_person_and_not_her_verbs() -> None:
    text = "Ida Falkner Hammers Harbour Board Chief\n\nIda Falkner asked the board for its books on Tuesday."
    assert kinds(text)["Ida Falkner"] == "person"
    assert not any("Hammers" in name for name in kinds(text))
