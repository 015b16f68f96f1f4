"""What an editor decides holds, is logged, and can be undone."""

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection

from accounts import history
from accounts.models import Action
from actors.models import Actor
from statements.actions import constraints, review, review_seen
from statements.actions.structure import confirm_structure
from statements.models import GroupingConstraint, Link, Quotation
from tests.desk_scene import Scene, actor, link, quotation, scene, source

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db: None) -> Scene:
    return scene()


def fresh(row: Quotation | Link | Actor) -> object:
    return type(row).objects.get(pk=row.pk)


def test_accept_quotation_accepts_it_and_its_machine_made_speaker(archive: Scene, editor: User) -> None:
    action = review.accept_quotation(quotation=archive.claim, by=editor)
    archive.claim.refresh_from_db()
    archive.varn.refresh_from_db()
    assert (archive.claim.state, archive.claim.decided_by) == ("accepted", editor)
    assert archive.varn.state == "accepted"
    assert action is not None
    assert action.verb == "accept quotation"
    assert "We will close" in action.summary
    history.undo(action, by=editor)
    archive.claim.refresh_from_db()
    archive.varn.refresh_from_db()
    assert (archive.claim.state, archive.claim.decided_at, archive.varn.state) == ("suggested", None, "suggested")


def test_undo_keeps_a_speaker_of_whom_other_words_are_accepted(editor: User) -> None:
    revision = source("Two sentences", "“We stay,” she said. “We wait,” she said.", "2031-01-01")
    who = actor("Ilse Varn")
    first = review.accept_quotation(quotation=quotation(revision, "We stay", who), by=editor)
    review.accept_quotation(quotation=quotation(revision, "We wait", who), by=editor)
    assert first is not None
    history.undo(first, by=editor)
    who.refresh_from_db()
    assert who.state == "accepted"


def test_accept_quotation_twice_changes_nothing(archive: Scene, editor: User) -> None:
    review.accept_quotation(quotation=archive.claim, by=editor)
    first = Quotation.objects.get(pk=archive.claim.pk).decided_at
    assert review.accept_quotation(quotation=archive.claim, by=editor) is None
    assert Quotation.objects.get(pk=archive.claim.pk).decided_at == first


def test_pieces_of_one_utterance_are_decided_together(editor: User) -> None:
    revision = source("Two pieces", "“We will,” she said, “not go,” she said, “ever.”", "2031-01-01")
    who = actor("Ilse Varn")
    one = quotation(revision, "We will", who)
    two = quotation(revision, "not go", who, continues=one)
    three = quotation(revision, "ever", who, continues=two)
    review.reject_quotation(quotation=two, by=editor)
    assert set(Quotation.objects.values_list("state", flat=True)) == {"rejected"}
    review.mend_quotation(quotation=three, by=editor, speaker="A guard")
    assert set(Quotation.objects.values_list("state", "speaker_name", "speaker_kind")) == {
        ("accepted", "A guard", "unnamed")
    }


def test_mend_quotation_keeps_every_span_it_had(archive: Scene, editor: User) -> None:
    q = archive.claim
    was = [q.start, q.end]
    action = review.mend_quotation(quotation=q, by=editor, start=q.start + 8, end=q.end, kind="mixed")
    q.refresh_from_db()
    assert (q.exact, q.kind, q.state, q.past_spans) == (
        "close the northern ferry by spring",
        "mixed",
        "accepted",
        [was],
    )
    assert (q.prefix, q.suffix[:2]) == ("“We will ", ",”")
    assert action is not None
    history.undo(action, by=editor)
    q.refresh_from_db()
    assert (q.exact, q.past_spans, q.state) == ("We will close the northern ferry by spring", [], "suggested")


def test_mend_quotation_refuses_words_outside_the_text(archive: Scene, editor: User) -> None:
    with pytest.raises(review.NotInText):
        review.mend_quotation(quotation=archive.claim, by=editor, start=5, end=100_000)
    with pytest.raises(review.NotInText):
        review.mend_quotation(quotation=archive.claim, by=editor, start=5, end=5)
    assert not Action.objects.exists()


def test_mend_quotation_refuses_to_become_another(archive: Scene, editor: User) -> None:
    with pytest.raises(review.AlreadyThere) as caught:
        review.mend_quotation(quotation=archive.jobs, by=editor, start=archive.claim.start, end=archive.claim.end)
    assert caught.value.row == archive.claim


