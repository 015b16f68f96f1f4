"""Gets a browser for the tests: the system's, else Playwright's own, else Debian's package where we are root."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Error

from tests.browser import open_browser

ADVICE = (
    "The end-to-end tests need a browser, and none could be found or installed here. Install the package `chromium` "
    "(Debian: apt-get install chromium), or run `make test-nobrowser`, which runs everything else."
)
DOWNLOAD_SECONDS = 300


class NoBrowserError(Exception):
    """There is no browser and no way to get one. The message says what to do."""


def provide_browser() -> None:
    """Return once a browser starts, installing one if need be."""
    ways = [_nothing, _playwright_download, _debian_package]
    for way in ways:
        if way() and _starts():
            return
    raise NoBrowserError(ADVICE)


def _starts() -> bool:
    try:
        with open_browser():
            return True
    except Error:
        return False


def _nothing() -> bool:
    return True


def _playwright_download() -> bool:
    print("No browser here: trying Playwright's own ...", flush=True)
    return _runs([sys.executable, "-m", "playwright", "install", "chromium"])


def _debian_package() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Trying Debian's package chromium ...", flush=True)
    update = _runs(["apt-get", "update", "-qq"])
    return update and _runs(["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"])


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, timeout=DOWNLOAD_SECONDS, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False
