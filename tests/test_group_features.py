"""What speaks for two wordings being one statement: it does not depend on which comes first, and fits its weights."""

import pytest

from actors.models import Actor
from statements.actions import group_features, group_likeness, group_units
from statements.actions.group_units import Unit
from statements.models import Quotation
from tests.factories import make_actor, make_quotation, make_revision, make_source

pytestmark = pytest.mark.django_db

FIRST = "We will close the two northern lighthouses before the winter storms"
PAIRS = [
    (FIRST, "the two lighthouses in the north would be shut down ahead of the winter storms"),
    (FIRST, "I withdraw what I said about the lighthouses"),
    ("three lamps, not two, had been out in June", "Two lamps were out in June"),
    ("There was oil for nineteen days", "We have oil for ninety days"),
]


@pytest.fixture
def ada() -> Actor:
    return make_actor("Ada Brandt")


def _units(ada: Actor, *words: str) -> list[Unit]:
    """One unit for each, in texts of their own a day apart."""
    for number, exact in enumerate(words, start=4):
        revision = make_revision(f"“{exact},” Brandt said.", make_source(published=f"2026-03-0{number}"))
        make_quotation(revision, exact, speaker=ada)
    units = group_units.of_rows(Quotation.objects.all())
    return sorted(units, key=lambda unit: words.index(unit.text))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_features_do_not_depend_on_the_order(ada: Actor, one: str, other: str) -> None:
    first, second = _units(ada, one, other)
    assert group_features.of_pair(first, second) == group_features.of_pair(second, first)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_each_feature_is_weighed(ada: Actor, one: str, other: str) -> None:
    """A feature renamed after the weights were fitted would count for nothing, and nobody would see it."""
    found = group_features.of_pair(*_units(ada, one, other))
    _, weights = group_features.weights()
    rare = {"both do: update", "both do: correct"}  # that no text told apart, when they were fitted
    assert {name for name, value in found.items() if value} - rare <= weights.keys()


def test_a_paraphrase_weighs_more_than_a_withdrawal(ada: Actor) -> None:
    said, told, back = _units(ada, FIRST, PAIRS[0][1], PAIRS[1][1])
    assert group_likeness.weighed(said, told) > group_likeness.LEAST > group_likeness.weighed(said, back)


def test_other_numbers_of_one_thing_forbid(ada: Actor) -> None:
    nineteen, ninety, again = _units(ada, *PAIRS[3], "There was oil for 90 days")
    assert group_likeness.forbidden(nineteen, ninety)
    assert not group_likeness.forbidden(again, ninety)
