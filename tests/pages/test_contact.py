"""The contact form keeps every message, passes it on, and does not drown."""

import pytest
from django.core import mail
from django.test import Client

from essaimage.desk.messages import network_of
from essaimage.desk.models import Message
from tests.assertions import assert_contains

pytestmark = pytest.mark.django_db
URL = "/contact/"


def letter(**values):
    return {
        "subject": "question",
        "email": "lea@exemple.fr",
        "name": "Léa",
        "text": "Comment ouvrir une antenne ?",
        "page": "/modeles/federation/",
        "website": "",
    } | values


def test_a_message_is_kept_and_mailed(client, settings):
    settings.CONTACT_EMAIL = "redaction@exemple.fr"

    response = client.post(URL, letter())

    message = Message.objects.get()
    assert response.status_code == 302
    assert message.text == "Comment ouvrir une antenne ?"
    assert message.was_mailed
    assert mail.outbox[0].to == ["redaction@exemple.fr"]
    assert mail.outbox[0].reply_to == ["lea@exemple.fr"]


def test_a_message_is_kept_when_the_mail_server_fails(client, settings, monkeypatch):
    settings.CONTACT_EMAIL = "redaction@exemple.fr"

    def fail(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)

    assert client.post(URL, letter()).status_code == 302
    assert not Message.objects.get().was_mailed


def test_without_an_address_to_mail_to_the_message_is_kept(client, settings):
    settings.CONTACT_EMAIL = ""

    client.post(URL, letter())

    assert Message.objects.count() == 1
    assert mail.outbox == []


def test_a_robot_believes_it_was_heard(client):
    response = client.post(URL, letter(website="https://spam.example"))

    assert response.status_code == 302
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "pas une adresse"),
        ("email", ""),
        ("text", ""),
        ("text", "x" * 5001),
        ("subject", "inconnu"),
        ("text", "\x00"),
        ("page", "x" * 500),
    ],
)
def test_a_wrong_field_is_told_and_nothing_typed_is_lost(client, field, value):
    response = client.post(URL, letter(**{field: value}))

    assert_contains(response, "Le message n’est pas parti", status=400)
    assert not Message.objects.exists()
    if field != "text":
        assert_contains(response, "Comment ouvrir une antenne ?", status=400)


def test_headers_cannot_be_forged(client, settings):
    settings.CONTACT_EMAIL = "redaction@exemple.fr"

    response = client.post(URL, letter(email="a@b.fr\nBcc: x@y.fr", name="x\nBcc: z@z.fr"))

    assert response.status_code in {302, 400}
    assert all(not message.bcc for message in mail.outbox)


@pytest.mark.parametrize("control", ["\x0b", "\x0c", "\x1c", "\x01"])
def test_an_address_that_would_end_a_mail_header_is_refused(client, settings, control):
    settings.CONTACT_EMAIL = "redaction@exemple.fr"

    response = client.post(URL, letter(email=f'"a{control}Bcc: x@y.fr"@exemple.fr'))

    assert_contains(response, "Le message n’est pas parti", status=400)
    assert not mail.outbox


def test_too_many_messages_in_an_hour_are_refused_politely(client, settings):
    settings.CONTACT_MESSAGES_PER_HOUR = 2

    statuses = [client.post(URL, letter()).status_code for _ in range(3)]

    assert statuses == [302, 302, 429]
    assert Message.objects.count() == 2


def test_a_forged_forwarding_header_does_not_lift_the_limit(client, settings):
    settings.CONTACT_MESSAGES_PER_HOUR = 1

    client.post(URL, letter())
    response = client.post(URL, letter(), headers={"x-forwarded-for": "203.0.113.9"})

    assert response.status_code == 429


def test_behind_a_proxy_that_says_nothing_visitors_are_told_apart(client, settings):
    settings.TRUSTED_PROXIES = 1
    settings.CONTACT_MESSAGES_PER_HOUR = 1

    statuses = [
        client.post(URL, letter(), REMOTE_ADDR=address).status_code
        for address in ("198.51.100.7", "198.51.100.8")
    ]

    assert statuses == [302, 302]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.7"),
        ("", ""),
        ("inconnue", "inconnue"),
    ],
)
def test_a_line_is_counted_once_whatever_address_it_takes(address, network):
    assert network_of(address) == network


def test_the_page_it_comes_from_is_filled_in_and_escaped(client):
    response = client.get(URL, {"page": '"><script>alert(1)</script>\x00'})

    assert_contains(response, "&lt;script&gt;")


def test_a_form_without_its_key_is_refused_in_french():
    response = Client(enforce_csrf_checks=True).post(URL, letter())

    assert response.status_code == 403
    assert "formulaire" in response.content.decode().lower()
