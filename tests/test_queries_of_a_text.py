"""Taking a text in takes the same number of queries, however much is in it and however much is found in the archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements.actions import extract, link_updates
from statements.models import Link, Quotation
from tests.extracting import FakePipeline, Text

pytestmark = pytest.mark.django_db

PEOPLE = ("Ada Brandt", "Nils Harrow", "Odile Marchetti", "Tomas Velde", "Runa Esk", "Piers Holloway")
MATTERS = (
    "The salt mine at Hollow Bay will reopen before the autumn storms",
    "Every ferry of the northern line must carry a second engine",
    "No family in Oldmere will pay a higher water tax this winter",
    "Our schools need forty teachers of music and two pianos",
    "A lighthouse without a keeper is a ruin with a lamp in it",
    "The orchard road will be closed until the bridge is mended",
)
LEAST, BUDGET = 104, 111  # a query that has nothing to look for is not sent


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def archive(people: int, repeats: int, alike: int) -> None:
    """What each has said: the same in so many texts of some days, and in so many of other years in like words."""
    for n in range(people):
        for number in range(repeats):
            said(n, MATTERS[n], f"2026-03-0{number % 4 + 1}", number)
        for number in range(alike):
            words = MATTERS[n].replace("the", f"every {('red', 'old', 'new', 'last')[number % 4]}", 1)
            said(n, f"{words}, once in {number} years", f"{2000 + number}-05-01", number)


def said(person: int, words: str, day: str, number: int) -> None:
    text = Text(
        f"Report {number}. “{words},” said {PEOPLE[person]}.", {"published": day, "outlet": f"Courier {number}"}
    )
    text.say(words, PEOPLE[person])
    text.store()


def queries(people: int, links: int) -> int:
    """That it takes to add a text in which so many say again what they said, and so many answer the first of them."""
    lines = [f"“{MATTERS[n]},” said {PEOPLE[n]}." for n in range(people)]
    text = Text("\n".join(lines), {"published": "2026-03-05", "outlet": "Cost Courier"})
    said_here = [text.say(MATTERS[n], PEOPLE[n]) for n in range(people)]
    for n in range(1, links + 1):
        text.answer("critiques", said_here[n], 0, lines[n])
    with CaptureQueriesContext(connection) as taken:
        run = text.store().runs.get()
        link_updates.find(run_id=run.pk)
    assert Quotation.objects.filter(revision=run.revision, statement__isnull=False).count() == people
    assert Link.objects.filter(response__revision=run.revision, detected_by="test-1").count() == links
    return sum("SAVEPOINT" not in query["sql"] for query in taken)


@pytest.mark.parametrize(
    ("people", "repeats", "alike", "links"),
    [
        pytest.param(2, 1, 0, 1, id="little"),
        pytest.param(2, 9, 0, 1, id="many wordings of one statement"),
        pytest.param(2, 1, 12, 1, id="many wordings in like words"),
        pytest.param(6, 1, 0, 5, id="many speakers and links"),
        pytest.param(6, 9, 12, 5, id="much of everything"),
    ],
)
def test_one_budget_for_little_and_for_much(people: int, repeats: int, alike: int, links: int) -> None:
    archive(people, repeats, alike)
    assert LEAST <= queries(people, links) <= BUDGET
