"""Whether somebody took another position: found as a question, asked at the desk, never asserted."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts import history
from actors.models import Actor
from statements import positions, queue
from statements.actions import link_updates, review_positions, term_index
from statements.models import Link, PositionQuestion, Quotation
from tests.desk_scene import actor, quotation, run, source, statement

pytestmark = pytest.mark.django_db

YES = "We will close the northern ferry to Skarn before the winter"
NO = "We will not close the northern ferry to Skarn before the winter"


def spoken(who: Actor, words: str, day: str, *, title: str = "") -> Quotation:
    """These words in a text of their own, of that day."""
    revision = source(title or f"A report of {day}", f"“{words},” {who.name} said.", day)
    run(revision)
    said = quotation(revision, words, who)
    statement(said)
    term_index.refresh([said.pk])
    return said


def asked(said: Quotation) -> int:
    found = said.revision.runs.first()
    assert found is not None
    return link_updates.find(run_id=found.pk)


@pytest.fixture
def pair() -> PositionQuestion:
    varn = actor("Ilse Varn")
    spoken(varn, YES, "2031-03-14")
    asked(spoken(varn, NO, "2031-09-01"))
    return positions.waiting().get()


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (YES, NO, "not"),
        (
            "The harbour wall will cost four million crowns",
            "The harbour wall will cost seven million crowns",
            "numbers",
        ),
        ("The council will rebuild the fish market hall", "The council may rebuild the fish market hall", "will"),
        ("It was cold. We will close the northern ferry to Skarn. Ask me later.", NO, "not"),
    ],
)
def test_differences_of_position(one: str, other: str, says: str) -> None:
    found = positions.difference(one, other)
    assert found is not None
    assert says in found.words
    assert found == positions.difference(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (YES, YES),
        (YES, "We will close the northern ferry to Skarn before winter comes"),
        (YES, "The southern school will not open in the spring"),
        ("The ferry is old", "The ferry is not old"),  # two words are no matter
    ],
)
def test_no_difference_of_position(one: str, other: str) -> None:
    assert positions.difference(one, other) is None


def test_question_is_found_whichever_text_comes_first() -> None:
    varn = actor("Ilse Varn")
    later = spoken(varn, NO, "2031-09-01")
    assert asked(later) == 0
    earlier = spoken(varn, YES, "2031-03-14")
    assert asked(earlier) == 1
    assert asked(later) == 1  # again: the same one
    question = PositionQuestion.objects.get()
    assert (question.earlier, question.later) == (earlier, later)
    assert positions.waiting().get() == question


def test_no_question_between_two_speakers_on_one_day_or_in_one_text() -> None:
    varn, brandt = actor("Ilse Varn"), actor("Oke Brandt")
    spoken(varn, YES, "2031-03-14", title="First")
    assert asked(spoken(brandt, NO, "2031-09-01")) == 0
    assert asked(spoken(varn, NO, "2031-03-14", title="Second")) == 0


def test_question_of_merged_actors_is_asked() -> None:
    one, other = actor("Ilse Varn"), actor("I. Varn")
    spoken(one, YES, "2031-03-14")
    other.merged_into = one
    other.save()
    asked(spoken(other, NO, "2031-09-01"))
    assert positions.waiting().count() == 1


def test_question_asserts_nothing(pair: PositionQuestion, client: Client, analyst: User) -> None:
    assert not Link.objects.exists()
    assert queue.walk(queue.Wanted()) == []
    client.force_login(analyst)
    assert pair.later.statement is not None
    page = client.get(pair.later.statement.get_absolute_url()).text
    assert "position" not in page
    assert client.get(reverse("positions")).status_code == 403
    assert client.post(reverse("position_answer", args=[pair.pk])).status_code == 403


@pytest.mark.parametrize("relation", ["updates", "reaffirms", "related"])
def test_answer_is_a_link_and_undo_asks_again(pair: PositionQuestion, editor: User, relation: str) -> None:
    action = review_positions.answer(question=pair, answer=relation, by=editor)
    made = Link.objects.get()
    assert (made.relation, made.state, made.response, made.claim) == (relation, "accepted", pair.later, pair.earlier)
    assert not positions.waiting().exists()
    assert action is not None
    history.undo(action, by=editor)
    assert positions.waiting().exists()


def test_no_pair_is_never_asked_again(pair: PositionQuestion, editor: User) -> None:
    action = review_positions.answer(question=pair, answer="no_pair", by=editor)
    asked(pair.later)
    assert not positions.waiting().exists()
    assert Link.objects.get().state == "rejected"
    assert action is not None
    history.undo(action, by=editor)
    assert positions.waiting().exists()


def test_second_editor_is_told(pair: PositionQuestion, editor: User, client: Client) -> None:
    review_positions.answer(question=pair, answer="updates", by=User.objects.create_user("ann"))
    with pytest.raises(review_positions.Answered):
        review_positions.answer(question=pair, answer="no_pair", by=editor)
    client.force_login(editor)
    page = client.post(reverse("position_answer", args=[pair.pk]), {"answer": "related"}, follow=True).text
    assert "Somebody was faster" in page
    assert Link.objects.get().relation == "updates"


def test_page_shows_both_wordings_and_what_differs(pair: PositionQuestion, editor: User, client: Client) -> None:
    client.force_login(editor)
    page = client.get(reverse("positions")).text
    assert '<mark class="differs">not</mark>' in page
    assert "Before: " in page
    assert client.get(reverse("positions"), {"actor": pair.later.speaker.public_id}).text.count('id="pair-') == 1  # type: ignore[union-attr]
    answer = client.post(reverse("position_answer", args=[pair.pk]), {"answer": "updates"}, follow=True)
    assert "the later words take a new position" in answer.text
    assert "No pair to look at" in answer.text
    assert "Choose one of the four" in _refused(client, pair)


def _refused(client: Client, pair: PositionQuestion) -> str:
    return str(client.post(reverse("position_answer", args=[pair.pk]), {"answer": "denies"}, follow=True).text)


def test_page_query_budget(editor: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    varn = actor("Ilse Varn")
    for n in range(12):
        spoken(varn, YES, f"2031-03-{n + 1:02}")
    asked(spoken(varn, NO, "2031-09-01"))
    client.force_login(editor)
    with django_assert_max_num_queries(9):
        page = client.get(reverse("positions")).text
    assert page.count('id="pair-') == 12


def test_the_first_page_leads_to_the_question(client: Client, editor: User, pair: PositionQuestion) -> None:
    client.force_login(editor)
    waits = f'<a href="{reverse("positions")}"><strong>1</strong> pair: another position?</a>'
    assert waits in client.get(reverse("home")).text
    pair.delete()
    assert reverse("positions") not in client.get(reverse("home")).text
