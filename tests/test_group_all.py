"""`manage.py regroup` gives an archive from before there was an index of terms what a new one has."""

from typing import Any

import pytest
from django.core.management import call_command

from statements.actions import extract
from statements.models import Link, Quotation, SoughtTerm, Statement, Term
from tests.extracting import FakePipeline, Text

pytestmark = pytest.mark.django_db

PLAN = "We will reopen the salt mine at Hollow Bay before the autumn"
AGAIN = "We will reopen the old salt mine at Hollow Bay before autumn"
TAXES = "No family in Oldmere will pay a higher water tax"
CRITIQUE = "Brandt’s promise on the salt mine of Hollow Bay is hollow"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def fill() -> None:
    for words, day in ((PLAN, "2026-02-03"), (TAXES, "2026-02-04"), (AGAIN, "2026-02-05")):
        text = Text(f"“{words},” said Ada Brandt.", {"published": day})
        text.say(words, "Ada Brandt")
        text.store()
    text = Text(f"“{CRITIQUE},” said Nils Harrow.", {"published": "2026-02-20"})
    text.answer("critiques", text.say(CRITIQUE, "Nils Harrow"), None, CRITIQUE)
    text.store()


def derived() -> tuple[Any, ...]:
    """All that is derived, but for the keys of rows."""
    wordings = sorted((q.exact, q.statement.founding.exact) for q in Quotation.objects.all() if q.statement)
    said = sorted((s.said, s.place, s.is_dated, s.founding.exact) for s in Statement.objects.all())
    links = [(k.claim.exact if k.claim else "", k.reason, k.confidence, k.sought_names) for k in Link.objects.all()]
    terms = sorted(Term.objects.values_list("quotation", "term", "day", "until", "place", "weight", "whole"))
    sought = sorted(SoughtTerm.objects.values_list("link", "speaker", "term", "day"))
    return wordings, said, links, terms, sought


def as_before_the_index() -> None:
    """As the migration finds statements and links of an older version: told apart, and nothing in the index."""
    Term.objects.all().delete()
    SoughtTerm.objects.all().delete()
    Link.objects.update(claim=None, sought_names=[])
    Statement.objects.update(place="", is_dated=False, told={})


@pytest.mark.parametrize("arguments", [[], ["--missing"]])
def test_an_older_archive_becomes_what_a_new_one_is(arguments: list[str]) -> None:
    fill()
    before = derived()
    assert len(before[0]) == 4
    assert Statement.objects.count() == 3
    as_before_the_index()
    call_command("regroup", *arguments, verbosity=0)
    assert derived() == before


def test_where_all_is_up_to_date_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    fill()
    before = derived()
    call_command("regroup", "--missing")
    assert capsys.readouterr().out.startswith("0 quotations")
    call_command("regroup")
    assert capsys.readouterr().out.startswith("4 quotations")
    assert derived() == before