def test_mend_quotation_gives_the_words_to_the_actor_into_whom_another_was_merged(archive: Scene, editor: User) -> None:
    double = actor("I. Varn")
    Actor.objects.filter(pk=double.pk).update(merged_into=archive.varn)
    double.refresh_from_db()
    review.mend_quotation(quotation=archive.critique, by=editor, speaker=double)
    archive.critique.refresh_from_db()
    assert (archive.critique.speaker, archive.critique.speaker_name) == (archive.varn, "Ilse Varn")


def test_accept_link_accepts_the_quotations_it_rests_on(archive: Scene, editor: User) -> None:
    action = review.accept_link(link=archive.clarifies, by=editor)
    states = Quotation.objects.in_bulk()
    assert states[archive.claim.pk].state == states[archive.walked_back.pk].state == "accepted"
    assert states[archive.critique.pk].state == "suggested"
    assert action is not None
    history.undo(action, by=editor)
    assert set(Quotation.objects.values_list("state", flat=True)) == {"suggested"}
    assert set(Link.objects.values_list("state", flat=True)) == {"suggested"}


def test_accept_link_without_a_target_is_refused(archive: Scene, editor: User) -> None:
    waiting = link(archive.critique, None, "disputes")
    with pytest.raises(review.NeedsTarget):
        review.accept_link(link=waiting, by=editor)
    review.mend_link(link=waiting, by=editor, relation="denies")
    waiting.refresh_from_db()
    assert (waiting.relation, waiting.family, waiting.state) == ("denies", "correction", "suggested")
    review.mend_link(link=waiting, by=editor, claim=archive.jobs)
    waiting.refresh_from_db()
    assert (waiting.claim, waiting.state) == (archive.jobs, "accepted")


def test_reject_link_leaves_its_quotations(archive: Scene, editor: User) -> None:
    review.reject_link(link=archive.critiques, by=editor)
    assert Link.objects.get(pk=archive.critiques.pk).state == "rejected"
    assert set(Quotation.objects.values_list("state", flat=True)) == {"suggested"}


def test_reject_quotation_leaves_its_links_undecided(archive: Scene, editor: User) -> None:
    review.reject_quotation(quotation=archive.critique, by=editor)
    assert Link.objects.get(pk=archive.critiques.pk).state == "suggested"


def test_mend_link_refuses_to_become_another(archive: Scene, editor: User) -> None:
    other = link(archive.critique, archive.claim, "related")
    with pytest.raises(review.AlreadyThere):
        review.mend_link(link=other, by=editor, relation="disputes")
    assert Link.objects.get(pk=other.pk).relation == "related"


def test_add_quotation_marks_words_by_hand(archive: Scene, editor: User) -> None:
    revision = archive.claim.revision
    start = revision.text.index("northern ferry")
    made, action = review.add_quotation(
        revision=revision, by=editor, start=start, end=start + 14, speaker=archive.varn, kind="direct"
    )
    made.refresh_from_db()
    assert (made.exact, made.state, made.made_by, made.part_of) == ("northern ferry", "accepted", editor, archive.claim)
    assert action is not None
    history.undo(action, by=editor)
    assert not Quotation.objects.filter(pk=made.pk).exists()


def test_add_quotation_that_is_there_accepts_it(archive: Scene, editor: User) -> None:
    q = archive.jobs
    made, _ = review.add_quotation(
        revision=q.revision, by=editor, start=q.start, end=q.end, speaker=archive.varn, kind="direct"
    )
    assert (made.pk, made.state) == (q.pk, "accepted")


def test_add_link_by_hand_with_evidence(archive: Scene, editor: User) -> None:
    response = archive.critique
    made, _ = review.add_link(
        response=response,
        claim=archive.jobs,
        relation="disputes",
        attribution="own",
        by=editor,
        evidence=(response.start, response.end),
    )
    made.refresh_from_db()
    assert (made.state, made.detected_by, made.family, made.made_by) == ("accepted", "person", "stance", editor)
    assert made.evidence.get().exact == "Closing the ferry is reckless"


def test_add_link_where_the_two_statements_are_linked_puts_that_link_right(archive: Scene, editor: User) -> None:
    second = quotation(archive.claim.revision, "close the northern ferry", archive.varn)
    second.statement = archive.claim.statement
    second.save(update_fields=["statement"])
    made, _ = review.add_link(
        response=archive.critique, claim=second, relation="disputes", attribution="own", by=editor
    )
    made.refresh_from_db()
    assert (made.pk, made.relation, made.claim) == (archive.critiques.pk, "disputes", archive.claim)


