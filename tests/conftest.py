"""What every test may ask for: the database, people of each group, a worker, a live server, a browser."""

import importlib
import os
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings
from pytest_django.live_server_helper import LiveServer

from tests import throwaway

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.celery_worker import Worker

# Playwright's sync API runs an event loop, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Time is measured in benchmarks: on a busy machine a deadline tells of the neighbours.
hypothesis_settings.register_profile("walkback", deadline=None)
hypothesis_settings.load_profile("walkback")
NO_BROWSER = bool(os.environ.get("WALKBACK_NO_BROWSER"))


def pytest_configure() -> None:
    """Serve static files by their plain names, from where they lie: hashed names need a collectstatic."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django_settings.STORAGES = {**django_settings.STORAGES, "staticfiles": plain}
    django_settings.WHITENOISE_USE_FINDERS = True
    django_settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test-nobrowser` leaves out what needs a browser, and the summary names each."""
    for item in items:
        if NO_BROWSER and "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason="needs a browser: run `make test`"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Start the throw-away services just before the first test database is made."""
    throwaway.start()


def _member(group: str) -> User:
    # A test with real transactions ends by emptying all tables, and takes the groups of the migration with it.
    if not Group.objects.filter(name=group).exists():
        importlib.import_module("accounts.migrations.0002_groups").make_groups(apps, None)
    user = User.objects.create_user(username=group, email=f"{group}@example.org", password="a long enough password")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def analyst(db: None) -> User:
    return _member("analyst")


@pytest.fixture
def editor(db: None) -> User:
    return _member("editor")


@pytest.fixture
def researcher(db: None) -> User:
    return _member("researcher")


@pytest.fixture(scope="session")
def _session_worker(django_db_setup: None) -> Iterator["Worker"]:
    from tests.celery_worker import Worker

    worker = Worker()
    yield worker
    worker.stop()


@pytest.fixture
def worker(transactional_db: None, _session_worker: "Worker") -> "Iterator[Worker]":
    """A running Celery worker; it stays up between tests. `worker.kill()` is kill -9, `worker.start()` another one."""
    _session_worker.start()
    yield _session_worker
    _until_the_server_is_still()


@pytest.fixture
def live_app(transactional_db: None, live_server: LiveServer, worker: "Worker") -> LiveServer:
    """The whole application: a server (`live_app.url`) and a worker."""
    return live_server


@pytest.fixture(scope="session")
def _browser() -> Iterator["Browser"]:
    from tests.browser import open_browser

    with open_browser() as browser:
        yield browser


def _until_the_server_is_still() -> None:
    """Waits for what a closed tab or a worker's last task left behind: emptying the tables under it can deadlock."""
    busy = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"
    )
    until = time.monotonic() + 60
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(busy)
            if not cursor.fetchone()[0]:
                return
            time.sleep(0.1)


@pytest.fixture
def page(transactional_db: None, live_server: LiveServer, _browser: "Browser") -> Iterator["Page"]:
    """A browser tab whose addresses are relative to the live server. An error in its console fails the test."""
    from tests.browser import PATIENCE

    context = _browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    _until_the_server_is_still()
    # A page that answers 404 or 422 on purpose is no fault; what a script or the policy complains of is.
    faults = [fault for fault in faults if not fault.startswith("Failed to load resource")]
    assert not faults, f"the browser's console reports: {faults}"


@pytest.fixture
def sign_in(page: "Page", client: Client, live_server: LiveServer) -> Callable[[User], None]:
    """Sign a user in to the browser without the login page."""

    def sign_in(user: User) -> None:
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return sign_in
