"""What people decided on a text is found again in its newer revision, or said to be gone; its address stays."""

import pytest
from django.contrib.auth.models import User

from accounts import history
from sources.actions import confirm, revise
from sources.models import Revision
from statements.actions import constraints, extract, group, review
from statements.models import Anchor, Evidence, ExtractionRun, Link, Quotation, Statement
from tests.extracting import FakePipeline, Text
from tests.revising import add_revision, finish, hand_in, last_action

pytestmark = pytest.mark.django_db

HOLD, LIE, BOATS = (
    "The dykes will hold through the spring,",
    "That is a lie about the dykes,",
    "The boats stay in the harbour until the storm is over,",
)
BODY = f"“{HOLD}” said Ada Brandt.\n\n“{LIE}” said Nils Harrow.\n\n“{BOATS}” Brandt added.\n"
EDITED = (
    f"Corrected on Friday.\n\n“{HOLD}” said Ada Brandt, the reeve.\n\n“{LIE}” said Nils Harrow.\n\n"
    "“The boats stay in the inner harbour until this storm is over,” Brandt added.\n"
)
WITHOUT = f"“{HOLD}” said Ada Brandt.\n"
ADA = "Ada Brandt"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def first() -> Revision:
    text = Text(BODY)
    claim, lie = text.say(HOLD, ADA), text.say(LIE, "Nils Harrow")
    text.say(BOATS, ADA)
    text.answer("disputes", lie, claim, LIE)
    return text.store()


def edited() -> Text:
    text = Text(EDITED)
    claim, lie = text.say(HOLD, ADA), text.say(LIE, "Nils Harrow")
    text.say("The boats stay in the inner harbour until this storm is over,", ADA)
    text.answer("disputes", lie, claim, LIE)
    return text


def decide_all(by: User) -> None:
    review.accept_link(link=Link.objects.get(), by=by)
    review.reject_quotation(quotation=Quotation.objects.get(exact=BOATS), by=by)
    group.regroup(quotations=Quotation.objects.all())  # a test does not commit, after which that happens


def whole() -> list[object]:
    """Everything that the machine and people wrote, as a rerun must leave it."""
    models = (Quotation, Link, Evidence, Anchor, Statement)
    return [sorted(model.objects.values_list(), key=str) for model in models]


def test_decisions_are_carried_with_their_addresses(editor: User) -> None:
    old = first()
    decide_all(editor)
    before = {q.public_id: (q.pk, q.state, q.statement_id) for q in Quotation.objects.all()}
    new = add_revision(old.source, edited(), editor)
    assert {q.public_id: (q.pk, q.state, q.statement_id) for q in Quotation.objects.all()} == before
    assert set(Quotation.objects.values_list("revision", flat=True)) == {new.pk}
    rows: list[Quotation | Evidence] = [*Quotation.objects.all(), *Evidence.objects.all()]
    for row in rows:
        assert row.exact == new.text[row.start : row.end]
    assert dict(Anchor.objects.values_list("quotation__state", "how")) == {"accepted": "exact", "rejected": "moved"}
    link = Link.objects.get()
    assert (link.state, link.evidence.get().revision_id) == ("accepted", new.pk)
    old.refresh_from_db()
    assert (old.superseded, old.text, new.number) == (True, BODY, 2)


def test_reading_the_newer_revision_again_changes_nothing(editor: User) -> None:
    old = first()
    decide_all(editor)
    new = add_revision(old.source, edited(), editor)
    before = whole()
    extract.request(revision=new, by=None)
    finish()
    assert whole() == before


def test_the_older_revision_is_not_read_any_more(editor: User) -> None:
    old = first()
    add_revision(old.source, edited(), editor)
    before = whole()
    extract.request(revision=old, by=None)
    finish()
    assert whole() == before


def test_what_is_gone_stays_where_it_was_said_if_a_person_decided_on_it(editor: User) -> None:
    old = first()
    review.accept_link(link=Link.objects.get(), by=editor)
    text = Text(WITHOUT)
    text.say(HOLD, ADA)
    new = add_revision(old.source, text, editor)
    lie = Quotation.objects.get(exact=LIE)
    assert (lie.revision, lie.state) == (old, "accepted")
    assert lie.anchors.get().how == "orphaned"
    assert not Quotation.objects.filter(exact=BOATS).exists()
    link = Link.objects.get()
    assert (link.state, link.claim and link.claim.revision) == ("accepted", new)
    assert link.evidence.get().revision == old
    assert lie.statement is not None


def test_words_that_come_back_are_found_in_a_third_revision(editor: User) -> None:
    old = first()
    review.accept_link(link=Link.objects.get(), by=editor)
    add_revision(old.source, Text(WITHOUT), editor)
    newest = add_revision(old.source, edited(), editor)
    lie = Quotation.objects.get(exact=LIE)
    assert (lie.revision, lie.state) == (newest, "accepted")
    assert Quotation.objects.filter(exact=LIE).count() == 1
    assert [a.how for a in lie.anchors.order_by("newer__number")] == ["orphaned", "exact"]


