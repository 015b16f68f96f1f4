"""Settings: each is documented, and a missing one stops the start and names itself."""

import os
import re
import subprocess
import sys

import pytest

from config.home import CHECKOUT

OPERATIONS = (CHECKOUT / "docs" / "operations.md").read_text()
READERS = re.compile(r"""(?:_env\.\w+|_required|environ\.get|getenv)\(\s*"([A-Z_]+)"|environ\["([A-Z_]+)"\]""")
FOLDERS = ("config", "accounts", "actors", "sources", "statements", "extraction")
# Written for processes of ours, or Django's own; nobody sets them by hand.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "PATH"}
COMPLETE = {
    "SITE_URL": "https://walkback.example",
    "ALLOWED_HOSTS": "walkback.example",
    "SECRET_KEY": "k" * 50,
    "DATABASE_URL": "postgres:///none",
    "REDIS_URL": "redis://none",
}


def read_names() -> set[str]:
    files = [path for folder in FOLDERS for path in (CHECKOUT / folder).rglob("*.py") if "training" not in path.parts]
    found = {name for path in files for pair in READERS.findall(path.read_text()) for name in pair if name}
    return found - INTERNAL


def load(**variables: str) -> "subprocess.CompletedProcess[str]":
    code = "from config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CELERY_BROKER_URL)"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env={"PATH": os.defpath, **variables},
        capture_output=True,
        text=True,
    )


def test_read_names_finds_the_settings() -> None:
    assert {"SECRET_KEY", "SITE_URL", "DEMO"} <= read_names()


@pytest.mark.parametrize("name", sorted(read_names()))
def test_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in OPERATIONS


def test_settings_load_when_complete_and_secure_the_cookies() -> None:
    assert load(**COMPLETE).stdout.startswith("True ")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"])
def test_missing_setting_names_itself_and_its_documentation(name: str) -> None:
    result = load(**{key: value for key, value in COMPLETE.items() if key != name})
    assert result.returncode != 0
    assert f"{name} is not set" in result.stderr
    anchor = re.search(r"docs/operations\.md#(\w+)", result.stderr)
    assert anchor
    assert f'id="{anchor[1]}"' in OPERATIONS


def test_server_open_to_the_network_needs_its_public_address() -> None:
    result = load(**{**COMPLETE, "SITE_URL": "", "HOST": "0.0.0.0"})
    assert "SITE_URL is not set" in result.stderr


def test_debug_is_refused_off_loopback() -> None:
    assert "allowed only on loopback" in load(**COMPLETE, DEBUG="1").stderr


def test_broker_url_spells_a_socket_as_kombu_does() -> None:
    result = load(**{**COMPLETE, "REDIS_URL": "unix:///run/valkey.sock?db=3"})
    assert result.stdout.split()[1] == "redis+socket:///run/valkey.sock?virtual_host=3"
