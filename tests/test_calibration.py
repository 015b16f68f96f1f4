"""How sure the machine is against what editors decided."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from statements import calibration
from statements.actions import review
from statements.calibration import Asked, Bin, wilson
from statements.models import Link
from tests.desk_scene import Scene, long_scene, scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "decided", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_wilson_interval_as_printed_in_tables(accepted: int, decided: int, low: float, high: float) -> None:
    found = wilson(accepted, decided)
    assert found == pytest.approx((low, high), abs=0.0005)


def test_bins_count_decided_and_accepted(editor: User) -> None:
    links = long_scene(6)
    for link, confidence in zip(links, [1.0, 0.9, 0.7, 0.7, 0.7, 0.05], strict=True):
        Link.objects.filter(pk=link.pk).update(confidence=confidence)
    review.accept_link(link=links[0], by=editor)
    review.accept_link(link=links[2], by=editor)
    review.reject_link(link=links[3], by=editor)
    bins = calibration.calibration(Asked()).bins
    assert [one.suggested for one in bins] == [1, 0, 0, 0, 0, 0, 0, 3, 0, 2]
    assert (bins[7].decided, bins[7].accepted, bins[7].share) == (2, 1, 0.5)
    assert (bins[9].decided, bins[9].mean) == (1, 1.0)
    assert (bins[0].share, bins[0].interval) == (None, None)


def test_only_what_the_machine_suggested_is_counted(editor: User) -> None:
    archive = scene()
    review.add_link(response=archive.critique, claim=archive.jobs, relation="disputes", attribution="own", by=editor)
    assert sum(one.suggested for one in calibration.calibration(Asked()).bins) == 2
    assert sum(one.suggested for one in calibration.calibration(Asked(kind="critiques")).bins) == 1
    assert sum(one.suggested for one in calibration.calibration(Asked(version="test-2")).bins) == 0
    assert sum(one.suggested for one in calibration.calibration(Asked(quotations=True)).bins) == 4
    assert sum(one.suggested for one in calibration.calibration(Asked(quotations=True, kind="indirect")).bins) == 2


def test_answers_of_an_interview_count_only_if_asked_for() -> None:
    archive = scene()
    archive.jobs.kind = "turn"
    archive.jobs.save()
    assert sum(one.suggested for one in calibration.calibration(Asked(quotations=True)).bins) == 3
    assert sum(one.suggested for one in calibration.calibration(Asked(quotations=True, kind="turn")).bins) == 1


def test_a_bin_says_whether_the_confidence_fits() -> None:
    assert Bin(least=0.9, suggested=9, decided=9, accepted=9, mean=0.95).fits
    assert not Bin(least=0.9, suggested=40, decided=40, accepted=20, mean=0.95).fits
    assert Bin(least=0.9, suggested=3, decided=0, accepted=0, mean=None).fits


def test_page_shows_table_and_chart_to_editors_and_researchers(client: Client, editor: User, researcher: User) -> None:
    archive: Scene = scene()
    review.accept_link(link=archive.clarifies, by=editor)
    for person in (editor, researcher):
        client.force_login(person)
        page = client.get(reverse("calibration")).text
        assert "80 to 90 %" in page
        assert "21 to 100 %" in page
        chart = page[page.index('<svg class="calibration-chart"') :]
        assert chart.count("<circle") == 1
    client.force_login(User.objects.create_user("of no group"))
    assert client.get(reverse("calibration")).status_code == 403
    client.logout()
    assert client.get(reverse("calibration")).status_code == 302


def test_page_without_decisions_says_what_comes_here(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert "Nothing is decided yet" in client.get(reverse("calibration")).text
    assert "Nothing of this kind" in client.get(reverse("calibration"), {"kind": "quotation direct"}).text
    assert client.get(reverse("calibration"), {"kind": "no such", "version": "none"}).status_code == 200


def test_page_query_budget(client: Client, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    links = long_scene(20)
    for link in links[:10]:
        review.accept_link(link=link, by=editor)
    client.force_login(editor)
    with django_assert_max_num_queries(9):
        client.get(reverse("calibration"))
