"""Three people at each page of the reading side: who may, who may not, and nobody."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests import story

PAGES = ["speakers", "speaker", "passages", "actor", "statement", "sources", "reading", "pairs", "search"]


@pytest.fixture
def addresses(db: None) -> dict[str, str]:
    told = story.tell()
    minister = [told.minister.public_id, "odile-marchetti-brandvold"]
    return {
        "speakers": reverse("speakers"),
        "speaker": reverse("speaker", args=minister),
        "passages": reverse("passages", args=[*minister, "o1"]),
        "actor": reverse("actor", args=minister),
        "statement": told.century.get_absolute_url(),
        "sources": reverse("sources"),
        "reading": told.gazette.get_absolute_url(),
        "pairs": reverse("pairs"),
        "search": reverse("search") + "?q=wall",
    }


@pytest.mark.parametrize("name", PAGES)
def test_page_opens_for_a_reader(name: str, addresses: dict[str, str], analyst: User, client: Client) -> None:
    client.force_login(analyst)
    assert client.get(addresses[name]).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_page_refuses_somebody_without_the_right(name: str, addresses: dict[str, str], client: Client) -> None:
    client.force_login(User.objects.create_user("stranger"))
    response = client.get(addresses[name])
    assert response.status_code == 403
    assert "Your account may not do this" in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_page_sends_nobody_to_the_login(name: str, addresses: dict[str, str], client: Client) -> None:
    response = client.get(addresses[name])
    assert response.status_code == 302
    assert response["Location"].startswith("/login/?next=")


@pytest.mark.parametrize("name", PAGES)
def test_page_shows_nobody_a_suggestion_where_reading_is_free(
    name: str, addresses: dict[str, str], client: Client, settings: Settings
) -> None:
    settings.READING_NEEDS_LOGIN = False
    response = client.get(addresses[name])
    assert response.status_code == 200
    html = response.content.decode()
    assert "misunderstood and had meant" not in html
    assert "She is right" not in html
    assert '<span class="state suggested">' not in html


def test_home_tells_nobody_what_the_product_is_and_nothing_of_the_archive(
    addresses: dict[str, str], client: Client
) -> None:
    html = client.get("/").content.decode()
    assert "What public figures say, and what becomes of it" in html
    assert "An invented example" in html
    assert "it cost us nothing" not in html


def test_home_shows_a_reader_the_latest_corrections(addresses: dict[str, str], analyst: User, client: Client) -> None:
    client.force_login(analyst)
    html = client.get("/").content.decode()
    assert "it cost us nothing" in html
    assert "17 days later" in html
    assert "What waits for you" not in html


def test_home_of_an_empty_archive_says_how_to_begin(db: None, editor: User, client: Client) -> None:
    client.force_login(editor)
    html = client.get("/").content.decode()
    assert "The archive is empty" in html
    assert reverse("add") in html


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("speakers", "Nobody is quoted yet"),
        ("sources", "No texts yet"),
        ("pairs", "No pairs yet"),
        ("search", "Search"),
    ],
)
def test_empty_page_says_what_will_be_here(name: str, says: str, analyst: User, client: Client) -> None:
    client.force_login(analyst)
    assert says in client.get(reverse(name)).content.decode()


def test_unknown_address_is_explained(client: Client) -> None:
    response = client.get("/statements/nothing-here/there/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()
