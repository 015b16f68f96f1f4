"""The analyst's job: from a speaker's timeline to a statement, to its proof in the text."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import story
from tests.browser import accessibility_faults
from tests.story import Story

SignIn = Callable[[User], None]


@pytest.fixture
def told(transactional_db: None) -> Story:
    return story.tell()


def _timeline(told: Story) -> str:
    return reverse("speaker", args=[told.minister.public_id, "odile-marchetti-brandvold"])


def test_analyst_follows_a_statement_to_its_proof(told: Story, page: Page, analyst: User, sign_in: SignIn) -> None:
    sign_in(analyst)
    page.goto("/")
    page.get_by_role("link", name="Speakers", exact=True).click()
    page.get_by_role("link", name="Odile Marchetti-Brandvold").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Odile Marchetti-Brandvold")
    expect(page.get_by_text("clarified, reported")).to_be_visible()

    page.locator("a", has_text="The wall will hold for a hundred years").last.click()
    expect(page.get_by_role("heading", name="3 wordings")).to_be_visible()
    card = page.locator(f"#link-{told.critique.public_id}")
    expect(card.locator("mark")).to_have_text("It is reckless")
    card.get_by_role("link", name="Read it in the text").click()
    expect(page).to_have_url(re.compile(f"#q-{told.critique.response.public_id}$"))
    expect(page.locator(".quoted", has_text="It is reckless to promise a century,")).to_be_in_viewport()


def test_analyst_filters_and_the_address_is_the_view(told: Story, page: Page, analyst: User, sign_in: SignIn) -> None:
    sign_in(analyst)
    page.goto(_timeline(told))
    page.get_by_label("What became of it").select_option("retracts")
    expect(page).to_have_url(re.compile(r"relation=retracts"))
    expect(page.get_by_text("The wall will hold for a hundred years")).to_have_count(0)
    expect(page.locator("#announcement")).to_have_text("2 statements")
    swapped = page.locator("#timeline").inner_text()
    page.reload()
    assert page.locator("#timeline").inner_text() == swapped
    page.get_by_label("Hide what is not reviewed").check()
    expect(page).to_have_url(re.compile(r"reviewed=on"))
    page.go_back()
    expect(page.get_by_label("Hide what is not reviewed")).not_to_be_checked()


def test_analyst_opens_the_rest_in_place(told: Story, page: Page, analyst: User, sign_in: SignIn) -> None:
    sign_in(analyst)
    page.goto(_timeline(told))
    page.get_by_role("link", name="2 more passages").click()
    expect(page.get_by_text("Not one coin of new money.")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(_timeline(told)) + "$"))


def test_analyst_needs_no_script(told: Story, page: Page, analyst: User, sign_in: SignIn) -> None:
    sign_in(analyst)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(_timeline(told))
    page.get_by_label("What became of it").select_option("retracts")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"relation=retracts"))
    expect(page.get_by_text("The wall will hold for a hundred years")).to_have_count(0)
    page.goto(_timeline(told))
    page.get_by_role("link", name="2 more passages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("More passages")


def test_analyst_reaches_arcs_and_statements_by_keyboard(
    told: Story, page: Page, analyst: User, sign_in: SignIn
) -> None:
    sign_in(analyst)
    page.goto(_timeline(told))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.locator(".picture-frame").focus()
    page.keyboard.press("Tab")
    assert "retracts" in (page.evaluate("document.activeElement.getAttribute('aria-label')") or "")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#link-{told.retraction.public_id}$"))


def _addresses(told: Story) -> dict[str, str]:
    return {
        "home": "/",
        "speakers": reverse("speakers"),
        "timeline": _timeline(told),
        "actor": told.minister.get_absolute_url(),
        "statement": told.century.get_absolute_url(),
        "sources": reverse("sources"),
        "text": told.gazette.get_absolute_url(),
        "interview": told.interview.get_absolute_url(),
        "pairs": reverse("pairs") + "?state=all&family=all",
        "search": reverse("search") + "?q=wall",
        "none": "/nothing-here/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_reading_side(
    scheme: str, told: Story, page: Page, analyst: User, sign_in: SignIn
) -> None:
    sign_in(analyst)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    faults = {}
    for name, address in _addresses(told).items():
        page.goto(address)
        faults[name] = accessibility_faults(page)
    assert not {name: found for name, found in faults.items() if found}


def test_pages_fit_a_narrow_screen(told: Story, page: Page, editor: User, sign_in: SignIn) -> None:
    sign_in(editor)
    page.set_viewport_size({"width": 360, "height": 740})
    wide = {}
    for name, address in _addresses(told).items():
        page.goto(address)
        root = "document.documentElement"
        wide[name] = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    assert not {name: over for name, over in wide.items() if over > 0}
