"""Wordings become statements: by likeness, by what editors say, the same for any order of arrival."""

import itertools
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from actors.models import Actor
from sources.models import Revision
from statements.actions import extract, group, group_occasion
from statements.models import GroupingConstraint, Occasion, Quotation, Statement
from tests.extracting import FakePipeline, Text, confirm
from tests.factories import make_actor, make_link, make_quotation, make_revision, make_source

pytestmark = pytest.mark.django_db

PLAN = "We will close the two northern lighthouses before the winter storms"
TOLD = "the two lighthouses in the north would be shut down ahead of the winter storms"
OTHER = "The fishing fleet deserves a new harbour master"


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def direct(outlet: str = "", exact: str = PLAN, speaker: Actor | None = None, **values: str) -> Quotation:
    text = f"“{exact},” said the minister."
    revision = make_revision(text, make_source(outlet=outlet, **values))
    return make_quotation(revision, exact, speaker=speaker or Actor.objects.get(name="Ada Brandt"))


def indirect(exact: str = TOLD, speaker: Actor | None = None, **values: str) -> Quotation:
    before = "The minister said "
    revision = make_revision(f"{before}{exact}.", make_source(**values))
    speaker = speaker or Actor.objects.get(name="Ada Brandt")
    return make_quotation(revision, exact, kind="indirect", speaker=speaker, prefix=before, suffix=".")


@pytest.fixture
def ada() -> Actor:
    return make_actor("Ada Brandt")


def statements() -> list[set[str]]:
    """The statements, each by the words of its wordings."""
    return sorted(({q.exact for q in s.wordings.all()} for s in Statement.objects.all()), key=sorted)


def test_a_report_and_the_words_it_reports_are_one_statement(ada: Actor) -> None:
    said, told, other = direct(), indirect(), direct(exact=OTHER)
    group.regroup(quotations=[said, told, other])
    assert statements() == sorted([{PLAN, TOLD}, {OTHER}], key=sorted)
    one = Statement.objects.get(wordings=said)
    assert one.best == said
    assert one.actor == ada


def test_two_speakers_make_two_statements(ada: Actor) -> None:
    said, told = direct(), indirect(speaker=make_actor("Nils Harrow"))
    group.regroup(quotations=[said, told])
    assert len(statements()) == 2


def test_wordings_of_a_merged_actor_are_grouped_with_the_others(ada: Actor) -> None:
    twin = make_actor("A. Brandt")
    said, told = direct(), indirect(speaker=twin)
    group.regroup(quotations=[said, told])
    assert len(statements()) == 2
    twin.merged_into = ada
    twin.save()
    group.regroup(quotations=[told])
    assert statements() == [{PLAN, TOLD}]


def test_other_days_make_other_statements(ada: Actor) -> None:
    said = direct(published="2026-03-14")
    later = indirect(published="2026-06-20")
    group.regroup(quotations=[said, later])
    assert len(statements()) == 2


def test_two_quotations_of_one_article_stay_two_unless_nearly_the_same(ada: Actor) -> None:
    again = "We will close the northern lighthouses when the winter storms are over, and not all at once"
    revision = make_revision(f"“{PLAN}.” Later she said: “{again}.” And: “{PLAN}”.")
    quotations = [make_quotation(revision, exact, speaker=ada) for exact in (PLAN, again)]
    group.regroup(quotations=quotations)
    assert len(statements()) == 2


def test_grouping_twice_changes_nothing(ada: Actor) -> None:
    quotations = [direct(), indirect(), direct(exact=OTHER)]
    group.regroup(quotations=quotations)
    before = list(Statement.objects.order_by("pk").values())
    group.regroup(quotations=quotations)
    assert list(Statement.objects.order_by("pk").values()) == before


