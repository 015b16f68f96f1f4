"""Only what is near a new text is grouped anew, and the result is what grouping everything gives, in any order."""

from collections.abc import Mapping, Sequence

import pytest

from statements.actions import extract, group, group_all, group_window, link_candidates, term_index
from statements.actions.group_units import Partition
from statements.models import Link, Quotation, Statement
from tests.extracting import FakePipeline, Text

pytestmark = pytest.mark.django_db

# Two matters, each on several occasions: their words meet in the same lists.
MINE = ("We will reopen the salt mine at Hollow Bay before the autumn", "2024-03-0{}")
LATER = ("We will reopen the salt mine of Hollow Bay before autumn begins", "2024-03-1{}")
OTHER = ("The salt mine at Hollow Bay will never reopen while rain falls", "2025-06-0{}")
TAXES = ("No family in Hollow Bay will pay a higher salt tax before autumn", "2025-06-1{}")


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes hundreds of wordings in an archive happens here with a handful."""
    monkeypatch.setattr(term_index, "FEW", 2)
    monkeypatch.setattr(term_index, "RARE", 1)
    monkeypatch.setattr(link_candidates, "LATEST", 2)


def said(words: str, day: str, number: int = 0) -> Text:
    text = Text(f"Report {number}. “{words},” said Ada Brandt.", {"published": day, "outlet": f"Courier {number}"})
    text.say(words, "Ada Brandt")
    return text


def answer(words: str, day: str) -> Text:
    text = Text(f"“{words},” said Nils Harrow.", {"published": day})
    text.answer("critiques", text.say(words, "Nils Harrow"), None, words)
    return text


def texts() -> list[Text]:
    own = [said(words, day.format(n + 1), n) for words, day in (MINE, LATER, OTHER, TAXES) for n in range(2)]
    reprinted = [said(MINE[0], day, n) for n, day in enumerate(("2022-01-05", "2022-04-05"), 8)]
    return [
        *own,
        *reprinted,
        answer("Brandt’s word on the salt mine of Hollow Bay is hollow", "2024-03-20"),
        answer("Brandt’s word on the salt tax in Hollow Bay is hollow", "2025-06-20"),
    ]


def derived() -> tuple[object, ...]:
    """Statements by their wordings and places, and what links lead to: nothing of it by keys of rows."""

    def place(q: Quotation) -> tuple[str, str]:
        return q.exact, q.revision.source.published

    groups = [
        (
            sorted(place(q) for q in s.wordings.select_related("revision__source")),
            place(s.founding),
            place(s.best),
            s.said,
        )
        for s in Statement.objects.all()
    ]
    links = [(k.response.exact, place(k.claim) if k.claim else None, k.reason) for k in Link.objects.all()]
    return sorted(groups), sorted(links, key=str)


def clear() -> None:
    for text in {q.revision.source for q in Quotation.objects.select_related("revision__source")}:
        Link.objects.filter(response__revision__source=text).delete()
        Quotation.objects.filter(revision__source=text).delete()


def stored(order: Sequence[int]) -> tuple[object, ...]:
    clear()
    every = texts()
    for number in order:
        every[number].store()
    return derived()


# The reprinted ones first: near each other until others come. Last: never near. Between the others, and all mixed.
ORDERS = [
    (8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 10, 11),
    (11, 10, 3, 2, 9, 8, 7, 6, 1, 0, 5, 4),
    (4, 9, 11, 0, 7, 8, 2, 10, 5, 1, 6, 3),
]


@pytest.mark.usefixtures("short_lists")
@pytest.mark.parametrize("order", ORDERS)
def test_lists_too_long_to_compare_give_the_same_in_any_order(order: tuple[int, ...]) -> None:
    assert sorted(order) == list(range(len(texts())))
    one_after_another = stored(sorted(order))
    assert stored(order) == one_after_another


@pytest.mark.usefixtures("short_lists")
def test_grouping_everything_anew_changes_nothing() -> None:
    before = stored(range(len(texts())))
    assert list(group_all.regroup(missing=False))
    assert derived() == before


def test_what_was_said_long_ago_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_index, "FEW", 2)
    monkeypatch.setattr(term_index, "RARE", 1)
    years = range(2010, 2016)
    for year in years:
        said(MINE[0], f"{year}-01-05", year).store()
    looked_at: set[str] = set()
    around = group_window.around

    def look(
        wanted: Mapping[Partition, Mapping[int, int]], nearby: term_index.Nearby
    ) -> dict[Partition, group_window.Window]:
        windows = around(wanted, nearby)
        units = [unit for window in windows.values() for unit in window.units]
        looked_at.update(unit.whole.revision.source.published for unit in units)
        return windows

    monkeypatch.setattr(group_window, "around", look)
    said(MINE[0], "2015-01-07").store()
    assert looked_at == {"2015-01-05", "2015-01-07"}
    assert Statement.objects.count() == len(years)


@pytest.mark.usefixtures("short_lists")
def test_taking_a_wording_away_gives_what_there_would_be_without_it() -> None:
    number = len(texts())
    without = stored([n for n in range(number) if n != 1])
    stored(range(number))
    gone = Quotation.objects.filter(exact=MINE[0], revision__source__published=MINE[1].format(2))
    ids = list(gone.values_list("pk", flat=True))
    before = group.around(ids)
    gone.delete()
    group.regroup_around([], before=before)
    assert derived() == without
