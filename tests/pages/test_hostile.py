"""What no browser sends gets a French page with the right status, never an error 500."""

import logging
import sys
from io import StringIO

import pytest
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.test import Client

from essaimage.logs import in_one_line
from essaimage.pages import home
from tests.factories import make_editor

NO_SESSION = 'sessionid="abcdefgh\\000ijklmnop"'


@pytest.mark.parametrize("path", ["/", "/rien/", "/admin/", "/contact/"])
def test_a_host_that_is_not_ours_gets_the_page_of_a_bad_request(client, path):
    response = client.get(path, headers={"host": "ailleurs.exemple"})

    assert response.status_code == 400
    assert "Cette demande n’a pas pu être lue" in response.content.decode()


def test_a_refused_request_takes_one_line_of_the_log_and_an_error_all_of_it():
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.addFilter(in_one_line)
    try:
        raise DisallowedHost("ailleurs")
    except DisallowedHost:
        trace = sys.exc_info()

    for name in ("django.security.DisallowedHost", "django.request"):
        handler.handle(logging.LogRecord(name, logging.ERROR, "", 1, name, (), trace))

    assert said.getvalue().count("Traceback") == 1
    assert said.getvalue().startswith("django.security.DisallowedHost\ndjango.request\nTraceback")


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["//ailleurs.exemple", "https://ailleurs.exemple", "/\\a.b", ""])
def test_who_logs_in_is_led_nowhere_but_to_the_desk(client, wanted):
    editor = make_editor("rédaction")
    editor.set_password("douze lettres au moins")
    editor.save()
    typed = {"username": editor.username, "password": "douze lettres au moins", "next": wanted}

    response = client.post("/admin/login/", typed)

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


@pytest.mark.django_db
def test_a_head_has_the_headers_of_the_page_and_no_body(rf):
    page = WSGIHandler()(rf.get("/a-propos/").environ, lambda *args: None)
    sent = {}

    def start(status, headers):
        sent.update(headers)

    head = WSGIHandler()(rf.head("/a-propos/").environ, start)

    assert b"".join(head) == b""
    assert sent["Content-Length"] == str(len(b"".join(page)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/dispositifs/rien/", 404), ("/admin/login/", 200), ("/admin/", 302)]
)
def test_a_cookie_that_no_database_reads_is_no_session(client, path, status):
    assert client.get(path, headers={"cookie": NO_SESSION}).status_code == status


@pytest.mark.django_db
def test_without_its_database_the_site_says_so_and_nothing_more(monkeypatch, caplog):
    def fail(*args):
        raise OperationalError("could not connect to server 10.0.0.7")

    monkeypatch.setattr(home, "france_map", fail)
    response = Client(raise_request_exception=False).get("/")

    page = response.content.decode()
    assert response.status_code == 500
    assert "Le site n’a pas su répondre" in page
    assert "10.0.0.7" not in page
    assert "could not connect" in caplog.text