def test_a_rejected_wording_leaves_and_comes_back(ada: Actor, editor: User) -> None:
    from django.utils import timezone

    said, told = direct(), indirect()
    group.regroup(quotations=[said, told])
    address = Statement.objects.get().public_id
    founding = Statement.objects.get().founding
    Quotation.objects.filter(pk=founding.pk).update(state="rejected", decided_by=editor, decided_at=timezone.now())
    group.regroup(quotations=[founding])
    assert len(statements()) == 1
    assert Statement.objects.get().public_id != address
    Quotation.objects.filter(pk=founding.pk).update(state="suggested", decided_by=None, decided_at=None)
    group.regroup(quotations=[founding])
    assert statements() == [{PLAN, TOLD}]
    assert Statement.objects.get().public_id == address


@pytest.mark.parametrize("kind", ["same", "apart"])
def test_an_editors_word_outweighs_likeness(ada: Actor, editor: User, kind: str) -> None:
    first = direct()
    second = indirect() if kind == "apart" else direct(exact=OTHER)
    one, other = sorted([first, second], key=lambda q: q.pk)
    GroupingConstraint.objects.create(kind=kind, one=one, other=other, by=editor)
    group.regroup(quotations=[first, second])
    assert len(statements()) == (1 if kind == "same" else 2)


def test_a_link_within_a_text_keeps_its_ends_apart(ada: Actor) -> None:
    said, told = direct(), indirect()
    make_link(told, said, "reaffirms")
    group.regroup(quotations=[said, told])
    assert len(statements()) == 2


def test_copies_in_two_outlets_are_one_statement(ada: Actor) -> None:
    """The same text, so that the hash and the offsets are the same, too."""
    copies = [direct(outlet=outlet) for outlet in ("Oldmere Gazette", "Tide Post")]
    group.regroup(quotations=copies)
    assert Statement.objects.get().wordings.count() == 2


def test_pieces_of_one_utterance_are_one_wording(ada: Actor) -> None:
    revision = make_revision("“We will close,” she said, “the two northern lighthouses before the winter storms.”")
    first = make_quotation(revision, "We will close,", speaker=ada)
    rest = "the two northern lighthouses before the winter storms."
    second = make_quotation(revision, rest, speaker=ada, continues=first)
    told = indirect()
    group.regroup(quotations=[first, told])
    one = Statement.objects.get()
    assert {first, second, told} == set(one.wordings.all())
    assert one.best == second  # of a wording in pieces the longest


ANSWER = (
    "The budget is tight and everybody knows it. "
    f"{PLAN}. "
    "After that we will talk with the crews about other work along the coast."
)


def test_a_run_of_an_answer_is_cut_for_what_repeats_it(ada: Actor) -> None:
    revision = make_revision(ANSWER, make_source(kind="interview"))
    answer = make_quotation(revision, ANSWER, kind="turn", speaker=ada)
    told = indirect()
    group.regroup(quotations=[answer, told])
    run = Quotation.objects.get(derived=True)
    assert run.exact == f"{PLAN}."
    assert run.part_of == answer
    assert statements() == [{f"{PLAN}.", TOLD}]
    answer.refresh_from_db()
    assert answer.statement is None
    group.regroup(quotations=[answer])
    assert Quotation.objects.get(derived=True).pk == run.pk
    told.delete()
    group.regroup(quotations=[answer])
    assert not Quotation.objects.filter(derived=True).exists()
    assert not Statement.objects.exists()


def test_an_answer_that_nothing_touches_makes_no_statement(ada: Actor) -> None:
    revision = make_revision(ANSWER)
    answer = make_quotation(revision, ANSWER, kind="turn", speaker=ada)
    group.regroup(quotations=[answer])
    assert not Statement.objects.exists()
    Quotation.objects.filter(pk=answer.pk).update(pinned=True)
    group.regroup(quotations=[answer])
    assert Statement.objects.get().best == answer


