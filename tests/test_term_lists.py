"""Lists of terms: each read once, as far as it is asked for."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements.actions import extract, term_index, term_lists
from statements.models import Quotation, Term
from tests.extracting import FakePipeline, Text

pytestmark = pytest.mark.django_db

WORDS = "The salt mine at Hollow Bay will reopen before the autumn storms"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def said(day: str) -> Quotation:
    text = Text(f"Report of {day}. “{WORDS},” said Ada Brandt.", {"published": day, "outlet": f"Courier {day}"})
    text.say(WORDS, "Ada Brandt")
    return text.store().quotations.get()


def queries(lists: term_lists.Beginnings, key: term_lists.List, number: int) -> tuple[int, int]:
    """How many it took to have so many entries, and how many there were."""
    with CaptureQueriesContext(connection) as taken:
        found = lists.of({key: number}, {key[0]: key[0]})
    return len(taken), len(found.get(key, ()))


def test_a_list_is_read_again_only_where_more_of_it_is_asked_for() -> None:
    words = [said(f"2026-03-0{n}") for n in (1, 2, 3)]
    term = Term.objects.filter(quotation=words[0].pk)[0]
    key, lists = (term.speaker, term.term), term_lists.Beginnings()
    assert queries(lists, key, 2) == (1, 2)
    assert not lists.is_short(key, 9)
    assert queries(lists, key, 1) == (0, 1)
    assert queries(lists, key, 5) == (1, 3)
    assert lists.is_short(key, 3)
    assert not lists.is_short(key, 2)
    assert queries(lists, key, 9) == (0, 3)
    assert queries(lists, (key[0], 7), 5) == (1, 0)
    assert queries(lists, (key[0], 7), 5) == (0, 0)


def test_terms_stand_with_the_day_of_their_text_and_are_found_by_their_speaker() -> None:
    q = said("2026-03-04")
    day = date(2026, 3, 4).toordinal()
    assert set(Term.objects.filter(quotation=q.pk).values_list("speaker", "printed")) == {(q.speaker_id, day)}
    assert term_index.stored([q.pk]) == term_index.unchanged([q.pk])
    Quotation.objects.filter(pk=q.pk).update(speaker=None)
    assert term_index.stored([q.pk])
    assert not term_index.unchanged([q.pk])
