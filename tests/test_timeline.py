"""A speaker's timeline."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from actors.models import Actor
from sources.models import Outlet
from statements import picture, timeline
from statements.models import Link
from statements.outcomes import shown_links
from statements.sight import Sight
from statements.timeline import TimelineFilter
from tests import story
from tests.factories import make_actor, make_link, make_quotation, make_revision, make_source, make_statement
from tests.story import Story

ALL = Sight(signed_in=True, suggestions=True, editor=False)
REVIEWED = Sight(signed_in=True, suggestions=False, editor=False)


@pytest.fixture
def told(db: None) -> Story:
    return story.tell()


@pytest.fixture
def reading(client: Client, analyst: User) -> Client:
    client.force_login(analyst)
    return client


def _address(actor: Actor, name: str = "speaker") -> str:
    return reverse(name, args=[actor.public_id, "odile-marchetti-brandvold"])


def _days(actor: Actor, sight: Sight = ALL, **wanted: object) -> list[date | None]:
    found = timeline.timeline(actor, TimelineFilter(**wanted), sight, None)  # type: ignore[arg-type]
    return [entry.day for entry in found.page.object_list]


def test_timeline_has_an_entry_per_occasion_newest_first(told: Story) -> None:
    assert _days(told.minister) == [date(2026, 3, 26), date(2026, 3, 20), date(2026, 3, 9)]


def test_timeline_shows_statements_with_links_and_counts_the_rest(told: Story) -> None:
    found = timeline.timeline(told.minister, TimelineFilter(), ALL, None)
    first = found.page.object_list[-1]
    assert [card.statement.pk for card in first.cards] == [told.century.pk, told.nothing.pk]
    assert first.more == 2  # the whole answer, and the one that nothing touches
    assert first.occasion is not None
    assert first.occasion.venue == "Harbour Radio"


def test_timeline_says_the_state_of_a_statement_at_a_glance(told: Story) -> None:
    found = timeline.timeline(told.minister, TimelineFilter(), ALL, None)
    century, nothing = found.page.object_list[-1].cards
    assert [(g.words, g.state) for g in century.glances] == [
        ("clarified, reported", "suggested"),
        ("1 critique", "accepted"),
    ]
    assert [g.words for g in nothing.glances] == ["retracted"]
    assert century.wordings == 3
    assert century.outlets == ["Harbour Radio", "Oldmere Gazette"]


def test_timeline_hides_what_is_not_reviewed(told: Story) -> None:
    found = timeline.timeline(told.minister, TimelineFilter(), REVIEWED, None)
    assert [g.words for g in found.page.object_list[-1].cards[0].glances] == ["1 critique"]
    assert _days(told.minister, REVIEWED) == [date(2026, 3, 26), date(2026, 3, 9)]


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        ({"earliest": date(2026, 3, 10)}, [26, 20]),
        ({"latest": date(2026, 3, 10)}, [9]),
        ({"relation": "critiques"}, [9]),
        ({"relation": "retracts"}, [26, 9]),
        ({"relation": "endorses"}, []),
    ],
)
def test_timeline_is_filtered(wanted: dict[str, Any], days: list[int], told: Story) -> None:
    assert _days(told.minister, **wanted) == [date(2026, 3, day) for day in days]


def test_timeline_is_filtered_by_outlet_and_topic(told: Story) -> None:
    assert _days(told.minister, outlet=Outlet.objects.get(name="Oldmere Gazette")) == [date(2026, 3, 9)]
    assert _days(told.minister, topic=told.century.topics.get()) == [date(2026, 3, 9)]


def test_timeline_shows_a_pinned_statement(told: Story) -> None:
    quotation = make_quotation(make_revision("“Ferries stay,” she said."), "Ferries stay,", speaker=told.minister)
    statement = make_statement(quotation)
    found = timeline.timeline(told.minister, TimelineFilter(), ALL, None)
    assert statement.pk not in [card.statement.pk for entry in found.page.object_list for card in entry.cards]
    quotation.pinned = True
    quotation.save()
    found = timeline.timeline(told.minister, TimelineFilter(), ALL, None)
    assert statement.pk in [card.statement.pk for entry in found.page.object_list for card in entry.cards]


def test_timeline_has_what_a_merged_actor_said(told: Story, reading: Client) -> None:
    double = make_actor("O. Marchetti")
    quotation = make_quotation(make_revision("“Ferries stay,” she said."), "Ferries stay,", speaker=double, pinned=True)
    statement = make_statement(quotation)
    double.merged_into = told.minister
    double.save()
    found = timeline.timeline(told.minister, TimelineFilter(), ALL, None)
    assert statement.pk in [card.statement.pk for entry in found.page.object_list for card in entry.cards]
    response = reading.get(reverse("speaker", args=[double.public_id, "o-marchetti"]))
    assert response.status_code == 301
    assert response["Location"] == _address(told.minister)


def test_timeline_opens_the_rest_of_an_entry(told: Story, reading: Client) -> None:
    html = reading.get(_address(told.minister)).content.decode()
    found = re.search(r'href="([^"]+/passages/o\d+/)"[^>]*>.*?2 more passages', html, re.DOTALL)
    assert found
    address = re.findall(r'href="([^"]+/passages/o\d+/)"', html)[-1]
    page = reading.get(address).content.decode()
    assert "Not one coin of new money" in page
    assert "We built it with what was left over" in page
    part = reading.get(address, headers={"HX-Request": "true"}).content.decode().strip()
    assert part.startswith('<div class="passages"')
    assert part in page


def test_timeline_swapped_in_equals_a_fresh_page(told: Story, reading: Client) -> None:
    address = _address(told.minister) + "?relation=retracts"
    part = reading.get(address, headers={"HX-Request": "true"}).content.decode().strip()
    assert part.startswith('<div id="timeline"')
    assert part in reading.get(address).content.decode()


def test_timeline_of_a_filter_that_fits_nothing_says_so(told: Story, reading: Client) -> None:
    html = reading.get(_address(told.minister) + "?relation=endorses").content.decode()
    assert "Nothing fits these filters" in html


def test_timeline_needs_no_more_queries_for_more_rows(
    told: Story, reading: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reading.get(_address(told.minister))
    with CaptureQueriesContext(connection) as few:
        reading.get(_address(told.minister))
    _many(told.minister, 40)
    with django_assert_num_queries(len(few)):
        html = reading.get(_address(told.minister)).content.decode()
    assert "Page 1 of 3" in html


def _many(actor: Actor, number: int) -> None:
    for n in range(number):
        text = f"“The tide is early {n},” she said. “I was wrong about the tide {n},” she added. “Winter,” she said."
        revision = make_revision(text, make_source(published=f"2025-{1 + n % 12:02}-{1 + n % 28:02}"))
        claim = make_quotation(revision, f"The tide is early {n},", speaker=actor)
        response = make_quotation(revision, f"I was wrong about the tide {n},", speaker=actor)
        make_quotation(revision, "Winter,", speaker=actor)
        make_statement(claim)
        make_statement(response)
        make_link(response, claim, "corrects", state="accepted")


def test_picture_draws_an_arc_for_each_answer(told: Story, reading: Client) -> None:
    html = reading.get(_address(told.minister)).content.decode()
    assert len(re.findall(r'class="arc ', html)) == 3
    assert 'class="arc correction suggested"' in html
    assert re.search(r'aria-label="Pell Anders critiques on 10 March 2026 what Odile Marchetti-Brandvold said', html)


def test_picture_draws_the_roles_that_reach_into_it(told: Story, reading: Client) -> None:
    html = reading.get(_address(told.minister)).content.decode()
    assert "since 1 June 2025" in html
    assert "Town of Lower Oldmere" not in html  # it ended before the first day of the picture


def test_picture_lets_no_label_cover_another(told: Story) -> None:
    _many(told.minister, 60)
    drawn = picture.draw(shown_links(ALL), {told.minister.pk}, [])
    assert drawn is not None
    assert len(drawn.arcs) == picture.MOST_ARCS
    assert drawn.left_out == Link.objects.exclude(state="rejected").count() - picture.MOST_ARCS
    boxes = [(arc.y, arc.x, len(arc.label) * picture.LETTER / 2) for arc in drawn.arcs]
    for n, (y, x, half) in enumerate(boxes):
        for other_y, other_x, other_half in boxes[n + 1 :]:
            assert abs(y - other_y) >= picture.LEVEL - 1 or abs(x - other_x) >= half + other_half - 0.1


def test_picture_of_nothing_dated_is_none() -> None:
    assert picture.draw([], set(), []) is None
