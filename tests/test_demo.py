"""``make demo``, for real: prepare, serve, answer, stop."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
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
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_the_demo_serves_its_content_and_stops_cleanly(environment):
    prepared = start(environment, "manage.py", "prepare_demo")
    told, errors = prepared.communicate(timeout=PATIENCE)

    assert (prepared.returncode, errors) == (0, "")
    assert re.search(r"mot de passe\s:\s\S+", told)

    served = start(environment, "-m", "gunicorn", "--config", "python:essaimage.gunicorn")
    try:
        address = re.search(r"http://\S+", served.stdout.readline())[0]
        page = urllib.request.urlopen(address, timeout=PATIENCE)
        style = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode())[1]
        sheet = urllib.request.urlopen(address.rstrip("/") + style, timeout=PATIENCE)
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(address + "rien-de-tel/", timeout=PATIENCE)
        missing.value.close()
    finally:
        served.send_signal(signal.SIGINT)
        told, errors = served.communicate(timeout=PATIENCE)

    assert address == f"http://localhost:{environment['PORT']}/"
    assert (page.status, sheet.status) == (HTTPStatus.OK, HTTPStatus.OK)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "immutable" in sheet.headers["Cache-Control"]
    assert missing.value.code == HTTPStatus.NOT_FOUND
    assert served.returncode == 0
    assert "Le site est arrêté." in told
    assert errors == ""
