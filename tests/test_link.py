"""Links across texts: a response finds what it answers, whichever came first, and says why; repeats are folded."""

from itertools import permutations

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from statements.actions import extract, group, link
from statements.models import Link, Quotation
from tests.extracting import FakePipeline, Text
from tests.factories import make_actor, make_link, make_quotation, make_revision, make_source

pytestmark = pytest.mark.django_db

PLAN = "We will reopen the salt mine at Hollow Bay before the autumn"
TAXES = "No family in Oldmere will pay a higher water tax"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def said() -> Text:
    text = Text(f"“{PLAN},” said Ada Brandt. “{TAXES},” she added.", {"published": "2026-02-03"})
    text.say(PLAN, "Ada Brandt")
    text.say(TAXES, "Ada Brandt")
    return text


def misunderstood() -> Text:
    words = "she was misunderstood about the mine"
    text = Text(f"Brandt told us that {words} in Hollow Bay, says Nils Harrow.", {"published": "2026-02-20"})
    response = text.say(words, "Brandt", "indirect", reporter="Nils Harrow")
    text.answer("clarifies", response, None, f"Brandt told us that {words} in Hollow Bay", attribution="reported")
    return text


def critique() -> Text:
    words = "Brandt’s promise on the water tax is hollow"
    text = Text(f"“{words},” said Nils Harrow.", {"published": "2026-02-10"})
    response = text.say(words, "Nils Harrow")
    text.answer("critiques", response, None, words)
    return text


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_response_finds_its_original_in_any_order(order: tuple[int, ...]) -> None:
    texts = [said, misunderstood, critique]
    for number in order:
        texts[number]().store()
    found = {k.relation: k for k in Link.objects.standing()}
    assert found["clarifies"].claim is not None
    assert found["clarifies"].claim.exact == PLAN
    assert found["clarifies"].attribution == "reported"
    assert found["critiques"].claim is not None
    assert found["critiques"].claim.exact == TAXES
    assert "water" in found["critiques"].reason
    assert "published 3 February 2026" in found["critiques"].reason


def test_a_response_without_its_original_waits() -> None:
    misunderstood().store()
    waiting = Link.objects.waiting().get()
    assert not Link.objects.standing().exists()
    assert waiting.sought["names"] == ["Brandt"]
    assert "Hollow Bay" in waiting.sought["words"]
    said().store()
    assert not Link.objects.waiting().exists()


def test_what_was_said_later_is_not_answered() -> None:
    misunderstood().store()
    late = Text(f"“{PLAN},” said Ada Brandt.", {"published": "2026-04-03"})
    late.say(PLAN, "Ada Brandt")
    late.store()
    assert Link.objects.waiting().exists()


def test_a_decided_link_is_left_alone(editor: User) -> None:
    said().store()
    text = misunderstood()
    revision = text.store()
    Link.objects.update(state="rejected", decided_by=editor, decided_at=timezone.now())
    text.read(revision)
    said_again = said()
    said_again.values["title"] = "Brandt once more"
    said_again.store()
    assert Link.objects.get().state == "rejected"


def test_an_interviewer_names_what_is_answered() -> None:
    """The gist stands in the question before the answer."""
    said().store()
    answer = "That was taken amiss, and I regret it."
    question = "You spoke of the salt mine at Hollow Bay."
    revision = make_revision(f"{question}\n\n{answer}", make_source(kind="interview", published="2026-02-25"))
    revision.segments.filter(start=0).update(kind="question", turn=0)
    revision.segments.filter(start__gt=0).update(kind="answer", turn=1)
    text = Text(revision.text)
    response = text.say(answer, "Ada Brandt", "turn")
    text.answer("clarifies", response, None, answer)
    text.read(revision)
    link = Link.objects.get()
    assert link.claim is not None
    assert link.claim.exact == PLAN
    assert "Hollow" in link.reason


def test_a_mention_leads_to_what_it_names() -> None:
    said().store()
    text = Text(
        "Nils Harrow called Ada Brandt’s words about the salt mine at Hollow Bay a mistake.",
        {"published": "2026-02-12"},
    )
    named = text.say("words about the salt mine at Hollow Bay", "Ada Brandt", "indirect", mention=True)
    response = text.say("a mistake", "Nils Harrow", "mixed")
    text.answer("critiques", response, named, "called Ada Brandt’s words about the salt mine at Hollow Bay a mistake")
    text.store()
    link = Link.objects.get()
    assert link.claim is not None
    assert link.claim.exact == PLAN
    assert not Quotation.objects.get(is_mention=True).statement


def _pair() -> tuple[Quotation, Quotation, Quotation]:
    ada, nils = make_actor("Ada Brandt"), make_actor("Nils Harrow")
    claim = make_quotation(make_revision(f"“{PLAN}.”"), PLAN, speaker=ada)
    words = "Reopening the salt mine at Hollow Bay would be reckless"
    told = "it would be reckless to reopen the salt mine at Hollow Bay"
    direct = make_quotation(make_revision(f"“{words}.”"), words, speaker=nils)
    indirect = make_quotation(make_revision(f"Harrow says {told}."), told, speaker=nils, kind="indirect")
    return claim, direct, indirect


def test_links_between_the_same_two_statements_are_one() -> None:
    claim, direct, indirect = _pair()
    first = make_link(direct, claim, "critiques", confidence=0.6)
    second = make_link(indirect, claim, "disputes", confidence=0.9)
    other_family = make_link(indirect, claim, "related", confidence=0.2)
    group.regroup(quotations=[claim, direct, indirect])
    assert set(Link.objects.standing()) == {second, other_family}
    first.refresh_from_db()
    assert first.same_as == second


def test_a_rejected_link_hides_its_repeats() -> None:
    claim, direct, indirect = _pair()
    rejected = make_link(direct, claim, "critiques", state="rejected")
    repeat = make_link(indirect, claim, "critiques", confidence=0.9)
    group.regroup(quotations=[claim, direct, indirect])
    repeat.refresh_from_db()
    assert repeat.same_as == rejected
    Link.objects.filter(pk=rejected.pk).delete()
    group.regroup(quotations=[claim, direct, indirect])
    assert list(Link.objects.standing()) == [repeat]


def test_a_link_within_one_statement_is_not_shown() -> None:
    claim, direct, indirect = _pair()
    waiting = make_link(direct, None, "critiques", sought={"names": [], "words": ""})
    group.regroup(quotations=[claim, direct, indirect])
    Link.objects.filter(pk=waiting.pk).update(claim=indirect)
    assert not Link.objects.standing().exists()


def test_seeking_all_of_an_actor_anew_changes_nothing() -> None:
    said().store()
    misunderstood().store()
    ada = Quotation.objects.get(exact=PLAN).speaker_id
    assert ada is not None
    assert link.seek_all(actors={ada}) == set()
