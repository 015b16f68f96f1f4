"""The embedded services start where needed, are shared, survive a kill -9, and end with their last user."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config import embedded, postgres, valkey
from config.home import CHECKOUT, Home, Refusal, service_account


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    # Not pytest's folder: the account that runs the services could not reach it.
    with tempfile.TemporaryDirectory(prefix="walkback-home-") as folder:
        Path(folder).chmod(0o711)
        place = Home(Path(folder).resolve(), service_account()).prepared()
        yield place
        valkey.stop(place)
        postgres.stop(place)


def server_pid(home: Home) -> int:
    return int((home.pgdata / "postmaster.pid").read_text().splitlines()[0])


def other_user(home: Home) -> "subprocess.Popen[str]":
    """Another process that uses the services until its input ends."""
    code = (
        "import sys; from config import embedded\nwith embedded.services(): print('in', flush=True); sys.stdin.read()"
    )
    environment = {**os.environ, "WALKBACK_HOME": str(home.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"
    return process


def test_services_run_inside_and_not_after(home: Home) -> None:
    with embedded.services(home):
        assert os.environ["DATABASE_URL"] == postgres.url(home)
        assert postgres.answers(home)
        assert valkey.answers(home)
    assert not postgres.answers(home)
    assert not valkey.answers(home)


def test_services_leave_alone_what_is_set(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with embedded.services(home):
        assert not postgres.answers(home)
    assert os.environ["DATABASE_URL"] == "postgres://elsewhere/db"


def test_services_outlive_the_first_user_and_end_with_the_last(home: Home) -> None:
    other = other_user(home)
    with embedded.services(home):
        pass
    assert postgres.answers(home)
    other.communicate()
    assert not postgres.answers(home)


def test_user_killed_does_not_count(home: Home) -> None:
    other = other_user(home)
    other.kill()
    other.communicate()
    assert postgres.answers(home)
    with embedded.services(home):
        pass
    assert not postgres.answers(home)


def test_data_survive_a_killed_server(home: Home) -> None:
    with embedded.services(home):
        with postgres._connect(home) as connection:
            connection.execute("CREATE TABLE kept (n int)")
        os.kill(server_pid(home), signal.SIGKILL)
    assert (home.pgdata / "postmaster.pid").exists()
    with embedded.services(home), postgres._connect(home) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_lock_file_naming_another_process_is_no_obstacle(home: Home) -> None:
    with embedded.services(home):
        pass
    stale = home.pgdata / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{home.pgdata}\n1\n5432\n{home.sockets}\n\n  1 1\nready\n")
    with embedded.services(home):
        assert server_pid(home) != os.getpid()


def test_cluster_half_made_is_made_again(home: Home) -> None:
    partial = home.pgdata.with_suffix(".partial")
    partial.mkdir()
    (partial / "PG_VERSION").write_text("18\n")
    with embedded.services(home):
        assert postgres.answers(home)


def test_cluster_of_another_version_is_refused(home: Home) -> None:
    home.pgdata.mkdir()
    (home.pgdata / "PG_VERSION").write_text("12\n")
    with pytest.raises(Refusal, match="made by PostgreSQL 12"):
        postgres.start(home)


def test_server_that_cannot_start_shows_its_log(home: Home) -> None:
    with pytest.raises(Refusal, match="unrecognized configuration parameter"):
        postgres.start(home, options=("no_such_setting=1",))


def test_socket_folder_of_somebody_else_is_refused(home: Home) -> None:
    home.sockets.rmdir()
    home.sockets.symlink_to("/")
    with pytest.raises(Refusal, match="belongs to somebody else"):
        home.prepared()


def test_long_home_has_its_sockets_in_a_short_folder() -> None:
    place = Home(Path("/" + "a-long-name/" * 12), None)
    assert len(str(place.sockets / ".s.PGSQL.5432")) < 100


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the services an account")
def test_root_lends_the_services_a_plain_account(home: Home) -> None:
    with embedded.services(home):
        assert psutil.Process(server_pid(home)).uids().real != 0


def test_manage_py_starts_and_stops_what_it_needs(home: Home) -> None:
    code = "from django.db import connection as c; c.ensure_connection(); print(c.vendor)"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    environment = {**os.environ, "WALKBACK_HOME": str(home.path)}
    result = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    assert (result.stdout, result.returncode) == ("postgresql\n", 0), result.stderr
    assert not postgres.answers(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the services an account")
def test_programs_out_of_the_account_s_reach_are_copied(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_reach(path: Path, _account: object) -> bool:
        return home.path in path.parents

    monkeypatch.setattr(postgres, "can_execute", in_reach)
    monkeypatch.setattr(valkey, "can_execute", in_reach)
    with embedded.services(home), postgres._connect(home) as connection:
        assert str(home.path) in psutil.Process(server_pid(home)).exe()
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION unaccent")
