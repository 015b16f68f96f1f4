"""The pipeline and its command line: the contract is kept for any text."""

import io
import json
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extraction import __main__ as command
from extraction import pipeline as pipelines
from extraction.contract import Unreadable, read_document, write_extraction
from extraction.pipeline import ExtractionError, load
from extraction.resolving import Resolver
from extraction.responses import find_responses
from extraction.structure import read_structure
from extraction.types import Document, Extraction
from tests.reading import pipeline, read

TEXT = 'Mayor Helena Varga opened the bridge. "The toll is gone," she said.\n'


def lines(*documents: object) -> list[bytes]:
    return [json.dumps(d).encode() + b"\n" for d in documents]


def rows(given: list[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in command.results(pipeline(), given)]


def assert_exact(text: str, extraction: Extraction) -> None:
    """Every offset lies in the text, is not empty, and indexes point at quotations."""
    for s in extraction.segments:
        assert 0 <= s.start < s.end <= len(text)
    for i, q in enumerate(extraction.quotations):
        assert 0 <= q.start < q.end <= len(text)
        assert 0 <= q.confidence <= 1
        if q.kind == "direct":
            assert text[q.start] not in '"“”«»'
            assert text[q.end - 1] not in '"“”«»'
        if q.speaker is not None and q.speaker.start is not None:
            assert q.speaker.end is not None
            assert 0 <= q.speaker.start < q.speaker.end <= len(text)
        if q.cue is not None:
            assert 0 <= q.cue.start < q.cue.end <= len(text)
        if q.continues is not None:
            assert q.continues != i
            assert extraction.quotations[q.continues].end <= q.start
    for link in extraction.links:
        assert 0 <= link.response < len(extraction.quotations)


def test_one_line_for_each_document_in_order() -> None:
    found = rows(lines({"id": "a", "text": TEXT, "published": None}, {"id": "b", "text": "", "published": None}))
    assert [row["id"] for row in found] == ["a", "b"]
    assert found[0]["quotations"]
    assert found[1]["quotations"] == []
    assert found[0]["pipeline"] == pipeline().version


@pytest.mark.parametrize(
    ("line", "id_", "said"),
    [
        (b"no json\n", None, "not JSON"),
        (b"[1]\n", None, "not a JSON object"),
        (b'{"text": "x"}\n', None, "id: missing"),
        (b'{"id": 3, "text": "x"}\n', None, "id: must be a string"),
        (b'{"id": "a"}\n', "a", "text: missing"),
        (b'{"id": "a", "text": 5}\n', "a", "text: must be a string"),
        (b'{"id": "a", "text": "x", "published": "last week"}\n', "a", "published"),
        (b'{"id": "a", "text": "x", "roster": [{"aliases": []}]}\n', "a", "roster"),
        (b"\xff\xfe\n", None, "not UTF-8"),
    ],
)
def test_an_unreadable_line_gives_an_error_and_the_stream_goes_on(line: bytes, id_: str | None, said: str) -> None:
    wrong, right = rows([line, *lines({"id": "z", "text": TEXT, "published": None})])
    assert wrong["id"] == id_
    assert said in str(wrong["error"])
    assert right["id"] == "z"
    assert "error" not in right


def test_what_fails_within_becomes_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(pipelines, "read_structure", fail)
    (result,) = pipeline().extract_many([Document("a", TEXT)])
    assert isinstance(result, ExtractionError)
    assert result.id == "a"
    assert "odd" in result.error


def test_a_roster_is_read() -> None:
    document = read_document(
        '{"id": "a", "text": "x", "published": "2024-05?", "roster": [{"name": "Ann Lee", "aliases": ["A. Lee"],'
        ' "roles": [{"title": "mayor", "organisation": "Town", "from": "2020", "to": null}]}]}'
    )
    (person,) = document.roster
    assert (person.name, person.aliases, person.roles[0].start) == ("Ann Lee", ("A. Lee",), "2020")


def test_a_line_without_a_roster_is_fine_and_null_too() -> None:
    assert read_document('{"id": "a", "text": "x", "published": null, "roster": null}').roster == ()


def test_unreadable_keeps_the_id() -> None:
    with pytest.raises(Unreadable) as caught:
        read_document('{"id": "a"}')
    assert caught.value.id == "a"


def test_an_unknown_model_is_said_and_nothing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--model", "no-such-model-anywhere"]) == 2
    assert "no-such-model-anywhere" in capsys.readouterr().err


def test_a_pipeline_without_a_parser_is_refused(tmp_path: object) -> None:
    import spacy

    spacy.blank("en").to_disk(str(tmp_path))
    with pytest.raises(ValueError, match="no parser"):
        load(str(tmp_path))


def test_the_output_has_the_fields_of_the_contract() -> None:
    row = json.loads(write_extraction(read(TEXT)))
    assert set(row) == {"id", "pipeline", "doc_type", "title", "segments", "quotations", "links"}
    (quotation,) = row["quotations"]
    fields = "start end kind act speaker cue reporter said continues part_of mention confidence"
    assert set(quotation) == set(fields.split())
    assert set(quotation["speaker"]) == {"name", "kind", "start", "end"}


def test_a_very_long_line_is_read_in_pieces_that_join() -> None:
    text = " ".join(f'"The toll number {n} is gone," Helena Varga said.' for n in range(900))
    assert len(text) > 3 * pipelines.LONGEST
    parsed = pipeline().parse(Document("a", text))
    assert "".join(text[p.start : p.end] for p in parsed.paragraphs) == text
    assert max(p.end - p.start for p in parsed.paragraphs) <= pipelines.LONGEST
    found = read(text)
    assert_exact(text, found)
    assert sum(q.kind == "direct" for q in found.quotations) > 850


def test_batches_are_bounded_in_characters_and_keep_the_order() -> None:
    pieces = ["word " * (n % 700 + 1) for n in range(300)]
    batches = list(pipelines._batches(pieces))
    assert [piece for batch in batches for piece in batch] == pieces
    assert max(sum(map(len, batch)) for batch in batches) <= pipelines.BATCH
    assert max(map(len, batches)) <= 48


def test_the_parse_keeps_no_tensors() -> None:
    assert [len(doc.tensor) for doc in pipeline().docs([TEXT, TEXT])] == [0, 0]


def steps(text: str) -> int:
    """How many calls the rules make on a text, its parse left out: work that no other load of the machine changes."""
    parsed = pipeline().parse(Document("a", text))
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        resolver = Resolver(parsed)
        find_responses(parsed, resolver.quotations(), name=resolver.name)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "unit",
    [
        '"a" ',
        '"Yes," she said. ',
        "He said that she said that it was wrong to say that. ",
        "“No one ever said so,” said Varga; ",
        "I was misquoted, I take it back, I never said that. ",
    ],
)
def test_the_work_grows_no_faster_than_one_long_line(unit: str) -> None:
    size = 3 * pipelines.LONGEST
    once, twice = steps(unit * (size // len(unit))), steps(unit * (2 * size // len(unit)))
    assert twice <= 2.6 * once


def test_no_break_spaces_keep_offsets() -> None:
    text = "Mayor Helena\xa0Varga\xa0said:\xa0“The\xa0toll is gone.”"
    (q,) = read(text).quotations
    assert text[q.start : q.end] == "The\xa0toll is gone."


ODD = ["\n", "\n\n", " ", "\x00", "\u200b", "\ufeff", "\xa0", "\t", "\r\n", "\u2028", "🙂", "é", "ß", "İ", "١٢"]
SAID = [TEXT, "“The toll", "is gone,” ", "Varga said", "she said that he told her that ", ". ", "according to ", "Who?"]
LABELS = ["Interviewer: ", "Q: ", "A: ", "the mayor", *'"“”‘’«»„—:?()', "''"]
PIECES = st.sampled_from([*ODD, *SAID, *LABELS])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join))
@example("\x00:«é")  # a quotation that begins within a token
def test_no_text_raises_and_offsets_are_exact(text: str) -> None:
    assert_exact(text, read(text))


