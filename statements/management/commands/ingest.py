"""manage.py ingest PATH...: hands in files as an editor's upload does."""

import sys
import time
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from celery import current_app
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from kombu.exceptions import OperationalError
from tqdm import tqdm

from actors.dates import validate_edtf
from sources import readers, tasks
from sources.actions import intake
from sources.models import Intake
from statements.actions import ingest

TYPED = ("outlet", "published", "title", "url", "language", "note")
# A worker that has done nothing for so long is asked whether it is still there.
PATIENCE_SECONDS = 30


class Command(BaseCommand):
    """Exit status: 0 when every file was taken (and, with --wait, read), 1 when one was not."""

    help = "Add texts from .txt, .md and .html files, or from folders of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is typed is taken for every file."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder to look through")
        parser.add_argument("--wait", action="store_true", help="wait until the texts are read for quotations")
        parser.add_argument(
            "--confirm",
            action=BooleanOptionalAction,
            default=True,
            help="take them into the archive without asking; --no-confirm leaves them for an editor's preview",
        )
        parser.add_argument("--outlet", default="", help="who published them")
        parser.add_argument("--published", default="", help="when, as EDTF: 2025-03-14, 2025-03, 2025-03-14?")
        parser.add_argument("--title", default="", help="for a single file")
        parser.add_argument("--url", default="", help="for a single file")
        parser.add_argument("--language", default="", help="a code such as en; recognised where not given")
        parser.add_argument("--note", default="", help="shown above the text")

    def handle(self, *, paths: list[Path], wait: bool, confirm: bool, verbosity: int, **options: Any) -> None:
        """Takes what can be taken, says what is wrong with the rest, and waits if asked to."""
        typed = {name: options[name] for name in TYPED if options[name]}
        files = list(_files(paths))
        _check(typed, files)
        self.shown = verbosity > 0
        came = list(self._receive(files, typed=typed, by_itself=confirm))
        bad = len(files) - len(came)
        tasks.enqueue(came)
        if wait:
            bad += self._wait(came)
        else:
            self._say_queued(len(came), confirm=confirm)
        if bad:
            raise CommandError(f"{bad} of {len(files)} files could not be taken; see above why.", returncode=1)

    def _receive(self, files: list[Path], *, typed: dict[str, Any], by_itself: bool) -> Iterator[int]:
        for file in tqdm(files, unit="file", desc="Taking", disable=not self.shown or None):
            try:
                yield _receive(file, typed=typed, by_itself=by_itself).pk
            except (OSError, readers.Unreadable) as problem:
                self._complain(f"{file}: {getattr(problem, 'strerror', None) or problem}")

    def _complain(self, words: str) -> None:
        with tqdm.external_write_mode(file=sys.stderr):
            self.stderr.write(words)

    def _say_queued(self, count: int, *, confirm: bool) -> None:
        then = "" if confirm else " They wait at /intakes/ to be confirmed."
        self.stdout.write(f"{count} texts are stored and will be read by the worker.{then}")
        if count and not _worker_answers():
            self.stdout.write("No worker answers now: they are read as soon as one runs. (--wait reads them here.)")

    def _wait(self, ids: list[int]) -> int:
        """How many turned out bad."""
        with tqdm(total=len(ids), unit="text", desc="Reading", disable=not self.shown or None) as bar:
            if _worker_answers():
                _watch(ids, bar)
            for pk in _waiting(ids):
                ingest.process(pk)
                _show(ids, bar)
        results = ingest.outcomes(ids)
        for result in results:
            if result.bad or result.intake.state == Intake.State.DISCARDED:
                self._complain(f"{result.intake}: {result.words}")
        self._sum_up(results)
        return sum(result.bad for result in results)

    def _sum_up(self, results: list[ingest.Outcome]) -> None:
        states = [result.intake.state for result in results]
        self.stdout.write(
            f"{len(states)} texts: {states.count('confirmed')} in the archive, "
            f"{states.count('ready')} to be confirmed, {states.count('discarded')} there already, "
            f"{states.count('failed')} could not be read."
        )


def _files(paths: list[Path]) -> Iterator[Path]:
    """Files as they are named; of a folder, those of a known format, in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = (p for p in path.rglob("*") if p.suffix.lower() in readers.MEDIA_TYPES and p.is_file())
        yield from sorted(p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))


def _check(typed: dict[str, Any], files: list[Path]) -> None:
    if not files:
        raise CommandError(f"There is no file that ends in {', '.join(readers.MEDIA_TYPES)}.")
    if len(files) > 1 and (typed.keys() & {"title", "url"}):
        raise CommandError("--title and --url are for a single file.")
    try:
        if "published" in typed:
            validate_edtf(typed["published"])
    except ValidationError as problem:
        raise CommandError(f"--published: {problem.messages[0]}") from None


def _receive(file: Path, *, typed: dict[str, Any], by_itself: bool) -> Intake:
    with file.open("rb") as opened:
        data = opened.read(readers.MAX_BYTES + 1)
    media_type = readers.recognise(file_name=file.name, head=data[:64], size=max(len(data), file.stat().st_size))
    return intake.receive(
        data=data,
        method=Intake.Method.SHELL,
        media_type=media_type,
        file_name=file.name,
        typed=typed,
        by_itself=by_itself,
    )


def _worker_answers() -> bool:
    try:
        return bool(current_app.control.ping(timeout=1.0))
    except (OperationalError, OSError):
        return False


def _waiting(ids: list[int]) -> list[int]:
    return [outcome.intake.pk for outcome in ingest.outcomes(ids) if not outcome.over]


def _show(ids: list[int], bar: "tqdm[Any]") -> int:
    results = ingest.outcomes(ids)
    bar.n = sum(result.over for result in results)
    bar.set_postfix(bad=sum(result.bad for result in results))
    return int(bar.n)


def _watch(ids: list[int], bar: "tqdm[Any]") -> None:
    """Until the workers are done with all, or there is none any more."""
    done, since = -1, time.monotonic()
    while (now := _show(ids, bar)) < len(ids):
        if now != done:
            done, since = now, time.monotonic()
        elif time.monotonic() - since > PATIENCE_SECONDS:
            if not _worker_answers():
                return
            since = time.monotonic()
        time.sleep(0.5)
