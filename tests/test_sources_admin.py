"""The back office shows texts and lets nobody change them."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from sources.models import Intake, Outlet, Revision, Segment, Source
from tests.test_intake_actions import confirmed

pytestmark = pytest.mark.django_db
IMMUTABLE = [Intake, Source, Revision, Segment]


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("root", password="a long enough password"))
    return client


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:sources_{model.__name__.lower()}_{page}", args=args)


@pytest.mark.parametrize("model", [*IMMUTABLE, Outlet])
def test_admin_lists_and_shows_each_model(
    office: Client, model: type[Source], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(5):
        confirmed(
            f"Council quarrels over harbour wall {n}.\n\nNobody listened to {n}.\n", typed={"outlet": f"Paper {n}"}
        )
    with django_assert_max_num_queries(9):
        assert office.get(address(model, "changelist")).status_code == 200
    row = model.objects.first()
    assert row is not None
    assert office.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", IMMUTABLE)
def test_admin_changes_no_text(office: Client, model: type[Source]) -> None:
    confirmed()
    row = model.objects.first()
    assert row is not None
    before = model.objects.values().get(pk=row.pk)
    assert office.post(address(model, "change", row.pk), {"title": "Other"}).status_code == 403
    assert office.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert office.get(address(model, "add")).status_code == 403
    assert model.objects.values().get(pk=row.pk) == before
    shown = office.get(address(model, "change", row.pk)).content.decode()
    assert "<textarea" not in shown
    assert 'name="_save"' not in shown


def test_admin_puts_an_outlet_right(office: Client) -> None:
    outlet = Outlet.objects.create(name="Oldmere Gazete")
    office.post(address(Outlet, "change", outlet.pk), {"name": "Oldmere Gazette"})
    outlet.refresh_from_db()
    assert outlet.name == "Oldmere Gazette"


def test_admin_is_not_for_editors(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get(address(Source, "changelist")).status_code == 302
