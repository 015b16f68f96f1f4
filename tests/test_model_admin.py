"""The back office for actors and statements: lists and shows, and enters actors as people know them."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from actors.models import Actor
from tests.test_model_constraints import Scene

pytestmark = pytest.mark.django_db
MODELS = [
    *("actors_actor", "actors_alias", "actors_role", "statements_topic", "statements_extractionrun"),
    *("statements_quotation", "statements_statement", "statements_occasion", "statements_occasionreport"),
    *("statements_groupingconstraint", "statements_link", "statements_evidence"),
]


@pytest.fixture
def office(client: Client, editor: User) -> Client:
    Scene(editor)
    client.force_login(User.objects.create_superuser("root", password="a long enough password"))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_admin_lists_and_shows_each_model(
    office: Client, model: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from django.apps import apps

    with django_assert_max_num_queries(9):
        assert office.get(reverse(f"admin:{model}_changelist")).status_code == 200
    row = apps.get_model(model.replace("_", ".")).objects.first()
    assert row is not None
    assert office.get(reverse(f"admin:{model}_change", args=[row.pk])).status_code == 200


def test_admin_lets_nobody_change_what_was_said(office: Client) -> None:
    for model in MODELS[4:]:
        assert office.get(reverse(f"admin:{model}_add")).status_code == 403


def test_an_actor_entered_by_a_person_is_known_by_its_names(office: Client) -> None:
    forms = {
        f"{name}-{count}": number
        for name in ("aliases", "roles")
        for count, number in (("TOTAL_FORMS", 1), ("INITIAL_FORMS", 0))
    }
    names = {"aliases-0-name": "Ólafur the Tall", "roles-0-title": "Harbour master", "roles-0-basis": "entered"}
    values = {"name": "Olaf Berg", "kind": "person", "wikidata": "", "state": "suggested"}
    answer = office.post(reverse("admin:actors_actor_add"), {**values, **forms, **names})
    assert answer.status_code == 302
    actor = Actor.objects.get(name="Olaf Berg")
    assert actor.state == "accepted"
    assert actor.made_by is not None
    assert set(actor.aliases.values_list("folded", flat=True)) == {"olaf berg", "olafur the tall"}
    assert actor.roles.get().title == "Harbour master"


def test_an_actor_is_not_deleted(office: Client) -> None:
    actor = Actor.objects.get(name="Ada Brandt")
    assert office.post(reverse("admin:actors_actor_delete", args=[actor.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_admin_is_for_administrators(client: Client, editor: User, model: str) -> None:
    client.force_login(editor)
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 302
