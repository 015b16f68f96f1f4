"""One text of an agency in thirty outlets: one wording, folded, on the statement's page and on the timeline."""

import pytest
from django.contrib.auth.models import User
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from statements.models import GroupingConstraint, Statement
from statements.sight import Sight
from statements.wordings import wordings
from tests.factories import make_actor, make_quotation, make_revision, make_source, make_statement

pytestmark = pytest.mark.django_db
WORDS = "The wall will hold for a hundred years"


def told_by(outlets: int) -> Statement:
    """In so many outlets word for word, but for a comma, and in one with other words that distort it."""
    minister = make_actor("Odile Brandvold")
    rows = []
    for n in range(outlets):
        text = f"“{WORDS}{',' * (n % 2)}” Odile Brandvold said to paper {n}."
        revision = make_revision(text, make_source(f"Report {n}", outlet=f"The Paper of Isle {n:02}"))
        rows.append(make_quotation(revision, WORDS + "," * (n % 2), speaker=minister, state="accepted"))
    other = make_revision("She said that the wall will hold for ever.", make_source("Other", outlet="Tide News"))
    note = "It says “for ever”; the others say “a hundred years”."
    more = {"speaker": minister, "state": "accepted", "distorted": True, "distorted_reason": note}
    rows.append(make_quotation(other, "the wall will hold for ever", kind="indirect", **more))
    return make_statement(*rows)


def test_thirty_copies_are_one_wording() -> None:
    stack = wordings(told_by(30), Sight(signed_in=True, suggestions=True, editor=False)).stack
    assert [(len(one.copies), one.outlets_elsewhere) for one in stack] == [(29, 29), (0, 0)]


def test_statement_folds_thirty_copies_and_flags_the_distorted_one(client: Client, analyst: User) -> None:
    client.force_login(analyst)
    page = client.get(told_by(30).get_absolute_url()).text
    assert "2 wordings" in page
    assert "Word for word also in 29 outlets" in page
    assert page.count('class="wording') == 3  # the frame, the wording, the distorted one
    assert "Renders it otherwise: It says “for ever”" in page
    assert "Not the same statement" not in page


def test_statement_names_few_copies_in_a_line(client: Client, analyst: User) -> None:
    client.force_login(analyst)
    page = client.get(told_by(3).get_absolute_url()).text
    assert "Word for word also in:" in page
    assert "<summary>Word for word" not in page


def test_editor_takes_one_copy_out(client: Client, editor: User) -> None:
    statement = told_by(5)
    copy = statement.wordings.order_by("pk")[3]
    client.force_login(editor)
    assert reverse("wording_part", args=[copy.public_id]) in client.get(statement.get_absolute_url()).text
    answer = client.post(reverse("wording_part", args=[copy.public_id]), {"next": statement.get_absolute_url()})
    assert answer.headers["Location"] == statement.get_absolute_url()
    apart = GroupingConstraint.objects.filter(Q(one=copy) | Q(other=copy), kind="apart")
    assert apart.count() == statement.wordings.count() - 1


def test_timeline_folds_thirty_outlets(client: Client, analyst: User) -> None:
    statement = told_by(30)
    assert statement.actor is not None
    client.force_login(analyst)
    page = client.get(reverse("speaker", args=[statement.actor.public_id, "odile-brandvold"])).text
    assert "2 wordings" in page
    assert "also in 30 outlets" in page


def test_copies_cost_no_queries(
    client: Client, analyst: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    statement = told_by(30)
    client.force_login(analyst)
    with django_assert_max_num_queries(12):
        client.get(statement.get_absolute_url())
