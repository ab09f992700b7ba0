"""Where outgoing addresses are found: every field of the content that may hold one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dispositifs.models import Dispositif, Guichet
from essaimage.desk.links.gathering import link_fields, links_in, uses
from essaimage.desk.links.ledger import sync
from essaimage.desk.links.models import LinkCheck
from tests import factories
from tests.assertions import assert_contains
from tests.client import InspectingClient

OLD = "https://exemple.fr/ancienne"
NEW = "https://exemple.fr/nouvelle"

pytestmark = pytest.mark.django_db


def entered(*groups: str) -> InspectingClient:
    client = InspectingClient()
    client.force_login(factories.make_editor(*groups))
    return client


@pytest.fixture
def publisher() -> InspectingClient:
    return entered("rédaction", "publication")


def test_every_address_of_a_scheme_is_found_with_its_field():
    scheme = factories.make_dispositif(
        title="Une aide",
        site_url="https://exemple.fr/aide",
        application_url="https://exemple.fr/demande#haut",
        body="Voir [la page](https://exemple.fr/texte?a=1&b=2) et <https://exemple.fr/seule>.",
        steps="[Ici](dispositif:autre), [là](/interne/), [écrire](mailto:a@exemple.fr).",
    )
    factories.make_guichet(dispositif=scheme, url=None)
    office = factories.make_guichet(dispositif=scheme, url="https://exemple.fr/guichet")

    found = {use.address: use for use in uses([Dispositif])}

    assert set(found) == {
        "https://exemple.fr/aide",
        "https://exemple.fr/demande",
        "https://exemple.fr/texte?a=1&b=2",
        "https://exemple.fr/seule",
        "https://exemple.fr/guichet",
    }
    page = reverse("admin:dispositifs_dispositif_change", args=[scheme.pk])
    assert found["https://exemple.fr/aide"].edit_url == f"{page}#id_site_url"
    assert found["https://exemple.fr/texte?a=1&b=2"].edit_url == f"{page}#id_body"
    ranks = list(Guichet.objects.filter(dispositif=scheme).values_list("pk", flat=True))
    rank = ranks.index(office.pk)
    assert found["https://exemple.fr/guichet"].edit_url == f"{page}#id_guichets-{rank}-url"
    assert found["https://exemple.fr/guichet"].title == "Une aide"


def test_partners_pioneers_sources_and_questions_are_read_too():
    factories.make_partenaire(website="https://exemple.fr/partenaire")
    factories.make_case(website="https://exemple.fr/pionnier")
    factories.make_source(url="https://exemple.fr/source")
    factories.make_question(why="[Lire](https://exemple.fr/pourquoi)")

    found = {use.address.rpartition("/")[2] for use in uses()}

    assert {"partenaire", "pionnier", "source", "pourquoi"} <= found


def test_the_form_of_a_row_bears_the_field_one_is_led_to(publisher):
    scheme = factories.make_dispositif(status="brouillon", site_url=OLD)
    factories.make_guichet(dispositif=scheme, url="https://exemple.fr/guichet")

    page = publisher.get(reverse("admin:dispositifs_dispositif_change", args=[scheme.pk]))

    for use in uses([Dispositif], [scheme.pk]):
        assert_contains(page, f'id="{use.edit_url.rpartition("#")[2]}"')


def test_a_url_of_content_is_never_forgotten():
    names = {field.name for field in link_fields(Dispositif)}

    assert names == {"site_url", "application_url", "body", "steps"}


def test_a_text_gives_the_addresses_its_page_links():
    text = "[a](https://exemple.fr/a) [b][1]\n\n[1]: https://exemple.fr/b\n\n`https://exemple.fr/c`"

    assert links_in(text) == ("https://exemple.fr/a", "https://exemple.fr/b")


def test_uses_cost_the_same_for_1_address_and_for_50():
    factories.make_dispositif(site_url=OLD)
    with CaptureQueriesContext(connection) as alone:
        list(uses())
    for number in range(49):
        scheme = factories.make_dispositif(site_url=f"https://exemple.fr/{number}")
        factories.make_guichet(dispositif=scheme, url=f"https://exemple.fr/guichet-{number}")

    with CaptureQueriesContext(connection) as crowded:
        list(uses())

    assert len(crowded) <= len(alone) + 1  # the places of the rows, asked for when there is one


def test_the_table_follows_the_content():
    scheme = factories.make_dispositif(site_url=OLD, dated=False)
    factories.make_link_check(address="https://exemple.fr/plus-nulle-part")

    first = sync()
    Dispositif.objects.filter(pk=scheme.pk).update(site_url=f"{NEW}#ici")
    second = sync()

    assert (first.found, first.new, first.forgotten) == (1, 1, 1)
    assert (second.found, second.new, second.forgotten) == (1, 1, 1)
    assert LinkCheck.objects.get().address == NEW
    assert sync(is_dry=True).new == 0
