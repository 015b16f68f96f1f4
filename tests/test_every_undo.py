"""Every verb that the history can record is undone exactly, or refused with the names of what to undo first.

The verbs are read from the code: a new one fails here until `CASES` says how it is done.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model

from accounts import history
from accounts.models import Action
from actors.actions import mend, merge
from actors.actions.mend import RoleValues
from actors.models import Role
from config.home import CHECKOUT
from sources.actions import confirm, edit, intake, log, revise, withdraw
from sources.models import Intake
from statements.actions import (
    constraints,
    extract,
    match_titles,
    orphans,
    review,
    review_speakers,
    source_wide,
    structure,
)
from statements.models import Anchor, Quotation
from tests.desk_scene import REPORT, SPEECH, Scene, quotation, scene
from tests.extracting import FakePipeline, Text
from tests.factories import make_role
from tests.revising import add_revision, hand_in

pytestmark = pytest.mark.django_db

APPS = ("accounts", "actors", "sources", "statements")
LOGGED = (
    *("actors.actor", "actors.alias", "actors.role", "sources.source", "sources.intake", "sources.revision"),
    *("statements.quotation", "statements.link", "statements.evidence", "statements.groupingconstraint"),
    *("statements.anchor", "statements.sourcerule"),
)
# A field of each table that somebody else may change afterwards, with two values of which one is new.
LATER: dict[str, tuple[str, Any, Any]] = {
    "actors.actor": ("name", "Somebody Else", "Another One"),
    "actors.alias": ("name", "Else", "Other"),
    "actors.role": ("title", "Warden of Reeds", "Reeve"),
    "sources.source": ("note", "Seen.", "Read."),
    "sources.intake": ("file_name", "other.txt", "another.txt"),
    "statements.quotation": ("pinned", True, False),
    "statements.link": ("reason", "Because.", "Thus."),
    "statements.groupingconstraint": ("kind", "same", "apart"),
    "statements.anchor": ("how", "moved", "exact"),
    "statements.sourcerule": ("venue", "Hall", "Mole"),
}


# --- The verbs of the code ----------------------------------------------------------------------------------------


def recorded() -> dict[str, str]:
    """Each verb with the file that records it: what `history.record`, `log.made` and `log.without_values` are given."""
    found: dict[str, str] = {}
    for app in APPS:
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            for verb in _verbs(ast.parse(path.read_text())):
                found[verb] = str(path.relative_to(CHECKOUT))
    return found


def _verbs(tree: ast.Module) -> Iterator[str]:
    names = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in _calls(function, {"record", "made", "without_values"}, {"history", "log"}):
            yield from _words(call.args[0], names, tree, function)


def _calls(tree: ast.AST, methods: set[str], modules: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in modules and node.args:
                yield node


def _words(word: ast.expr, names: dict[str, ast.expr], tree: ast.Module, function: ast.FunctionDef) -> Iterator[str]:
    """A constant, one of two, a constant of the module, or what the function's callers give."""
    if isinstance(word, ast.Constant):
        yield str(word.value)
    elif isinstance(word, ast.IfExp):
        yield from _words(word.body, names, tree, function)
        yield from _words(word.orelse, names, tree, function)
    elif isinstance(word, ast.Name) and word.id in names:
        yield from _words(names[word.id], names, tree, function)
    elif isinstance(word, ast.Name):
        place = [argument.arg for argument in function.args.args].index(word.id)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function.name:
                yield from _words(node.args[place], names, tree, function)
    else:
        raise AssertionError(f"A verb that cannot be read from the code: {ast.dump(word)}")


VERBS = recorded()
UNDONE = sorted(set(VERBS) - set(log.NO_UNDO))


# --- How each is done ---------------------------------------------------------------------------------------------


