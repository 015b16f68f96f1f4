"""Mending at the desk: words, speaker, relation and target put right, and what is marked by hand."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from statements.actions import review_seen
from statements.models import Link, Quotation
from tests.desk_scene import HTMX, Scene, actor, review_part, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db: None) -> Scene:
    return scene()


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def mend(archive: Scene, **data: str) -> dict[str, str]:
    q = archive.claim
    return {
        "seen": review_seen.of(q),
        "desk": "kind=quotations",
        "here": q.public_id,
        "then": "",
        "begins": "We will close the northern",
        "ends": "the northern ferry by spring",
        "speaker": "Ilse Varn",
        "new_speaker": "",
        "kind": "direct",
        **data,
    }


def test_mend_span_by_its_first_and_last_words(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    answer = desk.post(url, mend(archive, begins="close the", ends="northern   ferry"), headers=HTMX)
    assert answer.headers["HX-Retarget"] == "#review"
    mended = Quotation.objects.get(pk=archive.claim.pk)
    assert (mended.exact, mended.state) == ("close the northern ferry", "accepted")


def test_mend_span_by_selection(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    start = archive.claim.start + 8
    desk.post(url, mend(archive, start=str(start), end=str(archive.claim.end)), headers=HTMX)
    assert Quotation.objects.get(pk=archive.claim.pk).exact == "close the northern ferry by spring"


def test_mend_with_words_that_are_not_there_says_so_and_keeps_what_was_written(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    for headers in (HTMX, {}):
        answer = desk.post(url, mend(archive, begins="open the southern"), headers=headers)
        assert answer.status_code == 422
        assert "do not stand in the text" in answer.text
        assert 'value="open the southern"' in answer.text
    assert Quotation.objects.get(pk=archive.claim.pk).state == "suggested"


def test_mend_speaker_to_somebody_known(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    desk.post(url, mend(archive, speaker="oke  BRANDT"), headers=HTMX)
    assert Quotation.objects.get(pk=archive.claim.pk).speaker == archive.brandt


def test_mend_speaker_asks_about_a_name_it_does_not_know(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    answer = desk.post(url, mend(archive, speaker="Tove Lind"), headers=HTMX)
    assert (answer.status_code, "Nobody here is called Tove Lind" in answer.text) == (422, True)
    desk.post(url, mend(archive, speaker="Tove Lind", new_speaker="person"), headers=HTMX)
    mended = Quotation.objects.select_related("speaker").get(pk=archive.claim.pk)
    assert mended.speaker is not None
    assert (mended.speaker.name, mended.speaker.state) == ("Tove Lind", "accepted")


def test_mend_speaker_asks_which_of_two_namesakes(desk: Client, archive: Scene) -> None:
    one, _other = actor("Tove Lind"), actor("Tove Lind")
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    answer = desk.post(url, mend(archive, speaker="Tove Lind"), headers=HTMX)
    assert f"Tove Lind [{one.public_id}]" in answer.text
    desk.post(url, mend(archive, speaker=f"Tove Lind [{one.public_id}]"), headers=HTMX)
    assert Quotation.objects.get(pk=archive.claim.pk).speaker == one


def test_mend_speaker_to_an_unnamed_one_stays_local(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    desk.post(url, mend(archive, speaker="a senior official", new_speaker="unnamed"), headers=HTMX)
    mended = Quotation.objects.get(pk=archive.claim.pk)
    assert (mended.speaker, mended.speaker_name, mended.speaker_kind) == (None, "a senior official", "unnamed")


def test_mending_one_end_of_a_link_stays_at_the_link(desk: Client, archive: Scene) -> None:
    url = reverse("quotation_mend", args=[archive.claim.public_id])
    data = mend(archive, desk="", here=archive.clarifies.public_id, then=archive.critiques.public_id, kind="mixed")
    answer = desk.post(url, data, headers=HTMX)
    assert answer.headers["HX-Push-Url"] == f"/desk/?at={archive.clarifies.public_id}"
    fresh = desk.get(reverse("desk"), {"at": archive.clarifies.public_id}).text
    assert review_part(answer.text) == review_part(fresh)


def test_mend_link_relation_and_target(desk: Client, archive: Scene) -> None:
    url = reverse("link_mend", args=[archive.clarifies.public_id])
    data = {
        "seen": review_seen.of(archive.clarifies),
        "desk": "",
        "here": archive.clarifies.public_id,
        "then": "",
        "relation": "denies",
        "attribution": "reported",
        "target": archive.jobs.public_id,
    }
    desk.post(url, data, headers=HTMX)
    mended = Link.objects.get(pk=archive.clarifies.pk)
    assert (mended.relation, mended.claim, mended.state) == ("denies", archive.jobs, "accepted")


def test_search_for_a_target_without_script_keeps_the_form(desk: Client, archive: Scene) -> None:
    url = reverse("link_mend", args=[archive.critiques.public_id])
    answer = desk.post(url, {"desk": "", "words": "job", "search": "1"})
    assert "nobody would lose a job" in answer.text
    assert Link.objects.get(pk=archive.critiques.pk).state == "suggested"


def test_targets_are_found_by_words_and_by_speaker(desk: Client, archive: Scene) -> None:
    url = reverse("targets", args=[archive.critique.public_id])
    assert "nobody would lose a job" in desk.get(url, {"words": "losing jobs"}).text
    assert "We will close" in desk.get(url, {"words": "varn"}).text
    assert "Closing the ferry is reckless" not in desk.get(url, {"words": "ferry"}).text
    assert "No statement found" in desk.get(url, {"words": "zeppelin"}).text


def test_new_link_by_hand(desk: Client, archive: Scene) -> None:
    url = reverse("link_new", args=[archive.critique.public_id])
    data = {"relation": "disputes", "attribution": "own", "next": "/desk/"}
    answer = desk.post(url, data)
    assert (answer.status_code, "Choose the statement that is answered" in answer.text) == (422, True)
    answer = desk.post(url, {**data, "target": archive.jobs.public_id, "evidence": "is reckless,”  Brandt"})
    assert answer.headers["location"] == "/desk/"
    made = Link.objects.get(claim=archive.jobs)
    assert (made.state, made.evidence.get().exact) == ("accepted", "is reckless,” Brandt")


def test_mark_a_quotation_by_hand(desk: Client, archive: Scene) -> None:
    url = reverse("mark", args=[archive.report.public_id])
    data = {"begins": "the mayor", "ends": "said that", "speaker": "Oke Brandt", "new_speaker": "", "kind": "direct"}
    assert desk.post(url, {**data, "speaker": "Nobody Known"}).status_code == 422
    answer = desk.post(url, data)
    made = Quotation.objects.get(made_by__isnull=False)
    assert (made.exact, made.state) == ("the mayor, said that", "accepted")
    assert answer.headers["location"].endswith(f"#q-{made.public_id}")
