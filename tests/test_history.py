"""What was done can be read and taken back."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts import history
from accounts.models import Action
from statements.actions import review, review_speakers
from statements.models import Link, Quotation
from tests.desk_scene import Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db: None, client: Client, editor: User) -> Scene:
    client.force_login(editor)
    return scene()


def test_history_says_who_did_what_and_filters(client: Client, archive: Scene, editor: User) -> None:
    assert "Nothing was done yet" in client.get(reverse("history")).text
    review.accept_link(link=archive.clarifies, by=editor)
    review.reject_quotation(quotation=archive.jobs, by=User.objects.create_user("ann"))
    page = client.get(reverse("history")).text
    assert "accept link" in page
    assert "nobody would lose a job" in page
    ann = client.get(reverse("history"), {"by": "ann"}).text.split("</form>")[-1]
    words = client.get(reverse("history"), {"words": "lose a job"}).text
    assert "clarifies" not in ann
    assert "misunderstood – " not in words


def test_history_of_each_object(client: Client, archive: Scene, editor: User) -> None:
    review.accept_link(link=archive.clarifies, by=editor)
    review.reject_link(link=archive.critiques, by=editor)
    shows = {
        ("link", archive.clarifies.public_id): ["accept link"],
        ("link", archive.critiques.public_id): ["reject link"],
        ("quotation", archive.claim.public_id): ["accept link"],
        ("statement", archive.claim.public_id): ["reject link", "accept link"],
        ("actor", archive.varn.public_id): ["accept link"],
        ("source", archive.speech.public_id): [],
    }
    for (kind, public_id), verbs in shows.items():
        page = client.get(reverse("history_of", args=[kind, public_id])).text
        assert [verb for verb in ("reject link", "accept link") if f"<span>{verb}</span>" in page] == verbs, kind
    assert client.get(reverse("history_of", args=["user", "x"])).status_code == 404


def test_history_query_budget(
    client: Client, archive: Scene, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for row in (archive.claim, archive.jobs, archive.critique):
        review.accept_quotation(quotation=row, by=editor)
    with django_assert_max_num_queries(10):
        client.get(reverse("history"))


def test_undo_from_the_history(client: Client, archive: Scene, editor: User) -> None:
    action = review.reject_link(link=archive.critiques, by=editor)
    assert action is not None
    page = client.post(reverse("undo", args=[action.pk]), {"next": "/history/"}, follow=True).text
    assert "Undone: reject link." in page
    assert "undone by editor" in page
    assert Link.objects.get(pk=archive.critiques.pk).state == "suggested"
    assert "undone already" in client.post(reverse("undo", args=[action.pk]), follow=True).text


def test_undo_names_what_to_undo_first(client: Client, archive: Scene, editor: User) -> None:
    first = review.accept_quotation(quotation=archive.jobs, by=editor)
    second = review.reject_quotation(quotation=archive.jobs, by=User.objects.create_user("ann"))
    assert first is not None
    assert second is not None
    page = client.post(reverse("undo", args=[first.pk]), follow=True).text
    assert "reject quotation by ann" in page
    assert Quotation.objects.get(pk=archive.jobs.pk).state == "rejected"
    for action in (second, first):
        history.undo(action, by=editor)
    assert Quotation.objects.get(pk=archive.jobs.pk).state == "suggested"


def test_undo_of_a_speaker_who_has_spoken_since_is_refused(client: Client, archive: Scene, editor: User) -> None:
    speaker = review_speakers.add(name="Tove Lind", kind="person", by=editor)
    added = Action.objects.get(verb="add speaker")
    review.mend_quotation(quotation=archive.jobs, by=editor, speaker=speaker)
    page = client.post(reverse("undo", args=[added.pk]), follow=True).text
    assert "something was built on it since" in page
    speaker.refresh_from_db()
