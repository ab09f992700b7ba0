"""What editors see of links, and have checked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essaimage.desk.links import asking, running
from essaimage.desk.links.models import LinkCheck
from tests import factories
from tests.assertions import assert_contains
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


def test_the_list_says_where_each_link_is_written(publisher):
    scheme = factories.make_dispositif(title="Une aide", site_url=OLD)
    factories.make_link_check(address=OLD, result="mort", detail="Page introuvable (404).")

    page = publisher.get(LIST)

    assert_contains(page, f"/admin/dispositifs/dispositif/{scheme.pk}/change/#id_site_url")
    assert_contains(page, "Page introuvable (404).")


def test_the_dead_come_first(publisher):
    factories.make_link_check(address="https://exemple.fr/1", result="vivant")
    factories.make_link_check(address="https://exemple.fr/2")
    factories.make_link_check(address="https://exemple.fr/3", result="incertain")
    moved("https://exemple.fr/4")
    factories.make_link_check(address="https://exemple.fr/5", result="mort")

    page = publisher.get(LIST)

    order = [row.address[-1] for row in page.context["cl"].result_list]
    assert order == ["5", "3", "4", "1", "2"]


def test_the_list_costs_the_same_for_1_link_and_for_50(publisher):
    factories.make_dispositif(site_url=OLD)
    factories.make_link_check(address=OLD, result="mort")
    publisher.get(LIST)
    with CaptureQueriesContext(connection) as alone:
        publisher.get(LIST)
    for number in range(49):
        factories.make_dispositif(site_url=f"https://exemple.fr/{number}")
        factories.make_link_check(address=f"https://exemple.fr/{number}", result="incertain")

    with CaptureQueriesContext(connection) as crowded:
        publisher.get(LIST)

    assert len(crowded) == len(alone)


@pytest.mark.parametrize("value", ["mort", "incertain", "vivant", "demenage", "jamais", "?"])
def test_the_list_is_filtered_by_result(publisher, value):
    factories.make_link_check(result="mort")
    moved()

    assert publisher.get(LIST, {"resultat": value}).status_code == 200


# --- Having links checked -----------------------------------------------------------------------


@pytest.fixture
def visits(monkeypatch, site) -> None:
    """Let the action visit the local site, which nothing but a test may do."""
    monkeypatch.setattr(
        asking,
        "check",
        lambda **options: running.check(**options | {"allow_loopback": True, "pause": 0}),
    )


def post_action(client, address: str, action: str, *pks: int):
    data = {"action": action, "_selected_action": pks}
    return client.post(address, data, follow=True)


def test_chosen_links_are_checked_while_one_waits(publisher, site, visits):
    good = factories.make_link_check(address=site.address("/bon"))
    gone = factories.make_link_check(address=site.address("/statut/410"))

    page = post_action(publisher, LIST, "check_now", good.pk, gone.pk)

    assert_contains(page, "2 liens vérifiés")
    assert_contains(page, "1 vivant, 1 mort")
    gone.refresh_from_db()
    assert gone.result == "mort"


def test_more_than_a_handful_is_left_to_the_command(publisher, site, visits):
    rows = [factories.make_link_check(address=site.address(f"/{number}")) for number in range(9)]

    page = post_action(publisher, LIST, "check_now", *[row.pk for row in rows])

    assert_contains(page, "6 liens vérifiés")
    assert_contains(page, "3 liens passeront en premier")
    assert LinkCheck.objects.filter(asked_at__isnull=False).count() == 3


def test_an_editor_never_waits_for_a_site_that_does_not_answer(
    publisher, site, visits, monkeypatch
):
    monkeypatch.setattr(asking, "SECONDS", 0.5)
    row = factories.make_link_check(address=site.address("/muet"))

    page = post_action(publisher, LIST, "check_now", row.pk)

    assert_contains(page, "1 lien passera en premier")
    row.refresh_from_db()
    assert (row.result, row.claimed_by) == ("", "")


def test_a_site_that_asked_for_rest_is_not_hurried(publisher, site, visits):
    row = factories.make_link_check(address=site.address("/attendre/3600"))
    post_action(publisher, LIST, "check_now", row.pk)

    page = post_action(publisher, LIST, "check_now", row.pk)

    assert_contains(page, "ont demandé d’attendre")
    assert len(site.requests) == 1


def test_the_links_of_chosen_sheets_are_checked(publisher, site, visits):
    scheme = factories.make_dispositif(site_url=site.address("/bon"))

    page = post_action(publisher, "/admin/dispositifs/dispositif/", "check_links_now", scheme.pk)

    assert_contains(page, "1 lien vérifié")
    assert LinkCheck.objects.get().result == "vivant"


def test_a_source_is_checked_too_and_a_sheet_without_link_says_so(publisher, site, visits):
    source = factories.make_source(url=site.address("/bon"))
    term = factories.make_term(dated=False)

    checked = post_action(publisher, "/admin/common/source/", "check_links_now", source.pk)
    none = post_action(publisher, "/admin/common/term/", "check_links_now", term.pk)

    assert_contains(checked, "1 lien vérifié")
    assert_contains(none, "Aucune adresse sortante")


def test_only_public_sites_are_visited_from_the_admin(publisher, site):
    row = factories.make_link_check(address=site.address("/bon"))

    post_action(publisher, LIST, "check_now", row.pk)

    row.refresh_from_db()
    assert site.requests == []
    assert row.result == "incertain"


def test_a_writer_may_have_links_checked_and_somebody_else_may_not(site, visits):
    row = factories.make_link_check(address=site.address("/bon"))

    assert_contains(entered("rédaction").get(LIST), "Vérifier maintenant")
    assert entered().get(LIST).status_code == 403
    post_action(entered("rédaction"), LIST, "check_now", row.pk)
    assert site.asked("/bon") == ["HEAD"]
