"""The database refuses what must not be: each constraint is broken once, and named by the refusal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Action, ActionTarget
from actors.models import Actor, Alias, Role
from statements.models import (
    Anchor,
    Evidence,
    ExtractionRun,
    GroupingConstraint,
    Link,
    Occasion,
    OccasionReport,
    PositionQuestion,
    Quotation,
    SourceRule,
    Statement,
    Topic,
)
from tests.factories import (
    make_actor,
    make_link,
    make_occasion,
    make_quotation,
    make_revision,
    make_role,
    make_statement,
)

pytestmark = pytest.mark.django_db

WORDS = "The tide is late."


class Scene:
    """One row of everything, so that a test can spoil it."""

    def __init__(self, editor: User) -> None:
        self.editor = editor
        self.actor = make_actor("Ada Brandt", wikidata="Q7")
        self.role = make_role(self.actor, start="2024")
        self.revision = make_revision(f"{WORDS} The boats wait.")
        self.run = ExtractionRun.objects.create(revision=self.revision)
        self.one = make_quotation(self.revision, WORDS, speaker=self.actor)
        self.other = make_quotation(self.revision, "The boats wait.", speaker=self.actor)
        self.occasion = make_occasion(self.actor, "2026-03-01")
        self.report = OccasionReport.objects.create(occasion=self.occasion, source=self.revision.source)
        self.statement = make_statement(self.one, occasion=self.occasion)
        self.link = make_link(self.other, self.one, "reaffirms", evidence=[WORDS])
        self.constraint = GroupingConstraint.objects.create(kind="apart", one=self.one, other=self.other, by=editor)
        self.newer = make_revision("Other words.", self.revision.source, number=2)
        self.anchor = Anchor.objects.create(
            quotation=self.one, revision=self.revision, newer=self.newer, start=0, end=3, how="orphaned"
        )
        self.rule = SourceRule.objects.create(
            source=self.revision.source, name="Ada", actor=self.actor, venue="Hall", by=editor
        )
        self.question = PositionQuestion.objects.create(
            earlier=self.one, later=self.other, alike=0.7, differs="one of them says “not”"
        )
        self.topic = Topic.objects.create(label="tides")
        self.action = Action.objects.create(verb="test", by=editor)
        self.target = ActionTarget.objects.create(action=self.action, model="x", row="1")


@pytest.fixture
def scene(editor: User) -> Scene:
    return Scene(editor)


def put(row: str, **values: Any) -> Callable[[Scene], object]:
    """Writes values into the scene's row, past all that Python checks."""

    def write(scene: Scene) -> object:
        found: models.Model = getattr(scene, row)
        return type(found)._base_manager.filter(pk=found.pk).update(**values)

    return write


def copy(row: str, **values: Any) -> Callable[[Scene], object]:
    """Writes the scene's row a second time."""

    def write(scene: Scene) -> object:
        found: models.Model = getattr(scene, row)
        fresh = type(found)._base_manager.get(pk=found.pk)
        fresh.pk = None
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh._state.adding = True
        if hasattr(fresh, "public_id") and not isinstance(fresh, Statement):
            fresh.public_id = "0123456789ab"
        fresh.save()
        return fresh

    return write


