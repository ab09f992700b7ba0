"""Dead links on the front page of the desk: what, since when, and the way to the field."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essaimage.desk.links.models import LinkCheck
from essaimage.desk.sections import Desk, Urgency, section_named
from tests import factories
from tests.assertions import assert_contains
from tests.client import InspectingClient

pytestmark = pytest.mark.django_db

OLD = "https://exemple.fr/ancienne"


@pytest.fixture
def editor():
    return factories.make_editor("rédaction", "publication")


def test_a_dead_link_leads_to_its_field(editor):
    scheme = factories.make_dispositif(title="Une aide", site_url=OLD)
    factories.make_source(title="Une page", publisher="Un éditeur", url=OLD)
    factories.make_link_check(address=OLD, result="mort", detail="Page introuvable (404).")

    section = section_named(Desk(editor), "liens-morts")

    (row,) = section.rows
    ways = {row.address} | {link.address for link in row.links}
    assert f"/admin/dispositifs/dispositif/{scheme.pk}/change/#id_site_url" in ways
    assert OLD in ways
    assert "Page introuvable (404)." in row.detail
    assert section.urgency == Urgency.NOW


@pytest.mark.parametrize(
    ("failures", "days", "is_shown"), [(3, 31, True), (2, 31, False), (3, 29, False)]
)
def test_what_nobody_could_read_for_a_month_is_shown_too(editor, failures, days, is_shown):
    factories.make_dispositif(site_url=OLD)
    factories.make_link_check(
        address=OLD,
        result="incertain",
        failures=failures,
        first_failed_at=timezone.now() - timedelta(days=days),
    )

    section = section_named(Desk(editor), "liens-morts")

    assert section.count == is_shown
    assert section.urgency == Urgency.SOON


def test_what_is_no_longer_written_anywhere_is_not_counted(editor):
    factories.make_link_check(address=OLD, result="mort")

    assert section_named(Desk(editor), "liens-morts").count == 0


def test_a_moved_link_is_replaced_from_the_desk(editor):
    scheme = factories.make_dispositif(site_url=OLD)
    row = factories.make_link_check(
        address=OLD, result="vivant", moved_to="https://exemple.fr/nouvelle"
    )
    client = InspectingClient()
    client.force_login(editor)
    page = client.get("/admin/")
    assert_contains(page, "Liens à mettre à jour")
    (shown,) = section_named(Desk(editor), "liens-demenages").rows

    done = client.post(shown.click.address, {"next": "/admin/"}, follow=True)

    assert done.redirect_chain == [("/admin/", 302)]
    assert_contains(done, "Adresse remplacée à 1 endroit")
    scheme.refresh_from_db()
    assert scheme.site_url == row.moved_to


def test_another_site_is_never_come_back_to(editor):
    client = InspectingClient()
    client.force_login(editor)
    row = factories.make_link_check(result="vivant", moved_to="https://exemple.fr/nouvelle")

    done = client.post(
        f"/admin/desk/linkcheck/{row.pk}/remplacer/", {"next": "https://piege.exemple/"}
    )

    assert done["Location"] == "/admin/desk/linkcheck/"


def test_who_may_not_read_links_has_no_such_section():
    nobody = factories.make_editor()

    assert section_named(Desk(nobody), "liens-morts") is None
    assert section_named(Desk(nobody), "liens-demenages") is None


def test_the_sections_cost_the_same_for_1_link_and_for_50(editor):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            section_named(Desk(editor), "liens-morts")
            section_named(Desk(editor), "liens-demenages")
        return len(queries)

    def add(number: int) -> None:
        for result, moved in (("mort", ""), ("vivant", "https://exemple.fr/nouvelle")):
            address = f"https://exemple.fr/{result}-{number}"
            factories.make_dispositif(site_url=address)
            factories.make_link_check(address=address, result=result, moved_to=moved)

    add(0)
    cost()
    alone = cost()
    for number in range(1, 25):
        add(number)

    assert LinkCheck.objects.count() == 50
    assert cost() == alone