def test_pin_and_unpin(archive: Scene, editor: User) -> None:
    review.pin(quotation=archive.jobs, by=editor)
    assert Quotation.objects.get(pk=archive.jobs.pk).pinned
    review.unpin(quotation=archive.jobs, by=editor)
    assert not Quotation.objects.get(pk=archive.jobs.pk).pinned


def test_second_editor_is_told_and_overwrites_nothing(archive: Scene, editor: User) -> None:
    colleague = User.objects.create_user("colleague")
    seen = review_seen.of(archive.claim)
    first = review.mend_quotation(quotation=archive.claim, by=colleague, kind="mixed", seen=seen)
    stale = Quotation.objects.get(pk=archive.claim.pk)
    with pytest.raises(review_seen.Conflict) as caught:
        review.reject_quotation(quotation=stale, by=editor, seen=seen)
    assert caught.value.last == first
    assert Quotation.objects.get(pk=archive.claim.pk).state == "accepted"


def test_link_seen_covers_the_words_it_rests_on_but_not_their_acceptance(archive: Scene, editor: User) -> None:
    seen = review_seen.of(archive.clarifies)
    review.accept_quotation(quotation=archive.claim, by=editor)
    assert review_seen.of(Link.objects.get(pk=archive.clarifies.pk)) == seen
    review.mend_quotation(quotation=archive.claim, by=editor, start=archive.claim.start + 3)
    assert review_seen.of(Link.objects.get(pk=archive.clarifies.pk)) != seen


def test_confirm_structure_accepts_the_turns_that_nobody_decided(editor: User) -> None:
    revision = source("Interview", "I came.\n\nI saw.\n\nI left.", "2031-01-01")
    who = actor("Ilse Varn")
    kept = [quotation(revision, words, who, "turn") for words in ("I came.", "I saw.")]
    rejected = quotation(revision, "I left.", who, "turn")
    review.reject_quotation(quotation=rejected, by=editor)
    action = confirm_structure(source=revision.source, by=editor)
    assert {Quotation.objects.get(pk=q.pk).state for q in kept} == {"accepted"}
    assert Quotation.objects.get(pk=rejected.pk).state == "rejected"
    assert revision.source.structure_confirmed_by == editor
    assert action is not None
    assert action.targets.count() == 4  # the source, its two turns, their speaker
    assert confirm_structure(source=revision.source, by=editor) is None


def test_join_and_part_replace_each_other(archive: Scene, editor: User) -> None:
    constraints.join(one=archive.jobs, other=archive.claim, by=editor)
    constraint = GroupingConstraint.objects.get()
    assert (constraint.kind, constraint.one, constraint.other) == ("same", archive.claim, archive.jobs)
    constraints.part(one=archive.claim, other=archive.jobs, by=editor)
    assert GroupingConstraint.objects.get().kind == "apart"


def test_join_refuses_words_of_two_speakers(archive: Scene, editor: User) -> None:
    with pytest.raises(constraints.CannotJoin):
        constraints.join(one=archive.claim, other=archive.critique, by=editor)
    assert not GroupingConstraint.objects.exists()


def test_move_takes_a_wording_out_and_puts_it_in(archive: Scene, editor: User) -> None:
    archive.jobs.statement = archive.claim.statement
    archive.jobs.save()
    to = archive.walked_back.statement
    assert to is not None
    action = constraints.move(wording=archive.jobs, to=to, by=editor)
    found = set(GroupingConstraint.objects.values_list("kind", "one", "other"))
    assert found == {
        ("apart", archive.claim.pk, archive.jobs.pk),
        ("same", archive.jobs.pk, archive.walked_back.pk),
    }
    assert action is not None
    history.undo(action, by=editor)
    assert not GroupingConstraint.objects.exists()


def test_regrouping_follows_the_commit(
    archive: Scene, editor: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:  # type: ignore[operator]
        review.accept_link(link=archive.clarifies, by=editor)
    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_two_editors_in_the_same_moment_do_not_wait_for_each_other() -> None:
    """Two links that rest on the same wordings, accepted at the same time by two connections."""
    archive = scene()
    by = User.objects.create_user("one")
    ready = threading.Barrier(2)
    failures: list[Exception] = []

    def accept(which: Link) -> None:
        try:
            ready.wait(5)
            review.accept_link(link=Link.objects.get(pk=which.pk), by=by)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[which]) for which in (archive.clarifies, archive.critiques)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []
    assert set(Link.objects.values_list("state", flat=True)) == {"accepted"}
    assert Action.objects.count() == 2
