"""Quotations and links by hand, without a browser: what the forms propose, and the way through them without script."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from statements import marks
from statements.models import Link, Quotation
from tests.desk_scene import Scene, actor, scene, source

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db: None) -> Scene:
    return scene()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def test_proposal_takes_the_speaker_of_the_words_around(archive: Scene) -> None:
    text = archive.report.revisions.get().text
    start = text.index("the ferry is")
    found = marks.proposal(archive.report.revisions.get(), start - 1, start + len("the ferry") + 1)
    assert (found["start"], found["end"]) == (start, start + len("the ferry"))
    assert (found["speaker"], found["kind"], found["begins"]) == ("Oke Brandt", "direct", "the ferry")


def test_proposal_names_no_words_and_guesses_no_speaker() -> None:
    revision = source("A storm", "“It was loud,” somebody said.\n\nNobody was hurt.", "2031-01-01")
    assert marks.proposal(revision, 5, 5) == {}
    assert marks.proposal(revision, 900, 990) == {}
    quoted, told = marks.proposal(revision, 1, 12), marks.proposal(revision, 31, 47)
    assert (quoted["kind"], quoted["speaker"]) == ("direct", "")
    assert (told["kind"], told["speaker"]) == ("indirect", "")


def test_answer_is_marked_then_linked_without_script(desk: Client, archive: Scene) -> None:
    actor("Tova Rask", state="accepted")
    address = reverse("mark", args=[archive.report.public_id])
    page = desk.get(address, {"answers": "1"}).text
    assert "Mark it, then say what it answers" in page
    given = {"answers": "1", "begins": "Varn had assured", "ends": "misunderstood", "speaker": "Oke Brandt"}
    answer = desk.post(address, {**given, "kind": "indirect"})
    made = Quotation.objects.get(exact="Varn had assured him that she was misunderstood")
    assert answer.headers["Location"].startswith(reverse("link_new", args=[made.public_id]))
    page = desk.get(answer.headers["Location"]).text
    assert f'name="next" value="{reverse("reading", args=[archive.report.public_id])}"' in page
    values = {"relation": "disputes", "attribution": "own", "target": archive.jobs.public_id}
    desk.post(reverse("link_new", args=[made.public_id]), values)
    assert Link.objects.get(response=made).claim == archive.jobs


def test_words_written_by_hand_count_more_than_those_selected(desk: Client, archive: Scene) -> None:
    start = archive.report.revisions.get().text.index("Closing")
    given = {"start": start, "end": start + 7, "begins": "Brandt said", "ends": "on Monday", "speaker": ""}
    desk.post(reverse("mark", args=[archive.report.public_id]), {**given, "kind": "indirect"})
    assert Quotation.objects.filter(exact="Brandt said on Monday", state="accepted").exists()


def test_a_mark_without_a_word_is_no_quotation(desk: Client, archive: Scene) -> None:
    text = archive.report.revisions.get().text
    given = {"start": text.index("."), "end": text.index(".") + 1, "begins": ".", "ends": ".", "kind": "indirect"}
    before = Quotation.objects.count()
    answer = desk.post(reverse("mark", args=[archive.report.public_id]), {**given, "speaker": ""})
    assert "There is no word in it" in answer.text
    assert Quotation.objects.count() == before


def test_swapped_text_is_the_text_of_a_reload(desk: Client, archive: Scene) -> None:
    given = {"begins": "Brandt said", "ends": "on Monday", "speaker": "", "kind": "indirect"}
    address = reverse("mark", args=[archive.report.public_id])
    part = desk.post(address, given, headers={"HX-Request": "true"}).text
    fresh = desk.get(reverse("reading", args=[archive.report.public_id])).text
    start = part.index('<div class="line">')
    end = part.index('<div class="selection-bar"')
    assert part[start:end] in fresh
    assert "Brandt said on Monday" in part[start:end]
