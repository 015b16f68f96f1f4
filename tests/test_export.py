"""The exports: contract 3 to the letter, contract 2, and a codebook that tells every column."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Role
from sources.models import Source
from statements import pairs
from statements.actions import group
from statements.export import pairs as pair_export
from statements.export import sources, statements, writing
from statements.models import Link, Quotation
from statements.pairs import PairFilter
from tests.factories import make_actor, make_link, make_quotation, make_revision, make_role, make_source

CLAIM = "=SUM of it: the dykes, he said, cost “ten” crowns"
ANSWER = "+ The dykes cost twelve crowns, and I was wrong"


@pytest.fixture
def link(db: None) -> Link:
    ada = make_actor("Ada Brandt", wikidata="Q42")
    make_role(ada, start="2024-01-01")
    first = make_source("-Cheap dykes", published="2026-03-01", url="https://gazette.example/1", file_name="one.txt")
    second = make_source("", published="2026-03-09")
    Source.objects.filter(pk=second.pk).update(title="", working_title="The dykes cost …")
    claim = make_quotation(make_revision(f"“{CLAIM}.”", first), CLAIM, speaker=ada, said="2026-03-01", state="accepted")
    text = make_revision(f"“{ANSWER},” she said. So she said.", second)
    response = make_quotation(
        text, ANSWER, speaker=ada, said="2026-03-08", state="accepted", reporter_name="Nils Harrow"
    )
    made = make_link(response, claim, "corrects", state="accepted", confidence=0.75, evidence=[ANSWER, "So she said"])
    group.regroup(quotations=[claim, response])
    return Link.objects.get(pk=made.pk)


def rows(*options: str, tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / "pairs.csv"
    call_command("export", "pairs", "-o", str(path), *options)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_a_pair_has_every_column_of_the_contract(link: Link, tmp_path: Path) -> None:
    [row] = rows(tmp_path=tmp_path)
    assert list(row) == list(pair_export.COLUMNS)
    assert len(row) == 6 + 2 * 17 + 9
    expected = {
        "pair_id": link.public_id,
        "relation": "corrects",
        "relation_family": "correction",
        "relation_uri": "http://purl.org/spar/cito/corrects",
        "link_attribution": "own",
        "link_state": "accepted",
        "claim_speaker": "Ada Brandt",
        "claim_speaker_wikidata": "Q42",
        "claim_speaker_role_then": "Minister of Tides, Government of Oldmere",
        "claim_text": f"'{CLAIM}",
        "claim_kind": "direct",
        "claim_said_date": "2026-03-01",
        "claim_source_title": "'-Cheap dykes",
        "claim_outlet": "Oldmere Gazette",
        "claim_published_date": "2026-03-01",
        "claim_source_url": "https://gazette.example/1",
        "claim_start": "1",
        "claim_end": str(1 + len(CLAIM)),
        "response_source_title": "The dykes cost …",
        "response_reported_by": "Nils Harrow",
        "evidence_text": f"'{ANSWER} […] So she said",
        "days_between": "7",
        "variants_of_claim": "0",
        "confidence": "0.75",
        "detected_by": "tests",
        "reviewed_by": "decider",
    }
    assert {name: row[name] for name in expected} == expected
    assert row["permalink"].startswith("http")
    assert row["reviewed_at"].endswith("Z")


def test_the_file_is_as_rfc_4180_says(link: Link, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    call_command("export", "pairs", "-o", str(path))
    text = path.read_bytes().decode("utf-8-sig")
    assert text.endswith('"\r\n')
    assert text.startswith('"pair_id","relation"')
    assert "“ten”" in text
    assert text.replace("\r\n", "").count("\n") == 0


def test_a_pair_points_into_its_text(link: Link) -> None:
    [row] = pair_export.rows(PairFilter())
    for side, rest in (("claim", link.claim), ("response", link.response)):
        assert rest is not None
        text = rest.revision.text
        start, end = row[f"{side}_start"], row[f"{side}_end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == row[f"{side}_text"]
        assert row[f"{side}_id"] == rest.statement.public_id  # type: ignore[union-attr]


def test_the_default_is_accepted_corrections(link: Link, tmp_path: Path) -> None:
    other = make_quotation(link.response.revision, "So she said", speaker=make_actor("Nils Harrow"))
    make_link(other, link.claim, "critiques")
    group.regroup(quotations=[other])
    assert [r["relation"] for r in rows(tmp_path=tmp_path)] == ["corrects"]
    assert [r["relation"] for r in rows("--family", "stance", "--state", "all", tmp_path=tmp_path)] == ["critiques"]
    assert len(rows("--family", "all", "--state", "all", tmp_path=tmp_path)) == 2
    assert len(rows("--family", "all", tmp_path=tmp_path)) == 1


def test_an_empty_export_says_how_many_wait(link: Link, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Link.objects.update(state="suggested", decided_at=None, decided_by=None)
    assert rows(tmp_path=tmp_path) == []
    assert "1 suggested" in capsys.readouterr().err


def test_a_person_made_link_has_no_confidence(link: Link, editor: User) -> None:
    Link.objects.update(made_by=editor, detected_by="person")
    [row] = pair_export.rows(PairFilter())
    assert (row["confidence"], row["detected_by"]) == (None, "person")


def test_days_between_needs_two_exact_days(link: Link) -> None:
    Quotation.objects.filter(pk=link.response_id).update(said="2026-03")
    group.regroup(quotations=[link.response])
    [row] = pair_export.rows(PairFilter())
    assert row["days_between"] is None
    assert row["response_said_date"] == "2026-03"


def test_copies_count_as_one_variant(link: Link) -> None:
    assert link.claim is not None
    speaker = link.claim.speaker
    texts = [f"“{CLAIM}.”", f"“{CLAIM}.” Again.", "He said the dykes had cost ten crowns, he said of it."]
    words = [CLAIM, CLAIM, "the dykes had cost ten crowns"]
    kinds = ["direct", "direct", "indirect"]
    more = [
        make_quotation(
            make_revision(t, make_source(published="2026-03-02")), w, kind=k, speaker=speaker, said="2026-03-01"
        )
        for t, w, k in zip(texts, words, kinds, strict=True)
    ]
    group.regroup(quotations=more)
    [row] = pair_export.rows(PairFilter())
    assert row["variants_of_claim"] == 1


def test_the_role_given_in_that_text_comes_first(link: Link) -> None:
    assert link.claim is not None
    assert link.claim.speaker is not None
    attested = {"basis": Role.Basis.ATTESTED, "attested_in": link.claim.revision.source.public_id}
    make_role(link.claim.speaker, "harbour minister", organisation="", attested_on="2026-03-01", **attested)
    [row] = pair_export.rows(PairFilter())
    assert row["claim_speaker_role_then"] == "harbour minister"


def test_filters_narrow_the_pairs(link: Link) -> None:
    ada = link.response.speaker
    day = link.response.statement.said_latest  # type: ignore[union-attr]
    everything = {
        PairFilter(speaker=ada): 1,
        PairFilter(speaker=make_actor("Nils Harrow")): 0,
        PairFilter(text="dykes"): 1,
        PairFilter(text="lighthouse"): 0,
        PairFilter(earliest=day, latest=day): 1,
        PairFilter(latest=day.replace(day=1)): 0,  # type: ignore[union-attr]
        PairFilter(relations=frozenset({"denies"})): 0,
        PairFilter(outlet=link.response.revision.source.outlet): 1,
    }
    assert {f: pairs.count(f) for f in everything} == everything
    assert [p.link for p in pair_export.found(PairFilter(), start=0, stop=5)] == [link]
    assert list(pair_export.found(PairFilter(), start=1, stop=5)) == []


def test_a_longer_export_needs_no_more_queries(
    link: Link, django_assert_max_num_queries: CaptureQueriesContext
) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert len(list(pair_export.rows(PairFilter()))) == 1


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0＝＋－＠ab"), max_size=6))
def test_the_guard_is_reversible_and_complete(value: str) -> None:
    guarded = writing.guarded(value)
    assert writing.unguarded(guarded) == value
    assert not guarded or guarded[0] not in "=+-@\t\r\n\0＝＋－＠"


@pytest.mark.parametrize(("value", "written"), [(None, ""), (True, "true"), (-3, "-3"), (0.75, "0.75"), ("-3", "'-3")])
def test_numbers_stay_numbers(value: object, written: str) -> None:
    assert writing.field(value) == written


def test_statements_as_lines_of_json(link: Link, tmp_path: Path) -> None:
    path = tmp_path / "statements.jsonl"
    call_command("export", "statements", "--format", "jsonl", "-o", str(path))
    claim, response = sorted(map(json.loads, path.read_text().splitlines()), key=lambda row: row["said"])
    assert set(claim) == {
        *("id", "speaker", "speaker_role", "text", "said", "venue", "permalink", "quotations", "links_out", "links_in")
    }
    assert claim["links_out"] == []
    assert claim["links_in"][0]["other"] == response["id"]
    assert response["links_out"][0]["other"] == claim["id"]
    assert claim["quotations"][0]["source_file"] == "one.txt"
    assert response["quotations"][0]["source_file"] is None
    assert response["quotations"][0]["reporter"] == "Nils Harrow"


def test_a_suggested_statement_is_in_no_default_export(link: Link) -> None:
    Quotation.objects.update(state="suggested", decided_at=None, decided_by=None)
    assert list(statements.rows("accepted")) == []
    assert len(list(statements.rows("all"))) == 2


@pytest.mark.parametrize("what", ["pairs", "statements", "sources"])
@pytest.mark.parametrize("form", ["csv", "jsonl", "jsonld"])
def test_every_export_has_every_format(link: Link, tmp_path: Path, what: str, form: str) -> None:
    path = tmp_path / "out"
    call_command("export", what, "--format", form, "-o", str(path))
    text = path.read_text(encoding="utf-8-sig")
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(text, newline="")))) > 1
    elif form == "jsonl":
        assert [json.loads(line) for line in text.splitlines()]
    else:
        assert json.loads(text)["@graph"]


def test_linked_data_uses_cito(link: Link, tmp_path: Path) -> None:
    path = tmp_path / "out"
    call_command("export", "pairs", "--format", "jsonld", "-o", str(path))
    [node] = json.loads(path.read_text())["@graph"]
    claim, response = node["oa:hasTarget"], node["oa:hasBody"]
    assert response["cito:corrects"]["@id"] == claim["@id"]
    assert claim["@type"] == "Claim"


def test_a_file_that_cannot_be_written_is_said_clearly(link: Link, tmp_path: Path) -> None:
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export", "pairs", "-o", str(tmp_path))


def test_the_codebook_tells_every_column() -> None:
    book = (Path(__file__).parent.parent / "docs" / "codebook.md").read_text(encoding="utf-8")
    told = {f"{side}_{name}" for side in ("claim", "response") for name in pair_export.SIDE if f"`…_{name}`" in book}
    for column in (*pair_export.COLUMNS, *statements.COLUMNS, *sources.COLUMNS):
        assert f"`{column}`" in book or column in told, column
