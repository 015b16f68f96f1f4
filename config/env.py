"""Every environment variable that Walkback reads, once. docs/operations.md describes each; a test compares the two."""

import ipaddress
import re
import secrets
from urllib.parse import urlsplit

import environs
from django.core.exceptions import ImproperlyConfigured

from config.home import current_home

_env = environs.Env()


class MissingSetting(ImproperlyConfigured):
    """A setting without which this installation must not start. The message names it and its documentation."""


def _required(name: str, why: str) -> str:
    value = _env.str(name, "")
    if not value:
        raise MissingSetting(f"{name} is not set: {why}. See docs/operations.md#{name.lower()}.")
    return value


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _stored_key() -> str:
    """The secret key of a local installation: made at the first start, then read from its data folder."""
    path = current_home().prepared().path / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


HOST = _env.str("HOST", "127.0.0.1")
PORT = _env.int("PORT", 8000)
SITE_URL = _env.str("SITE_URL", "") or (
    f"http://{HOST}:{PORT}"
    if _is_loopback(HOST)
    else _required("SITE_URL", f"the server listens on {HOST}, and its links must name the public address")
)
SITE_URL = SITE_URL.rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""

# A local installation is one that only this machine can reach. All the comfort that would be a hole elsewhere
# (a generated key, the embedded services, demo logins, cookies over http) hangs on this.
LOCAL = _is_loopback(HOST) and _is_loopback(SITE_HOST)
HTTPS = SITE_URL.startswith("https://")

DEBUG = _env.bool("DEBUG", False)
if DEBUG and not LOCAL:
    raise ImproperlyConfigured("DEBUG shows code and settings to every visitor: allowed only on loopback.")

_PUBLIC = f"{SITE_URL} is not loopback, so nothing is taken for granted"
SECRET_KEY = _env.str("SECRET_KEY", "") or (_stored_key() if LOCAL else _required("SECRET_KEY", _PUBLIC))
ALLOWED_HOSTS: list[str] = _env.list("ALLOWED_HOSTS", []) or (
    ["127.0.0.1", "localhost", "[::1]"] if LOCAL else _required("ALLOWED_HOSTS", _PUBLIC).split(",")
)
DATABASE_URL = _required("DATABASE_URL", "manage.py and `make run` set it to the embedded PostgreSQL on loopback only")
REDIS_URL = _required("REDIS_URL", "manage.py and `make run` set it to the embedded Valkey on loopback only")
# kombu spells a socket otherwise than redis-py does.
BROKER_URL = re.sub(r"^unix://(.*)\?db=(\d+)$", r"redis+socket://\1?virtual_host=\2", REDIS_URL)

EMAIL_URL = _env.str("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = _env.str("DEFAULT_FROM_EMAIL", "") or f"walkback@{SITE_HOST}"
READING_NEEDS_LOGIN = _env.bool("READING_NEEDS_LOGIN", True)
EXTRACTION_MODEL = _env.str("EXTRACTION_MODEL", "")
BEAT_HEARTBEAT = _env.str("BEAT_HEARTBEAT", "")
LOG_LEVEL = _env.str("LOG_LEVEL", "INFO")