@dataclass
class World:
    """An archive with something of everything, and an editor."""

    by: User
    scene: Scene

    def intake(self, text: str = "A new text.\n\nWith two paragraphs.", **more: Any) -> Intake:
        came = intake.receive(data=text.encode(), method="upload", media_type="text/plain", **more)
        read = intake.read(came.pk)
        assert read is not None
        return read

    def edited(self) -> Anchor:
        """Accepted words that the edited text has no longer, and others that it has otherwise."""
        review.accept_quotation(quotation=self.scene.claim, by=self.by)
        review.accept_quotation(quotation=self.scene.jobs, by=self.by)
        text = SPEECH.replace("nobody would lose a job", "nobody in the town would ever lose a job")
        text = text.replace("We will close the northern ferry by spring", "So be it")
        add_revision(self.scene.speech, Text(text), self.by)
        return Anchor.objects.get(quotation=self.scene.claim)

    def edited_words(self) -> Anchor:
        self.edited()
        return Anchor.objects.get(quotation=self.scene.jobs)


Done = Callable[[World], Callable[[], object]]


def _edit_source(w: World) -> Callable[[], object]:
    typed = {"kind": "speech", "title": "New", "outlet": "New Herald", "published": "2031", "url": "", "note": ""}
    return lambda: edit.edit(source=w.scene.speech, by=w.by, typed={**typed, "language": "en", "free": False})


def _read_again(w: World) -> Callable[[], object]:
    failed = w.intake(" ")
    return lambda: intake.retry(intake=failed, by=w.by)


def _unpin(w: World) -> Callable[[], object]:
    review.pin(quotation=w.scene.claim, by=w.by)
    return lambda: review.unpin(quotation=w.scene.claim, by=w.by)


def _move_wording(w: World) -> Callable[[], object]:
    statement = w.scene.claim.statement
    assert statement is not None
    return lambda: constraints.move(wording=w.scene.walked_back, to=statement, by=w.by)


def _confirm_structure(w: World) -> Callable[[], object]:
    revision = w.scene.report.revisions.get()
    words = "Closing the ferry is reckless,"
    quotation(revision, words, w.scene.brandt, "turn")
    return lambda: structure.confirm_structure(source=w.scene.report, by=w.by)


def _attach(w: World) -> Callable[[], object]:
    anchor = w.edited()
    start = revise.newest(w.scene.speech).text.index("So be it")
    return lambda: orphans.attach(anchor=anchor, by=w.by, start=start, end=start + 8)


def _change_whole_source(w: World) -> Callable[[], object]:
    wanted = source_wide.Said("Ilse Varn", w.scene.brandt, said="2031-03-13", venue="Hall", outlet="New Herald")
    return lambda: source_wide.change(source=w.scene.speech, by=w.by, wanted=wanted)


def _remove_name(w: World) -> Callable[[], object]:
    mend.add_name(actor=w.scene.varn, name="Minister Varn", by=w.by)
    alias = w.scene.varn.aliases.get(name="Minister Varn")
    return lambda: mend.remove_name(alias=alias, by=w.by)


ROLE = RoleValues(title="Warden", organisation="The Harbour", start="2030", end="")


def _part_actors(w: World) -> Callable[[], object]:
    merge.merge(actor=w.scene.varn, into=w.scene.brandt, by=w.by)
    w.scene.varn.refresh_from_db()
    return lambda: merge.part(actor=w.scene.varn, by=w.by)


def _move_quotations(w: World) -> Callable[[], object]:
    from statements.actions import move

    return lambda: move.move(quotations=[w.scene.jobs], to=w.scene.brandt, by=w.by)


def _import_actors(w: World) -> Callable[[], object]:
    from actors.actions import take_list
    from actors.importing import plan
    from actors.importing.records import ActorRecord

    records = [ActorRecord("line 2", "Tove Lind", "person"), ActorRecord("line 3", "Ilse Varn", "person", "Q77")]
    return lambda: take_list.take(lines=plan.plan(records), by=w.by, name="list.csv")