NOW = timezone.now()
BREAKS: dict[str, list[Callable[[Scene], object]]] = {
    "action_does_not_undo_itself": [put("action", undoes=F("id"))],
    "action_target_once": [copy("target")],
    "actor_kind_known": [put("actor", kind="ghost")],
    "actor_state_known": [put("actor", state="perhaps")],
    "actor_has_a_name": [put("actor", name="")],
    "actor_wikidata_form": [put("actor", wikidata="42"), put("actor", wikidata="Q0")],
    "actor_not_merged_into_itself": [put("actor", merged_into=F("id"))],
    "actor_wikidata_once": [copy("actor", name="Twin")],
    "alias_once_per_actor": [lambda s: Alias.objects.create(actor=s.actor, name="ADA Brandt", folded="ada brandt")],
    "alias_has_a_name": [lambda s: Alias.objects.create(actor=s.actor, name="", folded="x")],
    "role_has_a_title": [put("role", title="")],
    "role_basis_known": [put("role", basis="hearsay")],
    "role_attested_somewhere": [put("role", basis="attested")],
    "role_once": [copy("role")],
    "run_open_once": [copy("run")],
    "run_state_known": [put("run", state="asleep")],
    "run_failed_says_why": [put("run", state="failed", finished_at=NOW)],
    "run_progress_per_cent": [put("run", progress=101)],
    "run_finished_when_over": [put("run", state="done"), put("run", finished_at=NOW)],
    "occasion_said_in_order": [put("occasion", said_earliest="2026-03-02", said_latest="2026-03-01")],
    "occasion_report_once": [copy("report")],
    "topic_has_a_label": [put("topic", label="")],
    "topic_not_broader_than_itself": [put("topic", broader=F("id"))],
    "statement_said_in_order": [put("statement", said_earliest="2026-03-02", said_latest="2026-03-01")],
    "quotation_span_once": [copy("one")],
    "quotation_not_empty": [put("one", start=5, end=5)],
    "quotation_kind_known": [put("one", kind="shouted")],
    "quotation_act_known": [put("one", act="dance")],
    "quotation_state_known": [put("one", state="perhaps", decided_at=NOW, decided_by=1)],
    "quotation_decided_by_somebody": [
        put("one", state="accepted"),
        put("one", decided_at=NOW),
        lambda s: put("one", state="rejected", decided_by=s.editor)(s),
    ],
    "quotation_by_machine_or_person": [lambda s: put("one", run=s.run, made_by=s.editor)(s)],
    "quotation_confidence_probability": [put("one", confidence=1.1), put("one", confidence=-0.1)],
    "quotation_speaker_named": [put("one", speaker_name="")],
    "quotation_derived_by_machine": [lambda s: put("one", derived=True, made_by=s.editor)(s)],
    "quotation_does_not_continue_itself": [put("one", continues=F("id"))],
    "quotation_not_part_of_itself": [put("one", part_of=F("id"))],
    "quotation_distorted_says_why": [put("one", distorted=True)],
    "quotation_mention_whole": [put("one", mention_start=3), put("one", mention_start=3, mention_end=3)],
    "quotation_cue_whole": [put("one", cue_end=3), put("one", cue_start=4, cue_end=3)],
    "grouping_constraint_once": [copy("constraint", kind="same")],
    "grouping_constraint_in_order": [lambda s: put("constraint", one=s.other, other=s.one)(s)],
    "grouping_constraint_kind_known": [put("constraint", kind="maybe")],
    "anchor_once": [copy("anchor")],
    "anchor_not_empty": [put("anchor", start=3)],
    "anchor_how_known": [put("anchor", how="guessed")],
    "anchor_settled_by_somebody": [put("anchor", settled_at=NOW)],
    "anchor_not_within_one": [put("anchor", newer=F("revision"))],
    "source_rule_once": [copy("rule")],
    "source_rule_says_something": [put("rule", venue="", actor=None)],
    "source_rule_actor_of_a_name": [put("rule", name="")],
    "link_once": [copy("link", relation="updates")],
    "link_not_to_itself": [put("link", claim=F("response"))],
    "link_not_same_as_itself": [put("link", same_as=F("id"))],
    "link_family_of_relation": [put("link", relation="denies")],
    "link_attribution_known": [put("link", attribution="rumour")],
    "link_state_known": [lambda s: put("link", state="perhaps", decided_at=NOW, decided_by=s.editor)(s)],
    "link_decided_by_somebody": [put("link", state="rejected")],
    "link_accepted_has_a_claim": [
        lambda s: put("link", state="accepted", claim=None, decided_at=NOW, decided_by=s.editor)(s)
    ],
    "link_confidence_probability": [put("link", confidence=2)],
    "position_question_once": [copy("question")],
    "position_question_of_two": [put("question", later=F("earlier"))],
    "position_question_says_what_differs": [put("question", differs="")],
    "position_question_alike": [put("question", alike=1.5)],
    "evidence_once": [lambda s: Evidence.objects.bulk_create([_again(s.link.evidence.get())])],
    "evidence_not_empty": [lambda s: s.link.evidence.update(end=F("start"))],
}
# Where a row that breaks one rule breaks another too, the database may name either.
EITHER = {
    "quotation_state_known": "quotation_decided_by_somebody",
    "run_state_known": "run_finished_when_over",
    "quotation_not_empty": "exact is not the text there",
    "evidence_not_empty": "exact is not the text there",
}


