"""A morning at the desk: thirty suggestions by keyboard alone, and two editors on the same queue."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Action
from actors.models import Actor
from statements.models import Link
from tests.desk_scene import long_scene

SignIn = Callable[[User], None]
Act = Callable[[Page, Link], None]


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)


def stands(page: Page, link: Link, words: str = "") -> None:
    """The card of this link is the one to decide on."""
    matter = link.response.exact.removeprefix("I was misunderstood about ")
    expect(page.locator("#review .desk-says")).to_contain_text(f"{words} {matter}".strip())


def tab_to(page: Page, words: str) -> None:
    """Tab until the button with these words has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement.textContent").strip().startswith(words):
            return
        press(page, "Tab")
    raise AssertionError(f"no button {words} within reach of Tab")


def decided(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("#announcement")).to_have_text(words)


def save(page: Page) -> None:
    tab_to(page, "Save and accept")
    press(page, "Enter")
    decided(page, "Saved and accepted.")


def accept(page: Page, link: Link) -> None:
    press(page, "a")


def reject(page: Page, link: Link) -> None:
    press(page, "r")


def accept_by_the_button(page: Page, link: Link) -> None:
    page.locator("#desk-accept").focus()
    press(page, "Enter")


def mend_words(page: Page, link: Link) -> None:
    """The words are too many by "I was"; the link itself is right."""
    press(page, "e")
    field = page.locator("details[open] [name=begins]")
    expect(field).to_be_focused()
    press(page, "Control+a")
    page.keyboard.type("misunderstood about")
    save(page)
    stands(page, link, "misunderstood about")
    press(page, "a")


def mend_speaker(page: Page, link: Link) -> None:
    press(page, "s")
    expect(page.locator("details[open] [name=speaker]")).to_be_focused()
    press(page, "Control+a")
    page.keyboard.type("Marit Lind")
    press(page, "Tab")
    page.keyboard.type("add this person")
    expect(page.locator("details[open] [name=new_speaker]")).to_have_value("person")
    save(page)
    stands(page, link)
    press(page, "a")


def change_target(page: Page, link: Link) -> None:
    """Searched for by its words; the last one of the queue."""
    press(page, "l")
    expect(page.locator("details[open] [name=relation]")).to_be_focused()
    press(page, "Tab")
    press(page, "Tab")
    expect(page.locator("details[open] [name=words]")).to_be_focused()
    page.keyboard.type("salt road in autumn")
    decided(page, re.compile(r"^\d statements? found$"))
    choice = page.locator("details[open] label", has_text="We will close the salt road in autumn").locator("input")
    for _ in range(12):
        if choice.is_checked():
            break
        on_a_choice = page.evaluate("document.activeElement.type") == "radio"
        press(page, "ArrowDown" if on_a_choice else "Tab")
    expect(choice).to_be_checked()
    save(page)


def skip(page: Page, link: Link) -> None:
    press(page, "j")


ROUND: list[Act] = [accept, reject, accept, mend_words, accept_by_the_button, mend_speaker, skip, change_target]
PLAN = [*ROUND, reject, accept] * 3


@pytest.fixture
def links(transactional_db: None) -> list[Link]:
    return long_scene(30)


@pytest.fixture
def desk(links: list[Link], page: Page, editor: User, sign_in: SignIn) -> Page:
    sign_in(editor)
    page.goto(reverse("desk"))
    return page


def test_thirty_suggestions_by_keyboard_alone(desk: Page, links: list[Link], editor: User) -> None:
    """Whatever is decided on is what stood there, and nothing is lost or decided twice."""
    posts: list[str] = []
    cards: list[str] = []

    def seen(request: Request) -> None:
        if request.method == "POST":
            posts.append(request.url)
        elif re.search(r"/desk/\?", request.url):
            cards.append(request.url)

    desk.on("request", seen)
    plan = list(zip(PLAN[: len(links)], links, strict=True))
    for n, (act, link) in enumerate(plan):
        stands(desk, link)
        act(desk, link)
        if n == 10:  # the eleventh was a slip: take it back, and decide again
            stands(desk, links[n + 1])
            press(desk, "u")
            stands(desk, link)
            assert Link.objects.get(pk=link.pk).state == "suggested"
            reject(desk, link)
    expect(desk.locator("#review .kicker")).to_have_text("1 of 3 links")  # what was skipped is still there
    _check(plan, links, editor)
    # One request for each decision, and its answer holds the next card: only a skip asks for one.
    mended, again = 6, 2
    assert (len(posts), len(cards)) == (len(links) - 3 + mended + again, 3)


