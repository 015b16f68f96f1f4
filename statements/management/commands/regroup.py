"""manage.py regroup: grouping and linking of the whole archive anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from statements.actions import group_all


class Command(BaseCommand):
    """Changes nothing that a person decided, and nothing at all where all is up to date."""

    help = "Group and link the whole archive anew: after an upgrade, or when the word lists have changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which of the quotations."""
        parser.add_argument(
            "--missing",
            action="store_true",
            help="only quotations that no index of terms holds: those of an archive made before there was one",
        )

    def handle(self, *, missing: bool, verbosity: int, **_: Any) -> None:
        """Goes through, and says how many quotations it looked at."""
        before = total = 0
        with tqdm(unit=" quotations", disable=verbosity == 0 or not self.stderr.isatty()) as bar:
            for done, total in group_all.regroup(missing=missing):
                bar.total = total
                bar.update(done - before)
                before = done
        if verbosity:
            self.stdout.write(f"{total} quotations grouped and linked anew.")
