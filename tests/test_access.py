"""Every address bears a mark that says for whom it is, and keeps to it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db
MARKS = {"all", "signed in", "read", "export", "edit"}
SAMPLES = {"str": "000000000000", "slug": "x", "int": "1", "path": "x", "uuid": "0" * 32}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if route.startswith("admin/"):
            continue  # Django's own, below
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


def address(route: str, pattern: URLPattern) -> str:
    """An address of this shape, of nothing that exists."""
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for spelled in (f"<{name}>", f"<{kind}:{name}>"):
            route = route.replace(spelled, SAMPLES[kind])
    return f"/{route}"


VIEWS = dict(patterns(get_resolver()))


def mark(route: str) -> str:
    return str(getattr(VIEWS[route].callback, "access", "none"))


def routes(*marks: str) -> list[str]:
    return sorted(route for route in VIEWS if mark(route) in marks)


def test_every_view_bears_a_mark() -> None:
    assert len(VIEWS) > 30
    assert {route: mark(route) for route in VIEWS if mark(route) not in MARKS} == {}


def test_nothing_is_open_to_all_but_what_must_be() -> None:
    # The first page says what this is to whoever comes.
    allowed = ("healthz", "login/", "logout/", "account/reset/")
    assert [route for route in routes("all") if route and not route.startswith(allowed)] == []


@pytest.mark.parametrize("route", routes("read", "export", "edit", "signed in"))
def test_nobody_is_sent_to_the_login(route: str, client: Client) -> None:
    for answer in (client.get(address(route, VIEWS[route])), client.post(address(route, VIEWS[route]))):
        assert answer.status_code == 302
        assert answer.headers["location"].startswith("/login/?next=")


@pytest.mark.parametrize("route", routes("read", "export", "edit"))
def test_somebody_without_a_right_is_refused(route: str, client: Client) -> None:
    client.force_login(User.objects.create_user("stranger"))
    assert client.get(address(route, VIEWS[route])).status_code == 403
    assert client.post(address(route, VIEWS[route])).status_code == 403


@pytest.mark.parametrize("route", routes("edit"))
def test_analysts_and_researchers_do_not_edit(route: str, client: Client, analyst: User, researcher: User) -> None:
    for user in (analyst, researcher):
        client.force_login(user)
        assert client.get(address(route, VIEWS[route])).status_code == 403
        assert client.post(address(route, VIEWS[route])).status_code == 403


@pytest.mark.parametrize("route", routes("read", "export"))
def test_all_three_groups_read_and_export(
    route: str, client: Client, analyst: User, editor: User, researcher: User
) -> None:
    for user in (analyst, editor, researcher):
        client.force_login(user)
        assert client.get(address(route, VIEWS[route])).status_code in (200, 301, 302, 404)


@pytest.mark.parametrize("route", routes("edit"))
def test_editors_edit(route: str, client: Client, editor: User) -> None:
    client.force_login(editor)
    answer = client.get(address(route, VIEWS[route]))
    assert answer.status_code in (200, 301, 302, 404, 405)
    assert not answer.headers.get("location", "").startswith("/login/")


@pytest.mark.parametrize("route", routes("read", "export", "edit", "signed in"))
def test_a_forged_post_is_refused(route: str, editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(address(route, VIEWS[route])).status_code in (403, 405)


def test_administration_is_for_staff(client: Client, editor: User) -> None:
    for user in (None, editor):
        if user:
            client.force_login(user)
        answer = client.get("/admin/")
        assert answer.headers["location"].startswith("/admin/login/")
