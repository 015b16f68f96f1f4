"""Two workers take in texts of the same people at the same moment: nothing is lost, and neither stops the other."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from extraction.types import Document, Extraction
from statements.actions import extract
from statements.models import ExtractionRun, Link, Quotation, Statement
from tests.extracting import FakePipeline, Text
from tests.factories import make_revision, make_source

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 120  # after which a worker that waits for the other is taken for stuck


class Together(FakePipeline):
    """Whoever has read a text waits until the other has, so that both begin to write at once."""

    both = Barrier(2)

    def extract(self, document: Document) -> Extraction:
        """What the test wrote into the text."""
        self.both.wait(SECONDS)
        return super().extract(document)


def texts() -> list[Text]:
    """Each quotes both people in turns, says what another has said already, and answers the other's words."""
    people, found = ("Ada Brandt", "Nils Harrow"), []
    for n in range(6):
        own = (
            "We will reopen the salt mine at Hollow Bay before autumn",
            "Hollow Bay needs no salt mine and no harbour",
        )
        lines = [f"“{own[n % 2]},” said {people[n % 2]}.", f"“{own[1 - n % 2]},” said {people[1 - n % 2]}."]
        text = Text(f"Dispatch {n}. " + " ".join(lines), {"published": f"2026-03-0{n + 1}", "outlet": f"Courier {n}"})
        first, second = text.say(own[n % 2], people[n % 2]), text.say(own[1 - n % 2], people[1 - n % 2])
        text.answer("critiques", second, first, own[1 - n % 2])
        text.answer("clarifies", first, None, own[n % 2])
        found.append(text)
    return found


def asked_for(given: Sequence[Text]) -> list[int]:
    runs = []
    for text in given:
        revision = make_revision(text.text, make_source(**text.values))
        FakePipeline.found[text.text] = text
        runs.append(extract.request(revision=revision, by=None).pk)
    return runs


def perform(runs: Sequence[int]) -> None:
    """What a worker does, one text after the other."""
    try:
        for run in runs:
            extract.perform(run)
    finally:
        connection.close()


def derived() -> tuple[object, ...]:
    groups = sorted(
        (sorted((q.revision.text, q.exact) for q in s.wordings.select_related("revision")), s.founding.exact, s.said)
        for s in Statement.objects.all()
    )
    links = Link.objects.select_related("response__revision", "claim__revision")
    ends = [(k.response.revision.text, k.claim.revision.text if k.claim else "", k.family, k.reason) for k in links]
    return groups, sorted(ends), sorted(Quotation.objects.values_list("exact", "speaker__name", "distorted"))


def test_what_two_workers_make_is_what_one_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}
    perform(asked_for(texts()))
    alone = derived()
    assert len(Statement.objects.all()) == 2
    ExtractionRun.objects.all().delete()
    Quotation.objects.all().delete()

    monkeypatch.setattr(extract, "_pipeline", Together)
    runs = asked_for(texts())
    with ThreadPoolExecutor(2) as workers:
        for done in [workers.submit(perform, runs[n::2]) for n in range(2)]:
            done.result(SECONDS)
    assert set(ExtractionRun.objects.values_list("state", flat=True)) == {"done"}
    assert derived() == alone
