"""manage.py ingest: files and folders, with a worker, without one, and with files that cannot be read."""

import threading
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from extraction.types import Document, Extraction
from sources import tasks
from sources.actions import intake
from sources.models import Intake, Source
from statements import tasks as reading
from statements.actions import extract
from statements.management.commands import ingest
from statements.models import ExtractionRun
from tests.test_intake_actions import INTERVIEW

pytestmark = pytest.mark.django_db


class Silent:
    """A pipeline that finds nothing: what it finds is tested elsewhere."""

    def extract(self, document: Document) -> Extraction:
        return Extraction(document.id, "silent-1", "article", None, (), (), ())


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was asked of the worker; none answers."""
    ids: list[int] = []
    monkeypatch.setattr(tasks.read_intake, "delay", ids.append)
    monkeypatch.setattr(reading.run_extraction, "delay", lambda _pk: None)
    monkeypatch.setattr(ingest, "_worker_answers", lambda: False)
    monkeypatch.setattr(extract, "_pipeline", Silent)
    return ids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(INTERVIEW)
    (tmp_path / "a.md").write_text("# Bread\n\nThe price of bread will rise, the baker said.\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "c.txt").write_text("Hidden.")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.TXT").write_text("Deeper words are here.")
    return tmp_path


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("ingest", *map(str, arguments), stdout=out, stderr=out, verbosity=0, **options)
    return out.getvalue()


def test_ingest_queues_every_file_of_a_folder(folder: Path, asked: list[int]) -> None:
    said = run(folder)
    came = Intake.objects.order_by("pk")
    assert [i.file_name for i in came] == ["a.md", "b.txt", "d.TXT"]
    assert {i.state for i in came} == {Intake.State.RECEIVED}
    assert asked == [i.pk for i in came]
    assert "3 texts are stored" in said
    assert "No worker answers now" in said


def test_ingest_waits_by_reading_where_no_worker_answers(folder: Path) -> None:
    said = run(folder, "--wait", "--outlet", "Oldmere Gazette", "--published", "2026-03")
    assert "3 texts: 3 in the archive" in said
    assert [(str(s.outlet), s.published) for s in Source.objects.all()] == [("Oldmere Gazette", "2026-03")] * 3
    assert {run.state for run in ExtractionRun.objects.all()} == {ExtractionRun.State.DONE}
    assert ExtractionRun.objects.count() == 3
    source = Source.objects.get(file_name="b.txt")
    assert source.revisions.get().text == INTERVIEW
    assert source.structure_confirmed_at is None  # nobody looked at it


def test_ingest_twice_adds_nothing(folder: Path) -> None:
    run(folder, "--wait")
    said = run(folder, "--wait")
    assert "0 in the archive, 0 to be confirmed, 3 there already" in said
    assert "in the archive already, as “The wall will hold, says Ada Varrow”" in said
    assert Source.objects.count() == ExtractionRun.objects.count() == 3


def test_ingest_leaves_texts_for_the_preview_when_asked(folder: Path) -> None:
    said = run(folder, "--wait", "--no-confirm")
    assert "0 in the archive, 3 to be confirmed" in said
    assert not Source.objects.exists()


def test_ingest_takes_the_good_and_names_the_bad(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.txt").write_bytes(b"\0\1\2" * 100)
    out = StringIO()
    with pytest.raises(CommandError, match="4 of 6 files could not be taken") as caught:
        call_command(
            "ingest",
            str(folder / "b.txt"),
            str(folder / "empty.txt"),
            str(folder / "broken.txt"),
            str(folder / "picture.png"),
            str(folder / "missing.txt"),
            str(folder / "a.md"),
            "--wait",
            stdout=out,
            stderr=out,
            verbosity=0,
        )
    assert caught.value.returncode == 1
    said = out.getvalue()
    for words in (
        "empty.txt: This file is empty.",
        "broken.txt: This file is not text",
        "picture.png: This file is a picture",
        "missing.txt: No such file or directory",
    ):
        assert words in said
    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--published", "last week"], "--published"),
        (["--title", "One title"], "single file"),
        (["--url", "https://oldmere.example/"], "single file"),
    ],
)
def test_ingest_refuses_wrong_options_before_it_takes_anything(folder: Path, arguments: list[str], word: str) -> None:
    with pytest.raises(CommandError, match=word):
        run(folder, *arguments)
    assert not Intake.objects.exists()


def test_ingest_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file that ends in"):
        run(tmp_path)


def test_ingest_says_why_reading_for_quotations_failed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise RuntimeError("the model is missing")

    monkeypatch.setattr(extract, "_pipeline", broken)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("ingest", str(folder / "b.txt"), "--wait", stdout=out, stderr=out, verbosity=0)
    assert "the model is missing" in out.getvalue()


@pytest.fixture
def a_worker(asked: list[int], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody else who does the work while the command looks on."""
    monkeypatch.setattr(ingest, "_worker_answers", lambda: True)
    stop = threading.Event()

    def work() -> None:
        from django.db import connection

        while not stop.wait(0.05):
            for pk in list(asked):
                intake.read(pk)
                for run_id in ExtractionRun.objects.filter(state="queued").values_list("pk", flat=True):
                    extract.perform(run_id)
                asked.remove(pk)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_ingest_waits_for_the_worker_where_one_answers(
    folder: Path, a_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_itself(_pk: int) -> None:
        raise AssertionError("the worker does it")

    monkeypatch.setattr("statements.actions.ingest.process", by_itself)
    assert "3 texts: 3 in the archive" in run(folder, "--wait")


def test_ingest_goes_on_by_itself_when_the_worker_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([True, False])
    monkeypatch.setattr(ingest, "_worker_answers", lambda: next(answers))
    monkeypatch.setattr(ingest, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    assert "3 texts: 3 in the archive" in run(folder, "--wait")
