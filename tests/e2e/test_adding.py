"""An editor adds a text in a browser: pasted, read by a worker, seen, confirmed, and read for quotations."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sources.models import Intake, Source
from statements.models import ExtractionRun, Quotation
from tests.test_intake_actions import INTERVIEW

SignIn = Callable[[User], None]
DROP = """(text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], "dropped.md", {type: "text/markdown"}));
  const zone = document.getElementById("id_text");
  zone.dispatchEvent(new DragEvent("dragover", {dataTransfer: data, bubbles: true, cancelable: true}));
  zone.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def test_editor_pastes_confirms_and_sees_it_read(
    page: Page, live_app: LiveServer, sign_in: SignIn, editor: User
) -> None:
    sign_in(editor)
    page.goto("/add/")
    page.get_by_label("Text", exact=True).fill(INTERVIEW)
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_text("It will hold. We have looked at every stone of it since August.")).to_be_visible()
    expect(page.locator("del")).to_have_text("Follow us on Facebook and Twitter!")
    page.get_by_role("button", name="Use “Oldmere Gazette”").click()
    expect(page.get_by_label("Outlet")).to_have_value("Oldmere Gazette")
    expect(page.get_by_label("Outlet")).to_be_focused()
    page.get_by_label("Published").fill("2026-03-14")
    page.get_by_role("button", name="Add to the archive").last.click()
    expect(page).not_to_have_url(re.compile("/intakes/"))
    source = Source.objects.get()
    expect(page.locator("main")).to_contain_text("The wall will hold, says Ada Varrow")
    page.wait_for_function("() => !document.querySelector('[hx-trigger^=\"every\"]')", timeout=180_000)
    assert ExtractionRun.objects.get(revision__source=source).state == ExtractionRun.State.DONE
    assert Quotation.objects.filter(revision__source=source, kind="turn", state="accepted").count() == 2
    assert (str(source.outlet), source.published) == ("Oldmere Gazette", "2026-03-14")


def test_editor_drops_a_file_on_the_big_field(
    page: Page, live_app: LiveServer, sign_in: SignIn, editor: User, tmp_path: Path
) -> None:
    sign_in(editor)
    page.goto("/add/")
    page.evaluate(DROP, "# The wall\n\nIt will hold, the harbour master said, and went home to her bread.\n")
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_role("heading", name="dropped.md")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("The wall")
    assert Intake.objects.get().media_type == "text/markdown"


@pytest.mark.parametrize("key", ["Enter"])
def test_enter_in_a_field_confirms_and_fills_nothing(
    page: Page, live_app: LiveServer, sign_in: SignIn, editor: User, key: str
) -> None:
    sign_in(editor)
    page.goto("/add/")
    page.get_by_label("Text", exact=True).fill(INTERVIEW)
    page.get_by_role("button", name="Read the text").click()
    page.get_by_label("Title").press(key)
    expect(page).not_to_have_url(re.compile("/intakes/"))
    assert Source.objects.get().outlet is None