def _no_pair(w: World) -> Callable[[], object]:
    from statements.actions import review_positions
    from statements.models import PositionQuestion

    asked = PositionQuestion(later=w.scene.jobs, earlier=w.scene.claim, differs="not")
    return lambda: review_positions._no_pair(asked, w.by)


CASES: dict[str, Done] = {
    "accept quotation": lambda w: lambda: review.accept_quotation(quotation=w.scene.jobs, by=w.by),
    "reject quotation": lambda w: lambda: review.reject_quotation(quotation=w.scene.claim, by=w.by),
    "mend quotation": lambda w: (
        lambda: review.mend_quotation(
            quotation=w.scene.claim, by=w.by, start=w.scene.claim.start + 3, speaker=w.scene.brandt
        )
    ),
    "mark quotation": lambda w: (
        lambda: review.add_quotation(
            revision=w.scene.claim.revision, by=w.by, start=5, end=20, speaker=w.scene.varn, kind="direct"
        )
    ),
    "pin": lambda w: lambda: review.pin(quotation=w.scene.claim, by=w.by),
    "unpin": _unpin,
    "accept link": lambda w: lambda: review.accept_link(link=w.scene.clarifies, by=w.by),
    "reject link": lambda w: lambda: review.reject_link(link=w.scene.critiques, by=w.by),
    "mend link": lambda w: lambda: review.mend_link(link=w.scene.clarifies, by=w.by, relation="corrects"),
    "make link": lambda w: (
        lambda: review.add_link(
            response=w.scene.critique,
            claim=w.scene.jobs,
            relation="disputes",
            attribution="own",
            by=w.by,
            evidence=(0, 10),
        )
    ),
    "join wordings": lambda w: lambda: constraints.join(one=w.scene.claim, other=w.scene.jobs, by=w.by),
    "part wordings": lambda w: lambda: constraints.part(one=w.scene.claim, other=w.scene.jobs, by=w.by),
    "move wording": _move_wording,
    "confirm structure": _confirm_structure,
    "add speaker": lambda w: lambda: review_speakers.add(name="Tove Lind", kind="person", by=w.by),
    "read again": _read_again,
    "discard intake": lambda w: (lambda came: lambda: intake.discard(intake=came, by=w.by))(w.intake()),
    "edit source": _edit_source,
    "add revision": lambda w: (lambda came: lambda: revise.revise(intake=came, by=w.by, take_title=True))(
        hand_in(w.scene.report, f"A new title\n\n{REPORT}")
    ),
    "attach quotation": _attach,
    "leave in older text": lambda w: (lambda anchor: lambda: orphans.settle(anchor=anchor, by=w.by))(w.edited()),
    "confirm new words": lambda w: (lambda anchor: lambda: orphans.settle(anchor=anchor, by=w.by))(w.edited_words()),
    "change whole source": _change_whole_source,
    "add actor": lambda w: lambda: mend.add_actor(name="Tove Lind", kind="person", by=w.by),
    "edit actor": lambda w: (
        lambda: mend.edit_actor(actor=w.scene.varn, by=w.by, name="Ilse Varn-Ek", kind="person", wikidata="Q77")
    ),
    "add name": lambda w: lambda: mend.add_name(actor=w.scene.varn, name="Minister Varn", by=w.by),
    "remove name": _remove_name,
    "add role": lambda w: lambda: mend.add_role(actor=w.scene.varn, values=ROLE, by=w.by),
    "edit role": lambda w: (lambda role: lambda: mend.edit_role(role=role, values=ROLE, by=w.by))(
        make_role(w.scene.varn)
    ),
    "remove role": lambda w: (lambda role: lambda: mend.remove_role(role=role, by=w.by))(make_role(w.scene.varn)),
    "merge actors": lambda w: lambda: merge.merge(actor=w.scene.varn, into=w.scene.brandt, by=w.by),
    "part actors": _part_actors,
    "move quotations": _move_quotations,
    "import actors": _import_actors,
    "not a pair": _no_pair,
}
FINAL: dict[str, Done] = {
    "add text": lambda w: (
        lambda came: lambda: confirm.confirm(intake=came, by=w.by, typed={**confirm.known(came), "copy": False})
    )(w.intake()),
    "withdraw text": lambda w: lambda: withdraw.withdraw(source=w.scene.speech, by=w.by, reason="Asked for."),
}


