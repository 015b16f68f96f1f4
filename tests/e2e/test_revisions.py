"""The pages of edited texts in a browser: they fit a phone, and axe finds nothing in light and dark."""

import os
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page

from sources.models import Source
from statements.actions import extract, review
from statements.models import Anchor, Link, Quotation
from tests.browser import accessibility_faults
from tests.extracting import FakePipeline, Text
from tests.factories import make_actor
from tests.revising import add_revision, hand_in
from tests.test_revisions import ADA, BOATS, EDITED, HOLD, first

SignIn = Callable[[User], None]
AGAIN = EDITED.replace("That is a lie about the dykes,", "Nobody should believe this,")


@pytest.fixture
def source(transactional_db: None, editor: User, monkeypatch: pytest.MonkeyPatch) -> Source:
    """Two revisions, of which the newer has lost one of the accepted quotations and changed another."""
    monkeypatch.setattr(extract, "_pipeline", FakePipeline)
    # The worker that other tests have started would read the texts too, with the real pipeline.
    monkeypatch.setattr("celery.app.task.Task.delay", lambda *_given, **_named: None)
    FakePipeline.found = {}
    old = first()
    review.accept_link(link=Link.objects.get(), by=editor)
    review.accept_quotation(quotation=Quotation.objects.get(exact=BOATS), by=editor)
    text = Text(AGAIN)
    text.say(HOLD, ADA)
    add_revision(old.source, text, editor)
    make_actor("Tove Lind")
    return old.source


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_pages_are_accessible_and_fit(
    width: int, scheme: str, page: Page, source: Source, editor: User, sign_in: SignIn
) -> None:
    sign_in(editor)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    waiting = hand_in(source, AGAIN.replace("Friday", "Sunday") + "\nOne more line.\n")
    orphan = Anchor.objects.get(how="orphaned")
    addresses = {
        "hand in": reverse("source_revise", args=[source.public_id]),
        "what changed": waiting.get_absolute_url(),
        "no longer": reverse("desk_orphans"),
        "attach": reverse("orphan_attach", args=[orphan.pk]),
        "older": reverse("revision", args=[source.public_id, 1]),
        "newest": source.get_absolute_url(),
        "whole": reverse("source_wide", args=[source.public_id]),
    }
    for name, address in addresses.items():
        page.goto(address)
        _look(page, name, width)
    page.get_by_label("Whose words").select_option("Ada Brandt")
    page.get_by_label("They were spoken by").fill("Tove Lind")
    page.get_by_role("button", name="Show what it touches").last.click()
    page.get_by_role("button", name="Change all of it").wait_for()
    _look(page, "whole seen", width)


def _look(page: Page, name: str, width: int) -> None:
    if shots := os.environ.get("WALKBACK_SHOTS"):
        page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)
    assert accessibility_faults(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
