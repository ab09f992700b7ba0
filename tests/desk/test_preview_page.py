"""The preview of a sheet as typed: the real page, for those who may change it, and nothing kept."""

from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaimage.common.admin import preview as preview_module
from essaimage.common.models import SlugRedirect, Status, Version
from essaimage.search import index
from essaimage.search.models import Change
from tests.assertions import assert_contains
from tests.client import InspectingClient
from tests.factories import (
    make_case,
    make_dispositif,
    make_editor,
    make_factor,
    make_model,
    make_partenaire,
    make_phase,
    make_question,
    make_source,
    make_term,
)

from .forms import filled, with_row

BANNER = "Aperçu : rien n’est enregistré."
KINDS = [
    lambda **values: make_dispositif(natures=["pret"], **values),
    make_partenaire,
    make_model,
    make_question,
    make_factor,
    make_phase,
    lambda **values: make_case(sectors=["emploi"], **values),
    make_term,
]

pytestmark = pytest.mark.django_db


def address(fiche, role: str = "change") -> str:
    meta = fiche._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{role}", args=[fiche.pk])


def preview(client, fiche, data: dict | None = None, **changes):
    data = filled(client.get(address(fiche)), **changes) if data is None else data
    return client.post(address(fiche, "preview"), data)


def kept() -> tuple:
    """What a preview might leave behind."""
    return (
        *(LogEntry.objects.count(), SlugRedirect.objects.count(), Version.objects.count()),
        Change.objects.count(),
    )


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED])
def test_every_kind_of_sheet_is_previewed_as_its_page(admin_client, make, status):
    fiche = make(title="Le titre d’avant", slug="avant", status=status)
    before = kept()

    page = preview(admin_client, fiche, title="Le titre de demain", slug="demain")

    assert_contains(page, BANNER, "Le titre de demain")
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    fiche.refresh_from_db()
    assert (fiche.title, fiche.slug, fiche.status) == ("Le titre d’avant", "avant", status)
    assert kept() == before


def test_the_preview_is_what_the_page_will_be_once_saved(admin_client, client):
    fiche = make_dispositif(natures=["pret"], slug="aide")
    data = filled(admin_client.get(address(fiche)), title="Un autre titre")
    data = with_row(
        data, "citations", fact="Un fait tout neuf.", source=make_source().pk,
        establishes="existence", confidence="forte", order="2",
    )  # fmt: skip

    shown = preview(admin_client, fiche, data).content.decode()
    admin_client.post(address(fiche), data)
    public = client.get("/dispositifs/aide/").content.decode()

    assert "Un fait tout neuf." in public
    head, _, rest = shown.partition("<aside")
    assert head + rest.partition("</aside>\n")[2] == public


def test_a_sheet_that_waits_for_its_hour_is_shown_as_of_that_hour(admin_client, client):
    hour = timezone.now() + timedelta(days=3)
    fiche = make_dispositif(natures=["pret"], slug="aide", published_at=hour)

    page = preview(admin_client, fiche, accompanied="Les habitants.")

    assert_contains(page, BANNER, "Les habitants.")
    assert client.get("/dispositifs/aide/").status_code == 404


def test_a_draft_without_a_summary_still_has_a_page_to_be_seen_on(admin_client):
    fiche = make_dispositif(natures=["pret"], status=Status.DRAFT, summary="")

    assert_contains(preview(admin_client, fiche, title="À peine commencé"), "À peine commencé")


def test_a_term_without_a_definition_has_no_place_to_be_shown(admin_client):
    term = make_term(status=Status.DRAFT)

    page = preview(admin_client, term, summary="")

    assert_contains(page, "Sans résumé", status=422)


def test_what_keeps_a_sheet_from_being_drawn_is_said_in_full(admin_client):
    fiche = make_dispositif(natures=["pret"])
    data = filled(admin_client.get(address(fiche)), title="", site_url="zzz")

    page = preview(admin_client, fiche, with_row(data, "citations", fact="Un fait."))

    said = "L’aperçu n’est pas encore possible", "Titre", "adresse entière", "ligne 2, source"
    assert_contains(page, *said, status=422)


def test_the_preview_is_for_those_who_may_change_the_sheet():
    fiche = make_dispositif(natures=["pret"])
    writer = InspectingClient()
    writer.force_login(make_editor("rédaction"))

    assert Client().post(address(fiche, "preview")).status_code == 302
    assert writer.post(address(fiche, "preview")).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_editor("publication"))
    assert strict.post(address(fiche, "preview")).status_code == 403


def test_a_preview_asked_by_its_address_leads_back_to_the_form(admin_client):
    fiche = make_dispositif(natures=["pret"])

    page = admin_client.get(address(fiche, "preview"), follow=True)

    assert page.redirect_chain == [(address(fiche), 302)]
    assert_contains(page, "demandez-le d’ici")


def test_the_preview_of_a_deleted_sheet_says_where_the_text_is(admin_client):
    fiche = make_dispositif(natures=["pret"])
    data = filled(admin_client.get(address(fiche)))
    gone = address(fiche, "preview")
    fiche.delete()

    assert_contains(admin_client.post(gone, data), "a été supprimée", status=404)


def test_the_page_knows_nothing_of_who_asked():
    fiche = make_dispositif(natures=["pret"])
    editor = InspectingClient()
    editor.force_login(make_editor("publication", username="zelie", first_name="Zélie"))
    session = editor.cookies["sessionid"].value

    page = preview(editor, fiche).content.decode()

    assert "zelie" not in page.lower()
    assert "Zélie" not in page
    assert session not in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_preview_stays_in_the_process(admin_client, client, monkeypatch):
    """Neither the index that all threads share, nor what lists draw once, nor another request meanwhile."""
    fiche = make_dispositif(natures=["pret"], slug="aide", title="Titre public")
    make_term(title="Essaimage", slug="essaimage")
    read = [
        "/dispositifs/",
        "/dispositifs/?nature=pret",
        "/dispositifs/aide/",
        "/recherche/?q=zygomatique",
    ]
    before = {path: client.get(path).content for path in read}
    shared = index.site._snapshot
    seen_meanwhile: dict[str, bytes] = {}

    def read_elsewhere() -> None:
        try:
            seen_meanwhile.update({path: Client().get(path).content for path in read})
        finally:
            connection.close()

    def write_while_somebody_reads(whole):
        shown = write(whole)
        thread = Thread(target=read_elsewhere)
        thread.start()
        thread.join(30)
        return shown

    write = preview_module.as_visitors_would_find_it
    monkeypatch.setattr(preview_module, "as_visitors_would_find_it", write_while_somebody_reads)
    text = "Un texte zygomatique sur l’essaimage."

    page = preview(admin_client, fiche, title="Zygomatique", slug="zygomatique", body=text)

    assert_contains(page, "Zygomatique", "Un texte zygomatique sur l’")

    assert seen_meanwhile == before
    assert {path: client.get(path).content for path in read} == before
    assert index.site._snapshot is shared
