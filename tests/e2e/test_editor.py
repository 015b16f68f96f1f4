"""The editor's job in a real browser: by mouse, by keyboard alone, two at once, on a phone, and without script."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from statements.actions import review
from statements.models import ExtractionRun, Link, PositionQuestion, Quotation
from tests.browser import accessibility_faults
from tests.desk_scene import Scene, link, quotation, run, scene, source

SignIn = Callable[[User], None]
AGAIN = "“We will not close the northern ferry by this spring,” she said."


@pytest.fixture
def archive(transactional_db: None) -> Scene:
    return scene()


@pytest.fixture
def desk(archive: Scene, page: Page, editor: User, sign_in: SignIn) -> Page:
    sign_in(editor)
    page.goto(reverse("desk"))
    return page


def state(row: Link | Quotation) -> str:
    return str(type(row).objects.values_list("state", flat=True).get(pk=row.pk))


def position(page: Page, words: str) -> None:
    expect(page.locator("#review .kicker")).to_have_text(words)


def test_editor_decides_by_mouse_without_leaving_the_page(desk: Page, archive: Scene) -> None:
    position(desk, "1 of 2 links")
    desk.evaluate("window.stayed = true")
    desk.get_by_role("button", name="Accept").click()
    position(desk, "1 of 1 links")
    expect(desk.locator("#announcement")).to_have_text("Accepted, with the words it rests on.")
    assert (state(archive.clarifies), state(archive.walked_back)) == ("accepted", "accepted")
    desk.get_by_role("button", name="Reject").click()
    expect(desk.get_by_role("heading", name="Everything is decided")).to_be_visible()
    desk.get_by_role("button", name="Undo").click()
    position(desk, "1 of 1 links")
    assert state(archive.critiques) == "suggested"
    assert desk.evaluate("window.stayed") is True


def test_editor_mends_words_by_selecting_them(desk: Page, archive: Scene) -> None:
    desk.goto(f"{reverse('desk')}?kind=quotations&at={archive.claim.public_id}")
    desk.get_by_text("Mend the words or the speaker").click()
    mark = desk.locator(".passage mark.words").first
    desk.evaluate(
        """element => {
            const range = document.createRange();
            range.setStart(element.firstChild, 8);
            range.setEnd(element.firstChild, 33);
            window.getSelection().removeAllRanges();
            window.getSelection().addRange(range);
            element.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }""",
        mark.element_handle(),
    )
    expect(desk.get_by_text("Selected: “close the northern ferry”")).to_be_visible()
    desk.get_by_label("From the words").fill("close the")
    desk.get_by_label("To the words").fill("northern ferry")
    desk.get_by_role("button", name="Save and accept").click()
    expect(desk.locator("#announcement")).to_have_text("Saved and accepted.")
    assert Quotation.objects.get(pk=archive.claim.pk).exact == "close the northern ferry"


def test_selected_words_count_characters_as_the_text_does(desk: Page, editor: User) -> None:
    """An emoji is two units to the browser and one character to the text; line ends of Windows are two to both."""
    revision = source("A post", "😀 We won.\r\nToday 😀 we rest, she said.", "2031-05-01")
    start = revision.text.index("we rest")
    made, _ = review.add_quotation(
        revision=revision, by=editor, start=start, end=start + 2, speaker="A guard", kind="direct"
    )
    desk.goto(f"{reverse('desk')}?kind=quotations&at={made.public_id}")
    desk.get_by_text("Mend the words or the speaker").click()
    desk.evaluate(
        """() => {
            const mark = document.querySelector(".passage mark.words").firstChild;
            const after = document.querySelector(".passage mark.words").nextSibling;
            const range = document.createRange();
            range.setStart(mark, 0);
            range.setEnd(after, 5);
            window.getSelection().removeAllRanges();
            window.getSelection().addRange(range);
            document.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }"""
    )
    expect(desk.get_by_text("Selected: “we rest”")).to_be_visible()
    desk.get_by_role("button", name="Save and accept").click()
    expect(desk.locator("#announcement")).to_have_text("Saved and accepted.")
    assert Quotation.objects.get(pk=made.pk).exact == "we rest"


def test_a_key_counts_from_the_moment_the_next_card_stands(desk: Page, archive: Scene) -> None:
    """htmx lends a new element its predecessor's attributes, "busy" among them, until it has settled."""
    desk.evaluate(
        """() => new MutationObserver((_, observer) => {
            if (!document.querySelector("#review .kicker")?.textContent.includes("1 of 1")) { return; }
            observer.disconnect();
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "r", bubbles: true}));
        }).observe(document.querySelector("main"), {childList: true, subtree: true})"""
    )
    desk.keyboard.press("a")
    expect(desk.get_by_role("heading", name="Everything is decided")).to_be_visible()
    assert (state(archive.clarifies), state(archive.critiques)) == ("accepted", "rejected")


