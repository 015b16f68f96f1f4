"""The browser of the end-to-end tests: the system's Chromium, else Playwright's own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Debian's Chromium needs the first two as root; the others keep it from talking to the network.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# What a page is given before a test gives up on it: a test fails on what is wrong, not on a slow machine.
PATIENCE = 30_000


def system_browser() -> Path | None:
    """Where the system has a Chromium."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return Path(found) if found else None


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless browser, for as long as the block lasts."""
    program = system_browser()
    # Python looks for a folder that it may write to; Playwright's driver takes /tmp unless told.
    os.environ.setdefault("TMPDIR", tempfile.gettempdir())
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS, headless=True)
        yield browser
        browser.close()


def accessibility_faults(page: Page) -> list[str]:
    """What axe-core finds on the page once its colours have come to rest, a line each."""
    page.evaluate(
        """async () => {
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
        }"""
    )
    # `evaluate`, not a script tag: the page's own policy rightly blocks that.
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate("() => axe.run()")
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['html'][:200]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
