"""A sheet is verified in one click, by who opened its page; lists say what is missing and what is old."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from essaimage.common import upkeep
from essaimage.common.models import Fiche, Version
from tests import factories
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.test_constraints import make_row

pytestmark = pytest.mark.django_db
PAGE = "https://aide.exemple.fr/officielle"
FICHES = [model for model in apps.get_models() if issubclass(model, Fiche)]
LIST = "/admin/dispositifs/dispositif/"


def client_of(*groups: str) -> InspectingClient:
    client = InspectingClient()
    client.user = factories.make_editor(*groups)
    client.force_login(client.user)
    return client


def verify(client, fiche, page: str = PAGE, **more):
    return client.post(f"{LIST}{fiche.pk}/verifier/", {"opened": page} | more, follow=True)


def kept(fiche):
    fiche.refresh_from_db()
    return fiche.verified_on


# --- One click --------------------------------------------------------------------------------------


def test_one_click_keeps_the_day_the_version_and_the_author():
    client = client_of("rédaction", "publication")
    scheme = factories.make_dispositif(site_url=PAGE)
    before = scheme.updated_at

    page = verify(client, scheme)

    assert kept(scheme) == timezone.localdate()
    assert scheme.updated_at > before
    version = Version.objects.get(fiche_code=scheme.code, author=client.user)
    assert (version.reason, version.author) == ("Page officielle ouverte et vérifiée.", client.user)
    assert LogEntry.objects.get(object_id=str(scheme.pk)).user == client.user
    assert_contains(page, "page officielle vérifiée aujourd’hui")
    assert_contains(InspectingClient().get(scheme.get_absolute_url()), "Page officielle vérifiée")


def test_a_second_click_on_the_same_day_changes_nothing():
    client = client_of("rédaction", "publication")
    scheme = factories.make_dispositif(site_url=PAGE)
    verify(client, scheme)
    versions = Version.objects.count()

    assert_contains(verify(client, scheme), "était déjà vérifiée aujourd’hui")
    assert Version.objects.count() == versions


def test_a_page_that_changed_meanwhile_is_not_verified():
    client = client_of("rédaction", "publication")
    scheme = factories.make_dispositif(site_url="https://aide.exemple.fr/nouvelle")

    assert_contains(verify(client, scheme), "n’est plus celle que vous")
    assert kept(scheme) is None


@pytest.mark.parametrize("opened", ["", PAGE])
def test_what_has_no_official_page_is_not_verified(opened):
    client = client_of("rédaction", "publication")
    scheme = factories.make_dispositif(site_url=None)

    verify(client, scheme, opened)

    assert kept(scheme) is None


def test_who_may_not_write_on_a_sheet_may_not_verify_it():
    writer = client_of("rédaction")
    public = factories.make_dispositif(site_url=PAGE)
    draft = factories.make_dispositif(site_url=PAGE, status="brouillon")

    assert_contains(verify(writer, public), "vous ne pouvez pas modifier cette fiche")
    verify(writer, draft)

    assert (kept(public), kept(draft)) == (None, timezone.localdate())


def test_a_list_offers_the_click_to_who_may_use_it():
    factories.make_dispositif(site_url=PAGE)
    factories.make_dispositif(site_url=None)

    click, address = "J’ai vérifié aujourd’hui", "Indiquer sa page officielle"
    assert_contains(client_of("rédaction", "publication").get(LIST), click, address)
    seen = client_of("rédaction").get(LIST)
    assert_contains(seen, "Ouvrir sa page")
    assert_not_contains(seen, click, address)


def test_a_visitor_verifies_nothing():
    scheme = factories.make_dispositif(site_url=PAGE)

    page = verify(InspectingClient(), scheme)

    assert kept(scheme) is None
    assert page.redirect_chain[0][0].startswith("/admin/login/")


def test_reading_verifies_nothing():
    client = client_of("rédaction", "publication")
    scheme = factories.make_dispositif(site_url=PAGE)

    assert client.get(f"{LIST}{scheme.pk}/verifier/").status_code == 405
    assert kept(scheme) is None


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/admin/?a=1", "/admin/?a=1"),
        ("https://ailleurs.fr/", "change/"),
        ("//ailleurs.fr", "change/"),
    ],
)
def test_the_click_comes_back_to_where_it_was_given_and_nowhere_else(asked, given):
    client = client_of("rédaction", "publication")
    scheme = factories.make_dispositif(site_url=PAGE)

    address = f"{LIST}{scheme.pk}/verifier/"
    answer = client.post(address, {"opened": PAGE, "next": asked})

    assert answer.url.endswith(given)


def test_the_day_is_not_typed():
    client = client_of("rédaction", "publication")
    scheme = factories.make_dispositif(site_url=PAGE)

    page = client.get(f"{LIST}{scheme.pk}/change/")

    assert_not_contains(page, 'name="verified_on"')
    assert_contains(page, "Ouvrir la page officielle", "J’ai vérifié aujourd’hui", f'href="{PAGE}"')


# --- Lists and form -----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", FICHES, ids=lambda model: model.__name__)
def test_every_kind_of_sheet_says_what_a_full_one_has(admin_client, model):
    needs = upkeep.upkeep_of(model).needs
    fiche = make_row(model)
    name = model._meta.label_lower.replace(".", "_")

    form = admin_client.get(reverse(f"admin:{name}_change", args=[fiche.pk])).content.decode()
    listed = admin_client.get(reverse(f"admin:{name}_changelist"))

    assert len({need.code for need in needs}) == len(needs)
    for need in needs:
        assert not need.anchor or f'id="{need.anchor}"' in form, need.code
        assert need.advice.endswith(".")
        page = admin_client.get(reverse(f"admin:{name}_changelist"), {"manque": need.code})
        missing = not getattr(upkeep.with_upkeep(model.objects.all()).get(), f"has_{need.code}")
        assert page.context["cl"].result_count == missing
    assert_contains(listed, f"sur {len(needs)}")
    assert "Ce qui lui manque" in form


def test_what_is_written_is_no_longer_missing():
    scheme = factories.make_dispositif(natures=["subvention"], site_url=None)
    missing = lambda: {  # noqa: E731
        need.code
        for need in upkeep.completeness_of(
            upkeep.with_upkeep(type(scheme).objects.all()).get(pk=scheme.pk)
        ).missing
    }
    assert {"montant", "page", "guichet", "faits", "dates"} <= missing()

    factories.make_montant(dispositif=scheme)
    factories.make_window(dispositif=scheme)
    type(scheme).objects.update(site_url=PAGE)
    for _ in range(5):
        factories.make_citation(scheme)

    assert not {"montant", "page", "faits", "dates"} & missing()
    assert "guichet" in missing()


def test_a_scheme_without_money_lacks_no_amount():
    advice = factories.make_dispositif(natures=["accompagnement"])

    assert advice not in upkeep.missing_in(type(advice).objects.all(), "montant")


def test_a_list_of_what_is_to_be_looked_at_again():
    client = client_of("rédaction", "publication")
    today = timezone.localdate()
    old = factories.make_dispositif(title="Oubliée", verified_on=today - timedelta(days=400))
    factories.make_dispositif(title="Suivie", verified_on=today)
    factories.make_dispositif(title="Finie", vie="termine", ended_on=today - timedelta(days=900))
    for citation in type(old).citations.rel.related_model.objects.all():
        citation.source.date = today - timedelta(days=900)
        citation.source.save()

    page = client.get(LIST, {"fraicheur": "a-revoir"})

    assert_contains(page, "Oubliée", "à revoir")
    assert [fiche.title for fiche in page.context["cl"].result_list] == ["Oubliée"]


def test_the_list_costs_the_same_whatever_is_missing(admin_client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            admin_client.get(LIST)
        return len(seen)

    factories.make_dispositif(site_url=PAGE)
    queries()
    alone = queries()
    for _ in range(20):
        factories.make_dispositif(site_url=PAGE)

    assert queries() == alone


# --- What visitors read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "page_field"),
    [
        (factories.make_dispositif, "site_url"),
        (factories.make_partenaire, "website"),
        (factories.make_case, "website"),
    ],
)
def test_visitors_read_when_it_was_verified_and_whether_that_is_long_ago(make, page_field):
    today = timezone.localdate()
    values = {page_field: PAGE, "review_months": 6}
    new = make(verified_on=today, **values)
    old = make(verified_on=today - timedelta(days=200), **values)
    never = make(**values)
    for fiche in (new, old, never):
        factories.make_citation(fiche)

    visitor = InspectingClient()
    assert_contains(visitor.get(new.get_absolute_url()), "érifié")
    assert_not_contains(visitor.get(new.get_absolute_url()), "à revoir")
    assert_contains(visitor.get(old.get_absolute_url()), "à revoir", "(plus de 6 mois)")
    assert_not_contains(visitor.get(never.get_absolute_url()), "à revoir", "(plus de")


def test_a_public_page_leads_editors_to_the_form_and_knows_nobody():
    scheme = factories.make_dispositif(site_url=PAGE)
    client = client_of("rédaction", "publication")

    seen = client.get(scheme.get_absolute_url())
    address = reverse("admin:fiche", args=["dispositif", scheme.slug])
    assert_contains(seen, f'href="{address}"')
    assert "Cookie" not in seen.get("Vary", "")
    assert client.get(address).url == f"{LIST}{scheme.pk}/change/"
    assert client.get(reverse("admin:fiche", args=["dispositif", "ancienne"])).url == LIST
    assert client.get(reverse("admin:fiche", args=["inconnu", "x"])).status_code == 404
    assert InspectingClient().get(address).url.startswith("/admin/login/")
