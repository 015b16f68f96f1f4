"""What every test may ask for: the database, people of each group, a worker, a live server, a browser."""

import os

import pytest
from django.contrib.auth.models import Group, User
from pytest_django import Settings

from tests import throwaway

# Playwright's sync API runs an event loop, in which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Start the throw-away services just before the first test database is made."""
    throwaway.start()


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Settings) -> None:
    """Static files by their plain names, from where they lie: hashed names need a collectstatic."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True


def _member(group: str) -> User:
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
