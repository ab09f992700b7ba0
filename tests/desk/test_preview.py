"""The preview: the text as its page will show it, for editors only."""

import pytest
from django.test import Client

from essaimage.common.texts import Texts
from essaimage.desk.preview import LONGEST
from tests.assertions import assert_contains
from tests.client import InspectingClient
from tests.factories import make_dispositif, make_editor, make_term

PREVIEW = "/admin/apercu/"
FRAGMENT = {"Accept": "text/fragment+html"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client() -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor("rédaction"))
    return client


def test_the_preview_is_what_the_page_shows(editor_client):
    make_term(title="Licence de marque")
    make_dispositif(slug="aide", code="aide")
    text = "## Un titre\n\nUne **licence de marque**, et [l’aide](dispositif:aide)."

    answer = editor_client.post(PREVIEW, {"apercu": "body", "body": text}, headers=FRAGMENT)

    assert Texts().markdown(text) in answer.content.decode()


def test_without_a_script_the_preview_is_a_page_of_its_own(editor_client):
    page = editor_client.post(PREVIEW, {"apercu": "steps", "steps": "Écrire *avant* mars."})

    assert_contains(page, "<em>avant</em>", "Rien n’est enregistré")


def test_what_could_run_is_taken_out(editor_client):
    text = '<script>alert(1)</script><img src=x onerror="alert(1)">[x](javascript:alert(1))'

    answer = editor_client.post(PREVIEW, {"apercu": "body", "body": text}, headers=FRAGMENT)

    body = answer.content.decode()
    assert "<script" not in body
    assert "onerror" not in body
    assert "javascript:" not in body


def test_an_empty_text_says_so(editor_client):
    assert_contains(editor_client.post(PREVIEW, headers=FRAGMENT), "le texte est vide")


def test_a_text_beyond_measure_is_refused_in_french(editor_client):
    answer = editor_client.post(
        PREVIEW, {"apercu": "body", "body": "x" * (LONGEST + 1)}, headers=FRAGMENT
    )

    assert_contains(answer, "trop long", status=413)


def test_the_preview_is_for_editors_who_posted_it_themselves(client, editor_client):
    assert client.post(PREVIEW).status_code == 302
    assert editor_client.get(PREVIEW).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_editor("rédaction"))
    assert strict.post(PREVIEW, {"apercu": "body", "body": "x"}).status_code == 403
