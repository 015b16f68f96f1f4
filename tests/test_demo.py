"""load_demo on a few of the demo's texts: as an editor would have done it, once, and away again without a trace."""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django import Settings

from accounts.models import Action
from accounts.sign_in import DEMO_DOMAIN
from actors.models import Actor
from sources.models import Intake, Source
from statements import tasks as reading
from statements.actions import demo_people, ingest, review
from statements.models import ExtractionRun, Link, Quotation
from tests.test_intake_actions import INTERVIEW, ready, received

pytestmark = pytest.mark.django_db(transaction=True)
FILES = {"01-courier-bridge.txt", "07-vasslund-post.txt"}
KINDS = {"01-courier-bridge.txt": "article", "07-vasslund-post.txt": "post"}


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, settings: Settings, editor: User, analyst: User, researcher: User) -> None:
    """Two texts and their links: the rest takes minutes and the same way. (The users bring the groups with them.)"""
    settings.LOCAL = True
    whole = demo_people.read

    def few(name: str) -> Any:
        found = whole(name)
        if name == "manifest.json":
            found["sources"] = [s for s in found["sources"] if s["file"] in FILES]
            ends = ("claim_source", "response_source")
            found["links"] = [link for link in found["links"] if {link[end] for end in ends} <= FILES]
        return found

    monkeypatch.setattr(demo_people, "read", few)
    monkeypatch.setattr(reading.run_extraction, "delay", lambda _pk: None)


def load(*options: str) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def rows() -> Counter[str]:
    """How many rows each table has."""
    managed = [model for model in apps.get_models() if model._meta.managed]
    return Counter({model._meta.label: model._default_manager.count() for model in managed})


def test_demo_is_loaded_once_decided_on_and_removed_without_a_trace() -> None:
    theirs = ready(INTERVIEW)
    Actor.objects.create(kind="person", name="Ada Varrow", state="accepted")
    before = rows()

    said = load()
    assert "2 texts" in said
    assert {s.file_name: s.kind for s in Source.objects.all()} == KINDS
    assert all(s.structure_confirmed_by and s.note and s.outlet and s.published for s in Source.objects.all())
    assert {run.state for run in ExtractionRun.objects.all()} == {ExtractionRun.State.DONE}
    wanted = [link for link in demo_people.read("manifest.json")["links"] if link["decision"] == "accepted"]
    assert len(wanted) >= 4
    decided = Link.objects.filter(state="accepted")
    assert {(str(x.response.speaker), x.relation) for x in decided} == {
        (link["response_speaker"], link["relation"]) for link in wanted
    }
    assert all(link.decided_by and link.decided_by.email == "editor@demo.invalid" for link in decided)
    loaded = rows()

    assert "0 texts and 0 speakers new, 0 decisions" in load()
    assert rows() == loaded

    assert "2 texts" in load("--remove")
    assert +rows() == +before
    theirs.refresh_from_db()
    assert theirs.state == Intake.State.READY
    assert "0 texts" in load("--remove")


def test_demo_leaves_alone_what_people_decided_and_what_is_theirs(editor: User) -> None:
    load()
    link = Link.objects.filter(state="accepted").first()
    assert link is not None
    review.reject_link(link=link, by=editor)
    speaker = Actor.objects.get(name="Matthias Vasslund")
    theirs = received(INTERVIEW.replace("Ada Varrow", "Matthias Vasslund"), by_itself=True)
    ingest.process(theirs.pk)
    assert Quotation.objects.filter(revision__intake=theirs, speaker=speaker).exists()

    load()
    link.refresh_from_db()
    assert link.state == "rejected"

    load("--remove")
    assert [s.file_name for s in Source.objects.all()] == ["wall.txt"]
    assert list(Actor.objects.filter(pk=speaker.pk)) == [speaker]
    assert Quotation.objects.filter(speaker=speaker).exists()
    assert User.objects.filter(username="editor", is_active=True).exists()  # whose name the demo's editor did not take
    assert not Action.objects.filter(by__email__endswith=DEMO_DOMAIN).exists()


def test_demo_logins_work_on_loopback_only(settings: Settings, client: Any) -> None:
    User.objects.all().delete()
    demo_people.make_users()
    assert demo_people.logins() == dict.fromkeys(["analyst", "editor", "researcher"], "walkback-demo")
    assert client.login(username="analyst", password="walkback-demo")
    settings.LOCAL = False
    demo_people.make_users()
    assert demo_people.logins() == {}
    assert not client.login(username="analyst", password="walkback-demo")


def test_demo_login_takes_nobodys_name(editor: User) -> None:
    demo_people.make_users()
    editor.refresh_from_db()
    assert editor.email == "editor@example.org"
    assert User.objects.get(email="editor@demo.invalid").username == "demo-editor"


def test_demo_texts_and_roster_are_all_there() -> None:
    manifest = demo_people.read("manifest.json")
    assert all((demo_people.FOLDER / entry["file"]).is_file() for entry in manifest["sources"])
