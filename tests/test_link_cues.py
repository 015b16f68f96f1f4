"""Answers that the extraction did not see: by a word in them, and only where their original is found."""

import pytest

from statements.actions import extract
from statements.models import Link
from tests.extracting import FakePipeline, Text

pytestmark = pytest.mark.django_db

PROMISE = "All three ferries will sail from the northern pier by midsummer"
REGRET = "I should never have promised that ferries will sail from the northern pier"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def _store(words: str, speaker: str, published: str) -> None:
    text = Text(f"“{words},” {speaker} said.", {"published": published})
    text.say(words, speaker)
    text.store()


def test_a_regret_finds_what_it_takes_back() -> None:
    _store(PROMISE, "Ada Brandt", "2026-03-04")
    _store(REGRET, "Ada Brandt", "2026-08-20")
    link = Link.objects.get(claim__isnull=False)
    assert (link.relation, link.claim and link.claim.exact, link.response.exact) == ("retracts", PROMISE, REGRET)


def test_it_finds_it_whichever_came_first() -> None:
    _store(REGRET, "Ada Brandt", "2026-08-20")
    assert not Link.objects.waiting().exists()  # nobody sees it yet
    _store(PROMISE, "Ada Brandt", "2026-03-04")
    claim = Link.objects.get(claim__isnull=False).claim
    assert claim is not None
    assert claim.exact == PROMISE


def test_another_ones_promise_is_not_taken_back() -> None:
    _store(PROMISE, "Nils Harrow", "2026-03-04")
    _store(REGRET, "Ada Brandt", "2026-08-20")
    assert not Link.objects.filter(claim__isnull=False).exists()


def test_words_that_only_look_like_it_bring_nothing() -> None:
    _store(PROMISE, "Ada Brandt", "2026-03-04")
    _store("The crane on the northern pier should never have lifted the ferries", "Ada Brandt", "2026-08-20")
    assert not Link.objects.filter(claim__isnull=False, family="correction").exists()