def test_a_question_that_strengthens_is_flagged(ada: Actor) -> None:
    careful = "It is reasonable to expect that the lighthouses in the north will gradually be closed"
    said = direct(exact=careful)
    asked = "the lighthouses in the north would inevitably be closed"
    told = indirect(exact=asked)
    Quotation.objects.filter(pk=told.pk).update(reporter_name="Interviewer")
    group.regroup(quotations=[said, told])
    told.refresh_from_db()
    said.refresh_from_db()
    assert told.statement == said.statement
    assert told.distorted
    assert "inevitably" in told.distorted_reason
    assert "reasonable to expect" in told.distorted_reason
    assert not said.distorted


def test_the_occasion_is_told_by_the_text_and_conflicts_are_kept(ada: Actor) -> None:
    first = make_revision(f"“{PLAN},” she said during an interview with Nils Harrow on Coast Radio.", make_source())
    second = make_revision(f"The minister told the Tide Post that {TOLD}.", make_source())
    said = make_quotation(first, PLAN, speaker=ada, said="2026-03-13")
    told = make_quotation(second, TOLD, kind="indirect", speaker=ada, said="2026-03-12")
    group.regroup(quotations=[said, told])
    group.regroup(quotations=[said, told])
    occasion = Occasion.objects.get()
    assert (occasion.kind, occasion.venue, occasion.interviewer) == ("interview", "Coast Radio", "Nils Harrow")
    told_of = set(occasion.reports.values_list("venue", "said"))
    assert told_of == {("Coast Radio", "2026-03-13"), ("Tide Post", "2026-03-12")}


def test_a_date_is_inferred_from_publication_and_says_so(ada: Actor) -> None:
    said = direct(published="2026-03-14")
    group.regroup(quotations=[said])
    one = Statement.objects.get()
    assert one.said == "2026-03-14?"
    assert one.occasion is not None
    assert "publication" in one.occasion.said_reason


def test_a_moved_quotation_leaves_its_statement_behind(ada: Actor) -> None:
    nils = make_actor("Nils Harrow")
    said, told = direct(), indirect()
    group.regroup(quotations=[said, told])
    moved = Statement.objects.get().founding
    stays = told if moved.pk == said.pk else said
    Quotation.objects.filter(pk=moved.pk).update(speaker=nils, speaker_name=nils.name)
    group.regroup(quotations=[moved])
    assert {(s.actor, s.founding) for s in Statement.objects.all()} == {(nils, moved), (ada, stays)}


# Five texts about one quarrel, in which each brings something that bears on another.


def gazette() -> Text:
    text = Text(
        f"Ada Brandt, minister of tides, said on Monday {TOLD}.", {"title": "Lights out", "published": "2026-03-10"}
    )
    text.say(TOLD, "Ada Brandt", "indirect")
    return text


def post() -> Text:
    text = Text(f"“{PLAN},” Brandt told Coast Radio. “{OTHER}.”", {"title": "Brandt speaks", "published": "2026-03-11"})
    text.say(PLAN, "Brandt")
    text.say(OTHER, "Brandt")
    return text


def interview() -> Text:
    values = {"title": "Ada Brandt at length", "published": "2026-03-11", "kind": "interview"}
    text = Text(ANSWER, values)
    text.say(ANSWER, "Ada Brandt", "turn")
    return text


def critic() -> Text:
    judged = "Closing the northern lighthouses is reckless"
    text = Text(f"“{judged},” said Nils Harrow of Brandt’s plan.", {"title": "Crews angry", "published": "2026-03-12"})
    response = text.say(judged, "Nils Harrow")
    text.answer("critiques", response, None, f"“{judged},” said Nils Harrow of Brandt’s plan.")
    return text


def clarified() -> Text:
    words = "she was misunderstood about the lighthouses in the north"
    text = Text(f"Harrow says Brandt assured the crews that {words}.", {"title": "A call", "published": "2026-03-20"})
    response = text.say(words, "Brandt", "indirect", reporter="Harrow")
    text.answer("clarifies", response, None, words, attribution="reported")
    return text