def _again(row: Evidence) -> Evidence:
    return Evidence(link=row.link, revision=row.revision, start=row.start, end=row.end, exact=row.exact)


@pytest.mark.parametrize(("name", "number"), [(name, n) for name, ways in BREAKS.items() for n in range(len(ways))])
def test_the_database_refuses(scene: Scene, name: str, number: int) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BREAKS[name][number](scene)
    told = str(refusal.value)
    assert name in told or EITHER.get(name, name) in told


def test_every_constraint_is_tried() -> None:
    known = {
        constraint.name
        for label in ("accounts", "actors", "statements")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }
    assert known == BREAKS.keys()


def test_a_waiting_link_is_there_once_in_each_family(scene: Scene) -> None:
    make_link(scene.other, None, "clarifies")
    with pytest.raises(IntegrityError, match="link_once"), transaction.atomic():
        make_link(scene.other, None, "denies")


@pytest.mark.parametrize("change", [{"exact": "The tide is early"}, {"start": 1}, {"end": 3}])
def test_a_quotation_is_the_text_at_its_offsets(scene: Scene, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="exact is not the text there"), transaction.atomic():
        Quotation.objects.filter(pk=scene.one.pk).update(**change)


def test_offsets_count_code_points() -> None:
    revision = make_revision("🌊" * 5000 + "Ebbe und Flut")
    assert make_quotation(revision, "Ebbe und Flut").start == 5000


def test_evidence_is_the_text_at_its_offsets(scene: Scene) -> None:
    with pytest.raises(IntegrityError, match="exact is not the text there"), transaction.atomic():
        Evidence.objects.create(link=scene.link, revision=scene.revision, start=0, end=4, exact="That")


def test_one_wrong_row_among_many_is_refused(scene: Scene) -> None:
    good = [Quotation(revision=scene.revision, start=n, end=n + 1, exact=WORDS[n], kind="direct") for n in range(8)]
    good[5].exact = "#"
    with pytest.raises(IntegrityError, match="exact is not the text there"), transaction.atomic():
        Quotation.objects.bulk_create(good)


def test_statements_of_a_founding_wording_are_one(scene: Scene) -> None:
    with pytest.raises(IntegrityError, match="founding"), transaction.atomic():
        make_statement(scene.one)


def test_public_ids_are_once() -> None:
    make_actor("Ada Brandt", public_id="aaaaaaaaaaaa")
    with pytest.raises(IntegrityError, match="public_id"), transaction.atomic():
        make_actor("Nils Harrow", public_id="aaaaaaaaaaaa")


def test_models_say_what_they_are(scene: Scene) -> None:
    rows: list[models.Model] = [
        scene.actor,
        scene.role,
        scene.run,
        scene.one,
        scene.occasion,
        scene.report,
        scene.topic,
    ]
    rows += [scene.statement, scene.link, scene.constraint, scene.action, scene.target, scene.link.evidence.get()]
    assert all(str(row) for row in rows)
    assert str(Role(title="mayor")) == "mayor"
    assert str(Occasion(kind="speech", venue="the pier")) == "speech the pier"
    assert str(Actor(name="Ada")) == "Ada"
    assert str(Link(relation="denies", attribution="own")) == "denies (own)"
