"""Names to actors: full names, spellings, surnames, titles at a date; nobody where it is not certain."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors import matching
from actors.actions import names
from actors.dates import bounds
from actors.models import Actor, Role
from statements.actions import extract, forget, match, match_offices, match_titles
from statements.models import Quotation
from tests.extracting import FakePipeline, Text
from tests.factories import make_actor, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    FakePipeline.found = {}


def spoken(*names: str, published: str = "2026-03-01", **values: Any) -> list[Quotation]:
    """A text in which each says something; the quotations as stored."""
    lines = [f"“Word number {n} of the story,” said {name}." for n, name in enumerate(names)]
    text = Text("\n".join(lines), {"published": published})
    for n, name in enumerate(names):
        text.say(f"Word number {n} of the story,", name, **values)
    revision = text.store()
    return list(revision.quotations.order_by("start").select_related("speaker"))


def speakers(*names: str, **values: Any) -> list[str | None]:
    return [q.speaker.name if q.speaker else None for q in spoken(*names, **values)]


def test_a_full_name_makes_one_suggested_actor() -> None:
    assert speakers("Ada Brandt", "Ada Brandt") == ["Ada Brandt", "Ada Brandt"]
    assert speakers("Dr. Ada Brandt") == ["Ada Brandt"]
    assert Actor.objects.get().state == "suggested"


def test_a_title_before_a_full_name_is_no_part_of_it() -> None:
    make_actor("Ada Brandt")
    assert speakers("Minister Ada Brandt") == ["Ada Brandt"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Minister Ada Brandt", "full"),
        ("Minister Brandt", "surname"),
        ("Prime Minister of Oldmere", "title"),
        ("Tide League Secretary General", "title"),
        ("the harbour minister", "title"),
        ("Brandt", "surname"),
        ("Brandt-Orr", "surname"),
        ("Minister Brandt-Orr", "surname"),
        ("Ada Brandt-Orr", "full"),
    ],
)
def test_names_are_of_one_kind(name: str, kind: str) -> None:
    kinds = {"full": matching.is_full_name, "surname": matching.is_surname, "title": matching.is_title}
    assert {found for found, test in kinds.items() if test(name)} == {kind}


@pytest.mark.parametrize("name", ["Interviewer", "brandt", ""])
def test_local_names_make_no_actor(name: str) -> None:
    spoken(name)
    assert not Actor.objects.exists()


@pytest.mark.parametrize("called", ["Brandt-Orr", "Minister Brandt-Orr"])
def test_a_hyphened_surname_is_a_surname(called: str) -> None:
    spoken("Ada Brandt-Orr")
    assert speakers(called) == ["Ada Brandt-Orr"]


def attested(actor: Actor, title: str, text: str = "one") -> None:
    make_role(actor, title, basis=Role.Basis.ATTESTED, attested_on="2026-02-01", attested_in=text)


def test_an_office_alone_is_its_holder_whom_the_text_names() -> None:
    attested(make_actor("Ada Brandt"), "Harbour Minister")
    attested(make_actor("Bo Renn"), "Tide Minister")
    assert speakers("the minister", speaker_kind="unnamed") == [None]
    assert speakers("Ada Brandt", "the minister", speaker_kind="unnamed")[1] == "Ada Brandt"
    assert speakers("the harbour minister", speaker_kind="unnamed") == ["Ada Brandt"]


@pytest.mark.parametrize("called", ["a minister", "the former harbour minister", "his harbour minister"])
def test_an_office_that_is_nobodys_now_stays_local(called: str) -> None:
    attested(make_actor("Ada Brandt"), "Harbour Minister")
    assert speakers(called, speaker_kind="unnamed") == [None]


def test_an_office_of_one_word_is_known_from_two_texts() -> None:
    ada = make_actor("Ada Brandt")
    attested(ada, "Governor")
    assert speakers("the governor", speaker_kind="unnamed") == [None]
    attested(ada, "Governor of the Tide Bank", "two")
    assert speakers("the governor", speaker_kind="unnamed") == ["Ada Brandt"]


def test_a_deputy_holds_no_office_of_his_chief() -> None:
    ada = make_actor("Ada Brandt")
    for text in ("one", "two"):
        attested(ada, "Deputy Mayor", text)
    assert speakers("the mayor", speaker_kind="unnamed") == [None]


def test_an_office_told_earlier_is_led_to_its_holder_by_a_later_text() -> None:
    [before] = spoken("the harbour minister", speaker_kind="unnamed", published="2026-02-20")
    assert before.speaker is None
    text = Text("“The pier stays,” said the harbour minister, Ada Brandt.", {"published": "2026-03-01"})
    text.say("The pier stays,", "Ada Brandt")
    text.store()
    assert [role.title for role in Role.objects.all()] == ["harbour minister"]
    before.refresh_from_db()
    assert before.speaker is not None
    assert before.speaker.name == "Ada Brandt"


def test_initials_are_whose_name_or_office_the_text_has() -> None:
    make_actor("Ada Brandt-Orr")
    assert speakers("ABO") == [None]
    assert speakers("Minister Brandt-Orr", "ABO") == ["Ada Brandt-Orr", "Ada Brandt-Orr"]


def test_initials_are_read_at_once_however_many_there_are() -> None:
    for name in ("Ada Brandt-Orr", "Ivo Karel Falk", "Nils Otto Harrow", "Nina Olga Holm"):
        make_role(make_actor(name), title="Harbour Minister")
    counts = []
    for initials in ({"ABO"}, {"ABO", "IKF", "NOH"}):
        with CaptureQueriesContext(connection) as taken:
            match_offices.Held(matching.holders(()), initials)
        counts.append(len(taken))
    assert counts == [counts[0]] * 2


def test_unnamed_speakers_stay_local() -> None:
    [q] = spoken("A senior official", speaker_kind="unnamed")
    assert q.speaker is None
    assert q.speaker_name == "A senior official"
    assert q.statement is not None
    assert q.statement.actor is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Valery Zorenko", "Valerii Zorenko"), ("Mikhail Zorenko", "Mihail Zorenko"), ("Ada Brandtmann", "Ada Brandman")],
)
def test_spellings_in_one_text_are_one_actor(one: str, other: str) -> None:
    assert len({q.speaker_id for q in spoken(one, other)}) == 1
    assert set(Actor.objects.get().aliases.values_list("name", flat=True)) == {one, other}


@pytest.mark.parametrize(
    ("one", "other"), [("Jan Brandt", "Jon Brandt"), ("Ada Brandt", "Ida Brandt"), ("Ada Berg", "Ada Burg")]
)
def test_two_people_with_like_names_stay_two(one: str, other: str) -> None:
    assert len({q.speaker_id for q in spoken(one, other)}) == 2


def test_a_text_that_knows_both_spellings_unites_two_actors() -> None:
    [first], [second] = spoken("Ada Brandtmann"), spoken("Ada Brandman")
    assert first.speaker_id != second.speaker_id
    spoken("Ada Brandtmann", "Ada Brandman")
    assert Actor.objects.current().count() == 1
    assert Actor.objects.filter(merged_into__isnull=False).count() == 1


def test_two_actors_that_people_know_are_not_united(editor: User) -> None:
    known = [make_actor(name, made_by=editor) for name in ("Ada Brandtmann", "Ada Brandman")]
    assert names.unite(actors=known) is None
    assert Actor.objects.current().count() == 2


def test_a_surname_means_the_only_one_who_bears_it_whenever_he_comes() -> None:
    [early] = spoken("Brandt")
    assert early.speaker is None
    spoken("Ada Brandt")
    early.refresh_from_db()
    assert early.speaker is not None
    assert early.speaker.name == "Ada Brandt"
    assert early.statement is not None
    assert early.statement.actor == early.speaker
    spoken("Olaf Brandt")
    early.refresh_from_db()
    assert early.speaker is None


@pytest.mark.parametrize("name", ["Brandt", "Minister Brandt", "Mr. Brandt", "Prime Minister Brandt"])
def test_a_surname_is_looked_at_again_when_another_bearer_comes_or_goes(name: str) -> None:
    spoken("Ada Brandt")
    [said] = spoken(name)
    assert said.speaker is not None
    [other] = spoken("Olaf Brandt")
    said.refresh_from_db()
    assert said.speaker is None
    forget.forget(source=other.revision.source)
    said.refresh_from_db()
    assert said.speaker is not None
    assert said.statement is not None
    assert said.statement.actor == said.speaker


def test_a_reporters_surname_is_looked_at_again() -> None:
    [said] = spoken("Nils Harrow", reporter="Brandt")
    assert said.reporter is None
    spoken("Ada Brandt")
    said.refresh_from_db()
    assert said.reporter is not None


def test_a_surname_that_means_the_same_is_not_looked_at_again_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    partial = match._partial

    def look(name: str, q: Quotation, *rest: Any) -> Actor | None:
        looked_at.append(q.revision_id)
        return partial(name, q, *rest)

    monkeypatch.setattr(match, "_partial", look)
    spoken("Ada Brandt")
    for year in range(2000, 2006):
        spoken("Brandt", published=f"{year}-06-01")
    looked_at.clear()
    [said] = spoken("Brandt")
    assert said.speaker is not None
    assert set(looked_at) == {said.revision_id}


def test_a_persons_choice_of_speaker_stays(editor: User) -> None:
    [early] = spoken("Brandt")
    nils = make_actor("Nils Harrow")
    Quotation.objects.filter(pk=early.pk).update(speaker=nils, speaker_fixed=True)
    spoken("Ada Brandt")
    early.refresh_from_db()
    assert early.speaker == nils


def test_an_alias_with_a_title_is_looked_up_first(editor: User) -> None:
    ada, _ = make_actor("Ada Brandt"), make_actor("Olaf Brandt")
    names.add_names(actor=ada, names=["Minister Brandt"])
    assert speakers("Minister Brandt") == ["Ada Brandt"]


def test_two_actors_of_one_name_are_not_guessed_between(editor: User) -> None:
    for _ in range(2):
        make_actor("Ada Brandt", made_by=editor)
    assert speakers("Ada Brandt") == [None]


def holder(title: str, on: matching.Days) -> Actor | None:
    return matching.holders([title]).of(title, on)


def test_an_office_leads_to_who_held_it_then() -> None:
    ada, nils = make_actor("Ada Brandt"), make_actor("Nils Harrow")
    make_role(ada, "Secretary General", organisation="Tide League", start="2020-01-01", end="2024-09-30")
    make_role(nils, "Secretary General", organisation="Tide League", start="2024-10-01")
    office = "Tide League Secretary General"
    assert holder(office, bounds("2022-05")) == ada
    assert holder(office, bounds("2025-05-01")) == nils
    assert holder(office, bounds("2024")) is None
    assert holder(office, (None, None)) is None
    assert speakers(office, published="2026-01-09") == ["Nils Harrow"]


def test_attested_offices_decide_only_where_they_agree() -> None:
    ada = make_actor("Ada Brandt")
    attested = {"organisation": "", "basis": Role.Basis.ATTESTED, "attested_in": "abc"}
    make_role(ada, "harbour minister", attested_on="2025-03-01", **attested)
    assert holder("the harbour minister", bounds("2025-04-01")) == ada
    assert holder("the harbour minister", bounds("2029-04-01")) is None
    make_role(make_actor("Nils Harrow"), "harbour minister", attested_on="2025-05-01", **attested)
    assert holder("the harbour minister", bounds("2025-04-01")) is None


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Oldmere Finance Minister Ada Brandt said so.", "Oldmere Finance Minister"),
        ("Ada Brandt, head of the Tide Institute, said so.", "head of the Tide Institute"),
        ("Former Finance Minister Ada Brandt said so.", ""),
        ("On Monday Ada Brandt said so, the minister being ill.", ""),
    ],
)
def test_offices_beside_a_name_are_read(text: str, office: str) -> None:
    start = text.index("Ada Brandt")
    found = match_titles.beside(text, start, start + len("Ada Brandt"), "Ada Brandt")
    assert found == ([office] if office else [])


def test_distance_counts_letters() -> None:
    assert [matching.distance(*pair) for pair in (("abc", "abc"), ("abc", "abd"), ("abc", ""), ("ab", "ba"))] == [
        0,
        1,
        3,
        2,
    ]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("On Saturday. Finance Minister Mara Orr spoke.", ["Finance Minister"]),
        ("Analyst Ilse Varn on Mara Orr and the minister.", []),
        ("Minister of Health Mara Orr spoke.", ["Minister of Health"]),
        ("Mara Orr, director of the port, spoke.", ["director of the port"]),
    ],
)
def test_an_office_stands_right_beside_the_name_in_its_sentence(text: str, offices: list[str]) -> None:
    start = text.index("Mara Orr")
    assert match_titles.beside(text, start, start + len("Mara Orr"), "Mara Orr") == offices
