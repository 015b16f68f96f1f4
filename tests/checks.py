"""`make test`: every check in turn, then the tests. `--no-browser` leaves out what needs a browser, and says so.

The tests come last, so that their closing line is the last one of a good run.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from config.home import CHECKOUT
from tests import throwaway
from tests.provide_browser import NoBrowserError, provide_browser

PROGRAMS = Path(sys.executable).parent
PUBLIC = {
    "SITE_URL": "https://walkback.example",
    "ALLOWED_HOSTS": "walkback.example",
    "SECRET_KEY": "a-key-that-is-long-and-varied-enough-to-pass-the-deployment-check-0123456789",
}
PARTS: list[tuple[str, list[str], dict[str, str]]] = [
    ("ruff check", ["ruff", "check", "."], {}),
    ("ruff format", ["ruff", "format", "--check", "."], {}),
    ("types", ["mypy", "."], {}),
    ("import contracts", ["lint-imports"], {}),
    ("templates", ["djlint", "templates", "--lint", "--quiet"], {}),
    ("compose schema", ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"], {}),
    ("Dockerfile", ["hadolint", "Dockerfile"], {}),
    ("migrations", ["python", "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    ("deployment", ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PUBLIC),
]


def main() -> int:
    """Run everything, also after a failure, and return how many parts failed."""
    without_browser = "--no-browser" in sys.argv[1:]
    if not without_browser:
        try:
            provide_browser()
        except NoBrowserError as error:
            print(error, file=sys.stderr)
            return 1
    throwaway.start()
    failed = [name for name, command, more in PARTS if not _passes(name, command, more)]
    if not _passes("tests", _pytest(), {"WALKBACK_NO_BROWSER": "1"} if without_browser else {}):
        failed.append("tests")
    if failed:
        print(f"FAILED: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


def _pytest() -> list[str]:
    processes = max(2, min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2))
    return ["python", "-m", "pytest", "-n", str(processes), "--durations=10", "--durations-min=0.5", "-q"]


def _passes(name: str, command: list[str], more: dict[str, str]) -> bool:
    print(f"==> {name}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    program = PROGRAMS / command[0]
    result = subprocess.run([program, *command[1:]], cwd=CHECKOUT, env={**os.environ, **more}, check=False)
    # The time stands on a line that begins alike for every part, for .ci/run to sort. The tests end with pytest's own.
    if name != "tests":
        print(f"==> took {time.monotonic() - started:.1f} s: {name}", flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
