"""Quotations given to another actor, and names that several bear: a person's word, which outlives reruns."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts import history
from accounts.models import Action
from actors.models import Actor, Role
from extraction.types import Speaker
from statements import unclear
from statements.actions import extract, move
from statements.models import Quotation
from tests.extracting import FakePipeline, Text
from tests.factories import make_actor, make_role

pytestmark = pytest.mark.django_db
Committed = Any


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def say(name: str, *words: str, published: str = "2026-03-01") -> tuple[Text, list[Quotation]]:
    lines = [f"“{one},” said Minister {name} on Monday." for one in words]
    text = Text("\n".join(lines), {"published": published})
    for one in words:
        start = text.text.index(name, text.text.index(one))
        number = text.say(f"{one},", name)
        speaker = Speaker(name, "person", start, start + len(name))
        text.quotations[number] = replace(text.quotations[number], speaker=speaker)
    return text, list(text.store().quotations.order_by("start").select_related("speaker", "revision__source"))


def undo_newest(by: User) -> None:
    history.undo(Action.objects.filter(undoes__isnull=True, undone_by__isnull=True).latest("pk"), by=by)


def everything() -> list[Any]:
    spoken = Quotation.objects.order_by("pk")
    return list(spoken.values_list("pk", "speaker", "speaker_fixed", "statement__founding", "statement__actor"))


def test_the_editor_ticks_looks_and_moves_and_undo_brings_it_back(
    editor: User, client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    text, [tides, _ferry] = say("Ada Brandt", "The tide comes in twice a day", "The ferry sails at noon tomorrow")
    ada = Actor.objects.get()
    before, roles = everything(), list(Role.objects.values_list("actor", "title"))
    assert roles == [(ada.pk, "Minister")]
    client.force_login(editor)
    address = f"/actors/{ada.public_id}/edit/move/"
    assert "The ferry sails at noon tomorrow" in client.get(address).content.decode()
    assert client.post(address, {"who": "Ada Brandt"}).status_code == 422, "nothing was ticked"
    form = {"source": tides.revision.source.public_id, "who": "Ada Brandt"}
    looked = client.post(address, form).content.decode()
    assert "2 quotations would move" in looked
    assert everything() == before

    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(address, {**form, "to": "new", "new_name": "Ada Brandt", "kind": "person"})
    other = Actor.objects.exclude(pk=ada.pk).get()
    assert done.headers["location"] == other.get_absolute_url()
    assert {q.speaker for q in Quotation.objects.all()} == {other}
    assert list(Role.objects.values_list("actor", "title")) == [(other.pk, "Minister")], "the office follows"
    assert all(row[4] == other.pk for row in everything())

    text.read(tides.revision)
    assert {q.speaker for q in Quotation.objects.all()} == {other}, "a rerun changes nothing"
    _again, [later] = say("Ada Brandt", "The harbour wall stands firm for years")
    assert later.speaker is None, "two bear the name now: nobody is guessed"
    assert Actor.objects.current().count() == 2

    for actor in (ada, other):
        assert "<span>move quotations</span>" in client.get(f"/history/actor/{actor.public_id}/").content.decode()
    later.delete()
    moved = Action.objects.get(verb="move quotations")
    with django_capture_on_commit_callbacks(execute=True):
        history.undo(moved, by=editor)
    assert everything() == before
    assert list(Role.objects.values_list("actor", "title")) == roles


def test_ticking_one_takes_its_pieces_and_parts_along(editor: User) -> None:
    ada, nils = make_actor("Ada Brandt"), make_actor("Nils Harrow")
    text = Text("“We will,” said Ada Brandt, “never close the wall.” “The sea is kind,” she said.")
    first = text.say("We will,", "Ada Brandt")
    text.say("never close the wall.", "Ada Brandt", continues=first)
    text.say("close the wall.", "Ada Brandt", part_of=1)
    text.say("The sea is kind,", "Ada Brandt")
    revision = text.store()
    move.move(quotations=revision.quotations.filter(exact="close the wall."), to=nils, by=editor)
    assert set(revision.quotations.filter(speaker=nils).values_list("exact", flat=True)) == {
        "We will,",
        "never close the wall.",
        "close the wall.",
    }
    assert revision.quotations.get(speaker=ada).exact == "The sea is kind,"


def test_too_many_at_once_are_refused(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(move, "MOST", 1)
    _text, said = say("Ada Brandt", "The tide comes in twice a day", "The ferry sails at noon tomorrow")
    with pytest.raises(move.TooMany):
        move.move(quotations=said, to=make_actor("Nils Harrow"), by=editor)


def test_which_one_asks_for_names_and_offices_that_several_bear(
    editor: User, client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    one, other = make_actor("Ada Brandt"), make_actor("Ada Brandt")
    make_role(one, "Mayor", organisation="", start="2020", end="2027")
    make_role(other, "Mayor", organisation="", start="2020", end="2027")
    make_actor("Nils Harrow")
    _text, [full] = say("Ada Brandt", "The tide comes in twice a day")
    _text, [short] = say("Brandt", "The ferry sails at noon tomorrow")
    _text, [office] = say("Mayor", "The wall will stand for a hundred years")
    _text, [known] = say("Harrow", "Nobody asked the fishermen about it")
    assert (full.speaker, short.speaker, office.speaker) == (None, None, None)
    assert known.speaker is not None
    _page, cases = unclear.cases(None)
    assert {case.name for case in cases} == {"Ada Brandt", "Brandt", "Mayor"}
    assert all({c.actor for c in case.candidates} == {one, other} for case in cases)

    client.force_login(editor)
    assert "The ferry sails at noon tomorrow" in client.get("/which-one/").content.decode()
    form = {"name": "Brandt", "source": short.revision.source.public_id, "actor": other.public_id}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/which-one/choose/", form).status_code == 302
    short.refresh_from_db()
    assert (short.speaker, short.speaker_fixed) == (other, True)
    assert short.statement is not None
    assert short.statement.actor == other
    answer = client.post("/which-one/choose/", form, follow=True)
    assert "Somebody was faster" in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        undo_newest(editor)
    short.refresh_from_db()
    assert short.speaker is None


def test_the_list_of_names_keeps_its_number_of_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        for name in (f"Ada Brandt{number}", f"Ada Brandt{number}"):
            make_actor(name)
        say(f"Ada Brandt{number}", f"The tide number {number} comes in twice a day")
    with django_assert_max_num_queries(10):
        assert len(unclear.cases(None)[1]) == 3
