"""The pairs page and its CSV: one selection, on the screen and taken away."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from statements.models import Link
from tests import story
from tests.factories import make_actor, make_link, make_quotation, make_revision, make_statement
from tests.story import Story


@pytest.fixture
def told(db: None) -> Story:
    return story.tell()


@pytest.fixture
def signed_in(client: Client, researcher: User) -> Client:
    client.force_login(researcher)
    return client


def _on_screen(client: Client, query: str = "", **headers: str) -> list[str]:
    response = client.get(reverse("pairs") + query, headers=headers)
    assert response.status_code == 200
    return re.findall(r'data-pair="(\w+)"', response.content.decode())


def _in_csv(client: Client, query: str = "") -> list[str]:
    response = client.get(reverse("pairs_csv") + query)
    assert response.status_code == 200
    text = response.getvalue().decode("utf-8-sig")
    return [row["pair_id"] for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_pairs_show_accepted_corrections_unless_asked_for_more(told: Story, signed_in: Client) -> None:
    assert _on_screen(signed_in) == [told.retraction.public_id]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?state=all&family=all",
        "?state=suggested",
        "?state=all&family=stance",
        "?state=all&family=all&speaker=Pell+Anders",
        "?state=all&family=all&earliest=2026-03-20",
        "?state=all&family=all&q=wall",
        "?state=all&family=all&earliest=nonsense",
    ],
)
def test_pairs_csv_has_the_rows_of_the_screen(query: str, told: Story, signed_in: Client) -> None:
    shown = _on_screen(signed_in, query)
    assert shown == _in_csv(signed_in, query)
    assert shown


def test_pairs_of_a_speaker_are_found_by_any_name(told: Story, signed_in: Client) -> None:
    assert _on_screen(signed_in, "?state=all&family=all&speaker=pell+anders") == [told.critique.public_id]


def test_pairs_say_that_a_speaker_is_unknown(told: Story, signed_in: Client) -> None:
    html = signed_in.get(reverse("pairs") + "?speaker=Nobody+Atall").content.decode()
    assert "Nobody of this name is in the archive" in html


def test_pairs_say_how_many_suggested_ones_would_fit(told: Story, signed_in: Client) -> None:
    html = signed_in.get(reverse("pairs") + "?earliest=2026-03-20&latest=2026-03-21").content.decode()
    assert "No accepted pair fits" in html
    assert "1 suggested one would" in html


def test_pairs_swapped_in_equal_a_fresh_page(told: Story, signed_in: Client) -> None:
    address = reverse("pairs") + "?state=all&family=all"
    part = signed_in.get(address, headers={"HX-Request": "true"}).content.decode().strip()
    assert part.startswith('<div id="pairs"')
    assert part in signed_in.get(address).content.decode()


def test_pairs_part_and_page_are_kept_apart_by_caches(told: Story, signed_in: Client) -> None:
    assert "HX-Request" in signed_in.get(reverse("pairs"))["Vary"]


def test_pairs_without_login_are_accepted_whatever_is_asked(told: Story, client: Client, settings: Settings) -> None:
    settings.READING_NEEDS_LOGIN = False
    shown = _on_screen(client, "?state=all&family=all")
    assert set(shown) == {told.retraction.public_id, told.critique.public_id}
    assert client.get(reverse("pairs_csv")).status_code == 302


def test_pairs_csv_refuses_somebody_without_the_right(told: Story, client: Client) -> None:
    client.force_login(User.objects.create_user("stranger"))
    assert client.get(reverse("pairs_csv")).status_code == 403


def _more(number: int) -> None:
    actor = make_actor()
    for n in range(number):
        revision = make_revision(f"“The tide is early {n},” she said. “I was wrong about the tide {n},” she added.")
        claim = make_quotation(revision, f"The tide is early {n},", speaker=actor)
        response = make_quotation(revision, f"I was wrong about the tide {n},", speaker=actor)
        make_statement(claim)
        make_statement(response)
        make_link(response, claim, "corrects", state="accepted")


def test_pairs_need_no_more_queries_for_more_rows(
    told: Story, signed_in: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(15) as few:
        _on_screen(signed_in)
    _more(30)
    with django_assert_num_queries(len(few)):
        assert len(_on_screen(signed_in)) == 31


def test_pairs_are_paged_and_the_csv_has_them_all(told: Story, signed_in: Client) -> None:
    _more(60)
    with connection.cursor() as cursor:
        # As autovacuum would: the planner has seen only empty tables, which every other test rolls back to.
        cursor.execute("ANALYZE")
    assert len(_on_screen(signed_in)) == 50
    assert len(_on_screen(signed_in, "?page=2")) == 11
    assert len(_in_csv(signed_in)) == Link.objects.filter(state="accepted", family="correction").count() == 61
