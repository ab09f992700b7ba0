"""The processes of the bench: started apart from the site, heard line by line, never left behind."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

STOP_SECONDS = 10
WORKERS = 2
# What the site is set to must not leak into the bench, nor its secrets.
_SITE_ONLY = ("SITE_URL", "EMAIL_URL", "CONTACT_EMAIL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS")


class FailedStep(Exception):
    """A process of the bench ended badly; the message is the end of what it said."""


def environment(database_url: str, port: int | None = None) -> dict[str, str]:
    """Return the environment of a process of the bench: the production profile on its own database."""
    kept = {name: value for name, value in os.environ.items() if name not in _SITE_ONLY}
    return kept | {
        "DATABASE_URL": database_url,
        # Static files have not been collected where tests run.
        "ESSAIMAGE_PROFILE": "test" if settings.PROFILE == "test" else "production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "TRUSTED_PROXIES": "1",
        "WEB_CONCURRENCY": str(WORKERS),
        "PORT": str(port or settings.PORT),
    }


@contextmanager
def started(
    command: list[str], variables: Mapping[str, str], log: Path, *, is_heard: bool = True
) -> Iterator[subprocess.Popen]:
    """Start a Python program of the project; stop it and all it started when the block ends.

    ``is_heard``: its standard output is read; it would stop at the first full pipe otherwise.
    """
    with log.open("ab") as errors:
        # A session of its own: Ctrl-C reaches the command first, which then stops its processes.
        process = subprocess.Popen(  # noqa: S603 (a program of the project)
            [sys.executable, *command],
            env=variables,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if is_heard else subprocess.DEVNULL,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """End a process and those it started: politely, then not."""
    for signalled in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signalled)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()
    if process.stdout:
        process.stdout.close()


def told(step: str, options: Mapping[str, Any], database_url: str, log: Path) -> Iterator[dict]:
    """Take ``step`` in a process of its own; yield what it tells, line by line."""
    command = ["-m", "essaimage.pages.bench", step, json.dumps(options)]
    with started(command, environment(database_url), log) as process:
        for line in process.stdout:
            yield json.loads(line)
        if process.wait():
            raise FailedStep(last_words(log))


def last_words(log: Path) -> str:
    """Return the last line that a process wrote before it failed."""
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "un processus du banc de mesure s’est arrêté sans rien dire"


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def memory_of(pid: int | str = "self") -> int:
    """Return the bytes that a process keeps in memory (resident), 0 where that cannot be known."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started."""
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []
