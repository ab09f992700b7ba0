"""From quick creation to publication, as the forms of the admin are sent."""

from datetime import date

import pytest
from django.urls import reverse

from dispositifs.models import Dispositif
from essaimage.common.models import SlugRedirect, Status
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.factories import (
    make_citation,
    make_dispositif,
    make_editor,
    make_nature,
    make_source,
)

from .bulk import asked, confirmed
from .forms import filled, with_row

pytestmark = pytest.mark.django_db
ADD = "/admin/dispositifs/dispositif/add/"


def make_whole(**values) -> Dispositif:
    """A scheme with all that its form asks for."""
    return make_dispositif(natures=["pret"], **values)


def address(fiche: Dispositif, action: str = "change") -> str:
    return reverse(f"admin:dispositifs_dispositif_{action}", args=[fiche.pk])


def entering(*groups: str) -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor(*groups))
    return client


@pytest.fixture
def writer() -> InspectingClient:
    return entering("rédaction")


@pytest.fixture
def publisher() -> InspectingClient:
    return entering("rédaction", "publication")


def test_five_fields_are_enough_to_start_a_scheme(writer):
    nature = make_nature("pret")
    page = writer.get(ADD)
    data = filled(
        page,
        title="L’aide aux cœurs de villages",
        summary="De quoi ouvrir un lieu.",
        natures=[nature.pk],
        echelle="nationale",
        ruralite="ouvert",
    )

    answer = writer.post(ADD, data | {"_save": "1"})

    dispositif = Dispositif.objects.get()
    assert answer["Location"] == address(dispositif)
    assert dispositif.slug == dispositif.code == "l-aide-aux-coeurs-de-villages"
    assert dispositif.status == Status.DRAFT
    assert dispositif.natures.get() == nature


def test_a_title_already_taken_gets_another_address(writer):
    make_dispositif(title="Aide")
    data = filled(
        writer.get(ADD),
        title="Aide",
        summary="Autre chose.",
        natures=[make_nature().pk],
        echelle="locale",
        ruralite="ouvert",
    )

    asked = writer.post(ADD, data)
    assert_contains(asked, "Est-ce un doublon ?")
    told = asked.content.decode().partition('name="pas_un_doublon" value="')[2].partition('"')[0]
    writer.post(ADD, data | {"pas_un_doublon": told})

    newest = Dispositif.objects.latest("pk")
    assert (newest.slug, newest.code) == ("aide-2", "aide-2")


def test_quick_creation_asks_the_reason_of_a_rural_scheme(writer):
    data = filled(
        writer.get(ADD),
        title="Aide rurale",
        summary="Pour les villages.",
        natures=[make_nature().pk],
        echelle="locale",
        ruralite="rural_reserve",
    )

    page = writer.post(ADD, data)

    assert_contains(page, "Dites ce qui fait de ce dispositif un dispositif rural ou urbain.")
    assert not Dispositif.objects.exists()


def test_a_sheet_is_not_published_without_a_dated_fact(publisher):
    draft = make_whole(status=Status.DRAFT, dated=False)
    make_citation(draft, source=make_source(date=None))
    data = filled(publisher.get(address(draft)), _step="publier", title="Titre retouché")

    page = publisher.post(address(draft), data)

    assert_contains(page, "au moins un fait dont la source est datée", "Titre retouché")
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_the_fact_may_be_added_as_one_publishes(publisher):
    draft = make_whole(status=Status.DRAFT, dated=False, published_at=None)
    data = filled(publisher.get(address(draft)), _step="publier")
    data = with_row(
        data,
        "citations",
        fact="Le dispositif existe.",
        source=make_source().pk,
        establishes="existence",
        confidence="forte",
        order=1,
    )

    answer = publisher.post(address(draft), data)

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.is_published
    assert draft.citations.get().fact == "Le dispositif existe."


def test_the_last_dated_fact_of_a_published_sheet_stays(publisher):
    fiche = make_whole()
    data = filled(publisher.get(address(fiche))) | {"citations-0-DELETE": "on"}

    page = publisher.post(address(fiche), data)

    assert_contains(page, "au moins un fait dont la source est datée")
    assert fiche.citations.count() == 1


def test_a_writer_can_ask_for_a_review_but_not_publish(writer):
    draft = make_whole(status=Status.DRAFT)
    page = writer.get(address(draft))
    assert_not_contains(page, 'value="publier"')

    refused = writer.post(address(draft), filled(page, _step="publier"))
    assert_contains(refused, "Publier ou archiver revient au groupe « publication »")
    writer.post(address(draft), filled(page, status="publie", published_at_0="01/01/2026"))
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    writer.post(address(draft), filled(writer.get(address(draft)), _step="envoyer"))

    draft.refresh_from_db()
    assert draft.status == Status.TO_REVIEW


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.ARCHIVED])
def test_a_writer_reads_what_is_public_and_is_told_who_may_change_it(writer, publisher, status):
    fiche = make_whole(status=status, title="Avant")
    data = filled(publisher.get(address(fiche)), title="Après")

    page = writer.get(address(fiche))
    refused = writer.post(address(fiche), data)
    deletion = writer.post(address(fiche, "delete"), {"post": "yes"})

    fiche.refresh_from_db()
    assert_contains(page, "seules les personnes du groupe « publication » peuvent la modifier")
    assert_not_contains(page, 'name="_save"')
    assert refused.status_code == deletion.status_code == 403
    assert fiche.title == "Avant"


def test_a_writer_cannot_delete_public_sheets_in_bulk(writer):
    fiche = make_whole()
    url = "/admin/dispositifs/dispositif/"

    assert_contains(asked(writer, url, "delete_selected", fiche), "Vos droits ne le permettent pas")
    confirmed(writer, url, "delete_selected", fiche)

    assert Dispositif.objects.filter(pk=fiche.pk).exists()


def test_a_writer_deletes_a_draft(writer):
    draft = make_whole(status=Status.DRAFT)

    writer.post(address(draft, "delete"), {"post": "yes"})

    assert not Dispositif.objects.exists()


def test_renaming_leaves_the_old_address(publisher):
    fiche = make_whole(title="Ancien nom")

    publisher.post(address(fiche), filled(publisher.get(address(fiche)), slug="nouveau-nom"))

    assert SlugRedirect.objects.target(Dispositif.objects.all(), "ancien-nom") == fiche


def test_a_reserved_address_is_refused_in_french(publisher):
    fiche = make_whole()

    page = publisher.post(address(fiche), filled(publisher.get(address(fiche)), slug="comparer"))

    assert_contains(page, "Cette adresse est réservée : choisissez-en une autre.")


def test_a_rule_between_two_fields_is_said_by_the_form(publisher):
    fiche = make_whole()
    data = filled(publisher.get(address(fiche)), vie="en_cours", ended_on="01/02/2024")

    page = publisher.post(address(fiche), data)

    assert_contains(page, "Un dispositif en cours n’a pas de date de fin.")
    fiche.refresh_from_db()
    assert fiche.ended_on is None


def test_a_date_is_typed_as_in_france(publisher):
    fiche = make_whole()

    publisher.post(
        address(fiche),
        filled(publisher.get(address(fiche)), vie="termine", ended_on="03/02/2024"),
    )

    fiche.refresh_from_db()
    assert fiche.ended_on == date(2024, 2, 3)
