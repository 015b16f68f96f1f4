"""Lists of actors: what is read, what is refused and where, what would be done, and that again is no change."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import history
from accounts.models import Action
from actors.actions import take_list
from actors.importing import plan, reading
from actors.importing.records import RoleRecord, Unreadable
from actors.models import Actor, ActorImport, Alias, Role
from tests.factories import make_actor, make_role

HEAD = "name,kind,wikidata,other_names,role,organisation,from,to\n"
LIST = (
    HEAD
    + "Ada Brandt,person,Q101,Adelheid Brandt; A. Brandt,Minister of Tides,Government of Oldmere,2024-07-01,\n"
    + "Ada Brandt,person,Q101,,Mayor,Town of Lower Oldmere,2019,2024-06\n"
    + "Oldmere Harbour Board,organisation,,,,,,\n"
)
POPOLO = {
    "persons": [
        {
            "id": "p1",
            "name": "Ada Brandt",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q101"}],
            "other_names": [{"name": "Adelheid Brandt"}],
        },
        {"id": 2, "name": "Nils Harrow", "memberships": [{"role": "Keeper", "organization": {"name": "Lights Board"}}]},
    ],
    "organizations": [{"id": "o1", "name": "Government of Oldmere", "classification": "executive"}],
    "posts": [{"id": "t1", "label": "Minister of Tides", "organization_id": "o1"}],
    "memberships": [{"person_id": "p1", "post_id": "t1", "start_date": "2024-07-01", "end_date": "2026-01-31"}],
}


def archive() -> list[Any]:
    actors = Actor.objects.order_by("pk").values_list("pk", "name", "kind", "wikidata", "state", "vouched")
    roles = Role.objects.order_by("pk").values_list("actor", "title", "organisation", "start", "end", "basis")
    return [*actors, *Alias.objects.order_by("pk").values_list("actor", "name"), *roles]


def take(content: str) -> dict[str, int]:
    lines = plan.plan(reading.read(content.encode()).actors)
    take_list.take(lines=lines, by=None, name="a list")
    return plan.count(lines)


def verdicts(content: str) -> dict[str, str]:
    return {line.record.name: line.verdict for line in plan.plan(reading.read(content.encode()).actors)}


@pytest.mark.django_db
def test_a_list_is_written_once() -> None:
    assert take(LIST) == {"new": 2, "changed": 0, "same": 0, "unclear": 0}
    ada = Actor.objects.get(wikidata="Q101")
    assert (ada.kind, ada.state) == ("person", "accepted")
    assert {alias.name for alias in ada.aliases.all()} == {"Ada Brandt", "Adelheid Brandt", "A. Brandt"}
    assert set(ada.roles.values_list("title", "organisation", "start", "end", "basis")) == {
        ("Minister of Tides", "Government of Oldmere", "2024-07-01", "", "imported"),
        ("Mayor", "Town of Lower Oldmere", "2019", "2024-06", "imported"),
    }
    before, actions = archive(), Action.objects.count()
    assert take(LIST) == {"new": 0, "changed": 0, "same": 2, "unclear": 0}
    assert (archive(), Action.objects.count()) == (before, actions)


@pytest.mark.django_db
def test_popolo_is_read_with_posts_and_memberships() -> None:
    found = reading.read(json.dumps(POPOLO).encode())
    assert found.problems == []
    people = {actor.name: actor for actor in found.actors}
    assert people["Ada Brandt"].wikidata == "Q101"
    assert people["Ada Brandt"].roles == [
        RoleRecord("Minister of Tides", "Government of Oldmere", "2024-07-01", "2026-01-31")
    ]
    assert people["Nils Harrow"].roles == [RoleRecord("Keeper", "Lights Board")]
    assert people["Government of Oldmere"].kind == "organisation"
    assert take(json.dumps(POPOLO))["new"] == 3
    assert take(json.dumps(POPOLO)) == {"new": 0, "changed": 0, "same": 3, "unclear": 0}


@pytest.mark.django_db
def test_an_end_that_an_import_brought_is_corrected_and_what_people_entered_stays(editor: User) -> None:
    take(HEAD + "Ada Brandt,,Q101,,Mayor,Oldmere,2019,\n")
    nils = make_actor("Nils Harrow", wikidata="Q102")
    make_role(nils, "Mayor", organisation="Oldmere", start="2019", end="2020")
    later = HEAD + "Ada Brandt,,Q101,,Mayor,Oldmere,2019,2024\nNils Harrow,,Q102,,Mayor,Oldmere,2019,2021\n"
    assert take(later) == {"new": 0, "changed": 1, "same": 1, "unclear": 0}
    assert set(Role.objects.values_list("actor__name", "end")) == {("Ada Brandt", "2024"), ("Nils Harrow", "2020")}
    history.undo(Action.objects.latest("pk"), by=editor)
    assert set(Role.objects.values_list("actor__name", "end")) == {("Ada Brandt", ""), ("Nils Harrow", "2020")}


@pytest.mark.django_db
def test_an_identifier_goes_before_a_name() -> None:
    known = make_actor("Adelheid Brandt", wikidata="Q101")
    namesake = make_actor("Ada Brandt", wikidata="Q999")
    assert take(HEAD + "Ada Brandt,,Q101,,,,,\n")["changed"] == 1
    assert known.aliases.filter(name="Ada Brandt").exists()
    assert namesake.aliases.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        "Ada Brandt,person,,,,,,",  # two are called so
        "Nils Harrow,organisation,,,,,,",  # a person here
        "Nils Harrow,person,Q5,,,,,",  # another identifier here
        "Somebody New,person,,Nils Harrow,,,,",  # an other name that is known
    ],
)
def test_what_is_not_certain_is_asked_for(row: str) -> None:
    make_actor("Ada Brandt")
    make_actor("Ada Brandt")
    make_actor("Nils Harrow", wikidata="Q4")
    before = archive()
    assert set(verdicts(HEAD + row).values()) == {"unclear"}
    take(HEAD + row)
    assert archive() == before


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",person,,,,,,", "The name is missing."),
        ("Ada,planet,,,,,,", "The kind is person or organisation or group, not “planet”."),
        ("Ada,person,42,,,,,", "is no identifier of Wikidata"),
        ("Ada,person,,,Mayor,,next May,", "“next May” is not a date"),
        ("Ada,person,,,Mayor,,2023-02-30,", "“2023-02-30” is not a date"),
        ("Ada,person,,,Mayor,,2024,2020", "would end before it begins"),
        ("Ada,person,,,,Oldmere,,", "without a role says nothing"),
        ("=HYPERLINK(1),person,,,,,,", "a spreadsheet would take it for a formula"),
        ("'@cmd,person,,,,,,", "a spreadsheet would take it for a formula"),
        ("Ada\u202eadA,person,,,,,,", "characters that no text has"),
        ("Ada\u0007,person,,,,,,", "characters that no text has"),
        ("A" * 201 + ",person,,,,,,", "longer than 200 letters"),
        ("Ada,person,,,,,,,,,more", "more cells than there are columns"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(row: str, words: str) -> None:
    found = reading.read((HEAD + "Olaf Holm,,,,,,,\n" + row + "\n").encode())
    assert [actor.name for actor in found.actors] == ["Olaf Holm"]
    [(place, said)] = found.problems
    assert place == "line 3"
    assert words in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{"persons": [', "not JSON"),
        (b'{"people": []}', "not Popolo"),
        (b"[" * 100_000, "nested too deeply"),
        ((HEAD + "Andr\u00e9\n").encode("latin-1"), "Line 2 is not in UTF-8"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"vorname;nachname\nAda;Brandt\n", "must name the columns"),
        (b"name,name\nAda,Brandt\n", "there twice"),
        (b'name,kind\n"Ada', "not CSV"),
        (b"name\nA\0da\n", "NUL"),
        (b'name\n"' + b"A" * 200_000 + b'"\n', "not CSV"),
        (b"name\n" + b"=\n" * 600, "More than 500 things are wrong"),
        (b"name\n" + b"A" * (10 * 1024 * 1024), "larger than 10 MB"),
        (b'{"persons": [{"name": ' + b"9" * 5000 + b"}]}", "not JSON"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        reading.read(content)


@pytest.mark.parametrize(
    "persons",
    [
        [5, None, "Ada", []],
        [{"id": {"a": 1}, "name": "Ada"}, {"id": "x"}, {"name": {"first": "Ada"}}],
        [{"id": "a", "name": "\ud800"}, {"id": "b", "name": "Ada\u0000"}],
        [
            {"id": "a", "name": "=1+1"},
            {"id": "b", "name": "Ada", "identifiers": [{"scheme": "wikidata", "identifier": 4}]},
        ],
    ],
)
def test_hostile_json_is_left_out_place_by_place(persons: list[Any]) -> None:
    found = reading.read(
        json.dumps({"persons": persons, "memberships": [{"person_id": []}, 7], "posts": [{"id": []}]}).encode()
    )
    assert found.actors == []
    assert len(found.problems) == len(persons) + 2
    assert all(place.startswith(("persons[", "memberships[")) for place, _words in found.problems)


def test_other_separators_columns_and_marks_are_read() -> None:
    found = reading.read("\ufeffName;Organization;Role;Start date;Shoe size\nAda;Oldmere;Mayor;2020-01;38\n".encode())
    assert found.actors[0].roles == [RoleRecord("Mayor", "Oldmere", "2020-01", "")]
    assert found.notes == ["Columns that are not read: Shoe size."]


@pytest.mark.django_db
def test_the_command_tells_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    call_command("import_actors", file, "--dry-run")
    assert "2 new, 0 changed, 0 as it is, 0 to be decided, 0 not read. Nothing written." in capsys.readouterr().out
    assert not Actor.objects.exists()
    call_command("import_actors", file)
    assert Actor.objects.count() == 2
    file.write_text(HEAD + "=1,,,,,,,\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("import_actors", file)
    assert "line 2: The name begins with “=”" in capsys.readouterr().err
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_actors", tmp_path / "none.csv")


@pytest.mark.django_db
def test_the_page_shows_first_writes_when_confirmed_and_only_once(editor: User, client: Client) -> None:
    first, second = make_actor("Nils Harrow"), make_actor("Nils Harrow")
    client.force_login(editor)
    content = LIST + "Nils Harrow,person,Q55,,,,,\n=bad,person,,,,,,\n"
    answer = client.post("/actors/import/", {"document": SimpleUploadedFile("people.csv", content.encode())})
    handed_in = ActorImport.objects.get()
    assert answer.headers["location"] == handed_in.get_absolute_url()
    page = client.get(handed_in.get_absolute_url()).content.decode()
    assert "2 new, 0 changed, 1 to be decided, 1 not read" in page
    assert Actor.objects.count() == 2, "nothing is written before it is confirmed"
    seen = page.split('name="seen" value="')[1][:16]

    client.post(handed_in.get_absolute_url(), {"seen": "0" * 16})
    assert Actor.objects.count() == 2, "what is confirmed is what was shown"
    for _ in range(2):
        client.post(handed_in.get_absolute_url(), {"seen": seen, "choice-line 5": second.public_id})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (Actor.objects.count(), first.wikidata, second.wikidata) == (4, "", "Q55")
    handed_in.refresh_from_db()
    assert (bytes(handed_in.content), handed_in.counts["new"]) == (b"", 2)
    assert "people.csv is imported" in client.get(handed_in.get_absolute_url()).content.decode()
    history.undo(Action.objects.get(verb="import actors"), by=editor)
    second.refresh_from_db()
    assert (Actor.objects.count(), second.wikidata) == (2, "")


@pytest.mark.django_db
def test_a_bad_file_is_refused_beside_the_field(editor: User, client: Client) -> None:
    client.force_login(editor)
    answer = client.post("/actors/import/", {"document": SimpleUploadedFile("x.csv", b"\xff\xfe\x00")})
    assert answer.status_code == 422
    assert "UTF-16" in answer.content.decode()
    assert not ActorImport.objects.exists()


@pytest.mark.django_db
def test_a_large_list_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    content = HEAD + "".join(f"Person {n:05} Valdo,person,Q{n + 1},,Keeper,Board,2020,\n" for n in range(1000))
    with django_assert_max_num_queries(60):
        assert take(content)["new"] == 1000
    with django_assert_max_num_queries(10):
        assert take(content)["same"] == 1000
