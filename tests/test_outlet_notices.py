"""Notices in which an outlet corrects its own report: what they say, and that it is the outlet that says it."""

import pytest

from extraction.types import Document, Link, Quotation
from statements.actions import extract
from tests.extracting import FakePipeline, Text
from tests.reading import pipeline


def notices(text: str) -> list[str]:
    found = pipeline().extract(Document("1", text, "2031-05-20", ()))
    return [words(text, found.quotations[link.response]) for link in outlet_links(found.links)]


def words(text: str, q: Quotation) -> str:
    return text[q.start : q.end]


def outlet_links(links: tuple[Link, ...]) -> list[Link]:
    return [link for link in links if link.attribution == "outlet"]


COLUMN = """Corrections and clarifications

A report misquoted the minister, Ida Falk. She said that the pier was old; she did not say it was rotten. We are sorry.

A recipe in the weekend pages asked for two spoons of salt. It should have been half a spoon.

The Herald wants to hear of its mistakes. Write to the readers' desk.
"""


def test_each_notice_of_a_column_is_one_without_its_regret() -> None:
    assert notices(COLUMN) == [
        "A report misquoted the minister, Ida Falk. She said that the pier was old; she did not say it was rotten."
    ]


@pytest.mark.parametrize(
    "notice",
    [
        "Editor's note: Our report of 3 May had Ms Falk promising two piers. She promised one.",
        "Correction, 4 May: An earlier version of this article quoted Ms Falk as saying it was rotten. She said old.",
        "• We reported on Tuesday that the minister would close nine piers. The number is two.",
        "CLARIFICATION. In last night's edition we wrote that Ms Falk had resigned. She announced nothing of the kind.",
    ],
)
def test_a_notice_below_an_article_is_found(notice: str) -> None:
    article = f'Pier row goes on\n\nIda Falk spoke in Norhaven. "The pier stays," Ida Falk said.\n\n{notice}\n'
    assert len(notices(article)) == 1


def test_whom_an_article_quoted_as_saying_something_is_the_speaker() -> None:
    text = (
        "Pier row goes on\n\nIda Falk spoke in Norhaven on Monday.\n\n"
        "An earlier version of this article quoted Ms Falk as saying that the pier would become cheaper.\n"
    )
    found = pipeline().extract(Document("1", text, "2031-05-20", ()))
    [said] = [q for q in found.quotations if words(text, q) == "the pier would become cheaper"]
    assert said.speaker is not None
    assert said.speaker.name == "Ida Falk"


@pytest.mark.django_db
@pytest.mark.parametrize(("outlet", "speaker"), [("Oldmere Gazette", "Oldmere Gazette"), ("", None)])
def test_the_outlet_of_the_source_is_who_corrects(
    monkeypatch: pytest.MonkeyPatch, outlet: str, speaker: str | None
) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}
    text = Text("We misquoted Ida Falk on the pier.", {"outlet": outlet})
    notice = text.say("We misquoted Ida Falk on the pier.", "the outlet", "indirect", speaker_kind="unnamed")
    text.answer("corrects", notice, None, "misquoted", attribution="outlet")
    [q] = text.store().quotations.select_related("speaker")
    assert (q.speaker.name if q.speaker else None) == speaker
