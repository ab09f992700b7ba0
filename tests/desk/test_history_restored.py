"""A version is put back from the desk: shown first, refused clearly, by whoever may write the sheet."""

import pytest
from django.contrib.admin.models import LogEntry

from dispositifs.models import Dispositif
from essaimage.common.models import Status, Term, Version
from essaimage.common.versions import record, recording, snapshot
from tests.assertions import assert_contains
from tests.factories import (
    make_dispositif,
    make_editor,
    make_montant,
    make_partenaire,
    make_role,
    make_term,
)

from .test_history import NBSP, address, origins

pytestmark = pytest.mark.django_db


def test_a_version_is_put_back_after_a_page_that_shows_what_will_change(admin_client, admin_user):
    fiche = make_dispositif(title="Un prêt rural", natures=["pret"])
    record(fiche, author=None)
    before = snapshot(fiche)
    with recording(fiche, author=None):
        fiche.title = "Un don rural"
        fiche.save()
        make_montant(fiche)

    asked = admin_client.get(address(fiche, "restore", 1))
    assert_contains(asked, "Rien n’est encore fait", "<del>don</del>", "<ins>prêt</ins>")
    assert snapshot(fiche) != before
    done = admin_client.post(address(fiche, "restore", 1), {"reason": "Erreur."}, follow=True)

    assert_contains(done, "La version 1 est rétablie")
    assert snapshot(fiche) == before
    assert origins(fiche)[-1] == ("restauration", admin_user.username)
    assert Version.objects.of(fiche).first().reason == "Erreur."
    assert "Version 1 rétablie" in LogEntry.objects.latest("pk").change_message


def test_there_is_nothing_to_put_back_when_it_is_already_so(admin_client):
    fiche = make_term()
    record(fiche, author=None)

    page = admin_client.get(address(fiche, "restore", 1), follow=True)

    assert_contains(page, "il n’y a rien à rétablir")


def test_who_may_not_change_a_sheet_sees_its_history_and_puts_nothing_back(client):
    fiche = make_term()
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Autre.")
    client.force_login(make_editor("rédaction"))  # it is published

    page = client.get(address(fiche, "history"))

    assert_contains(page, "Version 1")
    assert "Rétablir" not in page.text
    assert client.get(address(fiche, "restore", 1)).status_code == 403
    assert client.post(address(fiche, "restore", 1)).status_code == 403
    assert client.get(address(fiche, "version", 1)).status_code == 200


def test_a_writer_puts_a_published_version_back_as_a_draft(client):
    fiche = make_term(body="Bien.")
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Mal.", status=Status.DRAFT)
    client.force_login(make_editor("rédaction"))

    page = client.get(address(fiche, "restore", 1))
    assert "with_status" not in page.text
    client.post(address(fiche, "restore", 1), {"with_status": "on"})

    fiche.refresh_from_db()
    assert (fiche.body, fiche.status) == ("Bien.", Status.DRAFT)


def test_a_publisher_may_take_the_status_back_too(admin_client):
    fiche = make_term(body="Bien.")
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Mal.", status=Status.DRAFT)

    assert_contains(
        admin_client.get(address(fiche, "restore", 1)), f"de cette version{NBSP}: Publié"
    )
    admin_client.post(address(fiche, "restore", 1), {"with_status": "on"})

    fiche.refresh_from_db()
    assert fiche.status == Status.PUBLISHED


def test_what_is_missing_is_named_and_may_be_left_out(admin_client):
    fiche = make_dispositif(natures=["pret"])
    role = make_role(fiche, partenaire=make_partenaire(title="La Fabrique"))
    record(fiche, author=None)
    partner = role.partenaire
    role.delete()
    admin_client.post(address(partner, "delete"), {"post": "yes"})
    Dispositif.objects.filter(pk=fiche.pk).update(cumul="Avec tout.")

    asked = admin_client.get(address(fiche, "restore", 1))
    assert_contains(asked, f"Partenaire{NBSP}: «{NBSP}La Fabrique{NBSP}» n’existe plus")
    refused = admin_client.post(address(fiche, "restore", 1), {"reason": "Pour voir"})
    assert_contains(refused, "Rien n’a été rétabli", "La Fabrique", 'value="Pour voir"')
    fiche.refresh_from_db()
    assert fiche.cumul == "Avec tout."

    admin_client.post(address(fiche, "restore", 1), {"without_missing": "on"})
    fiche.refresh_from_db()
    assert fiche.cumul == ""


def test_what_a_colleague_saved_since_the_page_was_shown_is_told_first(admin_client):
    fiche = make_term(body="Un.")
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Deux.")
    opened = admin_client.get(address(fiche, "restore", 1))
    with recording(fiche, author=None):
        Term.objects.filter(pk=fiche.pk).update(body="Trois.")

    seen = {"seen": opened.context["seen"], "reason": "Pour voir"}
    page = admin_client.post(address(fiche, "restore", 1), seen)

    assert_contains(page, "Quelqu’un vient d’enregistrer cette fiche", "Trois", 'value="Pour voir"')
    fiche.refresh_from_db()
    assert fiche.body == "Trois."
    admin_client.post(address(fiche, "restore", 1), {"seen": page.context["seen"]})
    fiche.refresh_from_db()
    assert fiche.body == "Un."
