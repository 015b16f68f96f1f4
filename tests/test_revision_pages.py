"""The pages by which an editor hands in an edited text and sees what changed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from accounts.templatetags.page import titled
from sources.actions import intake, revise
from sources.models import Intake, Source
from tests.factories import make_revision
from tests.test_intake_pages import HTMX, without_token

pytestmark = pytest.mark.django_db

TEXT = "The wall\n\n“It will hold through the winter,” said Ada Varrow.\n\nThe gates stay shut.\n"
EDITED = (
    "The wall\n\n“It will hold through the spring,” said Ada Varrow.\n\nThe gates stay shut.\n\nCorrected on Friday.\n"
)


@pytest.fixture
def site(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def source(db: None) -> Source:
    return make_revision(TEXT).source


def handed_in(site: Client, source: Source, text: str) -> Intake:
    answer = site.post(reverse("source_revise", args=[source.public_id]), {"text": text})
    came = Intake.objects.get()
    assert answer.headers["Location"] == came.get_absolute_url()
    intake.read(came.pk)
    return came


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The wall", "“The wall”"),
        ('"It holds": Varrow on the wall', "“‘It holds’: Varrow on the wall”"),
        ("Varrow says “it holds”", "“Varrow says ‘it holds’”"),
    ],
)
def test_marks_within_a_title_are_single(title: str, shown: str) -> None:
    assert titled(title) == shown


def test_the_preview_shows_what_changed(site: Client, source: Source) -> None:
    page = site.get(handed_in(site, source, EDITED).get_absolute_url()).text
    assert '<del><span class="visually-hidden">gone: </span>winter,” </del>' in page
    assert '<ins><span class="visually-hidden">new: </span>spring,” </ins>' in page
    assert "2 passages" in page
    assert "looks much like a text in the archive" not in page


def test_the_part_that_is_swapped_is_that_of_the_page(site: Client, source: Source) -> None:
    address = handed_in(site, source, EDITED).get_absolute_url()
    part = site.get(address, headers=HTMX).text.strip()
    assert part.startswith('<div id="state"')
    assert without_token(part) in without_token(site.get(address).text)


def test_confirming_keeps_both_texts(site: Client, source: Source) -> None:
    came = handed_in(site, source, EDITED)
    answer = site.post(reverse("revision_confirm", args=[came.public_id]))
    assert answer.headers["Location"] == reverse("source_job", args=[source.public_id])
    assert list(source.revisions.order_by("number").values_list("text", "superseded")) == [
        (TEXT, True),
        (EDITED, False),
    ]
    assert source.heading() in site.get(came.get_absolute_url()).text


def test_a_text_without_change_is_said_and_cannot_be_added(site: Client, source: Source) -> None:
    came = handed_in(site, source, TEXT)
    page = site.get(came.get_absolute_url()).text
    assert "This text is without change." in page
    assert "Keep it beside" not in page
    site.post(reverse("revision_confirm", args=[came.public_id]))
    assert source.revisions.count() == 1


def test_a_new_title_is_taken_over_only_if_wanted(site: Client, source: Source) -> None:
    came = handed_in(site, source, EDITED)
    assert revise.new_title(Intake.objects.get()) == "The wall"
    assert "Its title is now “The wall”" in site.get(came.get_absolute_url()).text
    site.post(reverse("revision_confirm", args=[came.public_id]), {"title": "new"})
    source.refresh_from_db()
    assert source.title == "The wall"


def test_one_text_is_needed_and_only_one(site: Client, source: Source) -> None:
    address = reverse("source_revise", args=[source.public_id])
    assert "Paste the text or choose its file" in site.post(address, {"text": " "}).text
    assert not Intake.objects.exists()
    Source.objects.update(withdrawn_at="2026-01-01T00:00Z", withdrawn_reason="Asked for.")
    assert site.get(address).status_code == 404