TEXTS: list[Callable[[], Text]] = [gazette, post, interview, critic, clarified]


def archive() -> dict[str, list[str]]:
    """All that was derived, by names and places and not by ids."""

    def place(q: Quotation | None) -> str:
        return f"{q.revision.source.title} {q.start}-{q.end} {q.kind}" if q else "nowhere"

    rows = Quotation.objects.select_related("revision__source", "speaker", "reporter", "statement__founding")
    wordings = [
        f"{place(q)}: {q.speaker} via {q.reporter}, in {place(q.statement.founding if q.statement else None)}"
        for q in rows
    ]
    made = [f"{place(s.best)} {s.actor} {s.said} {s.occasion}" for s in Statement.objects.all()]
    actors = [f"{a.name}: {sorted(x.name for x in a.aliases.all())}" for a in Actor.objects.current()]
    from statements.models import Link

    links = [f"{place(k.response)} {k.relation} {place(k.claim)}: {k.reason}" for k in Link.objects.all()]
    return {"wordings": sorted(wordings), "statements": sorted(made), "actors": sorted(actors), "links": sorted(links)}


def wipe() -> None:
    from statements.models import ExtractionRun, Link

    for model in (Link, GroupingConstraint, Statement, Occasion, Quotation, ExtractionRun):
        model.objects.all().delete()
    Revision.objects.all().delete()
    Actor.objects.all().delete()


def test_texts_in_any_order_give_the_same_archive() -> None:
    orders = [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1], [1, 0, 4, 2, 3], [3, 2, 1, 4, 0], [4, 0, 1, 3, 2]]
    results = []
    for order in orders:
        wipe()
        for number in order:
            TEXTS[number]().store()
        results.append(archive())
    for one, other in itertools.pairwise(results):
        assert one == other
    assert len(results[0]["actors"]) == 2
    linked = [line for line in results[0]["links"] if "nowhere" not in line]
    assert len(linked) == 2, results[0]["links"]
    assert len([s for s in results[0]["statements"] if "Ada Brandt" in s]) == 3


def test_confirming_a_structure_accepts_its_turns(editor: User) -> None:
    text = interview()
    revision = make_revision(text.text, make_source(kind="interview"))
    confirm(revision, editor)
    text.read(revision)
    turn = Quotation.objects.get()
    assert (turn.state, turn.decided_by) == ("accepted", editor)
    assert turn.speaker is not None
    assert turn.speaker.state == "accepted"


@pytest.mark.parametrize(
    ("around", "venue", "interviewer"),
    [
        ("She said in an interview with Nils Harrow on Coast TV. He asked twice.", "Coast TV", "Nils Harrow"),
        ("she told Coast TV. The minister laughed.", "Coast TV", ""),
        ("she told the Daily Lamp on Friday.", "Daily Lamp", ""),
    ],
)
def test_a_venue_ends_with_its_sentence(around: str, venue: str, interviewer: str) -> None:
    assert group_occasion._venue(around)[1:] == (venue, interviewer)


def test_a_post_that_recalls_an_earlier_statement_keeps_its_own_date(ada: Actor) -> None:
    recalled = "On 3 March I told Coast Radio that the tunnel would cost ninety million crowns."
    taken_back = "That number was wrong, and I take it back."
    text = Text(f"{recalled} {taken_back}", {"published": "2026-03-12"})
    whole = text.say(f"{recalled} {taken_back}", ada.name, "turn")
    claim = text.say(recalled, ada.name, "turn", part_of=whole, said="2026-03-03")
    response = text.say(taken_back, ada.name, "turn", part_of=whole)
    text.answer("retracts", response, claim, taken_back)
    text.store()
    dates = {s.best.exact: (s.said, s.occasion.venue if s.occasion else "") for s in Statement.objects.all()}
    assert dates == {recalled: ("2026-03-03", "Coast Radio"), taken_back: ("2026-03-12?", "")}
