"""What no browser sends gets a French page with the right status, never an error 500."""

import pytest
from django.db import OperationalError
from django.test import Client

from essaimage.pages import home

NO_SESSION = 'sessionid="abcdefgh\\000ijklmnop"'


@pytest.mark.parametrize("path", ["/", "/rien/", "/admin/", "/contact/"])
def test_a_host_that_is_not_ours_gets_the_page_of_a_bad_request(client, path):
    response = client.get(path, headers={"host": "ailleurs.exemple"})

    assert response.status_code == 400
    assert "Cette demande n’a pas pu être lue" in response.content.decode()


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

    monkeypatch.setattr(home, "own_counts", fail)
    response = Client(raise_request_exception=False).get("/")

    page = response.content.decode()
    assert response.status_code == 500
    assert "Le site n’a pas su répondre" in page
    assert "10.0.0.7" not in page
    assert "could not connect" in caplog.text
