"""Speaker, date, venue or outlet of a whole source in one step: seen before, undone, and held by later readings."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from accounts import history
from sources.models import Revision
from statements.actions import extract, group, review, source_wide
from statements.actions.source_wide import Said
from statements.desk import last_action
from statements.models import ExtractionRun, Quotation, SourceRule, Statement
from tests.extracting import FakePipeline, Text
from tests.factories import make_actor
from tests.revising import add_revision, finish

pytestmark = pytest.mark.django_db

FIRST, SECOND = "The northern gate stays shut all winter.", "The old ferry will sail again in the spring."
THIRD = "Nobody has asked the pilots about the lamps."
BODY = (
    f"Interviewer: And the gate?\n\nInterviewee: {FIRST}\n\nInterviewer: And the ferry?\n\nInterviewee: {SECOND}\n\n"
    f"“{THIRD}” said Nils Harrow.\n"
)


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def interview(body: str = BODY, *turns: str) -> Text:
    text = Text(body, {"kind": "interview"})
    for turn in turns or (FIRST, SECOND):
        text.say(turn, "Interviewee", "turn", speaker_kind="unnamed")
    text.say(THIRD, "Nils Harrow")
    return text


@pytest.fixture
def revision(db: None) -> Revision:
    return interview().store()


def speakers() -> dict[str, str | None]:
    rows = Quotation.objects.select_related("speaker")
    return {q.exact: q.speaker.name if q.speaker else None for q in rows}


def rows() -> list[dict[str, object]]:
    return [history.snapshot(q) for q in Quotation.objects.order_by("pk")]


def test_a_label_becomes_a_speaker_and_stays_so(editor: User, revision: Revision) -> None:
    ada = make_actor("Ada Varrow")
    source_wide.change(source=revision.source, by=editor, wanted=Said("Interviewee", ada))
    wanted = {FIRST: "Ada Varrow", SECOND: "Ada Varrow", THIRD: "Nils Harrow"}
    assert speakers() == wanted
    interview().read(revision)
    assert speakers() == wanted


def test_what_a_newer_pipeline_or_revision_finds_obeys(editor: User, revision: Revision) -> None:
    ada = make_actor("Ada Varrow")
    wanted = Said("Interviewee", ada, said="2026-02-01", venue="Harbour Hall")
    source_wide.change(source=revision.source, by=editor, wanted=wanted)
    more = "A new lamp stands at the mole since August."
    newer = interview(BODY + f"\nInterviewee: {more}\n", FIRST, SECOND, more)
    add_revision(revision.source, newer, editor)
    found = Quotation.objects.get(exact=more)
    assert (found.speaker, found.said) == (ada, "2026-02-01")
    review.pin(quotation=found, by=editor)
    group.regroup(quotations=[found])
    statement = Statement.objects.get(founding=found)
    assert statement.said == "2026-02-01"
    assert statement.occasion is not None
    assert (statement.occasion.venue, statement.occasion.kind) == ("Harbour Hall", "interview")


def test_one_undo_takes_all_of_it_back(editor: User, revision: Revision) -> None:
    before, outlet = rows(), revision.source.outlet
    wanted = Said("Interviewee", make_actor("Ada Varrow"), said="2026-02-01", venue="Hall", outlet="Mole Herald")
    action = source_wide.change(source=revision.source, by=editor, wanted=wanted)
    assert action is not None
    assert rows() != before
    history.undo(action, by=editor)
    revision.source.refresh_from_db()
    assert (rows(), revision.source.outlet, SourceRule.objects.count()) == (before, outlet, 0)


def test_what_an_editor_said_of_one_quotation_stays(editor: User, revision: Revision) -> None:
    own = Quotation.objects.get(exact=FIRST)
    review.mend_quotation(quotation=own, by=editor, speaker=make_actor("Ilse Varn"))
    source_wide.change(source=revision.source, by=editor, wanted=Said("Interviewee", make_actor("Ada Varrow")))
    assert speakers()[FIRST] == "Ilse Varn"
    assert speakers()[SECOND] == "Ada Varrow"


def test_a_day_of_the_text_is_kept_unless_it_is_wrong_too(editor: User, revision: Revision) -> None:
    Quotation.objects.filter(exact=THIRD).update(said="2026-03-01")
    source_wide.change(source=revision.source, by=editor, wanted=Said(said="2026-02-01"))
    assert Quotation.objects.get(exact=THIRD).said == "2026-03-01"
    source_wide.change(source=revision.source, by=editor, wanted=Said(said="2026-02-02", also_dated=True))
    assert set(Quotation.objects.values_list("said", flat=True)) == {"2026-02-02"}


def test_twice_changes_nothing(editor: User, revision: Revision) -> None:
    wanted = Said("Interviewee", make_actor("Ada Varrow"), said="2026-02-01")
    assert source_wide.change(source=revision.source, by=editor, wanted=wanted) is not None
    assert source_wide.change(source=revision.source, by=editor, wanted=wanted) is None


def test_the_page_shows_what_it_touches_before(client: Client, editor: User, revision: Revision) -> None:
    client.force_login(editor)
    make_actor("Ada Varrow")
    address = reverse("source_wide", args=[revision.source.public_id])
    assert "Interviewee (2)" in client.get(address).text
    typed = {"name": "Interviewee", "speaker": "Ada Varrow", "said": "2026-02-01"}
    page = client.post(address, typed).text
    assert "2 quotations get the speaker Ada Varrow" in page
    assert FIRST in page
    assert not SourceRule.objects.exists()
    assert client.post(address, {**typed, "save": "1"}).headers["Location"] == revision.source.get_absolute_url()
    assert speakers()[FIRST] == "Ada Varrow"
    assert "that holds already" in client.post(address, typed).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Say what shall hold"),
        ({"speaker": "Ada Varrow"}, "not everybody"),
        ({"name": "Interviewee", "speaker": "Nobody Known"}, "Add the speaker first"),
        ({"said": "soon"}, "is not a date"),
    ],
)
def test_the_page_says_what_is_missing(
    client: Client, editor: User, revision: Revision, typed: dict[str, str], words: str
) -> None:
    client.force_login(editor)
    make_actor("Ada Varrow")
    page = client.post(reverse("source_wide", args=[revision.source.public_id]), {"save": "1", **typed}).text
    assert words in page
    assert not SourceRule.objects.exists()


def test_a_large_change_is_followed_up_by_a_worker(
    client: Client, editor: User, revision: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_wide, "AT_ONCE", 1)
    client.force_login(editor)
    ada = make_actor("Ada Varrow")
    typed = {"name": "Interviewee", "speaker": "Ada Varrow", "save": "1"}
    answer = client.post(reverse("source_wide", args=[revision.source.public_id]), typed)
    run = ExtractionRun.objects.get(state="queued")
    assert answer.headers["Location"] == run.get_absolute_url()
    finish()
    assert speakers()[FIRST] == ada.name


def test_the_desk_does_not_take_it_back_with_one_key(editor: User, revision: Revision) -> None:
    own = review.accept_quotation(quotation=Quotation.objects.get(exact=THIRD), by=editor)
    source_wide.change(source=revision.source, by=editor, wanted=Said("Interviewee", make_actor("Ada Varrow")))
    assert last_action(editor) == own
