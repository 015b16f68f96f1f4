"""The directory, an actor's page, and what an editor enters: each in the history, and undone from there."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import history
from accounts.models import Action
from actors import dates, directory
from actors.actions import mend
from actors.actions.mend import RoleValues
from actors.entering import clean_wikidata
from actors.models import Actor, Alias, Role
from actors.names import fold_name
from statements.actions import extract
from statements.models import Quotation
from tests.extracting import FakePipeline, Text
from tests.factories import make_actor, make_role

pytestmark = pytest.mark.django_db
Committed = Any


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def say(name: str, words: str = "The tide comes in twice a day", published: str = "2026-03-01") -> Quotation:
    text = Text(f"“{words},” said {name} on {published}.", {"published": published})
    text.say(f"{words},", name)
    return text.store().quotations.select_related("speaker").get()


def undo_newest(by: User) -> None:
    history.undo(Action.objects.filter(undoes__isnull=True, undone_by__isnull=True).latest("pk"), by=by)


@pytest.fixture
def ada(db: None) -> Actor:
    return make_actor("Ada Brandt")


def edit(actor: Actor, part: str = "details") -> str:
    return f"/actors/{actor.public_id}/edit/{part}/"


def test_a_name_entered_is_found_in_the_texts_that_are_there(
    ada: Actor, editor: User, client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    said = say("Gull Holm")
    assert said.speaker is not None
    made = said.speaker
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(edit(ada, "names"), {"name": "Gull  Holm"})
    assert answer.status_code == 302
    said.refresh_from_db()
    assert said.statement is not None
    assert said.statement.actor == ada
    assert client.get(made.get_absolute_url()).headers["location"] == ada.get_absolute_url()
    with django_capture_on_commit_callbacks(execute=True):
        undo_newest(editor)
    said.refresh_from_db()
    assert said.speaker == made
    assert said.statement is not None
    assert said.statement.actor == made
    assert not Alias.objects.filter(actor=ada, folded="gull holm").exists()


def test_an_office_means_its_holder_on_the_day_as_roles_are_entered_and_mended(
    ada: Actor, editor: User, client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    nils = make_actor("Nils Harrow")
    early, late = say("Minister of Tides", published="2022-05-01"), say("Minister of Tides", published="2025-05-01")
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(ada, "roles"), {"title": "Minister of Tides", "start": "2020", "end": "2024-06-30"})
        client.post(edit(nils, "roles"), {"title": "Minister of Tides", "start": "2024-07-01", "end": ""})
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.speaker, late.speaker) == (ada, nils)

    role = Role.objects.get(actor=ada)
    form = {"title": "Minister of Tides", "start": "2023", "end": "2024-06-30", "seen": mend.fingerprint(role)}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(edit(ada, f"roles/{role.pk}"), form).status_code == 302
    early.refresh_from_db()
    assert early.speaker is None
    with django_capture_on_commit_callbacks(execute=True):
        undo_newest(editor)
    early.refresh_from_db()
    assert early.speaker == ada
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit(ada, f"roles/{role.pk}/remove"))
    early.refresh_from_db()
    assert early.speaker is None
    assert not Role.objects.filter(pk=role.pk).exists()


def test_what_a_person_decided_outlives_a_name_taken_away(
    ada: Actor, editor: User, django_capture_on_commit_callbacks: Committed
) -> None:
    alias = Alias.objects.create(actor=ada, name="Gull Brandt", folded="gull brandt")
    decided, open_one = say("Gull Brandt"), say("Gull Brandt", "The ferry sails at noon")
    Quotation.objects.filter(pk=decided.pk).update(speaker_fixed=True)
    with django_capture_on_commit_callbacks(execute=True):
        mend.remove_name(alias=alias, by=editor)
    decided.refresh_from_db()
    open_one.refresh_from_db()
    assert decided.speaker == ada
    assert open_one.speaker not in (ada, None), "a full name that leads to nobody known makes an actor"


def test_the_second_editor_sees_what_the_first_did(ada: Actor, editor: User, client: Client) -> None:
    client.force_login(editor)
    form = {"name": "Ada Brandt", "kind": "person", "wikidata": "Q7", "seen": mend.fingerprint(ada)}
    assert client.post(edit(ada), form).status_code == 302
    answer = client.post(edit(ada), {**form, "name": "Adelheid Brandt", "wikidata": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "editor was faster" in page
    assert "Adelheid Brandt" in page, "what was typed is still there"
    ada.refresh_from_db()
    assert (ada.name, ada.wikidata) == ("Ada Brandt", "Q7")


def test_a_new_name_keeps_the_old_one_and_the_page_moves(ada: Actor, editor: User, client: Client) -> None:
    client.force_login(editor)
    old = ada.get_absolute_url()
    client.post(edit(ada), {"name": "Adelheid Brandt", "kind": "person", "wikidata": ""})
    ada.refresh_from_db()
    assert {alias.name for alias in ada.aliases.all()} == {"Ada Brandt", "Adelheid Brandt"}
    assert client.get(old).headers["location"] == ada.get_absolute_url()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": " ", "wikidata": ""}, "Name"),
        ({"name": "!!", "wikidata": ""}, "A name needs a letter."),
        ({"name": "Ada", "wikidata": "42"}, "is no identifier of Wikidata"),
        ({"name": "Ada", "wikidata": "Q9"}, "Q9 is Nils Harrow already. If the two are one, merge them."),
        ({"name": "Ada\0", "wikidata": ""}, "Null characters are not allowed."),
        ({"name": "A" * 201, "wikidata": ""}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    ada: Actor, editor: User, client: Client, form: dict[str, str], words: str
) -> None:
    make_actor("Nils Harrow", wikidata="Q9")
    client.force_login(editor)
    answer = client.post(edit(ada), {"kind": "person", **form})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "Mayor", "start": "next year"}, "is not a date this archive reads"),
        ({"title": "Mayor", "start": "2025", "end": "2024"}, "It would end before it begins."),
        ({"title": "Minister of Tides", "organisation": "Government of Oldmere"}, "entered already"),
    ],
)
def test_a_role_that_cannot_be_is_refused(
    ada: Actor, editor: User, client: Client, role: dict[str, str], words: str
) -> None:
    make_role(ada)
    client.force_login(editor)
    answer = client.post(edit(ada, "roles"), role)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Role.objects.count() == 1


def test_what_a_text_attests_is_not_changed_by_hand(ada: Actor, editor: User, client: Client) -> None:
    role = make_role(ada, basis="attested", attested_in="0123456789ab", attested_on="2026-03-01")
    client.force_login(editor)
    client.post(edit(ada, f"roles/{role.pk}/remove"))
    answer = client.post(edit(ada, f"roles/{role.pk}"), {"title": "Queen"})
    assert "This stands in a text." in answer.content.decode()
    role.refresh_from_db()
    assert role.title == "Minister of Tides"


def test_its_own_name_is_not_taken_away(ada: Actor, editor: User, client: Client) -> None:
    client.force_login(editor)
    answer = client.post(edit(ada, f"names/{ada.aliases.get().pk}/remove"), follow=True)
    assert "Give it another name first" in answer.content.decode()
    assert ada.aliases.count() == 1


def test_a_second_of_the_same_name_is_asked_for(ada: Actor, editor: User, client: Client) -> None:
    client.force_login(editor)
    form = {"name": "ada  brandt", "kind": "person", "wikidata": ""}
    answer = client.post(reverse("actor_add"), form)
    assert answer.status_code == 422
    assert ada.get_absolute_url() in answer.content.decode()
    assert Actor.objects.count() == 1
    assert client.post(reverse("actor_add"), {**form, "another": "on"}).status_code == 302
    assert Actor.objects.count() == 2
    assert "called so, too" in client.get(ada.get_absolute_url()).content.decode()


def test_the_history_tells_of_names_and_roles_that_are_gone(ada: Actor, editor: User, client: Client) -> None:
    mend.add_name(actor=ada, name="The Gull", by=editor)
    mend.remove_name(alias=ada.aliases.get(name="The Gull"), by=editor)
    mend.add_role(actor=ada, values=RoleValues("Mayor"), by=editor)
    mend.remove_role(role=ada.roles.get(), by=editor)
    client.force_login(editor)
    for address in (ada.get_absolute_url(), f"/history/actor/{ada.public_id}/"):
        page = client.get(address).content.decode()
        for verb in ("add name", "remove name", "add role", "remove role"):
            assert f"<span>{verb}</span>" in page
    undo_newest(editor)
    assert [role.title for role in ada.roles.all()] == ["Mayor"]


def test_readers_see_no_buttons_and_nobody_sees_what_is_not_reviewed(
    ada: Actor, analyst: User, client: Client, settings: Any
) -> None:
    make_actor("Nils Harrow", state="suggested")
    client.force_login(analyst)
    page = client.get(ada.get_absolute_url()).content.decode()
    assert "/edit/" not in page
    assert "Nils Harrow" in client.get("/actors/").content.decode()
    client.logout()
    settings.READING_NEEDS_LOGIN = False
    page = client.get("/actors/?state=suggested").content.decode()
    assert "Nils Harrow" not in page


def test_the_directory_finds_every_spelling_in_a_fixed_number_of_queries(
    editor: User, analyst: User, client: Client
) -> None:
    people = Actor.objects.bulk_create(
        Actor(name=f"Person {n:05} Valdo", kind="person", state="accepted") for n in range(10_000)
    )
    Alias.objects.bulk_create(Alias(actor=a, name=a.name, folded=fold_name(a.name)) for a in people)
    zorenko = make_actor("Valerii Zorenko", wikidata="Q5")
    make_role(zorenko, start="2025")
    Actor.objects.filter(pk=people[7].pk).update(merged_into=zorenko)
    client.force_login(analyst)
    counts = {}
    found = {"?q=Zorenko", "?q=Zorenkko", "?q=00007+Valdo", "?q=Q5"}
    for query in (*sorted(found), "", "?page=150", "?kind=organisation&q=zorenko"):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/actors/{query}").content.decode()
        counts[query] = len(queries)
        assert (query, "Valerii Zorenko" in page) == (query, query in found)
    assert max(counts.values()) <= 14, counts
    assert directory.named("").count() == 10_000


@pytest.mark.parametrize(("given", "found"), [("q42", "Q42"), ("https://www.wikidata.org/wiki/Q42", "Q42"), ("", "")])
def test_an_identifier_is_read_as_people_write_it(given: str, found: str) -> None:
    assert clean_wikidata(given) == found


@pytest.mark.parametrize("given", ["Q0", "42", "Q4.2", "Q42 or so", "P42", "Q" + "9" * 30])
def test_what_is_no_identifier_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        clean_wikidata(given)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2024-02-29", ("2024-02-29", "2024-02-29")),
        ("2023-02-29", (None, None)),
        ("2023-13", (None, None)),
    ],
)
def test_plain_dates_are_bounded_as_the_library_does(value: str, days: tuple[str | None, str | None]) -> None:
    first, last = dates.bounds(value)
    assert (first and first.isoformat(), last and last.isoformat()) == days