def test_editor_decides_by_keyboard_alone(desk: Page, archive: Scene) -> None:
    desk.keyboard.press("j")
    position(desk, "2 of 2 links")
    desk.keyboard.press("k")
    position(desk, "1 of 2 links")
    desk.keyboard.press("a")
    position(desk, "1 of 1 links")
    desk.keyboard.press("r")
    expect(desk.get_by_role("heading", name="Everything is decided")).to_be_visible()
    assert (state(archive.clarifies), state(archive.critiques)) == ("accepted", "rejected")
    desk.keyboard.press("u")
    position(desk, "1 of 1 links")
    desk.keyboard.press("l")
    relation = desk.locator("details[open] [name=relation]")
    expect(relation).to_be_focused()
    relation.press("ArrowUp")  # from "critiques"
    expect(relation).to_have_value("denies")
    for _ in range(30):
        if desk.evaluate("document.activeElement.textContent").strip().startswith("Save"):
            break
        desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#announcement")).to_have_text("Saved and accepted.")
    mended = Link.objects.get(pk=archive.critiques.pk)
    assert (mended.relation, mended.state) == ("denies", "accepted")


def test_keys_for_words_and_speaker_and_the_list_of_keys(desk: Page, archive: Scene) -> None:
    desk.keyboard.press("e")
    expect(desk.locator("details[open] [name=begins]")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator("details.mend[open]")).to_have_count(0)
    desk.keyboard.press("s")
    expect(desk.locator("details[open] [name=speaker]")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    expect(desk.get_by_text("undo your last decision")).to_be_visible()


def test_keys_are_silent_in_fields_and_can_be_switched_off(desk: Page, archive: Scene) -> None:
    desk.keyboard.press("s")
    desk.keyboard.type("ara")
    expect(desk.locator("details[open] [name=speaker]")).to_have_value(re.compile("ara"))
    assert state(archive.clarifies) == "suggested"
    desk.goto(reverse("account"))
    desk.get_by_role("button", name="Switch them off").click()
    desk.goto(reverse("desk"))
    desk.keyboard.press("a")
    desk.keyboard.press("r")
    expect(desk.locator("#review kbd")).to_have_count(0)
    position(desk, "1 of 2 links")
    assert state(archive.clarifies) == "suggested"


def test_focus_stays_where_a_keyboard_user_left_it(desk: Page, archive: Scene) -> None:
    desk.locator("#desk-reject").focus()
    desk.keyboard.press("Enter")
    position(desk, "1 of 1 links")
    expect(desk.locator("#desk-reject")).to_be_focused()


def test_second_editor_sees_what_the_first_did(desk: Page, archive: Scene) -> None:
    ann = User.objects.create_user("ann")
    review.mend_link(link=Link.objects.get(pk=archive.clarifies.pk), by=ann, relation="denies")
    desk.get_by_role("button", name="Reject").click()
    expect(desk.locator("#messages")).to_contain_text("ann was faster (mend link")
    expect(desk.locator("#announcement")).to_have_text(desk.locator("#messages").inner_text().strip())  # said once
    expect(desk.get_by_text("Accepted by ann")).to_be_visible()
    assert state(archive.clarifies) == "accepted"


def test_target_is_searched_and_chosen(desk: Page, archive: Scene) -> None:
    desk.get_by_text("Mend the relation or what it answers").click()
    form = desk.locator("details[open]")
    form.get_by_placeholder("Words or speaker").fill("lose a job")
    expect(desk.locator("#announcement")).to_have_text("1 statement found")
    form.get_by_text("nobody would lose a job").click()
    form.get_by_role("button", name="Save").click()
    expect(desk.locator("#announcement")).to_have_text("Saved and accepted.")
    assert Link.objects.get(pk=archive.clarifies.pk).claim == archive.jobs


def test_a_failed_form_answers_in_its_place(desk: Page, archive: Scene) -> None:
    desk.keyboard.press("e")
    desk.locator("details[open] [name=begins]").fill("words that nobody said")
    desk.locator("details[open]").get_by_role("button", name="Save and accept").click()
    expect(desk.get_by_text("These words do not stand in the text").first).to_be_visible()
    position(desk, "1 of 2 links")


def test_job_page_stops_asking_when_it_is_over(page: Page, editor: User, sign_in: SignIn, archive: Scene) -> None:
    job = ExtractionRun.objects.create(revision=archive.claim.revision, state="running", progress=40, pipeline="test-1")
    sign_in(editor)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/jobs/" in request.url else None)
    page.goto(job.get_absolute_url())
    expect(page.get_by_text("40 per cent done")).to_be_visible()
    job.state, job.error, job.finished_at = "failed", "The worker stopped three times.", archive.claim.revision.read_at
    job.save()
    expect(page.get_by_text("The worker stopped three times.")).to_be_visible()
    swapped = page.locator("#job").inner_text()
    before = len(asked)
    page.wait_for_timeout(2500)
    assert len(asked) == before
    page.reload()
    assert page.locator("#job").inner_text() == swapped


def test_editor_works_without_script(
    page: Page, archive: Scene, editor: User, sign_in: SignIn, live_server: LiveServer
) -> None:
    sign_in(editor)
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    plain = context.new_page()
    plain.goto(reverse("desk"))
    plain.get_by_role("button", name="Accept").click()
    expect(plain.get_by_text("Accepted, with the words it rests on.")).to_be_visible()
    plain.get_by_text("Mend the answer's words or speaker").click()
    plain.locator("details[open] [name=begins]").fill("Closing")
    plain.locator("details[open] [name=ends]").fill("the ferry")
    plain.get_by_role("button", name="Save and accept").first.click()
    expect(plain.get_by_text("Saved and accepted.")).to_be_visible()
    assert Quotation.objects.get(pk=archive.critique.pk).exact == "Closing the ferry"
    plain.get_by_role("button", name="Reject").click()
    expect(plain.get_by_text("Everything is decided")).to_be_visible()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_text("Undone: reject link.")).to_be_visible()
    assert state(archive.critiques) == "suggested"
    context.close()


