"""Decisions outlive every rerun: spans that shift, shrink and grow, other acts and speakers, newer revisions.

A text is a row of words. The pipeline of a pass finds each utterance at a span that shares at least half of its words
with the one before. Between passes an editor accepts, rejects, mends or takes back. After each pass nothing that was
decided has come back as a suggestion, nothing is doubled, and nothing is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import history
from accounts.models import Action
from statements.actions import extract, review
from statements.models import Link, Quotation
from tests.extracting import FakePipeline, Text
from tests.revising import add_revision

pytestmark = pytest.mark.django_db

SLOTS, PER_SLOT = 3, 24  # utterances, and the words around each: spans of two never share half their words
NAMES = ("Ada Brandt", "Nils Harrow", "Ilse Varn")


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


@contextmanager
def forgotten() -> Iterator[None]:
    """Leaves the database as it was: hypothesis runs many examples within one test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Pass:
    """What one pass finds: for each utterance the words it begins and ends with, or None; and a new revision or not."""

    spans: tuple[tuple[int, int] | None, ...]
    edited: bool
    link: bool


WORDS = [f"word{slot}x{n}" for slot in range(SLOTS) for n in range(PER_SLOT)]


def text_of(edits: int) -> str:
    """The first lines differ from revision to revision; the utterances stand."""
    lines = [" ".join(WORDS[slot * PER_SLOT : (slot + 1) * PER_SLOT]) for slot in range(SLOTS)]
    return "\n\n".join([*(f"Edited for the {n}. time by the desk." for n in range(edits)), *lines]) + "\n"


def found(one: Pass, edits: int) -> Text:
    text = Text(text_of(edits))
    said: dict[int, int] = {}
    for slot, span in enumerate(one.spans):
        if span is not None:
            words = WORDS[slot * PER_SLOT + span[0] : slot * PER_SLOT + span[1]]
            said[slot] = text.say(" ".join(words), NAMES[slot])
    if one.link and {0, 1} <= said.keys():
        text.answer("disputes", said[1], said[0], WORDS[PER_SLOT + 10])
    return text


# Every span holds words 6 to 18 (12 of them) and at most 24: any two share at least half of either's words.
SPAN = st.tuples(st.integers(0, 6), st.integers(18, PER_SLOT))
PASSES = st.builds(
    Pass,
    spans=st.tuples(*[st.none() | SPAN] * SLOTS),
    edited=st.integers(0, 3).map(lambda n: n == 0),
    link=st.booleans(),
)
DOINGS = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "mend", "speaker", "accept link", "reject link", "undo"]), SPAN),
    max_size=2,
)


