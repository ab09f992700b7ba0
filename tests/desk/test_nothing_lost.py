"""What an editor typed survives another editor, a closed session, a clumsy paste and a refusal."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from essaimage.common.admin.widgets import FrenchDecimalField, NumberWidget
from tests.assertions import assert_contains
from tests.factories import make_dispositif

from .forms import filled, with_row

pytestmark = pytest.mark.django_db


def address(fiche) -> str:
    return reverse("admin:dispositifs_dispositif_change", args=[fiche.pk])


def test_what_somebody_saved_meanwhile_is_not_overwritten_unawares(admin_client, admin_user):
    fiche = make_dispositif(natures=["pret"])
    opened = admin_client.get(address(fiche))
    admin_client.post(address(fiche), filled(opened, accompanied="Écrit par l’autre."))

    refused = admin_client.post(address(fiche), filled(opened, accompanied="Écrit par moi."))
    fiche.refresh_from_db()

    said = f"enregistrée par {admin_user.username} le "
    assert_contains(refused, said, "Écrit par moi.")
    assert fiche.accompanied == "Écrit par l’autre."

    admin_client.post(address(fiche), filled(refused))  # knowingly, this time
    fiche.refresh_from_db()
    assert fiche.accompanied == "Écrit par moi."


def test_a_refusal_names_each_field_and_leads_to_it(admin_client):
    fiche = make_dispositif(natures=["pret"])
    data = filled(admin_client.get(address(fiche)), title="")

    page = admin_client.post(address(fiche), with_row(data, "citations", fact="Un fait."))

    assert_contains(page, '<a href="#id_title">Titre</a>')
    assert_contains(page, '<a href="#id_citations-1-source">Fait sourcé, ligne 2, source</a>')


def test_invisible_characters_of_a_paste_are_dropped(admin_client):
    fiche = make_dispositif(natures=["pret"])
    pasted = "Un\x00 te\u200bxte\x07\n\u202ecopié\u2069."

    admin_client.post(address(fiche), filled(admin_client.get(address(fiche)), body=pasted))
    fiche.refresh_from_db()

    assert fiche.body.replace("\r", "") == "Un texte\ncopié."


def test_a_text_too_long_is_refused_and_never_cut(admin_client):
    fiche = make_dispositif(natures=["pret"])
    opened = admin_client.get(address(fiche))

    page = admin_client.post(address(fiche), filled(opened, summary="mot " * 100))

    assert b"maxlength" not in opened.content
    assert_contains(page, "300 caractères", "mot " * 99)


def test_a_page_knows_whether_its_form_will_be_heard(admin_client):
    path = reverse("admin:session")

    assert Client().get(path).json() == {"open": False}
    answer = admin_client.get(path)
    assert answer.json()["open"]
    assert answer.json()["key"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("20 000,50 €", "20000.50"),
        ("20\u202f000", "20000"),
        ("12,5 %", "12.5"),
        ("3.5", "3.5"),
        ("-4", "-4"),
    ],
)
def test_numbers_are_read_as_leaflets_write_them(typed, number):
    assert FrenchDecimalField(max_digits=12, decimal_places=2).clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("number", "shown"), [("20000.00", "20000"), ("12.50", "12,5"), ("0.00", "0"), ("100", "100")]
)
def test_numbers_are_shown_with_a_comma(number, shown):
    assert NumberWidget().format_value(Decimal(number)) == shown


def test_what_django_says_is_set_in_french(admin_client):
    fiche = make_dispositif(natures=["pret"])
    data = filled(admin_client.get(address(fiche)), site_url="zzz", step_at_0="hier")

    page = admin_client.post(address(fiche), data)
    scripts = admin_client.get(reverse("admin:jsi18n")).content.decode()

    assert_contains(page, "Saisissez une adresse entière", "Saisissez une date qui existe")
    assert r"Aujourd\u2019hui" in scripts


def test_the_door_says_what_is_wrong_in_plain_words(client):
    page = client.post(reverse("admin:login"), {"username": "x", "password": "y"})

    assert_contains(page, "Identifiant ou mot de passe incorrect.")


def test_a_deletion_says_what_goes_along_in_words(admin_client):
    fiche = make_dispositif(natures=["pret"])

    page = admin_client.get(reverse("admin:dispositifs_dispositif_delete", args=[fiche.pk]))

    assert_contains(page, "Fait sourcé\N{NO-BREAK SPACE}: ")
    assert b"object (" not in page.content
    assert "Relation" not in page.content.decode()


def test_saving_a_sheet_as_it_stands_changes_no_text(admin_client):
    fiche = make_dispositif(natures=["pret"], body="Une ligne.\n\n- une autre")
    data = filled(admin_client.get(address(fiche)))
    as_browsers_send = {name: [one.replace("\n", "\r\n") for one in data[name]] for name in data}

    admin_client.post(address(fiche), as_browsers_send)
    fiche.refresh_from_db()

    assert fiche.body == "Une ligne.\n\n- une autre"
    assert LogEntry.objects.get().get_change_message() == "Aucun champ modifié."
