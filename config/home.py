"""Where an installation on the embedded services keeps its data, and as whom these services run.

PostgreSQL refuses to run as root, so root lends it an existing plain account, and the data must lie where that
account can reach it: in the checkout where possible, else below /var/lib.
"""

import hashlib
import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SYSTEM_HOME = Path("/var/lib/walkback")
# A Unix socket's path may have 103 bytes on macOS, 107 on Linux; the socket's own name takes the rest.
LONGEST_SOCKET_FOLDER = 80


class Refusal(Exception):
    """Something a person must put right before Walkback can start. The message says what, in plain words."""


@dataclass(frozen=True)
class Account:
    """The plain account that runs the services where we are root."""

    uid: int
    gid: int


def service_account() -> Account | None:
    """None for a plain user, who runs the services as himself."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid)
    raise Refusal("PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody` to run it as.")


def can_execute(path: Path, account: Account | None) -> bool:
    """Whether the account gets through every folder above `path` and may execute it (or enter it)."""
    if account is None:
        return os.access(path, os.X_OK)
    test = ["/usr/bin/test", "-x", str(path)]
    return (
        subprocess.run(test, user=account.uid, group=account.gid, extra_groups=[], cwd="/", check=False).returncode == 0
    )


@dataclass(frozen=True)
class Home:
    """One data folder with its database, its sockets and its logs."""

    path: Path
    account: Account | None

    @property
    def pgdata(self) -> Path:
        return self.path / "postgresql"

    @property
    def logs(self) -> Path:
        return self.path / "log"

    @property
    def sockets(self) -> Path:
        inside = self.path / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"walkback-{os.getuid()}-{name}"

    def prepared(self) -> "Home":
        """Make the folders, each readable by its owner alone."""
        self.path.mkdir(parents=True, exist_ok=True)
        # The service account passes through the home on its way to what it owns, and lists nothing.
        self.path.chmod(0o711 if self.account else 0o700)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        self._refuse_foreign_sockets()
        self.lend(self.sockets)
        return self

    def lend(self, path: Path) -> None:
        """Give a path to the account that runs the services."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def _refuse_foreign_sockets(self) -> None:
        owners = {os.getuid(), self.account.uid if self.account else os.getuid()}
        if self.sockets.is_symlink() or self.sockets.stat().st_uid not in owners:
            raise Refusal(
                f"{self.sockets} belongs to somebody else: remove it, or set WALKBACK_HOME to a shorter path."
            )


def current_home() -> Home:
    """The data folder of this checkout: WALKBACK_HOME, else .walkback/ in it, else (root only) below /var/lib."""
    account = service_account()
    if os.environ.get("WALKBACK_HOME"):
        return Home(Path(os.environ["WALKBACK_HOME"]).resolve(), account)
    if can_execute(CHECKOUT, account):
        return Home(CHECKOUT / ".walkback", account)
    name = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:8]
    return Home(SYSTEM_HOME / f"{CHECKOUT.name}-{name}", account)
