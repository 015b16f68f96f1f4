"""Search: words, names however spelt, titles."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from statements.search import CLOSES, OPENS, find, pieces
from statements.sight import Sight
from tests import story
from tests.story import Story

ALL = Sight(signed_in=True, suggestions=True, editor=False)
PUBLIC = Sight(signed_in=False, suggestions=False, editor=False)


@pytest.fixture
def told(db: None) -> Story:
    return story.tell()


@pytest.fixture
def reading(client: Client, analyst: User) -> Client:
    client.force_login(analyst)
    return client


def _words(text: str, sight: Sight = ALL) -> list[str]:
    return [hit.quotation.exact for hit in find(text, sight, None).hits]


def test_search_finds_inflected_words(told: Story) -> None:
    assert "It is reckless to promise a century," in _words("promised centuries")


def test_search_takes_words_in_marks_together(told: Story) -> None:
    assert _words('"withdraw it"') == ["I said that the wall cost nothing. That was wrong, and I withdraw it,"]
    assert _words('"cost wall"') == []


def test_search_shows_nobody_a_suggestion(told: Story) -> None:
    assert _words("misunderstood")
    assert _words("misunderstood", PUBLIC) == []


def test_search_marks_what_was_found(told: Story) -> None:
    [hit] = find("reckless", ALL, None).hits
    assert [piece.text for piece in hit.pieces if piece.marked] == ["reckless"]
    assert "".join(piece.text for piece in hit.pieces) == "It is reckless to promise a century,"


@pytest.mark.parametrize("name", ["marchetti brandvold", "Odile Marcheti-Brandvold", "BRANDVOLD"])
def test_search_finds_a_speaker_however_spelt(name: str, told: Story) -> None:
    assert told.minister in find(name, ALL, None).speakers


def test_search_hides_a_machine_made_speaker_from_nobody_in_particular(told: Story) -> None:
    assert told.neighbour in find("Torvald Iden", ALL, None).speakers
    assert told.neighbour not in find("Torvald Iden", PUBLIC, None).speakers


def test_search_finds_a_text_by_its_title(told: Story) -> None:
    assert told.chronicle in find("takes back", ALL, None).sources


def test_search_leaves_out_a_withdrawn_text(told: Story) -> None:
    story.withdraw(told.chronicle)
    found = find("withdraw figure", ALL, None)
    assert not found.hits
    assert told.chronicle not in find("takes back", ALL, None).sources


def test_snippet_cannot_break_out_of_its_marks() -> None:
    found = pieces(f"a{CLOSES}b{OPENS}c{OPENS}d{CLOSES}e")
    assert [(piece.text, piece.marked) for piece in found] == [("ab", False), ("c", True), ("d", True), ("e", False)]


def test_search_escapes_words_and_snippets(told: Story, reading: Client) -> None:
    html = reading.get(reverse("search"), {"q": "<script>alert(1)</script> knows"}).content.decode()
    assert "<script>alert" not in html
    html = reading.get(reverse("search"), {"q": "sea knows"}).content.decode()
    assert "She is right &amp; the <mark>sea</mark> <mark>knows</mark> it" in html


@pytest.mark.parametrize("query", ["\0", "'", '"', "(", "&|!", ":*", "-", "x" * 5000, "🙂", "\ue000"])
def test_search_survives_odd_words(query: str, reading: Client, db: None) -> None:
    assert reading.get(reverse("search"), {"q": query}).status_code == 200


def test_search_swapped_in_equals_a_fresh_page(told: Story, reading: Client) -> None:
    address = reverse("search") + "?q=wall"
    part = reading.get(address, headers={"HX-Request": "true"}).content.decode().strip()
    assert part.startswith('<div id="results"')
    assert part in reading.get(address).content.decode()


def test_search_that_finds_nothing_says_so(told: Story, reading: Client) -> None:
    assert "Nothing found" in reading.get(reverse("search") + "?q=zeppelin").content.decode()
