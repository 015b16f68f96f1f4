"""A withdrawal reaches what was made of the text; a changed date has it read again."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from extraction.types import Document, Extraction, Quotation, Speaker
from sources.actions import edit, revise, withdraw
from sources.models import Source
from statements import tasks
from statements.actions import extract, review, source_wide
from statements.models import Anchor, ExtractionRun, Link, SourceRule
from statements.models import Quotation as Stored
from tests.revising import hand_in
from tests.test_intake_actions import TYPED, confirmed

pytestmark = pytest.mark.django_db
WORDS = "The quay will be sold before the summer"
TEXT = f"A quay for sale\n\n“{WORDS},” Berta Osk said.\n\nBerta Osk said that {{}}.\n"


class Finder:
    """Finds the one quotation in marks."""

    def extract(self, document: Document) -> Extraction:
        start = document.text.index(WORDS)
        who = Speaker("Berta Osk", "person")
        found = Quotation(start, start + len(WORDS), "direct", speaker=who, confidence=0.9)
        return Extraction(document.id, "finder-1", "article", None, (), (found,), ())


@pytest.fixture(autouse=True)
def _pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", Finder)
    monkeypatch.setattr(tasks.run_extraction, "delay", lambda _pk: None)


def read(text: str, by: User) -> Source:
    source = confirmed(text, by=by)
    extract.perform(ExtractionRun.objects.get(revision__source=source).pk)
    return source


def everything() -> str:
    """All values of all rows."""
    rows: list[object] = []
    for model in apps.get_models():
        if model._meta.managed:
            rows += model._default_manager.values()
    return str(rows)


def test_withdrawal_leaves_no_word_of_its_quotations(editor: User) -> None:
    source = read(TEXT.format("nothing else matters"), editor)
    quotation = Stored.objects.get()
    review.accept_quotation(quotation=quotation, by=editor)
    assert WORDS in everything()
    withdraw.withdraw(source=source, by=editor, reason="She asked for it.")
    left = everything()
    assert WORDS not in left
    assert "quay" not in left
    assert not Stored.objects.exists()


def test_withdrawal_takes_a_stranger_and_leaves_whom_others_quote(editor: User) -> None:
    first = read(TEXT.format("nothing else matters"), editor)
    withdraw.withdraw(source=first, by=editor, reason="She asked for it.")
    assert not Actor.objects.filter(name="Berta Osk").exists()

    second, third = (read(TEXT.format(words), editor) for words in ("rope is dear this year", "the tide was low"))
    one, other = (Stored.objects.get(revision__source=s) for s in (second, third))
    assert one.statement == other.statement
    review.add_link(response=other, claim=one, relation="reaffirms", attribution="own", by=editor)
    withdraw.withdraw(source=second, by=editor, reason="Its outlet asked for it.")
    other.refresh_from_db()
    assert other.statement is not None
    assert other.statement.best == other
    assert other.speaker == Actor.objects.get(name="Berta Osk")
    assert not Link.objects.exists()


def test_edit_of_the_date_has_the_text_read_again(editor: User) -> None:
    source = read(TEXT.format("nothing else matters"), editor)
    edit.edit(source=source, by=editor, typed=TYPED | {"note": "A word about it"})
    assert ExtractionRun.objects.count() == 1
    edit.edit(source=source, by=editor, typed=TYPED | {"published": "2026-03-14"})
    run = ExtractionRun.objects.get(state=ExtractionRun.State.QUEUED)
    assert (run.revision.source, run.asked_by) == (source, editor)


def test_quotations_of_the_test_are_where_they_are_said(editor: User) -> None:
    """The two texts are near, not the same, or the second would be refused."""
    source = read(TEXT.format("nothing else matters"), editor)
    stored = Stored.objects.annotate(text=models.F("revision__text")).get()
    assert stored.exact == WORDS
    assert stored.revision.source == source


def test_the_address_of_a_statement_says_that_its_text_was_withdrawn(
    client: Client, analyst: User, editor: User
) -> None:
    source = read(TEXT.format("nothing else matters"), editor)
    address = reverse("statement", args=[Stored.objects.get().public_id])
    client.force_login(analyst)
    assert client.get(address).status_code == 200
    withdraw.withdraw(source=source, by=editor, reason="She asked for it.")
    answer = client.get(address)
    assert answer.status_code == 410
    assert "This statement was withdrawn" in answer.text
    assert "She asked for it." in answer.text
    assert client.get(reverse("statement", args=["0" * 12])).status_code == 404


def test_the_address_of_a_statement_leads_to_the_wording_that_is_left(
    client: Client, analyst: User, editor: User
) -> None:
    first = read(TEXT.format("nothing else matters"), editor)
    second = read(TEXT.format("the quay is empty"), editor)
    gone = Stored.objects.get(revision__source=first)
    left = Stored.objects.get(revision__source=second)
    assert gone.statement_id == left.statement_id
    withdraw.withdraw(source=first, by=editor, reason="She asked for it.")
    client.force_login(analyst)
    answer = client.get(reverse("statement", args=[gone.public_id]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("statement", args=[left.public_id])
    assert answer.status_code == 200


def test_withdrawal_takes_older_revisions_anchors_and_rules(editor: User) -> None:
    source = read(TEXT.format("nothing else matters"), editor)
    review.accept_quotation(quotation=Stored.objects.get(), by=editor)
    revise.revise(intake=hand_in(source, TEXT.format("the quay is empty")), by=editor)
    for run in ExtractionRun.objects.filter(state="queued"):
        extract.perform(run.pk)
    source_wide.change(source=source, by=editor, wanted=source_wide.Said(venue="The quay itself"))
    assert Anchor.objects.exists()
    withdraw.withdraw(source=source, by=editor, reason="She asked for it.")
    left = everything()
    assert WORDS not in left
    assert "quay" not in left
    assert not Anchor.objects.exists()
    assert not SourceRule.objects.exists()
    assert set(source.revisions.values_list("text", "withdrawn")) == {("", True)}
