"""The desk: one suggestion at a time, decided without leaving the page."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from statements import queue
from statements.actions import review, review_seen
from statements.models import Link, Quotation
from tests.desk_scene import HTMX, Scene, link, quotation, review_part, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db: None) -> Scene:
    return scene()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def post(client: Client, url: str, row: Link | Quotation, htmx: bool = True, **data: str) -> str:
    values = {"seen": review_seen.of(row), "desk": "", "here": row.public_id, "then": "", **data}
    headers = HTMX if htmx else {}
    answer = client.post(url, values, headers=headers, follow=not htmx)
    assert answer.status_code == 200
    return str(answer.text)


# --- The queue --------------------------------------------------------------------------------------------------------


def test_queue_puts_corrections_before_critiques_and_sure_before_unsure(archive: Scene) -> None:
    unsure = link(archive.critique, archive.jobs, "corrects", confidence=0.1)
    found = queue.walk(queue.Wanted())
    assert found == [archive.clarifies.public_id, archive.critiques.public_id, unsure.public_id]


def test_queue_leaves_what_has_no_original_to_its_own_list(archive: Scene) -> None:
    waits = link(archive.critique, None, "disputes")
    assert waits.public_id not in queue.walk(queue.Wanted())
    assert list(queue.waiting()) == [waits]


def test_queue_filters(archive: Scene) -> None:
    Wanted = queue.Wanted  # noqa: N806
    assert queue.walk(Wanted(relation="critiques")) == [archive.critiques.public_id]
    assert queue.walk(Wanted(relation="correction")) == [archive.clarifies.public_id]
    assert queue.walk(Wanted(least=0.75)) == [archive.clarifies.public_id]
    assert queue.walk(Wanted(actor=archive.brandt.public_id)) == [archive.critiques.public_id]
    assert len(queue.walk(Wanted(source=archive.report.public_id))) == 2
    assert queue.walk(Wanted(kind="quotations", source=archive.speech.public_id)) == [
        archive.claim.public_id,
        archive.jobs.public_id,
    ]


def test_queue_hides_links_of_rejected_quotations_and_undo_brings_them_back(archive: Scene, editor: User) -> None:
    from accounts import history

    action = review.reject_quotation(quotation=archive.critique, by=editor)
    assert queue.walk(queue.Wanted()) == [archive.clarifies.public_id]
    assert action is not None
    history.undo(action, by=editor)
    assert archive.critiques.public_id in queue.walk(queue.Wanted())


def test_queue_leaves_out_thoughts_later_pieces_and_mentions(archive: Scene) -> None:
    quotation(archive.claim.revision, "Minister", archive.varn, act="thought")
    quotation(archive.claim.revision, "council", archive.varn, continues=archive.claim)
    quotation(archive.claim.revision, "spring", archive.varn, is_mention=True)
    assert len(queue.walk(queue.Wanted(kind="quotations"))) == 4


# --- The page ---------------------------------------------------------------------------------------------------------


def test_desk_shows_the_text_with_its_words_marked_and_the_reason(desk: Client, archive: Scene) -> None:
    page = desk.get(reverse("desk")).text
    assert "1 of 2 links" in page
    assert "The ferry is named in both." in page
    assert "likely" in page
    assert '<mark class="proof"' in page
    assert re.search(r'<mark class="words"[^>]*>We will close the northern ferry by spring</mark>', page)


def test_desk_without_anything_says_what_comes_here(desk: Client) -> None:
    page = desk.get(reverse("desk")).text
    assert "Everything is decided" in page
    assert "Nothing waits here" in desk.get(reverse("desk"), {"relation": "denies"}).text


def test_desk_query_budget(desk: Client, archive: Scene, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(26):
        desk.get(reverse("desk"))


def test_accept_answers_with_the_next_card_as_a_reload_shows_it(desk: Client, archive: Scene) -> None:
    first, second = archive.clarifies, archive.critiques
    part = post(desk, reverse("link_accept", args=[first.public_id]), first, then=second.public_id)
    assert Link.objects.get(pk=first.pk).state == "accepted"
    fresh = desk.get(reverse("desk"), {"at": second.public_id}).text
    assert review_part(part) == review_part(fresh)
    assert 'data-announce="Accepted' in part


def test_accept_without_script_goes_on_and_says_so(desk: Client, archive: Scene) -> None:
    page = post(
        desk,
        reverse("link_accept", args=[archive.clarifies.public_id]),
        archive.clarifies,
        htmx=False,
        then=archive.critiques.public_id,
    )
    assert "Accepted, with the words it rests on." in page
    assert "1 of 1 links" in page


def test_the_last_decision_leaves_an_empty_desk_with_its_undo(desk: Client, archive: Scene) -> None:
    review.reject_link(link=archive.clarifies, by=User.objects.get(username="editor"))
    part = post(desk, reverse("link_reject", args=[archive.critiques.public_id]), archive.critiques)
    assert "Everything is decided" in part
    assert "Your last decision: reject link" in part
    assert review_part(part) == review_part(desk.get(reverse("desk")).text)


def test_undo_brings_the_card_back(desk: Client, archive: Scene, editor: User) -> None:
    action = review.reject_link(link=archive.critiques, by=editor)
    assert action is not None
    answer = desk.post(reverse("undo", args=[action.pk]), {"desk": ""}, headers=HTMX)
    assert Link.objects.get(pk=archive.critiques.pk).state == "suggested"
    fresh = desk.get(answer.headers["HX-Push-Url"])
    assert review_part(answer.text) == review_part(fresh.text)
    assert "Closing the ferry is reckless" in answer.text


def test_filters_stay_through_a_decision(desk: Client, archive: Scene) -> None:
    other = link(archive.critique, archive.jobs, "disputes")
    answer = desk.post(
        reverse("link_accept", args=[archive.critiques.public_id]),
        {
            "seen": review_seen.of(archive.critiques),
            "desk": "relation=stance",
            "here": archive.critiques.public_id,
            "then": other.public_id,
        },
        headers=HTMX,
    )
    assert answer.headers["HX-Push-Url"] == f"/desk/?relation=stance&at={other.public_id}"
    assert "1 of 1 links" in answer.text


# --- Two editors ------------------------------------------------------------------------------------------------------


def test_second_editor_sees_what_the_first_did(desk: Client, archive: Scene) -> None:
    colleague = User.objects.create_user("ann")
    seen = review_seen.of(archive.clarifies)
    review.mend_link(link=Link.objects.get(pk=archive.clarifies.pk), by=colleague, relation="denies")
    page = post(desk, reverse("link_reject", args=[archive.clarifies.public_id]), archive.clarifies, seen=seen)
    assert "ann was faster (mend link" in page
    assert "Accepted by ann" in page
    assert Link.objects.get(pk=archive.clarifies.pk).state == "accepted"


# --- On other pages ---------------------------------------------------------------------------------------------------


def test_buttons_on_other_pages_swap_themselves(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_accept", args=[archive.claim.public_id])
    answer = desk.post(url, {"seen": review_seen.of(archive.claim), "next": "/sources/"}, headers=HTMX)
    assert answer.headers["HX-Retarget"] == f"#decide-{archive.claim.public_id}"
    assert "Undo" in answer.text
    assert 'name="next" value="/sources/"' in answer.text
    undone = desk.post(reverse("quotation_undo", args=[archive.claim.public_id]), {"next": "/sources/"}, headers=HTMX)
    assert "Accept" in undone.text
    assert Quotation.objects.get(pk=archive.claim.pk).state == "suggested"


def test_buttons_without_script_come_back_but_to_no_other_site(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_accept", args=[archive.claim.public_id])
    seen = review_seen.of(archive.claim)
    assert desk.post(url, {"seen": seen, "next": "/sources/"}).headers["location"] == "/sources/"
    away = desk.post(url, {"next": "https://elsewhere.example/"})
    assert away.headers["location"] == "/desk/"


def test_waiting_lists_answers_without_their_original(desk: Client, archive: Scene) -> None:
    assert "Nothing waits for its original" in desk.get(reverse("desk_waiting")).text
    link(archive.critique, None, "disputes", reason="Nothing in the archive is near.")
    page = desk.get(reverse("desk_waiting")).text
    assert "Nothing in the archive is near." in page
    assert "Closing the ferry is reckless" in page


# --- Several at once --------------------------------------------------------------------------------------------------


def test_bulk_decides_on_what_was_ticked_and_nothing_else(desk: Client, archive: Scene) -> None:
    data = {
        "kind": "links",
        "decision": "accept",
        "row": [archive.clarifies.public_id],
        f"seen-{archive.clarifies.public_id}": review_seen.of(archive.clarifies),
    }
    page = desk.post(reverse("desk_bulk"), data, follow=True).text
    assert "1 accepted." in page
    assert [
        row.state for row in (Link.objects.get(pk=archive.clarifies.pk), Link.objects.get(pk=archive.critiques.pk))
    ] == [
        "accepted",
        "suggested",
    ]


def test_bulk_leaves_what_somebody_changed_meanwhile(desk: Client, archive: Scene) -> None:
    data = {
        "kind": "links",
        "decision": "reject",
        "row": [archive.clarifies.public_id],
        f"seen-{archive.clarifies.public_id}": "what it was before",
    }
    assert "1 left as they are" in desk.post(reverse("desk_bulk"), data, follow=True).text
    assert Link.objects.get(pk=archive.clarifies.pk).state == "suggested"


def test_bulk_without_a_tick_decides_nothing(desk: Client, archive: Scene) -> None:
    page = desk.post(reverse("desk_bulk"), {"kind": "links", "decision": "accept"}, follow=True).text
    assert "Nothing was ticked" in page


def test_list_query_budget(desk: Client, archive: Scene, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(12):
        page = desk.get(reverse("desk_list")).text
    assert archive.clarifies.public_id in page
    assert "She added" not in page


# --- Which wordings are one -------------------------------------------------------------------------------------------


def test_wording_is_taken_out_of_its_statement_and_moved_to_another(desk: Client, archive: Scene) -> None:
    from statements.models import GroupingConstraint

    archive.jobs.statement = archive.claim.statement
    archive.jobs.save()
    desk.post(reverse("wording_part", args=[archive.jobs.public_id]))
    assert GroupingConstraint.objects.get().kind == "apart"
    url = reverse("wording_join", args=[archive.jobs.public_id])
    assert "We will close" in desk.get(url).text
    desk.post(url, {"target": archive.walked_back.public_id})
    assert GroupingConstraint.objects.filter(kind="same", other=archive.walked_back).count() == 1
