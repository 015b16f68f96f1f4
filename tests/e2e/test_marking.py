"""Words selected in the reading view become quotations and links, by mouse and by keyboard."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from statements.models import Link, Quotation
from tests.browser import accessibility_faults
from tests.desk_scene import Scene, actor, scene, source

SignIn = Callable[[User], None]
TEXT = "A 😀 guard looked up.\r\nHe 😀 shrugged.\n\n“The tide 😀 was wrong,” Harbour Guard Tova Rask said.\n\nOver."
# From one word to another within a paragraph, as a mouse or Shift and the arrows leave it.
SELECT = """([element, first, last]) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let whole = "", nodes = [];
  while (walker.nextNode()) { nodes.push([whole.length, walker.currentNode]); whole += walker.currentNode.data; }
  const place = at => { const [start, node] = nodes.filter(n => n[0] <= at).pop(); return [node, at - start]; };
  const start = whole.indexOf(first), end = whole.indexOf(last, start) + last.length;
  const range = document.createRange();
  range.setStart(...place(start)); range.setEnd(...place(end));
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


@pytest.fixture
def archive(transactional_db: None) -> Scene:
    return scene()


def select(page: Page, paragraph: Locator, first: str, last: str) -> None:
    page.evaluate(SELECT, [paragraph.element_handle(), first, last])
    expect(page.locator(".selection-bar")).to_be_visible()


def test_selected_words_become_a_quotation_without_leaving(
    page: Page, archive: Scene, editor: User, sign_in: SignIn
) -> None:
    rask = actor("Tova Rask", state="accepted")
    revision = source("A guard looks up", TEXT, "2031-05-01")
    sign_in(editor)
    page.goto(reverse("reading", args=[revision.source.public_id]))
    page.evaluate("window.stayed = true")
    select(page, page.locator(".segment", has_text="The tide"), "The tide", "was wrong")
    page.get_by_role("button", name="Mark as quotation").click()
    form = page.locator("#mark-panel form")
    expect(form.get_by_label("From the words")).to_have_value("The tide 😀 was wrong")
    expect(form.get_by_label("Kind of quotation")).to_have_value("direct")
    expect(form.get_by_label("Speaker")).to_be_focused()
    assert accessibility_faults(page) == []
    form.get_by_label("Speaker").fill("Tova Rask")
    form.get_by_role("button", name="Mark it").click()
    expect(page.locator("#announcement")).to_have_text("Marked and accepted.")
    expect(page.locator(".quoted", has_text="The tide 😀 was wrong")).to_be_visible()
    expect(page.locator("#mark-panel")).to_be_hidden()
    assert page.evaluate("window.stayed") is True
    made = Quotation.objects.get(revision=revision)
    assert (made.exact, made.speaker, made.state) == ("The tide 😀 was wrong", rask, "accepted")
    assert revision.text[made.start : made.end] == made.exact


def test_selected_words_answer_a_statement_by_keyboard_alone(
    page: Page, archive: Scene, editor: User, sign_in: SignIn
) -> None:
    sign_in(editor)
    page.goto(reverse("reading", args=[archive.report.public_id]))
    paragraph = page.locator(".segment", has_text="had assured him")
    select(page, paragraph, "Varn had assured him that", "she was misunderstood")
    page.keyboard.press("l")
    expect(page.locator("#mark-panel [name=speaker]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Oke Brandt")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is marked. What does it answer?")).to_be_visible()
    expect(page.locator("#mark-panel [name=relation]")).to_be_focused()
    page.keyboard.type("disputes")
    search = page.locator("#mark-panel [name=words]")
    for _ in range(6):
        if search.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type("lose a job")
    expect(page.locator("#announcement")).to_have_text("1 statement found")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Make the link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#mark-panel")).to_be_hidden()
    link = Link.objects.get(made_by=editor)
    assert (link.relation, link.state, link.claim) == ("disputes", "accepted", archive.jobs)
    assert link.response.exact == "Varn had assured him that she was misunderstood"


def test_bar_goes_with_the_selection_and_with_escape(page: Page, archive: Scene, editor: User, sign_in: SignIn) -> None:
    sign_in(editor)
    page.goto(reverse("reading", args=[archive.report.public_id]))
    paragraph = page.locator(".segment").first
    select(page, paragraph, "Oke Brandt", "mayor")
    assert accessibility_faults(page) == []
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(".selection-bar")).to_be_hidden()
    select(page, paragraph, "Oke Brandt", "mayor")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Mark as quotation")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#mark-panel [name=speaker]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#mark-panel")).to_be_hidden()


def test_bar_fits_a_narrow_screen(page: Page, archive: Scene, editor: User, sign_in: SignIn) -> None:
    sign_in(editor)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(reverse("reading", args=[archive.report.public_id]))
    select(page, page.locator(".segment").first, "misunderstood", "misunderstood")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Mark as answer to").click()
    expect(page.locator("#mark-panel [name=speaker]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert accessibility_faults(page) == []


def test_readers_have_no_bar(page: Page, archive: Scene, analyst: User, sign_in: SignIn) -> None:
    sign_in(analyst)
    page.goto(reverse("reading", args=[archive.report.public_id]))
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator(".selection-bar")).to_have_count(0)
