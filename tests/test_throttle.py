"""Nobody tries passwords one after the other; nobody is locked out by somebody else, or by a cache that is down."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse
from redis.exceptions import ConnectionError as NoRedis

from accounts import throttle

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
HERE, THERE = "192.0.2.7", "192.0.2.8"


@pytest.fixture(autouse=True)
def nothing_counted(settings: Any) -> None:
    """A cache of its own: to clear the one that tests share would empty the worker's queue."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counted"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a hundred attempts are made here
    caches["default"].clear()
    throttle.FALLBACK.clear()


def attempt(client: Client, password: str = "wrong", *, name: str = "editor", address: str = HERE) -> int:
    typed = {"username": name, "password": password}
    return client.post(reverse("login"), typed, REMOTE_ADDR=address).status_code


def test_the_sixth_attempt_is_not_looked_at(client: Client, editor: User) -> None:
    assert [attempt(client) for _ in range(throttle.MOST_HERE)] == [200, 200, 200, 200, 429]
    answer = client.post(reverse("login"), {"username": "EDITOR ", "password": PASSWORD}, REMOTE_ADDR=HERE)
    assert answer.status_code == 429
    assert "Too many wrong passwords" in answer.text
    assert "match an account" not in answer.text
    assert attempt(client, PASSWORD) == 429


def test_its_owner_gets_in_from_elsewhere(client: Client, editor: User) -> None:
    for _ in range(throttle.MOST_HERE + 3):
        attempt(client)
    assert attempt(client, PASSWORD, address=THERE) == 302


def test_an_unknown_name_is_answered_alike(client: Client, editor: User) -> None:
    """Else the answer would tell who has an account."""
    assert [attempt(client, name="nobody") for _ in range(6)] == [attempt(client) for _ in range(6)]


def test_a_login_forgets_what_was_mistyped(client: Client, editor: User) -> None:
    for _ in range(3):
        for _ in range(throttle.MOST_HERE - 1):
            attempt(client)
        assert attempt(client, PASSWORD) == 302
        client.logout()


def test_an_address_that_tries_many_names_is_refused(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_OF_ADDRESS", 4)
    for number in range(4):
        attempt(client, name=f"name{number}")
    assert attempt(client, PASSWORD) == 429
    assert attempt(client, PASSWORD, address=THERE) == 302


def test_an_account_tried_from_many_addresses_is_refused(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_OF_ACCOUNT", 4)
    for number in range(4):
        attempt(client, address=f"198.51.100.{number}")
    assert attempt(client, PASSWORD) == 429


def test_the_administration_is_guarded_too(client: Client, editor: User) -> None:
    editor.is_staff = True
    editor.save()
    typed = {"username": "editor", "password": "wrong"}
    for _ in range(throttle.MOST_HERE):
        client.post("/admin/login/", typed)
    assert client.post("/admin/login/", {**typed, "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_without_redis_each_process_counts(client: Client, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NoRedis("nobody answers")

    for name in ("get_many", "add", "incr", "delete_many"):
        monkeypatch.setattr(caches["default"], name, refuse)
    assert [attempt(client) for _ in range(throttle.MOST_HERE)][-1] == 429
    assert attempt(client, PASSWORD, address=THERE) == 302


def test_behind_a_proxy_the_address_is_the_one_it_forwards(settings: Any) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"1.2.3.4, {HERE}"})
    settings.SECURE_PROXY_SSL_HEADER = None
    assert throttle.address_of(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert throttle.address_of(request) == HERE
