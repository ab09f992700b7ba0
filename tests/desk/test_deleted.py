"""A sheet that was deleted is found in the desk, and comes back with all it had."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essaimage.common.models import Status, Term, Version
from essaimage.common.versions import snapshot
from tests.assertions import assert_contains
from tests.factories import (
    make_coverage,
    make_dispositif,
    make_editor,
    make_nature,
    make_partenaire,
    make_role,
    make_source,
    make_term,
)

from .bulk import confirmed
from .test_history import NBSP, address, origins

pytestmark = pytest.mark.django_db
LIST = "admin:deleted"


def delete(client, fiche) -> Version:
    """Delete ``fiche`` as an editor does; return its last version."""
    assert client.post(address(fiche, "delete"), {"post": "yes"}).status_code == 302
    return Version.objects.of(fiche).first()


def page_of(version: Version) -> str:
    return reverse("admin:deleted_restore", args=[version.pk])


def test_deleting_one_or_several_sheets_keeps_them(admin_client):
    fiches = [make_term() for _ in range(3)]
    admin_client.post(address(fiches[0], "delete"), {"post": "yes"})
    terms = reverse("admin:common_term_changelist")
    confirmed(admin_client, terms, "delete_selected", *fiches[1:], note="Doublons.")

    assert not Term.objects.exists()
    for fiche in fiches:
        assert [origin for origin, _ in origins(fiche)] == ["suppression"]
    assert Version.objects.of(fiches[2]).get().reason == "Doublons."


def test_a_deletion_that_is_refused_keeps_nothing(admin_client):
    partner = make_role(make_dispositif()).partenaire

    admin_client.post(address(partner, "delete"), {"post": "yes"})

    assert origins(partner) == []
    assert type(partner).objects.filter(pk=partner.pk).exists()


def test_a_deletion_asks_why_and_says_that_nothing_is_lost(admin_client):
    fiche = make_term(title="Essaimer")

    page = admin_client.get(address(fiche, "delete"))
    assert_contains(page, f"Supprimer «{NBSP}Essaimer{NBSP}»", "Fiches supprimées", "Fait sourcé")
    said = {"post": "yes", "version_reason": "Doublon."}
    admin_client.post(address(fiche, "delete"), said)

    assert Version.objects.of(fiche).get().reason == "Doublon."


def test_deleted_sheets_are_listed_with_who_deleted_them(admin_client, admin_user):
    fiche = make_dispositif(title="Le prêt des genêts", natures=["pret"])
    make_term(title="Toujours là")
    delete(admin_client, fiche)

    page = admin_client.get(reverse(LIST))

    assert_contains(page, "Le prêt des genêts", "Dispositif d’appui", admin_user.username)
    assert "Toujours là" not in page.text


def test_nothing_deleted_says_so(admin_client):
    assert_contains(admin_client.get(reverse(LIST)), "Aucune fiche n’a été supprimée")


def test_the_list_takes_as_many_queries_for_fifty_sheets_as_for_one(admin_client):
    counts = []
    for total in (1, 49):
        for _ in range(total):
            delete(admin_client, make_term())
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(reverse(LIST))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14
    assert page.text.count("version-gone") == 25


def test_a_deleted_sheet_comes_back_with_its_rows_and_its_page(admin_client, client):
    fiche = make_dispositif(slug="genets", natures=["pret"], phases=["idee"])
    make_coverage(fiche)
    before = snapshot(fiche)
    version = delete(admin_client, fiche)
    assert client.get("/dispositifs/genets/").status_code == 404

    asked = admin_client.get(page_of(version))
    assert_contains(asked, "Rien n’est encore fait", "Territoire couvert", fiche.title)
    done = admin_client.post(page_of(version), {"reason": "Par erreur."}, follow=True)

    assert_contains(done, f"«{NBSP}{fiche.title}{NBSP}» est de retour")
    restored = type(fiche).objects.get(code=fiche.code)
    assert snapshot(restored) == before
    assert client.get("/dispositifs/genets/").status_code == 200
    assert fiche.title not in admin_client.get(reverse(LIST)).text.split("messagelist")[0]
    assert [origin for origin, _ in origins(restored)] == ["suppression", "restauration"]


def test_a_source_or_a_word_of_a_list_comes_back_too(admin_client):
    source, nature = make_source(title="Bilan"), make_nature("pret")
    versions = [delete(admin_client, row) for row in (source, nature)]

    assert_contains(admin_client.get(reverse(LIST)), "Bilan", "Pret", "Nature d’appui")
    for version in versions:
        admin_client.post(page_of(version))

    assert type(source).objects.get().code == source.code
    assert type(nature).objects.get().code == "pret"


def test_a_writer_brings_back_a_draft(admin_client, client):
    fiche = make_term()
    version = delete(admin_client, fiche)
    client.force_login(make_editor("rédaction"))

    assert_contains(client.get(page_of(version)), "La fiche revient en brouillon")
    client.post(page_of(version))

    assert Term.objects.get(code=fiche.code).status == Status.DRAFT


def test_an_address_taken_meanwhile_is_told_before_and_after(admin_client):
    fiche = make_term(slug="essaimer")
    version = delete(admin_client, fiche)
    make_term(slug="essaimer", code="autre")

    said = f"L’adresse «{NBSP}essaimer{NBSP}» est prise par une autre fiche"
    assert_contains(admin_client.get(page_of(version)), said, "essaimer-2")
    assert_contains(admin_client.post(page_of(version), follow=True), said)
    assert Term.objects.get(code=fiche.code).slug == "essaimer-2"


def test_a_new_sheet_never_takes_the_code_of_a_deleted_one(admin_client):
    version = delete(admin_client, make_term(code="essaimer", slug="essaimer"))

    data = {"title": "Essaimer", "summary": "Ouvrir ailleurs.", "_save": "1"}
    admin_client.post(reverse("admin:common_term_add"), data)
    admin_client.post(page_of(version))

    assert Term.objects.count() == 2
    assert Version.objects.filter(fiche_code="essaimer").count() == 2


def test_what_the_sheet_names_and_is_gone_too_is_told(admin_client):
    fiche = make_dispositif(natures=["pret"])
    role = make_role(fiche, partenaire=make_partenaire(title="La Fabrique"))
    partner = role.partenaire
    version = delete(admin_client, fiche)
    delete(admin_client, partner)

    page = admin_client.post(page_of(version))

    assert_contains(page, "Rien n’a été rétabli", f"«{NBSP}La Fabrique{NBSP}» n’existe plus")
    assert not type(fiche).objects.filter(code=fiche.code).exists()


def test_a_sheet_that_stands_is_not_brought_back_twice(admin_client):
    version = delete(admin_client, make_term())
    admin_client.post(page_of(version))

    page = admin_client.post(page_of(version), follow=True)

    assert_contains(page, "Cette fiche est déjà revenue")
    assert Version.objects.filter(fiche_code=version.fiche_code).count() == 2


def test_who_may_not_write_such_a_sheet_neither_sees_nor_restores_it(admin_client, client):
    fiche = make_term(title="Confidentiel")
    version = delete(admin_client, fiche)
    client.force_login(make_editor())

    assert "Confidentiel" not in client.get(reverse(LIST)).text
    assert client.get(page_of(version)).status_code == 403
    assert client.post(page_of(version)).status_code == 403
    assert not Term.objects.exists()
