"""Old addresses, through real requests: one permanent redirect at most, and nothing told of drafts."""

import pytest
from django.utils import timezone

from essaimage.common.models import SlugRedirect, Status
from tests.client import InspectingClient
from tests.desk.forms import filled
from tests.factories import (
    make_case,
    make_citation,
    make_dispositif,
    make_editor,
    make_model,
    make_partenaire,
    make_phase,
    make_question,
)

pytestmark = pytest.mark.django_db
MAKERS = [make_model, make_question, make_phase, make_case, make_dispositif, make_partenaire]
each_kind = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


def whole(make, **values):
    """A sheet with all that its form asks for."""
    more = {make_dispositif: {"natures": ["pret"]}, make_case: {"sectors": ["sante"]}}
    return make(**more.get(make, {}), **values)


def admin_address(fiche) -> str:
    label = fiche._meta.label_lower.replace(".", "/")
    return f"/admin/{label}/{fiche.pk}/change/"


@pytest.fixture
def publisher() -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor("rédaction", "publication"))
    return client


def rename(publisher, fiche, slug: str) -> None:
    """Rename a sheet as its form does."""
    page = publisher.get(admin_address(fiche))
    answer = publisher.post(admin_address(fiche), filled(page, slug=slug))
    assert answer.status_code == 302
    fiche.refresh_from_db()
    assert fiche.slug == slug


def url(fiche, slug: str) -> str:
    return type(fiche)(slug=slug).get_absolute_url()


@each_kind
def test_two_renames_chain_into_one_redirect(client, publisher, make):
    fiche = whole(make, slug="premier")

    rename(publisher, fiche, "deuxieme")
    rename(publisher, fiche, "troisieme")

    for old in ("premier", "deuxieme"):
        answer = client.get(url(fiche, old))
        assert answer.status_code == 301
        assert answer.headers["Location"] == url(fiche, "troisieme")
    assert client.get(url(fiche, "troisieme")).status_code == 200
    page = publisher.get(admin_address(fiche)).content.decode()
    assert f'href="{url(fiche, "premier")}"' in page
    assert f'href="{url(fiche, "deuxieme")}"' in page


@each_kind
def test_renaming_back_makes_no_loop(client, publisher, make):
    fiche = whole(make, slug="premier")

    rename(publisher, fiche, "deuxieme")
    rename(publisher, fiche, "premier")

    assert client.get(url(fiche, "premier")).status_code == 200
    assert client.get(url(fiche, "deuxieme")).headers["Location"] == url(fiche, "premier")
    assert list(SlugRedirect.objects.values_list("slug", flat=True)) == ["deuxieme"]


@each_kind
def test_two_sheets_swap_their_addresses(client, publisher, make):
    one, other = whole(make, slug="a-un"), whole(make, slug="b-deux")

    rename(publisher, one, "passage")
    rename(publisher, other, "a-un")
    rename(publisher, one, "b-deux")

    for slug, fiche in (("a-un", other), ("b-deux", one)):
        answer = client.get(url(fiche, slug))
        assert answer.status_code == 200
        assert answer.context[-1] is not None
        assert fiche.title in answer.content.decode()
    assert client.get(url(one, "passage")).headers["Location"] == url(one, "b-deux")


@each_kind
def test_a_draft_renamed_leaves_nothing_that_leaks(client, publisher, make):
    fiche = whole(make, slug="titre-de-travail", status=Status.DRAFT, published_at=None)

    rename(publisher, fiche, "titre-definitif")
    assert not SlugRedirect.objects.exists()
    assert client.get(url(fiche, "titre-de-travail")).status_code == 404
    page = publisher.get(admin_address(fiche))
    publisher.post(admin_address(fiche), filled(page, _step="publier"))

    assert client.get(url(fiche, "titre-definitif")).status_code == 200
    assert client.get(url(fiche, "titre-de-travail")).status_code == 404


@each_kind
def test_a_draft_that_takes_an_old_address_lets_it_lead_where_it_led(client, publisher, make):
    public = whole(make, slug="convoitee")
    draft = whole(make, slug="chantier", status=Status.DRAFT, published_at=None)
    rename(publisher, public, "ailleurs")

    rename(publisher, draft, "convoitee")
    assert client.get(url(public, "convoitee")).headers["Location"] == url(public, "ailleurs")
    page = publisher.get(admin_address(draft))
    publisher.post(admin_address(draft), filled(page, _step="publier"))

    assert draft.title in client.get(url(draft, "convoitee")).content.decode()
    assert client.get(url(public, "ailleurs")).status_code == 200


@each_kind
def test_the_old_address_of_a_withdrawn_sheet_leads_to_its_marked_page(client, publisher, make):
    fiche = whole(make, slug="premier")
    make_citation(fiche)
    rename(publisher, fiche, "second")
    type(fiche).objects.filter(pk=fiche.pk).update(ends_at=timezone.now())

    answer = client.get(url(fiche, "premier"), follow=True)

    assert answer.redirect_chain == [(url(fiche, "second"), 301)]
    assert "Fiche archivée" in answer.content.decode()