def _check(plan: list[tuple[Act, Link]], links: list[Link], editor: User) -> None:
    for n, (act, before) in enumerate(plan):
        link = Link.objects.select_related("response__speaker", "claim").get(pk=before.pk)
        outcome: dict[Act, str] = {skip: "suggested", reject: "rejected"}
        wanted = outcome.get(act, "accepted") if n != 10 else "rejected"
        assert (n, link.state) == (n, wanted)
        if act is mend_words:
            assert link.response.exact == before.response.exact.removeprefix("I was ")
        if act is mend_speaker:
            assert link.response.speaker == Actor.objects.get(name="Marit Lind")
        if act is change_target:
            assert link.claim is not None
            assert link.claim.exact == "We will close the salt road in autumn"
    assert Action.objects.filter(verb="undo: accept link").count() == 1
    assert set(Action.objects.values_list("by", flat=True)) == {editor.pk}


@pytest.fixture
def second(page: Page, links: list[Link], live_server: LiveServer) -> Iterator[Page]:
    """The tab of another editor, in a browser of their own."""
    bert = User.objects.create_user("bert", password="a long enough password")
    bert.groups.add(Group.objects.get(name="editor"))
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=live_server.url)
    client = Client()
    client.force_login(bert)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    tab = context.new_page()
    tab.goto(reverse("desk"))
    yield tab
    context.close()


def test_two_editors_on_one_card_the_second_is_told(desk: Page, second: Page, links: list[Link]) -> None:
    stands(desk, links[0])
    stands(second, links[0])
    press(desk, "a")
    stands(desk, links[1])
    press(second, "r")
    expect(second.locator("#messages")).to_contain_text("editor was faster (accept link")
    expect(second.locator("#review")).to_contain_text("Accepted by editor")
    assert Link.objects.get(pk=links[0].pk).state == "accepted"
    press(second, "r")  # now with open eyes
    expect(second.locator("#announcement")).to_have_text("Rejected.")
    rejected = Link.objects.select_related("decided_by").get(pk=links[0].pk)
    assert (rejected.state, str(rejected.decided_by)) == ("rejected", "bert")
    assert Action.objects.filter(targets__model="statements.link", targets__row=str(links[0].pk)).count() == 2


def test_two_editors_interleaved_on_neighbouring_cards_lose_nothing(
    desk: Page, second: Page, links: list[Link]
) -> None:
    """Both walk down the queue; each finds now and then that the other was there first, and never undoes it."""
    keys = {"a": ("accepted", "Accepted, with the words it rests on."), "r": ("rejected", "Rejected.")}
    decided_by: dict[int, tuple[str, str]] = {}
    stands(desk, links[0])
    stands(second, links[0])
    press(second, "j")
    stands(second, links[1])
    told = 0
    for n in range(12):
        page, name = [(desk, "editor"), (second, "bert")][n % 2]
        here = next(one for one in links if one.response.exact in page.locator("#review .desk-says").inner_text())
        key = "ar"[n // 2 % 2]
        press(page, key)
        if here.pk in decided_by:
            expect(page.locator("#messages")).to_contain_text("was faster")
            press(page, "j")
            told += 1
        else:
            state, words = keys[key]
            decided_by[here.pk] = (state, name)
            decided(page, words)
        expect(page.locator("#review .desk-says")).not_to_contain_text(here.response.exact)
    assert told > 0
    found = Link.objects.exclude(state="suggested").values_list("pk", "state", "decided_by__username")
    assert {pk: (state, name) for pk, state, name in found} == decided_by
