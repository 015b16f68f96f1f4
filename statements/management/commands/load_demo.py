"""manage.py load_demo: the invented country and the real case of statements/demo/README.md, and away again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements.actions import demo_load, demo_people, demo_remove


class Command(BaseCommand):
    """Twice changes nothing. Exit status 1 where a text of the demo could not be loaded."""

    help = "Load the demo's texts, decisions and (on loopback only) logins; --remove takes them away again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two switches."""
        parser.add_argument("--logins", action="store_true", help="only show the demo's logins, a line each")
        parser.add_argument("--remove", action="store_true", help="take the demo, and only the demo, away again")

    def handle(self, *, remove: bool, logins: bool, verbosity: int, **_options: Any) -> None:
        """Loads or removes, and says what was done."""
        if logins:
            self._show_logins()
        elif remove:
            self._remove()
        else:
            self._load(verbosity)

    def _load(self, verbosity: int) -> None:
        def tell(words: str) -> None:
            if verbosity:
                self.stdout.write(words)

        done = demo_load.load(tell=tell)
        self.stdout.write(
            f"The demo is loaded: {done.sources} texts and {done.actors} speakers new, {done.decisions} decisions."
        )
        self._show_logins()
        if done.problems:
            raise CommandError("\n".join(done.problems), returncode=1)

    def _show_logins(self) -> None:
        for name, password in demo_people.logins().items():
            self.stdout.write(f"log in as {name} with the password {password}")

    def _remove(self) -> None:
        gone = demo_remove.remove()
        self.stdout.write(f"The demo is gone: {gone.sources} texts, {gone.actors} speakers, its logins.")
        if gone.locked:
            self.stdout.write(
                f"Locked, and not removed, because they did something beside the demo: {', '.join(gone.locked)}."
            )
