"""Wordings weighed against what they may answer: what is seen of a pair, how it is added up, and what is suggested."""

from itertools import permutations

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from statements import pair_features, pair_weights
from statements.actions import extract, group, link_pairs
from statements.models import Link, Quotation
from statements.pair_features import Matter
from statements.pair_views import Page, Paragraph, Utterance, plain
from statements.pair_weights import Candidate, Weights
from statements.vocabulary import State
from tests.extracting import FakePipeline, Text

FERRY = "The ferry to Hollow Bay will sail every hour from June"
NO = "That is simply not true, there is one ferry and it is broken"
OTHER = "The museum opens on Sundays"
SAID = (
    f"“{FERRY},” said Ada Brandt.",
    f"Nils Harrow contradicted her. “{NO},” he said.",
    f"“{OTHER},” said Cleo Marsh.",
)
TEXT = "\n\n".join(SAID)


def page() -> Page:
    paragraphs, at = [], 0
    for words in TEXT.split("\n\n"):
        paragraphs.append(Paragraph("paragraph", at, at + len(words), None))
        at += len(words) + 2
    said = [(FERRY, "Ada Brandt"), (NO, "Nils Harrow"), (OTHER, "Cleo Marsh")]
    found = [
        Utterance(n, TEXT.index(words), TEXT.index(words) + len(words), "direct", who, who, f"statement {n}")
        for n, (words, who) in enumerate(said)
    ]
    return Page(1, TEXT, 0, paragraphs, found)


def test_plain_words_stand_where_the_text_has_them() -> None:
    assert plain("“It’s” Mine") == '"it\'s" mine'
    assert len(plain("İÉß’")) == 4


@pytest.mark.django_db
def test_what_stands_around_a_wording_holds_no_wording() -> None:
    answer = page().views[1]
    assert "contradicted" in answer.near
    assert "broken" not in answer.near
    assert "ferry" not in page().views[0].frame


@pytest.mark.django_db
def test_the_next_wording_on_the_same_matter_is_seen_as_such() -> None:
    claim, answer, _ = page().views
    features = pair_features.of_pair(answer, claim, Matter(answer, claim), [])
    assert features["next"] == features["last"] == 1.0
    assert features["shared"] > 0
    assert pair_features.of_response(answer, [(False, features)], [])["own untrue"] == 1.0


def weights(**of_disputes: float) -> Weights:
    relations = [r for family in pair_weights.FAMILIES.values() for r in family]
    response: dict[str, dict[str, float]] = {r: {"one": -3.0} for r in relations} | {"none": {}}
    return Weights(response | {"disputes": of_disputes}, {r: {"near": 2.0} for r in relations}, (1.0, 0.0))


def test_the_likelier_statement_is_answered_and_the_probabilities_leave_room_for_nothing() -> None:
    near, far = Candidate("a", False, {"near": 1.0}), Candidate("b", False, {})
    (stance,) = pair_weights.answers(weights(cue=2.0), {"one": 1.0, "cue": 1.0}, [far, near])
    assert (stance.family, stance.relation, stance.candidate) == ("stance", "disputes", 1)
    (without,) = pair_weights.answers(weights(cue=2.0), {"one": 1.0}, [far, near])
    assert 0 < without.probability < stance.probability < 1


def test_wordings_of_one_statement_are_weighed_together() -> None:
    two = [Candidate("a", False, {}), Candidate("a", False, {}), Candidate("b", False, {"near": 0.2})]
    (stance,) = pair_weights.answers(weights(), {"one": 1.0}, two)
    assert stance.candidate in (0, 1)


def test_ones_own_words_are_not_disputed_and_anothers_are_not_corrected() -> None:
    own = [Candidate("a", True, {"near": 1.0})]
    assert {a.family for a in pair_weights.answers(weights(), {"one": 1.0}, own)} == {"correction", "continuity"}


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever says "not true" disputes what he follows; whoever says "withdraw" retracts what he is alike to."""
    relations = [r for family in pair_weights.FAMILIES.values() for r in family]
    response: dict[str, dict[str, float]] = {r: {"one": -9.0} for r in relations} | {"none": {}}
    response["disputes"] = {"one": -6.0, "own untrue": 6.0}
    response["retracts"] = {"one": -6.0, "own withdraws": 6.0}
    pair: dict[str, dict[str, float]] = {r: {} for r in relations}
    pair["disputes"] = {"next": 6.0}
    pair["retracts"] = {"elsewhere shared": 9.0, "shared": 3.0}
    monkeypatch.setattr(pair_weights, "load", lambda: Weights(response, pair, (1.0, 0.0)))
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def disputed() -> Text:
    text = Text(TEXT, {"published": "2026-02-03"})
    text.say(FERRY, "Ada Brandt")
    text.say(NO, "Nils Harrow")
    text.say(OTHER, "Cleo Marsh")
    return text


def withdrawn() -> Text:
    words = "I withdraw the ferry to Hollow Bay, it will not sail every hour"
    text = Text(f"“{words},” said Ada Brandt.", {"published": "2026-04-03"})
    text.say(words, "Ada Brandt")
    return text


def links() -> set[tuple[str, str, str]]:
    return {(k.relation, k.response.exact, k.claim.exact if k.claim else "") for k in Link.objects.all()}


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_links_are_the_same_in_any_order_and_after_another_reading(sure: None, order: tuple[int, ...]) -> None:
    texts = [disputed(), withdrawn()]
    revisions = {number: texts[number].store() for number in order}
    wanted = links()
    assert ("disputes", NO, FERRY) in wanted
    assert any(relation == "retracts" and claim == FERRY for relation, _, claim in wanted)
    ids = set(Link.objects.values_list("public_id", flat=True))
    for number, revision in revisions.items():
        texts[number].read(revision)
    assert links() == wanted
    assert set(Link.objects.values_list("public_id", flat=True)) == ids


@pytest.mark.django_db
def test_a_suggestion_says_why_with_words_of_the_text_and_its_evidence(sure: None) -> None:
    disputed().store()
    (link,) = Link.objects.filter(relation="disputes")
    assert "“simply not”" in link.reason
    assert link.detected_by == link_pairs.DETECTED_BY
    assert link.state == State.SUGGESTED
    assert link.confidence is not None
    assert link.confidence >= link_pairs.LEAST
    assert [e.exact for e in link.evidence.all()] == [NO]


@pytest.mark.django_db
def test_what_an_editor_rejected_does_not_come_back_and_what_is_no_longer_said_goes(sure: None) -> None:
    text = disputed()
    revision = text.store()
    by = User.objects.create_user("editor")
    Link.objects.update(state=State.REJECTED, decided_by=by, decided_at=timezone.now())
    text.read(revision)
    assert [k.state for k in Link.objects.filter(relation="disputes")] == [State.REJECTED]
    Link.objects.update(state=State.SUGGESTED, decided_by=None, decided_at=None)
    claim = Quotation.objects.get(exact=FERRY)
    claim.state, claim.decided_by, claim.decided_at = State.REJECTED, by, timezone.now()
    claim.save()
    group.regroup(quotations=Quotation.objects.all())
    assert not Link.objects.filter(relation="disputes", claim__exact=FERRY).exists()