@pytest.fixture
def pages(archive: Scene) -> list[str]:
    review.reject_link(link=archive.critiques, by=User.objects.create_user("ann"))
    again = quotation(again_in := source("Again", AGAIN, "2031-06-01"), AGAIN[1:50], archive.varn)
    run(again_in)
    PositionQuestion.objects.create(earlier=archive.claim, later=again, alike=0.8, differs="one of them says “not”")
    waiting = link(archive.critique, None, "disputes", reason="Nothing near it is in the archive.")
    failed = run(archive.claim.revision)
    ExtractionRun.objects.filter(pk=failed.pk).update(state="failed", error="The text is empty.")
    claim, answer = archive.claim.public_id, archive.critique.public_id
    return [
        reverse("desk"),
        f"{reverse('desk')}?kind=quotations",
        f"{reverse('desk')}?relation=updates",
        reverse("desk_list"),
        f"{reverse('desk_list')}?kind=quotations",
        reverse("desk_waiting"),
        reverse("positions"),
        reverse("calibration"),
        f"{reverse('calibration')}?kind=quotation+headline",
        f"{reverse('mark', args=[archive.report.public_id])}?answers=1",
        archive.claim.statement.get_absolute_url() if archive.claim.statement else "",
        reverse("quotation_mend", args=[claim]),
        reverse("link_mend", args=[waiting.public_id]),
        reverse("link_new", args=[answer]),
        reverse("wording_join", args=[claim]),
        reverse("mark", args=[archive.report.public_id]),
        reverse("history"),
        reverse("history_of", args=["link", archive.critiques.public_id]),
        reverse("runs"),
        failed.get_absolute_url(),
        reverse("account"),
        reverse("password_change"),
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible_and_fit(width: int, page: Page, pages: list[str], editor: User, sign_in: SignIn) -> None:
    sign_in(editor)
    page.set_viewport_size({"width": width, "height": 800})
    for address in pages:
        page.goto(address)
        page.evaluate("() => document.querySelectorAll('main details').forEach(d => { d.open = true; })")
        assert page.title().endswith("Walkback"), address
        assert accessibility_faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_account_pages_are_accessible_to_whoever_is_not_logged_in(scheme: str, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for name in ("login", "password_reset", "password_reset_done", "password_reset_complete"):
        page.goto(reverse(name))
        assert accessibility_faults(page) == [], name


def test_desk_is_accessible_in_the_dark(desk: Page) -> None:
    desk.emulate_media(color_scheme="dark")
    assert accessibility_faults(desk) == []
