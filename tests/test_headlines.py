"""Titles: whose words they give, by their form or by what the text below says."""

import pytest

from tests.reading import everything, quotation

BODY = """

NORHAVEN - Harbour Minister Ida Falk told the council on Monday that the old pier would close in May.

"The old pier closes in May, and nobody will weep for it," Falk said. Bo Renn, who sells nets there, disagreed.

"I shall weep," Renn said.
"""


@pytest.mark.parametrize(
    ("title", "words", "speaker"),
    [
        ("Old pier to close in May, minister says", "Old pier to close in May", "Ida Falk"),
        ("Minister says old pier unsafe after May", "old pier unsafe after May", "Ida Falk"),
        ("Pier to shut for good, says Falk", "Pier to shut for good", "Ida Falk"),
        ("Flood began in Melk, says Falk", "Flood began in Melk", "Ida Falk"),
        ("\u2018Nobody will weep\u2019: pier to go", "Nobody will weep", "Ida Falk"),
        ("\u201cI shall weep\u201d", "I shall weep", "Bo Renn"),
        ("\u2018A drop in the sea\u2019: Renn on the pier", "A drop in the sea", "Bo Renn"),
        ("Ministry: old pier to close in May", "old pier to close in May", "Ida Falk"),
        ("Old pier will close in May", "Old pier will close in May", "Ida Falk"),
    ],
)
def test_a_title_is_whose_words_it_gives(title: str, words: str, speaker: str) -> None:
    found = [q for q in everything(title + BODY) if q[0] == "headline"]
    assert found == [("headline", speaker, words)]


@pytest.mark.parametrize("title", ["Pier", "Storm empties the harbour", "Council meets on Monday, late as ever"])
def test_a_title_that_gives_nobodys_words_is_no_headline(title: str) -> None:
    assert [q for q in everything(title + BODY) if q[0] == "headline"] == []


def test_a_title_in_marks_over_a_conversation_is_of_the_one_who_answers() -> None:
    text = """\u201cNothing but fog\u201d

Ida Falk has run the harbour for ten years.

Interviewer: Why does the pier close?

Falk: Because it is rotten, and I have said so for years.

Interviewer: And the boats?

Falk: They will move to the south side, where I keep mine.
"""
    assert everything(text)[0] == ("headline", "Ida Falk", "Nothing but fog")


@pytest.mark.parametrize(
    ("said", "words", "speaker"),
    [
        ('"Falk assured me that the pier would stay," Bo Renn said.', "the pier would stay", "Ida Falk"),
        ('"In May she told us the pier would stay," Bo Renn said.', "the pier would stay", "Ida Falk"),
        (
            "Bo Renn said that Falk had told him before she left that the pier would stay.",
            "the pier would stay",
            "Ida Falk",
        ),
    ],
)
def test_what_somebody_quoted_reports_is_of_whom_he_reports(said: str, words: str, speaker: str) -> None:
    text = f"The pier\n\nIda Falk runs the harbour. She has done so since March.\n\n{said}\n"
    found = quotation(text, words)
    assert (found.speaker.name if found.speaker else None, found.reporter) == (speaker, "Bo Renn")
