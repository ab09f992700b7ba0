"""Once a report is settled: the source is asked for, and the person answered."""

from urllib.parse import unquote

import pytest
from django.core import mail

from tests import factories as make
from tests.assertions import assert_contains

from .settling import act, address, enter

pytestmark = pytest.mark.django_db


def test_accepting_offers_to_add_the_source():
    fiche = make.make_term()
    correction = make.make_correction(fiche, evidence="https://preuve.exemple.fr/a?b=1&c=2")
    client = enter()
    act(client, correction, "accepter")

    page = client.get(address(correction))
    form = client.get("/admin/common/source/add/", {"url": "https://preuve.exemple.fr/a?b=1&c=2"})

    assert_contains(page, "Écrire la source", "/change/#citations-group")
    assert "/admin/common/source/add/?url=https%3A%2F%2Fpreuve" in page.content.decode()
    assert_contains(form, 'value="https://preuve.exemple.fr/a?b=1&amp;c=2"')


def test_the_answer_is_written_beforehand_for_ones_own_mail(settings):
    settings.CONTACT_EMAIL = ""
    correction = make.make_correction(email="lea+x@exemple.fr")
    client = enter()
    act(client, correction, "refuser", texte="La source dit l’inverse.")

    page = client.get(address(correction))

    link = unquote(page.context["mailto"])
    assert link.startswith("mailto:lea+x@exemple.fr?subject=Votre signalement")
    assert "La source dit l’inverse." in link
    assert_contains(page, "Écrire dans votre messagerie")
    assert act(client, correction, "repondre", texte="Bonjour").status_code == 403


def test_the_site_mails_the_answer_when_it_has_an_address(settings):
    settings.CONTACT_EMAIL = "redaction@exemple.fr"
    correction = make.make_correction(email="lea@exemple.fr")
    client = enter()
    act(client, correction, "accepter")

    act(client, correction, "repondre", texte="Merci, c’est corrigé.")

    sent = mail.outbox[-1]
    assert (sent.to, sent.reply_to) == (["lea@exemple.fr"], ["redaction@exemple.fr"])
    assert sent.body == "Merci, c’est corrigé."
    assert "\n" not in sent.subject
    assert_contains(client.get(address(correction)), "Une réponse est partie")


def test_a_mail_server_that_fails_loses_no_answer(settings, monkeypatch):
    settings.CONTACT_EMAIL = "redaction@exemple.fr"
    correction = make.make_correction(email="lea@exemple.fr")
    client = enter()
    act(client, correction, "accepter")

    def fail(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    page = act(client, correction, "repondre", texte="Merci beaucoup, Léa.")

    assert_contains(page, "n’est pas partie", "Merci beaucoup, Léa.", status=400)
    correction.refresh_from_db()
    assert correction.answered_at is None
