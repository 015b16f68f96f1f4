"""The pages by which an editor puts right what is known about a source, or withdraws it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.test_intake_actions import confirmed
from tests.test_intake_pages import HTMX, without_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def test_edit_changes_what_is_known(site: Client) -> None:
    source = confirmed()
    address = reverse("source_edit", args=[source.public_id])
    assert 'value="The wall"' in site.get(address).content.decode()
    wrong = site.post(address, {"kind": "article", "title": "New", "published": "soon"}).content.decode()
    assert "“soon” is not a date" in wrong
    assert site.post(address, {"kind": "article", "title": "New", "published": "2026"}).status_code == 302
    source.refresh_from_db()
    assert (source.kind, source.title, source.published) == ("article", "New", "2026")


def test_edit_offers_what_was_inferred(site: Client) -> None:
    source = confirmed()
    address = reverse("source_edit", args=[source.public_id])
    assert "spoke to the Oldmere Gazette" in site.get(address).content.decode()
    typed = {"kind": "article", "title": "New", "use": "outlet 0"}
    part = site.post(address, typed, headers=HTMX).content.decode().strip()
    assert part.startswith('<form id="known"')
    assert 'value="Oldmere Gazette"' in part
    assert without_token(part) in without_token(site.post(address, typed).content.decode())
    source.refresh_from_db()
    assert (source.title, source.outlet) == ("The wall", None)  # nothing is saved by it


def test_withdraw_asks_for_a_reason(site: Client) -> None:
    source = confirmed()
    address = reverse("source_withdraw", args=[source.public_id])
    assert site.post(address, {"reason": " "}).status_code == 200
    source.refresh_from_db()
    assert source.withdrawn_at is None
    assert site.post(address, {"reason": "She asked for it."}).headers["Location"] == source.get_absolute_url()
    assert site.get(address).status_code == 404
    assert site.get(reverse("source_edit", args=[source.public_id])).status_code == 404
