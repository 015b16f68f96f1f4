"""Merging actors, and taking it back: everything reads them as one, and afterwards as if nothing had been."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from accounts import history
from accounts.models import Action
from actors import identity
from actors.actions import merge
from actors.models import Actor, Alias
from actors.names import fold_name
from statements import pairs, search
from statements.actions import extract, group
from statements.export.pairs import rows as pair_rows
from statements.export.statements import rows as statement_rows
from statements.models import Link, Quotation, Rematch, Statement
from statements.pairs import PairFilter
from statements.sight import Sight
from tests.extracting import FakePipeline, Text
from tests.factories import make_actor, make_role

pytestmark = pytest.mark.django_db
SIGNED_IN = Sight(signed_in=True, suggestions=True, editor=True)
PLAN = "We will close the northern lighthouses when the winter storms are over"
Committed = Any


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def _say(name: str, words: str, published: str, outlet: str) -> Text:
    text = Text(f"“{words},” said {name} on Monday.", {"published": published, "outlet": outlet})
    text.say(f"{words},", name)
    text.store()
    return text


@pytest.fixture
def archive(db: None) -> tuple[Actor, Actor]:
    """One person under two names, in three texts; a critic, and a correction in the name of the second."""
    _say("Ada Brandt", PLAN, "2026-03-14", "Oldmere Gazette")
    _say("Adelheid Brandt-Holm", PLAN, "2026-03-14", "Southern Beacon")
    later = Text(
        "“That was wrong, and I withdraw what I said of the northern lighthouses,” said Adelheid Brandt-Holm. "
        "“Closing the lighthouses is reckless,” said Nils Harrow of Ada Brandt.",
        {"published": "2026-03-20"},
    )
    withdraws = later.say(
        "That was wrong, and I withdraw what I said of the northern lighthouses,", "Adelheid Brandt-Holm"
    )
    reckless = later.say("Closing the lighthouses is reckless,", "Nils Harrow")
    later.answer("retracts", withdraws, None, "I withdraw what I said")
    later.answer("critiques", reckless, None, "is reckless")
    later.store()
    make_role(Actor.objects.get(name="Adelheid Brandt-Holm"), start="2025-01-01", basis="imported")
    return Actor.objects.get(name="Adelheid Brandt-Holm"), Actor.objects.get(name="Ada Brandt")


def exported(what: str) -> str:
    rows = statement_rows("all") if what == "statements" else pair_rows(PairFilter(state="all", families=frozenset()))
    return "\n".join(sorted(json.dumps({**row, "exported_at": ""}) for row in rows))


def everything() -> dict[str, Any]:
    """What must be the same again."""
    spoken = Quotation.objects.order_by("public_id").values_list("public_id", "speaker", "statement__founding", "state")
    statements = Statement.objects.values_list("founding__public_id", "best__public_id", "actor", "said")
    links = Link.objects.order_by("pk").values_list("public_id", "claim", "relation", "reason", "confidence", "same_as")
    return {
        "quotations": list(spoken),
        "statements": sorted(statements),
        "links": list(links),
        "actors": [
            {**row, "made_at": ""} for row in Actor.objects.order_by("pk").values()
        ],  # an undo keeps milliseconds
        "names": list(Alias.objects.order_by("pk").values()),
        "pairs": exported("pairs"),
        "exported": exported("statements"),
    }


def undo_newest(by: User) -> None:
    history.undo(Action.objects.filter(undoes__isnull=True, undone_by__isnull=True).latest("pk"), by=by)


def test_a_merge_makes_one_of_two_and_its_undo_brings_both_back(
    archive: tuple[Actor, Actor], editor: User, django_capture_on_commit_callbacks: Committed
) -> None:
    twin, ada = archive
    before = everything()
    keys = list(Quotation.objects.order_by("pk").values_list("speaker", "reporter"))
    with django_capture_on_commit_callbacks(execute=True):
        assert merge.merge(actor=twin, into=ada, by=editor)

    assert not Rematch.objects.exists()
    assert list(Quotation.objects.order_by("pk").values_list("speaker", "reporter")) == keys, "a key moved"
    said = Statement.objects.get(wordings__exact=f"{PLAN},", wordings__speaker=twin)
    assert said.actor == ada
    assert said.wordings.count() == 2
    retraction = Link.objects.get(relation="retracts")
    assert retraction.claim is not None
    assert retraction.claim.statement == said, "what the one withdraws is found among what the other said"
    assert everything()["exported"] != before["exported"]

    with django_capture_on_commit_callbacks(execute=True):
        undo_newest(editor)
    after = everything()
    assert {name: after[name] for name in after if after[name] != before[name]} == {}


def test_grouping_everything_anew_after_an_undo_changes_nothing(
    archive: tuple[Actor, Actor], editor: User, django_capture_on_commit_callbacks: Committed
) -> None:
    twin, ada = archive
    with django_capture_on_commit_callbacks(execute=True):
        merge.merge(actor=twin, into=ada, by=editor)
        undo_newest(editor)
    before = everything()
    group.regroup(quotations=Quotation.objects.all())
    after = everything()
    assert {name: after[name] for name in after if after[name] != before[name]} == {}


def test_whatever_reads_by_actor_finds_the_one_that_stands(
    archive: tuple[Actor, Actor], editor: User, client: Client, django_capture_on_commit_callbacks: Committed
) -> None:
    twin, ada = archive
    with django_capture_on_commit_callbacks(execute=True):
        merge.merge(actor=twin, into=ada, by=editor)
    client.force_login(editor)
    for address in (twin.get_absolute_url(), f"/speakers/{twin.public_id}/adelheid-brandt-holm/"):
        answer = client.get(address)
        assert answer.status_code == 301
        assert ada.public_id in answer.headers["location"]
        assert "no-cache" in answer.headers["cache-control"], "an undo must reach browsers, too"
    timeline = client.get(f"/speakers/{ada.public_id}/ada-brandt/").content.decode()
    assert "I withdraw what I said of the northern lighthouses" in timeline
    assert ">Adelheid Brandt-Holm</a>" not in timeline
    assert search.find("Adelheid", SIGNED_IN, None).speakers == [ada]
    assert identity.called("adelheid brandt-holm") == [ada]
    assert pairs.count(PairFilter(state="all", speaker=ada)) == 1
    assert {row.name for row in identity.aliases(ada)} == {"Ada Brandt", "Adelheid Brandt-Holm"}
    assert '"Adelheid Brandt-Holm"' not in exported("statements")
    assert "Minister of Tides" in exported("pairs")


def test_a_later_text_meets_the_one_that_stands_and_after_the_undo_the_other(
    archive: tuple[Actor, Actor], editor: User, django_capture_on_commit_callbacks: Committed
) -> None:
    twin, ada = archive
    with django_capture_on_commit_callbacks(execute=True):
        merge.merge(actor=twin, into=ada, by=editor)
    _say("Adelheid Brandt-Holm", "The harbour wall will stand for a hundred years", "2026-04-01", "")
    new = Quotation.objects.get(exact__startswith="The harbour wall")
    assert new.speaker == ada
    with django_capture_on_commit_callbacks(execute=True):
        undo_newest(editor)
    new.refresh_from_db()
    assert new.speaker == twin
    assert new.statement is not None
    assert new.statement.actor == twin


def test_a_surname_that_two_bore_means_the_one_after_the_merge(
    editor: User, django_capture_on_commit_callbacks: Committed
) -> None:
    _say("Ada Brandt", PLAN, "2026-03-14", "")
    _say("Olaf Brandt", "The ferry sails again in the spring of the year", "2026-03-15", "")
    _say("Brandt", "Nobody will lose work because of the lighthouses", "2026-03-16", "")
    short = Quotation.objects.get(speaker_name="Brandt")
    assert short.speaker is None
    one, other = Actor.objects.get(name="Ada Brandt"), Actor.objects.get(name="Olaf Brandt")
    with django_capture_on_commit_callbacks(execute=True):
        merge.merge(actor=other, into=one, by=editor)
    short.refresh_from_db()
    assert short.speaker == one
    with django_capture_on_commit_callbacks(execute=True):
        undo_newest(editor)
    short.refresh_from_db()
    assert short.speaker is None


def test_the_one_that_stays_takes_over_the_identifier_and_gives_it_back(editor: User) -> None:
    twin, ada = make_actor("A. Brandt", wikidata="Q77"), make_actor("Ada Brandt", state="suggested")
    merge.merge(actor=twin, into=ada, by=editor)
    ada.refresh_from_db()
    assert (ada.wikidata, ada.state) == ("Q77", "accepted")
    undo_newest(editor)
    ada.refresh_from_db()
    twin.refresh_from_db()
    assert (ada.wikidata, ada.state, twin.wikidata, twin.merged_into) == ("", "suggested", "Q77", None)


def test_chains_and_cycles_are_refused_in_words(editor: User) -> None:
    one, two, three = (make_actor(name) for name in ("Ada One", "Ada Two", "Ada Three"))
    merge.merge(actor=one, into=two, by=editor)
    for actor, into, words in (
        (three, one, "Choose Ada Two instead"),
        (two, one, "Ada One is part of Ada Two"),
        (one, three, "is part of Ada Two already"),
        (two, two, "the same actor"),
    ):
        with pytest.raises(merge.CannotMerge, match=words):
            merge.merge(actor=actor, into=into, by=editor)
    assert Actor.objects.filter(merged_into__isnull=False).count() == 1


def test_the_second_of_two_editors_is_told_what_the_first_did(editor: User) -> None:
    """Both have the two actors before them; each merges in another direction."""
    one, two = make_actor("Ada One"), make_actor("Ada Two")
    his_one, his_two = Actor.objects.get(pk=one.pk), Actor.objects.get(pk=two.pk)
    merge.merge(actor=one, into=two, by=editor)
    with pytest.raises(merge.CannotMerge, match="Ada One is part of Ada Two"):
        merge.merge(actor=his_two, into=his_one, by=editor)
    two.refresh_from_db()
    assert two.merged_into is None


def test_what_had_others_in_it_can_be_merged_and_all_lead_to_the_last(editor: User) -> None:
    """The machine merges, too: who has such a part must not be stuck with it."""
    one, two, three = (make_actor(name) for name in ("Ada One", "Ada Two", "Ada Three"))
    merge.merge(actor=one, into=two, by=editor)
    merge.merge(actor=two, into=three, by=editor)
    one.refresh_from_db()
    assert identity.standing(one) == three
    assert {alias.folded for alias in identity.aliases(three)} == {fold_name(a.name) for a in (one, two, three)}
    all_lead = dict.fromkeys([one.pk, two.pk, three.pk], three.pk)
    assert identity.roots_of([one.pk, two.pk, three.pk]) == identity.members([three.pk]) == all_lead
    other = make_actor("Nils Four")
    stands = {**all_lead, other.pk: other.pk}
    assert identity.families([one.pk, other.pk]) == ({one.pk: three.pk, other.pk: other.pk}, stands)


def test_what_the_machine_united_can_be_parted_for_good(editor: User) -> None:
    """Two spellings in one text make one of two; an editor parts them, and the next such text leaves them apart."""
    for name in ("Ada Brandtmann", "Ada Brandman"):
        _say(name, f"The tide of {name} comes in twice a day", "2026-03-01", "")
    both = "“The wall stands firm,” said Ada Brandtmann. “The wall is down,” said Ada Brandman."

    def read(published: str) -> None:
        text = Text(both + f" It was {published}.", {"published": published})
        text.say("The wall stands firm,", "Ada Brandtmann")
        text.say("The wall is down,", "Ada Brandman")
        text.store()

    read("2026-03-02")
    [united] = Actor.objects.filter(merged_into__isnull=False)
    merge.part(actor=united, by=editor)
    read("2026-03-03")
    assert Actor.objects.current().count() == 2


def test_a_large_archive_leaves_the_work_to_a_worker(
    archive: tuple[Actor, Actor],
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Committed,
) -> None:
    from statements import tasks
    from statements.actions import rematch

    sent: list[int] = []
    monkeypatch.setattr(rematch, "FEW", 2)
    monkeypatch.setattr(tasks.match_anew, "delay", sent.append)
    twin, ada = archive
    with django_capture_on_commit_callbacks(execute=True):
        merge.merge(actor=twin, into=ada, by=editor)
    asked = Rematch.objects.get()
    assert sent == [asked.pk]
    tasks.match_anew(asked.pk)
    tasks.match_anew(asked.pk)
    assert not Rematch.objects.exists()
    assert Statement.objects.filter(actor=ada, wordings__speaker=twin).exists()


def test_what_no_worker_did_is_found_by_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from statements import tasks

    sent: list[int] = []
    monkeypatch.setattr(tasks.match_anew, "delay", sent.append)
    asked = Rematch.objects.create(actors=[1])
    tasks.sweep()
    assert sent == []
    Rematch.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    tasks.sweep()
    assert sent == [asked.pk]
