"""``make demo``, for real: prepare, serve, answer, stop."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.conf import settings

PATIENCE = 60  # seconds


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    """A demo of its own: a free port, a database in the folder of the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        "PATH": os.environ["PATH"],
        "ESSAIMAGE_PROFILE": "demo",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3",
    }


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, cwd=settings.BASE_DIR, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    status: int
    headers: Mapping[str, str]
    text: str


def ask(environment: dict[str, str], path: str) -> Answer:
    """Ask the demo for a page as a browser would."""
    connection = http.client.HTTPConnection("localhost", environment["PORT"], timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read().decode())
    finally:
        connection.close()


def test_the_demo_serves_its_content_and_stops_cleanly(environment):
    prepared = start(environment, "manage.py", "prepare_demo")
    told, _ = prepared.communicate(timeout=PATIENCE)

    assert prepared.returncode == 0, told
    assert re.search(r"mot de passe\s:\s\S+", told)

    served = start(environment, "-m", "gunicorn", "--config", "python:essaimage.gunicorn")
    try:
        announced = served.stdout.readline()
        address = re.search(r"http://\S+", announced)[0]
        page = ask(environment, "/")
        sheet = ask(environment, re.search(r'href="(/static/[^"]+\.css)"', page.text)[1])
        missing = ask(environment, "/rien-de-tel/")
        long = ask(environment, f"/dispositifs/?q={'a' * 7_000}")
    finally:
        served.send_signal(signal.SIGINT)
        told, _ = served.communicate(timeout=PATIENCE)

    assert "Le site est prêt" in announced
    assert address == f"http://localhost:{environment['PORT']}/"
    assert (page.status, sheet.status) == (HTTPStatus.OK, HTTPStatus.OK)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "immutable" in sheet.headers["Cache-Control"]
    assert missing.status == HTTPStatus.NOT_FOUND
    assert long.status == HTTPStatus.OK  # cut at 200 characters, and said
    assert served.returncode == 0
    assert told.strip() == "Le site est arrêté."
