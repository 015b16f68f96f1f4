"""Whose a document is that speaks, by whom the text names as its author."""

import pytest

from tests.reading import speaker_of


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # "In a statement", then "the statement".
        (
            "“The dam is old,” Ida Falk said in a statement.\n\nThe statement added that the dam would be mended.",
            "mended",
            "Ida Falk",
        ),
        (
            "“He took the boat,” Peter Orr wrote in the affidavit. It continued: “There is reason to charge him.”",
            "reason",
            "Peter Orr",
        ),
        # Sent by somebody.
        (
            "The club's director, Peter Orr, sent an email to the members. “We close today,” the email said.",
            "close",
            "Peter Orr",
        ),
        ("To sell it, Peter Orr released a video that said, “It will be the best dam of all.”", "best", "Peter Orr"),
        ("Falk's statement said the plan was dead. Ida Falk left.", "dead", "Ida Falk"),
        # A study has no such author; "it" is the study.
        ("The study found that the water is cold. It said the wind was warm.", "warm", "The study"),
        # What a paper goes on with.
        (
            "The newspaper urged Orr to come. “Marn is poor,” the newspaper said. “But it is a call,” it added.",
            "a call",
            "the newspaper",
        ),
        # A document that is only quoted is not what "it" means.
        ("The newspaper said “the letter is false” on Monday. It added that Orr lied.", "lied", "The newspaper"),
    ],
)
def test_a_document_speaks_for_who_wrote_it(text: str, words: str, name: str) -> None:
    assert speaker_of(text, words) == name
