"""`manage.py import_actors FILE [--dry-run]`: actors and their roles from Popolo JSON or CSV (docs/actors.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from actors.actions import take_list
from actors.importing import plan, reading
from actors.importing.plan import Line, Verdict
from actors.importing.records import Unreadable


class Command(BaseCommand):
    """Writes the new and the changed; tells whom it would have to ask for, and leaves these out."""

    help = "Import persons, organisations and their roles from Popolo JSON or CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """A file, and whether to write."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ends with 1 where something was left out."""
        path: Path = options["file"]
        try:
            found = reading.read(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except Unreadable as problem:
            raise CommandError(f"{path}: {problem}") from problem
        lines = plan.plan(found.actors)
        for note in found.notes:
            self.stderr.write(note)
        for place, words in found.problems:
            self.stderr.write(f"{place}: {words}")
        for line in lines:
            self._tell(line, every=options["verbosity"] > 1)
        if not options["dry_run"]:
            take_list.take(lines=lines, by=None, name=path.name)
        counts = plan.count(lines)
        said = ", ".join(f"{counts[verdict.value]} {verdict.label}" for verdict in Verdict)
        self.stdout.write(f"{said}, {len(found.problems)} not read." + (" Nothing written." * options["dry_run"]))
        if found.problems or counts[Verdict.UNCLEAR]:
            raise SystemExit(1)

    def _tell(self, line: Line, *, every: bool) -> None:
        if line.verdict == Verdict.UNCLEAR:
            known = ", ".join(f"{actor.name} [{actor.public_id}]" for actor in line.candidates)
            self.stderr.write(f"{line.record.place}: {line.record.name}: {line.why} Left out. Known here: {known}")
        elif every and line.verdict != Verdict.SAME:
            self.stdout.write(f"{line.record.place}: {line.record.name}: {line.verdict.label}")
