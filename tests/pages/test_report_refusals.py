"""What is refused from « Signaler une erreur », how it is said, and that nothing typed is lost."""

import pytest
from django.test import Client

from essaimage.desk.corrections.subjects import report_url
from essaimage.desk.models import Correction
from tests import factories as make
from tests.assertions import assert_contains

from .reports import fill, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("proposed", "", "Ce champ est nécessaire."),
        ("proposed", " \u200b ", "Ce champ est nécessaire."),
        ("proposed", "x" * 2001, "2000 caractères"),
        ("proposed", "a\x00b", "nul"),
        ("evidence", "x" * 2001, "2000 caractères"),
        ("email", "pas une adresse", "adresse"),
        ("email", '"a\x0bBcc: x@y.fr"@exemple.fr', "adresse"),
        ("proposed", "Le résumé d’aujourd’hui.", "La page dit déjà cela."),
    ],
)
def test_a_wrong_field_is_told_and_nothing_typed_is_lost(client, field, value, said):
    fiche = make.make_term(summary="Le résumé d’aujourd’hui.")
    typed = {"proposed": "Un autre.", "evidence": "Vu ce matin.", "email": "lea@exemple.fr"}

    page = send(client, fiche, "summary", **typed | {field: value})

    assert_contains(page, "Le signalement n’est pas parti", said, status=400)
    for name in typed.keys() - {field}:
        assert_contains(page, typed[name], status=400)
    assert not Correction.objects.exists()


def test_a_choice_is_made_among_those_of_the_site(client):
    fiche = make.make_dispositif(echelle="nationale")

    wrong = send(client, fiche, "echelle", proposed="Galactique")
    right = send(client, fiche, "echelle", proposed="Régionale")

    assert_contains(wrong, "Choisissez une réponse de la liste.", status=400)
    assert right.status_code == 302


def test_none_of_the_choices_asks_for_a_word_of_explanation(client):
    fiche = make.make_dispositif(echelle="nationale")

    mute = send(client, fiche, "echelle", proposed="Aucun de ces choix")
    told = send(client, fiche, "echelle", proposed="Aucun de ces choix", evidence="Par bassin.")

    assert_contains(mute, "Dites en quelques mots", status=400)
    assert told.status_code == 302


def test_a_page_that_changed_meanwhile_is_shown_again(client):
    fiche = make.make_term(summary="Avant.")
    data = fill(client, report_url(fiche), "summary", proposed="Ma proposition.")
    type(fiche).objects.filter(pk=fiche.pk).update(summary="Après.")

    page = client.post(report_url(fiche), data)

    assert_contains(page, "La page a changé", "Après.", "Ma proposition.", status=409)
    assert client.post(report_url(fiche), data | {"vu": page.context["seal"]}).status_code == 302


def test_what_left_the_page_meanwhile_loses_no_text(client):
    fiche = make.make_dispositif()
    window = make.make_window(fiche)
    data = fill(client, report_url(fiche), f"windows:{window.code}:closes", proposed="Mon texte.")
    window.delete()

    page = client.post(report_url(fiche), data)

    assert_contains(page, "n’est plus sur la page", "Mon texte.", status=409)
    again = data | {"champ": page.context["point"].key, "vu": page.context["seal"]}
    assert client.post(report_url(fiche), again).status_code == 302


@pytest.mark.parametrize(
    "champ", ["rien", "windows:x:closes", "~", "__class__", "pk", "status", "\x00", "x" * 5000]
)
def test_a_point_that_is_not_on_the_page_is_said(client, champ):
    address = report_url(make.make_dispositif())

    assert_contains(client.get(address, {"champ": champ}), "Choisissez-en un autre", status=400)
    sent = {"champ": champ, "proposed": "Mon texte."}
    assert_contains(client.post(address, sent), "Mon texte.", status=409)


def test_hostile_text_is_shown_as_text(client, admin_client):
    script = """<script>alert(1)</script>"><img src=x onerror=alert(1)>"""
    fiche = make.make_term()

    wrong = send(client, fiche, "summary", proposed=script, evidence=script, email="x")
    send(client, fiche, "summary", proposed=script, evidence=script)
    page = admin_client.get(f"/admin/desk/correction/{Correction.objects.get().pk}/change/")

    for shown in (wrong.content.decode(), page.content.decode()):
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_a_robot_believes_it_was_heard(client):
    response = send(client, make.make_term(), "summary", website="https://spam.example")

    assert response.status_code == 302
    assert not Correction.objects.exists()


def test_too_many_reports_in_an_hour_are_refused_politely(client, settings):
    settings.CORRECTIONS_PER_HOUR = 2
    fiche = make.make_term()

    pages = [send(client, fiche, "summary", proposed=f"Texte {n}.") for n in range(3)]

    assert [page.status_code for page in pages] == [302, 302, 429]
    assert_contains(pages[2], "dans une heure", "Texte 2.", status=429)
    assert Correction.objects.count() == 2


def test_a_form_without_its_key_is_refused_in_french():
    fiche = make.make_term()

    response = Client(enforce_csrf_checks=True).post(report_url(fiche), {"champ": "summary"})

    assert response.status_code == 403
    assert "formulaire" in response.content.decode().lower()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(report_url(make.make_term())).status_code == 405
