"""A demo login, whose password everybody knows, opens only what nobody else can reach."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from accounts.sign_in import DEMO_DOMAIN

PASSWORD = "known to everybody"


@pytest.fixture
def demo_editor(editor: User) -> User:
    editor.email = f"editor{DEMO_DOMAIN}"
    editor.set_password(PASSWORD)
    editor.save()
    return editor


@pytest.mark.parametrize("local", [True, False])
def test_demo_login_works_only_on_loopback(demo_editor: User, client: Client, settings: Settings, local: bool) -> None:
    settings.LOCAL = local
    assert client.login(username=demo_editor.username, password=PASSWORD) is local


def test_other_login_works_everywhere(editor: User, client: Client, settings: Settings) -> None:
    settings.LOCAL = False
    assert client.login(username=editor.username, password="a long enough password")


def test_demo_session_ends_when_the_site_opens(demo_editor: User, client: Client, settings: Settings) -> None:
    settings.LOCAL = True
    client.login(username=demo_editor.username, password=PASSWORD)
    assert client.get("/account/").status_code == 200
    settings.LOCAL = False
    assert client.get("/account/").status_code == 302
