"""A form sent after the end of a session is carried through the log-in, to its author and nobody else."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from essaimage.common.models import Term
from essaimage.desk.people import kept
from tests.assertions import assert_contains
from tests.client import InspectingClient
from tests.factories import make_editor, make_term

from .forms import filled

pytestmark = pytest.mark.django_db
DOOR = "/admin/login/"
PASSWORD = "mot-de-passe-long"
TEXT = "Une définition longue,\nque j’ai mis une heure à écrire."


@pytest.fixture
def writer():
    """Somebody who entered by the door, in a browser that remembers it."""
    make_editor("rédaction", username="claude")
    client = InspectingClient()
    client.post(DOOR, {"username": "claude", "password": PASSWORD})
    return client


def page_of(term: Term) -> str:
    return f"/admin/common/term/{term.pk}/change/"


def field(page, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return html.unescape(found[1]) if found else ""


def enter(client, page, username: str = "claude", password: str = PASSWORD):
    data = {"username": username, "password": password, "next": field(page, "next")}
    return client.post(DOOR, data | {"kept": field(page, "kept")})


def sent_after_the_end(writer, term: Term, **changes):
    """Open a form, let the session end, send the form."""
    data = filled(writer.get(page_of(term)), **changes)
    del writer.cookies["sessionid"]
    return writer.post(page_of(term), data)


def sent_again(writer, page):
    """Press the button of the page that gives the text back."""
    carried = page.context["kept"]
    data: dict[str, list[str]] = {}
    for name, value in carried.fields:
        data.setdefault(name, []).append(value)
    return writer.post(carried.path, data, follow=True)


def test_what_was_sent_after_the_end_of_a_session_is_not_lost(writer):
    term = make_term(status="brouillon")

    door = sent_after_the_end(writer, term, summary=TEXT[:21], body=TEXT)
    assert_contains(door, "Votre session est terminée", "Mot de passe", status=403)
    back = enter(writer, door)
    assert_contains(back, "Rien n’est perdu", "que j’ai mis une heure à écrire.")
    sent_again(writer, back)

    term.refresh_from_db()
    assert term.body == TEXT


def test_a_wrong_password_keeps_it_too_and_a_lock_as_well(writer):
    door = sent_after_the_end(writer, make_term(status="brouillon"), body=TEXT)

    for status in (200, 200, 200, 200, 429):
        door = enter(writer, door, password="faux")
        assert door.status_code == status
        assert kept.read(field(door, "kept"))


def test_somebody_else_is_given_nothing(writer):
    term = make_term(status="brouillon")
    make_editor("rédaction", username="dominique")
    door = sent_after_the_end(writer, term, body=TEXT)

    answer = enter(writer, door, username="dominique")

    assert answer.url == "/admin/"
    assert Term.objects.get(pk=term.pk).body != TEXT


def test_who_never_entered_from_this_browser_is_only_asked_in():
    answer = InspectingClient().post(page_of(make_term()), {"body": TEXT})

    assert answer.status_code == 302
    assert answer.url.startswith(DOOR)


def test_a_form_without_its_key_is_carried_nowhere(writer):
    """Else another site would have an editor send, at the door, what they did not write."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["navigateur"] = writer.cookies["navigateur"].value

    for headers in ({}, {"origin": "https://ailleurs.exemple"}, {"sec-fetch-site": "cross-site"}):
        answer = strict.post(page_of(make_term()), {"body": TEXT}, headers=headers)
        assert answer.status_code == 403
        assert b"kept" not in answer.content


@pytest.mark.parametrize(
    "headers", [{"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}]
)
def test_a_page_of_ours_with_an_old_key_is_given_a_new_one(writer, headers):
    """The key changes when one enters in another tab: this one still has the old one."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = writer.cookies

    answer = strict.post(page_of(make_term()), {"body": TEXT}, headers=headers)

    assert_contains(answer, "Rien n’est perdu", "Envoyer ce que j’avais écrit")


def test_passwords_and_keys_are_never_carried(writer):
    data = {"old_password": "secret", "new_password1": "secret", "csrfmiddlewaretoken": "secret"}
    del writer.cookies["sessionid"]

    door = writer.post("/admin/password_change/", data | {"autre": "oui"})

    assert kept.read(field(door, "kept")).fields == [("autre", "oui")]


def test_what_is_too_long_is_not_carried_and_the_door_still_opens(writer, monkeypatch):
    monkeypatch.setattr(kept, "LONGEST", 100)

    answer = sent_after_the_end(writer, make_term(status="brouillon"), body=TEXT * 10)

    assert answer.status_code == 302


def test_the_file_of_a_form_has_to_be_chosen_again(writer):
    data = {
        "fichier": SimpleUploadedFile("a.csv", b"a;b"),
        "note": "Une note assez longue pour voir.",
    }
    del writer.cookies["sessionid"]
    door = writer.post("/admin/apercu/", data)

    assert_contains(enter(writer, door), "Le fichier que vous aviez choisi")


@pytest.mark.parametrize("forged", ["x", "e30:x:y", ""])
def test_a_forged_text_is_given_to_nobody(writer, forged):
    del writer.cookies["sessionid"]
    data = {"username": "claude", "password": PASSWORD, "kept": forged}

    assert writer.post(DOOR, data).url == "/admin/"


def test_what_was_written_comes_back_as_text_never_as_html(writer):
    term = make_term(status="brouillon")

    door = sent_after_the_end(
        writer, term, body='<script>alert("ici, un script assez long")</script>'
    )

    assert b"<script>alert" not in enter(writer, door).content


def test_leaving_twice_is_no_form_to_keep(writer):
    del writer.cookies["sessionid"]

    assert writer.post("/admin/logout/").status_code == 302