@pytest.fixture
def world(editor: User, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}
    made = scene()
    for source in (made.speech, made.report):  # as reading them does: each change looks for these offices again
        match_titles.attest(revision=source.revisions.get())
    return World(editor, made)


def stored() -> dict[tuple[object, ...], history.Values]:
    """All rows that a person may have changed, but what grouping derived. An office that a text attests is the same
    whichever row holds it: it is found anew with each change of who speaks.
    """
    return {
        (label, *_identity(row)): history.snapshot(row)
        for label in LOGGED
        for row in apps.get_model(label)._base_manager.all()
        if not (isinstance(row, Quotation) and row.derived)
    }


def _identity(row: Model) -> tuple[object, ...]:
    if isinstance(row, Role) and row.basis == Role.Basis.ATTESTED:
        return (row.actor_id, row.title, row.attested_in)
    return (row.pk,)


def do(verb: str, act: Callable[[], object]) -> Action:
    act()
    action = Action.objects.latest("pk")
    assert action.verb == verb
    return action


def test_every_verb_has_a_case() -> None:
    assert len(VERBS) > 20
    missing = {verb: path for verb, path in VERBS.items() if verb not in CASES | FINAL}
    assert missing == {}, "say in CASES how it is done, so that its undo is proven"
    assert set(FINAL) == set(log.NO_UNDO)


@pytest.mark.parametrize("verb", UNDONE)
def test_undo_restores_the_rows_exactly(verb: str, world: World) -> None:
    act = CASES[verb](world)
    before = stored()
    action = do(verb, act)
    assert stored() != before
    done = history.undo(action, by=world.by)
    assert stored() == before
    assert (done.verb, done.undoes) == (f"undo: {verb}", action)
    with pytest.raises(history.CannotUndo) as twice:
        history.undo(action, by=world.by)
    assert twice.value.later == []


@pytest.mark.parametrize("verb", [verb for verb in UNDONE if not verb.startswith("remove")])
def test_undo_names_what_goes_first(verb: str, world: World) -> None:
    """What is removed leaves no row that anybody could change later."""
    action = do(verb, CASES[verb](world))
    later = _change_later(action)
    after = stored()
    with pytest.raises(history.CannotUndo) as refused:
        history.undo(action, by=world.by)
    assert refused.value.later == [later]
    assert stored() == after
    history.undo(later, by=world.by)
    history.undo(action, by=world.by)


def _change_later(action: Action) -> Action:
    change = next(c for c in action.changes if c["after"] is not None and c["model"] in LATER)
    row = apps.get_model(change["model"])._base_manager.get(pk=change["pk"])
    name, one, other = LATER[change["model"]]
    with history.record("later", by=User.objects.create_user("ann")) as record:
        record.touch(row)
        setattr(row, name, other if getattr(row, name) == one else one)
        row.save(update_fields=[name])
    assert record.action is not None
    return record.action


@pytest.mark.parametrize("verb", sorted(log.NO_UNDO))
def test_what_has_no_undo_says_so(verb: str, world: World) -> None:
    action = do(verb, FINAL[verb](world))
    after = stored()
    with pytest.raises(history.CannotUndo):
        history.undo(action, by=world.by)
    assert stored() == after
    assert log.NO_UNDO[verb]


def test_the_code_is_where_it_is_looked_for() -> None:
    assert all((Path(CHECKOUT) / path).exists() for path in VERBS.values())
    assert VERBS["pin"] == "statements/actions/review.py"
