"""What a text recalls may have been said long ago; a lead and the quotation after it; words that speak of words."""

from collections.abc import Callable

import pytest

from actors.models import Actor
from statements.actions import group, group_units
from statements.models import Quotation
from tests.factories import make_actor, make_quotation, make_revision, make_source

pytestmark = pytest.mark.django_db

SAID = "We will close the two northern lighthouses before the winter storms"
TOLD = "the two lighthouses in the north would be shut down ahead of the winter storms"


@pytest.fixture
def ada() -> Actor:
    return make_actor("Ada Brandt")


@pytest.fixture
def quoted(ada: Actor) -> Callable[..., Quotation]:
    """A quotation with its sentence, in a text of its own."""

    def make(before: str, exact: str, after: str, published: str, kind: str = "indirect") -> Quotation:
        revision = make_revision(before + exact + after, make_source(published=published))
        return make_quotation(revision, exact, kind=kind, speaker=ada, prefix=before[-64:], suffix=after[:64])

    return make


@pytest.mark.parametrize(
    "before",
    [
        "Brandt had told the coast guard that ",
        "Host: You said then that ",
        "In the spring she promised that ",
        "The minister first said that ",
        "Brandt told the pilots in March that ",
    ],
)
def test_what_a_text_recalls_joins_an_older_statement(quoted: Callable[..., Quotation], before: str) -> None:
    old = quoted("“", SAID, ",” Brandt said.", "2026-03-04", kind="direct")
    new = quoted(before, TOLD, ".", "2026-08-20")
    group.regroup(quotations=[old, new])
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.statement == new.statement


@pytest.mark.parametrize(
    "before",
    ["Brandt said that ", "She had told them in March. Now Brandt said that ", "Brandt, who had lunch, said that "],
)
def test_what_a_text_reports_as_new_stays_apart(quoted: Callable[..., Quotation], before: str) -> None:
    old = quoted("“", SAID, ",” Brandt said.", "2026-03-04", kind="direct")
    new = quoted(before, TOLD, ".", "2026-08-20")
    assert not group_units.is_recalled(new)
    group.regroup(quotations=[old, new])
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.statement != new.statement


def _report(ada: Actor, lead: str, own: str) -> tuple[Quotation, Quotation]:
    revision = make_revision(f"The minister said that {lead}.\n“{own},” Brandt said.")
    first = make_quotation(revision, lead, kind="indirect", speaker=ada)
    second = make_quotation(revision, own, speaker=ada)
    group.regroup(quotations=[first, second])
    first.refresh_from_db()
    second.refresh_from_db()
    return first, second


def test_a_lead_and_the_own_words_after_it_are_one_statement(ada: Actor) -> None:
    first, second = _report(ada, "the coast would go dark for a winter", "Two lamps are out and nobody can mend them")
    assert first.statement == second.statement


def test_own_words_that_take_something_back_are_not_the_lead(ada: Actor) -> None:
    first, second = _report(ada, "the coast would go dark for a winter", "I should never have named a date, I am sorry")
    assert first.statement != second.statement


def test_a_denial_is_no_wording_of_what_it_denies(quoted: Callable[..., Quotation]) -> None:
    old = quoted("“", "No lamp on this coast can ever fail", ",” Brandt said.", "2026-03-04", kind="direct")
    new = quoted("Brandt said that ", "she had never said that no lamp could fail", ".", "2026-03-06")
    group.regroup(quotations=[old, new])
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.statement != new.statement


GIST = "the islands should one day have their own ferry again"
HOLD = "But we are nowhere near it, we must hold on to the subsidy"
FULL = "I can imagine that the islands will one day have a ferry of their own again"
STILL = "That is a long way off, though; we must go on to hold the subsidy so that the yard survives"
WHOLE = "The islands should one day have their own ferry. But we are nowhere near it, we must hold on to the subsidy"


def _two_reports(ada: Actor, added: str, *, shared: str = "") -> list[int | None]:
    """The statements of the second quotation of one text, and of both of another; `shared` is a post with the first."""
    text = f"Brandt said {GIST}.\n“{HOLD},” she told the Gazette.\n{shared}"
    one = make_revision(text, make_source(published="2026-03-04"))
    other = make_revision(f"“{FULL},” Brandt said. “{added},” she added.", make_source(published="2026-03-05"))
    rows = [
        make_quotation(one, HOLD, speaker=ada),
        make_quotation(other, FULL, speaker=ada),
        make_quotation(other, added, speaker=ada),
        make_quotation(one, GIST, kind="indirect" if shared else "direct", speaker=ada),
    ]
    if shared:
        rows.append(make_quotation(one, shared, kind="embed", speaker=ada))
    group.regroup(quotations=rows)
    for row in rows:
        row.refresh_from_db()
    return [row.statement_id for row in rows[:3]]


def test_two_quotations_are_one_statement_where_another_text_has_both_parts_as_one(ada: Actor) -> None:
    assert len(set(_two_reports(ada, STILL, shared=WHOLE))) == 1


def test_they_stay_two_where_the_other_text_has_two(ada: Actor) -> None:
    hold, full, still = _two_reports(ada, STILL)
    assert hold == still != full


def test_they_stay_two_where_the_second_is_about_something_else(ada: Actor) -> None:
    hold, full, added = _two_reports(ada, "The harbour museum opens its new wing in May", shared=WHOLE)
    assert hold == full != added