def test_a_mended_span_is_known_in_the_newer_revision(editor: User) -> None:
    old = first()
    short = "in the harbour until the storm is over,"
    start = BODY.index(short)
    boats = Quotation.objects.get(exact=BOATS)
    review.mend_quotation(quotation=boats, by=editor, start=start + 15, end=start + len(short))
    text = Text("A new first line.\n\n" + BODY)
    text.say(HOLD, ADA)
    text.say(LIE, "Nils Harrow")
    text.say(BOATS, ADA)
    add_revision(old.source, text, editor)
    assert Quotation.objects.count() == 3
    boats.refresh_from_db()
    assert boats.exact == "until the storm is over,"
    assert [boats.revision.text[a:b] for a, b in boats.past_spans] == [BOATS]


def test_an_answer_that_was_added_to_is_carried_whole(editor: User) -> None:
    dialogue = (
        "Interviewer: Will it hold?\n\nAda Brandt: It will hold, as it has always held. {}\n\nInterviewer: And then?\n"
    )
    text = Text(dialogue.format("We looked."))
    text.say("It will hold, as it has always held. We looked.", ADA, "turn")
    old = text.store()
    review.accept_quotation(quotation=Quotation.objects.get(), by=editor)
    later = Text(dialogue.format("We looked at every stone of it."))
    later.say("It will hold, as it has always held. We looked at every stone of it.", ADA, "turn")
    add_revision(old.source, later, editor)
    assert Quotation.objects.get().exact == "It will hold, as it has always held. We looked at every stone of it."


def test_pieces_of_one_utterance_go_together_or_stay(editor: User) -> None:
    text = Text("“We will mend the northern wall,” said Ada Brandt, “but never the tower of the old reeve.”\n")
    head = text.say("We will mend the northern wall,", ADA)
    text.say("but never the tower of the old reeve.", ADA, continues=head)
    old = text.store()
    review.accept_quotation(quotation=Quotation.objects.order_by("start")[0], by=editor)
    add_revision(old.source, Text("“We will mend the northern wall,” said Ada Brandt.\n"), editor)
    assert set(Quotation.objects.values_list("revision", "anchors__how")) == {(old.pk, "orphaned")}


def test_a_constraint_outlives_the_newer_revision(editor: User) -> None:
    old = first()
    one, other = Quotation.objects.get(exact=HOLD), Quotation.objects.get(exact=BOATS)
    constraints.join(one=one, other=other, by=editor)
    add_revision(old.source, edited(), editor)
    finish()
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.statement_id == other.statement_id


def test_undo_of_what_was_decided_before_works_after_the_newer_revision(editor: User) -> None:
    old = first()
    accepted = review.accept_quotation(quotation=Quotation.objects.get(exact=HOLD), by=editor)
    assert accepted is not None
    new = add_revision(old.source, edited(), editor)
    history.undo(accepted, by=editor)
    row = Quotation.objects.get(exact=HOLD)
    assert (row.state, row.revision) == ("suggested", new)


def test_undo_of_a_mended_span_names_the_revision_to_take_back_first(editor: User) -> None:
    old = first()
    hold = Quotation.objects.get(exact=HOLD)
    mended = review.mend_quotation(quotation=hold, by=editor, start=hold.start, end=hold.end - 1)
    assert mended is not None
    add_revision(old.source, edited(), editor)
    with pytest.raises(history.CannotUndo) as refused:
        history.undo(mended, by=editor)
    assert [action.verb for action in refused.value.later] == [revise.VERB]
    history.undo(last_action(), by=editor)
    history.undo(mended, by=editor)
    hold.refresh_from_db()
    assert (hold.exact, hold.revision, hold.state) == (HOLD, old, "suggested")


def test_a_revision_is_taken_back(editor: User) -> None:
    old = first()
    decide_all(editor)
    before = whole()
    add_revision(old.source, edited(), editor)
    history.undo(last_action(), by=editor)
    finish()
    assert whole() == before
    old.refresh_from_db()
    assert (old.superseded, Revision.objects.count()) == (False, 1)


def test_a_revision_on_which_people_acted_is_not_taken_back(editor: User) -> None:
    old = first()
    decide_all(editor)
    new = add_revision(old.source, edited(), editor)
    pinned = review.pin(quotation=Quotation.objects.get(exact=HOLD), by=editor)
    with pytest.raises(history.CannotUndo) as refused:
        history.undo(last_action(), by=editor)
    assert refused.value.later == [pinned]
    assert revise.newest(old.source) == new


def test_a_text_without_change_makes_no_revision(editor: User) -> None:
    old = first()
    with pytest.raises(revise.Unchanged):
        revise.revise(intake=hand_in(old.source, BODY), by=editor)
    with pytest.raises(confirm.NotReady):  # nor a source of its own
        confirm.confirm(intake=hand_in(old.source, EDITED), by=editor, typed={})
    assert Revision.objects.get() == old


def test_revising_twice_makes_one_revision(editor: User) -> None:
    old = first()
    came = hand_in(old.source, EDITED)
    FakePipeline.found[EDITED] = edited()
    assert revise.revise(intake=came, by=editor) == revise.revise(intake=came, by=editor) == old.source
    assert Revision.objects.count() == 2
    assert ExtractionRun.objects.filter(state="queued").count() == 1