class Desk:
    """An editor at work, and what must hold ever after."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.done: list[Action] = []

    def do(self, what: str, number: int, span: tuple[int, int]) -> None:
        if what == "undo":
            self.undo()
            return
        rows: Any = Link.objects.order_by("pk") if "link" in what else Quotation.objects.order_by("pk")
        if not rows:
            return
        row = rows[number % len(rows)]
        try:
            with transaction.atomic():
                action = self.decide(what, row, span)
        except review.AlreadyThere:
            return
        self.done += [action] if action else []

    def decide(self, what: str, row: Any, span: tuple[int, int]) -> Action | None:
        by = self.by
        if what == "mend":
            start = row.revision.text.index(WORDS[slot_of(row) * PER_SLOT + span[0]])
            last = WORDS[slot_of(row) * PER_SLOT + span[1] - 1]
            return review.mend_quotation(
                quotation=row, by=by, start=start, end=row.revision.text.index(last) + len(last)
            )
        if what == "speaker":
            return review.mend_quotation(quotation=row, by=by, speaker="A harbour pilot")
        doing = {
            "accept": lambda: review.accept_quotation(quotation=row, by=by),
            "reject": lambda: review.reject_quotation(quotation=row, by=by),
            "accept link": lambda: review.accept_link(link=row, by=by),
            "reject link": lambda: review.reject_link(link=row, by=by),
        }
        return doing[what]()

    def undo(self) -> None:
        """Takes back the last action, where nothing was built on it."""
        if not self.done:
            return
        try:
            with transaction.atomic():
                history.undo(self.done[-1], by=self.by)
        except history.CannotUndo:
            return
        self.done.pop()


def slot_of(q: Quotation) -> int:
    return int(q.exact.removeprefix("word").partition("x")[0])


def decided() -> dict[int, tuple[object, ...]]:
    """What a person decided, by row: neither state nor words nor speaker may be other after a pass."""
    rows = Quotation.objects.exclude(state="suggested")
    return {q.pk: (q.state, q.exact, q.speaker_name, q.decided_at) for q in rows}


def decided_links() -> dict[int, tuple[object, ...]]:
    rows = Link.objects.exclude(state="suggested")
    return {row.pk: (row.state, row.relation, row.response_id, row.claim_id) for row in rows}


def check() -> None:
    """No utterance is there twice; no link is."""
    slots = [slot_of(q) for q in Quotation.objects.filter(derived=False)]
    assert len(slots) == len(set(slots)), "an utterance is doubled, or a decision came back as a suggestion"
    ends = list(Link.objects.values_list("response", "family"))
    assert len(ends) == len(set(ends)), "a link is doubled"
    for q in Quotation.objects.select_related("revision"):
        assert q.exact == q.revision.text[q.start : q.end]


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(passes=st.lists(st.tuples(PASSES, DOINGS), min_size=2, max_size=5))
def test_no_decision_returns_doubles_or_is_lost(editor: User, passes: list[tuple[Pass, Any]]) -> None:
    with forgotten():
        _live_through(editor, passes)


def _live_through(editor: User, passes: list[tuple[Pass, Any]]) -> None:
    desk, edits = Desk(editor), 0
    revision = found(passes[0][0], 0).store()
    for number, (one, doings) in enumerate(passes):
        before, links = decided(), decided_links()
        if one.edited:
            edits += 1
            revision = add_revision(revision.source, found(one, edits), editor)
        else:
            found(one, edits).read(revision)
        assert decided() == before
        assert decided_links() == links
        check()
        for what, span in doings:
            desk.do(what, number, span)
        check()
    again = (decided(), decided_links(), Quotation.objects.count(), Link.objects.count())
    found(passes[-1][0], edits).read(revision)
    assert (decided(), decided_links(), Quotation.objects.count(), Link.objects.count()) == again


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(first=SPAN, second=SPAN, third=SPAN, rejects=st.booleans())
def test_every_span_that_a_mended_quotation_had_counts(
    editor: User, first: tuple[int, int], second: tuple[int, int], third: tuple[int, int], rejects: bool
) -> None:
    """Mended down to a few words, it is still known by the spans that it had before; in a newer revision, too."""
    with forgotten():
        revision = found(Pass((first, None, None), edited=False, link=False), 0).store()
        row, few = Quotation.objects.get(), " ".join(WORDS[12:15])
        start = revision.text.index(few)
        review.mend_quotation(quotation=row, by=editor, start=start, end=start + len(few))
        if rejects:
            review.reject_quotation(quotation=row, by=editor)
        for edits, span in ((0, second), (1, third), (1, second)):
            text = found(Pass((span, None, None), edited=False, link=False), edits)
            if edits and not revision.superseded and revision.number == 1:
                revision = add_revision(revision.source, text, editor)
            else:
                text.read(revision)
            kept = Quotation.objects.get()
            assert (kept.pk, kept.exact, kept.state) == (row.pk, few, "rejected" if rejects else "accepted")


@pytest.mark.parametrize(("act", "speaker", "is_new"), [("thought", NAMES[0], True), ("speech", NAMES[1], True)])
def test_another_act_or_speaker_beside_a_rejected_one_is_another_quotation(
    editor: User, act: Any, speaker: str, is_new: bool
) -> None:
    text = found(Pass(((0, 20), None, None), edited=False, link=False), 0)
    revision = text.store()
    review.reject_quotation(quotation=Quotation.objects.get(), by=editor)
    other = Text(text.text)
    other.say(" ".join(WORDS[:20]), speaker, act=act)
    for _ in range(2):
        other.read(revision)
        assert sorted(Quotation.objects.values_list("state", flat=True)) == ["rejected", "suggested"]
    assert (Quotation.objects.count() == 2) is is_new


def test_an_accepted_one_keeps_its_speaker_whatever_the_machine_says(editor: User) -> None:
    text = found(Pass(((0, 20), None, None), edited=False, link=False), 0)
    revision = text.store()
    review.mend_quotation(quotation=Quotation.objects.get(), by=editor, speaker="A harbour pilot")
    other = Text(text.text)
    other.say(" ".join(WORDS[2:20]), NAMES[1])
    other.read(revision)
    assert Quotation.objects.get().speaker_name == "A harbour pilot"
