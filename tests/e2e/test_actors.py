"""An editor keeps actors in order in a browser: every page without a fault of access, on a phone, without script."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from actors.models import Actor, Alias
from statements.models import Quotation
from tests import story
from tests.browser import accessibility_faults
from tests.factories import make_actor, make_role
from tests.story import Story

SignIn = Callable[[User], None]
LONG = "Her Serene Excellency Wilhelmina-Theodora von Hohenschwangau-Oldmere-Brandvold zu Unterwasserkirchen"


@pytest.fixture
def told(transactional_db: None) -> Story:
    told = story.tell()
    twin = make_actor(LONG, wikidata="Q7")
    make_role(twin, "Extraordinary and Plenipotentiary Commissioner for Lighthouses", start="2019-02", end="2024")
    Alias.objects.create(actor=twin, name="Pell Anders", folded="pell anders")
    Quotation.objects.filter(speaker=told.teacher).update(speaker=None)
    return told


def _import(page: Page) -> str:
    rows = f"name,kind,wikidata,role,from\nNew Person,person,,Mayor,2020\n{LONG},person,Q8,,\n=bad,,,,\n"
    page.goto(reverse("actor_import"))
    page.get_by_label("File").set_input_files(
        FilePayload(name="a-list-of-people.csv", mimeType="text/csv", buffer=rows.encode())
    )
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("Nothing is written yet.")).to_be_visible()
    return page.url


def _addresses(told: Story, page: Page) -> dict[str, str]:
    twin = Actor.objects.get(name=LONG)
    return {
        "directory": reverse("actors"),
        "actor": twin.get_absolute_url(),
        "add": reverse("actor_add"),
        "edit": reverse("actor_edit", args=[twin.public_id]),
        "role": reverse("actor_role", args=[twin.public_id, twin.roles.get().pk]),
        "merge": reverse("actor_merge", args=[twin.public_id]) + f"?into={told.minister.public_id}",
        "move": reverse("actor_move", args=[told.minister.public_id]),
        "which one": reverse("which_one"),
        "import": reverse("actor_import"),
        "plan": _import(page),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_pages_fit_a_phone(
    scheme: str, told: Story, page: Page, editor: User, sign_in: SignIn
) -> None:
    sign_in(editor)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    faults: dict[str, object] = {}
    for name, address in _addresses(told, page).items():
        page.goto(address)
        faults[name] = accessibility_faults(page)
        page.set_viewport_size({"width": 360, "height": 740})
        root = "document.documentElement"
        faults[f"{name} on a phone"] = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(reverse("actor_move", args=[told.minister.public_id]))
    page.get_by_label("All of this text").first.check()
    page.get_by_role("button", name="Look at what moves").click()
    faults["what moves"] = accessibility_faults(page)
    assert not {name: found for name, found in faults.items() if found}


def test_an_editor_merges_and_undoes_without_script(told: Story, page: Page, editor: User, sign_in: SignIn) -> None:
    sign_in(editor)
    page.route("**/*.js", lambda route: route.abort())
    twin = Actor.objects.get(name=LONG)
    page.goto(twin.get_absolute_url())
    page.get_by_role("link", name="Merge with another").click()
    page.get_by_label("Name or Wikidata identifier").fill("Marchetti")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{LONG} becomes part of {told.minister.name}")
    page.get_by_role("button", name=f"Merge: {told.minister.name} stays").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(told.minister.name)
    page.goto(twin.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(told.minister.name)
    page.get_by_role("button", name="Undo “merge actors”").click()
    page.goto(twin.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(LONG)
