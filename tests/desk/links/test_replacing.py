"""An address that its site has given up is replaced in one click, and history keeps it."""

import pytest
from django.contrib.admin.models import LogEntry

from dispositifs.models import Dispositif
from essaimage.common.models import Version
from essaimage.desk.links.gathering import uses_by_address
from essaimage.desk.links.models import LinkCheck
from tests import factories
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient

OLD = "https://exemple.fr/ancienne"
NEW = "https://exemple.fr/nouvelle"
LIST = "/admin/desk/linkcheck/"

pytestmark = pytest.mark.django_db


def entered(*groups: str) -> InspectingClient:
    client = InspectingClient()
    client.force_login(factories.make_editor(*groups))
    return client


@pytest.fixture
def publisher() -> InspectingClient:
    return entered("rédaction", "publication")


def moved(address: str = OLD) -> LinkCheck:
    return factories.make_link_check(address=address, result="vivant", moved_to=NEW)


def test_a_permanent_redirection_is_written_in_one_click(publisher):
    scheme = factories.make_dispositif(title="Une aide", site_url=OLD)
    office = factories.make_guichet(dispositif=scheme, url=f"{OLD}#haut")
    source = factories.make_source(url=OLD)
    row = moved()

    page = publisher.post(f"{LIST}{row.pk}/remplacer/", follow=True)

    assert_contains(page, "Adresse remplacée à 3 endroits")
    for kept, name in ((scheme, "site_url"), (office, "url"), (source, "url")):
        kept.refresh_from_db()
        assert getattr(kept, name) == NEW
    assert LinkCheck.objects.get(address=NEW).asked_at is not None
    assert LogEntry.objects.count() == 3
    for kept in (scheme, source):
        assert "Adresse remplacée" in Version.objects.of(kept).first().reason


def test_an_address_in_a_text_is_left_to_its_author(publisher):
    term = factories.make_term(title="Un mot", body=f"[Lire]({OLD})")
    row = moved()

    page = publisher.post(f"{LIST}{row.pk}/remplacer/", follow=True)

    assert_contains(page, "l’adresse est dans un texte")
    term.refresh_from_db()
    assert OLD in term.body


def test_a_writer_does_not_touch_what_is_published():
    scheme = factories.make_dispositif(site_url=OLD)
    draft = factories.make_dispositif(site_url=OLD, status="brouillon")
    row = moved()

    page = entered("rédaction").post(f"{LIST}{row.pk}/remplacer/", follow=True)

    assert_contains(page, "groupe « publication »")
    scheme.refresh_from_db()
    draft.refresh_from_db()
    assert (scheme.site_url, draft.site_url) == (OLD, NEW)


def test_an_address_too_long_for_its_field_is_refused_in_words(publisher):
    scheme = factories.make_dispositif(site_url=OLD)
    long = f"https://exemple.fr/{'a' * 600}"
    row = factories.make_link_check(address=OLD, result="vivant", moved_to=long)

    page = publisher.post(f"{LIST}{row.pk}/remplacer/", follow=True)

    assert_contains(page, "500")
    scheme.refresh_from_db()
    assert scheme.site_url == OLD


def test_what_a_colleague_has_just_changed_is_not_overwritten(publisher):
    scheme = factories.make_dispositif(site_url=OLD)
    row = moved()
    (use,) = uses_by_address([OLD])[OLD]
    Dispositif.objects.filter(pk=scheme.pk).update(site_url="https://exemple.fr/mieux")

    from django.contrib import admin

    from essaimage.desk.links.replacing import replace

    request = publisher.get(LIST).wsgi_request
    done = replace(use, row.moved_to, request, admin.site._registry[Dispositif])

    assert "vient d’y être changée" in done.refusal
    scheme.refresh_from_db()
    assert scheme.site_url == "https://exemple.fr/mieux"


def test_nothing_is_replaced_by_reading_a_page_nor_without_a_right(publisher):
    row = moved()

    assert publisher.get(f"{LIST}{row.pk}/remplacer/").status_code == 405
    assert entered().post(f"{LIST}{row.pk}/remplacer/").status_code == 404
    assert publisher.post(f"{LIST}{row.pk + 1}/remplacer/").status_code == 404


def test_visitors_are_told_nothing_of_links(client):
    scheme = factories.make_dispositif(site_url=OLD)
    factories.make_link_check(address=OLD, result="mort")

    assert_not_contains(client.get(scheme.get_absolute_url()), "lien mort")