def test_the_command_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result is written before the next line is read."""
    written = io.StringIO()
    seen: list[int] = []

    def source() -> Iterator[bytes]:
        for line in lines({"id": "a", "text": TEXT, "published": None}, {"id": "b", "text": TEXT, "published": None}):
            seen.append(written.getvalue().count("\n"))
            yield line

    monkeypatch.setattr(command, "load", lambda _: pipeline())
    assert command._stream(pipeline(), source(), written) == 0  # type: ignore[arg-type]
    assert seen == [0, 1]


def test_a_run_without_a_blank_is_read_in_short_pieces() -> None:
    """The tokenizer looks at all of it for each sign that it cuts off."""
    text = f"She said: {'”' * 3 * pipelines.LONGEST_RUN}"
    pieces = list(pipelines.pieces_of(text, read_structure(text)))
    assert "".join(text[start:end] for _, start, end in pieces) == text
    assert max(end - start for _, start, end in pieces) <= pipelines.LONGEST_RUN + len("She said: ")


@pytest.mark.parametrize(
    ("text", "limit", "said"),
    [("a b c. " * 10, "MOST_TOKENS", "40 words and signs"), ("Ida went.\n\n" * 9, "MOST_PIECES", "9 paragraphs")],
)
def test_a_text_longer_than_any_book_gives_an_error_and_the_stream_goes_on(
    text: str, limit: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipelines, limit, 8)
    wrong, right = rows(lines({"id": "a", "text": text}, {"id": "b", "text": "Ida went."}))
    assert said in str(wrong["error"])
    assert right["id"] == "b"
    assert "error" not in right
