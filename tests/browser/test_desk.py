"""The desk in a real browser: what to do is read, reached and done; on a phone, by keyboard, in the dark."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dispositifs.models import Dispositif
from essaimage.common.models import Source
from tests.factories import make_dispositif, make_message, make_term, make_window

PATHS = ("", "bureau/manques/", "bureau/a-revoir/", "dispositifs/dispositif/")


@pytest.fixture
def work(visit) -> Dispositif:
    """Something to do of several kinds; return the scheme with an official page."""
    today = timezone.localdate()
    make_term(title="Terme à relire", status="a_relire")
    make_term(title="Terme en chantier", status="brouillon")
    make_message()
    soon = make_dispositif(title="Aide qui ferme")
    make_window(dispositif=soon, opens=None, closes=today + timedelta(days=3))
    scheme = make_dispositif(title="Aide à vérifier", site_url="https://aide.exemple.fr/page")
    Source.objects.filter(dispositifcitation_set__fiche=scheme).update(date="2010-01-01")
    return scheme


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_desk_and_its_lists_are_accessible(work, enter, assert_accessible, dark):
    page = enter("/admin/", dark=dark)
    for path in (*PATHS, f"dispositifs/dispositif/{work.pk}/change/"):
        page.goto(f"/admin/{path}")

        assert_accessible(page)


@pytest.mark.parametrize("path", PATHS)
def test_the_desk_and_its_lists_fit_a_phone(work, enter, path):
    page = enter(f"/admin/{path}", width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_row_leads_to_the_very_field_unfolded(work, enter):
    page = enter("/admin/bureau/manques/")

    row = page.locator("[data-ligne]", has_text="Aide à vérifier")
    row.get_by_role("link", name="sans guichet").click()

    expect(page).to_have_url(re.compile("#guichets-group$"))
    expect(page.locator("#guichets-group details").first).to_have_attribute("open", "")
    page.goto(f"/admin/dispositifs/dispositif/{work.pk}/change/#id_who_decides")
    expect(page.locator("#id_who_decides")).to_be_focused()


@pytest.mark.parametrize("path", ["bureau/a-revoir/", "dispositifs/dispositif/"])
def test_a_sheet_is_verified_in_one_click_from_its_list(work, enter, path):
    page = enter(f"/admin/{path}")
    row = page.locator("[data-ligne], tr", has_text="Aide à vérifier")
    expect(row.get_by_role("link", name=re.compile("Ouvrir sa page"))).to_have_attribute(
        "href", "https://aide.exemple.fr/page"
    )

    row.get_by_role("button", name=re.compile("J’ai vérifié aujourd’hui")).click()

    expect(page.locator(".messagelist")).to_contain_text("page officielle vérifiée aujourd’hui")
    expect(page).to_have_url(re.compile(f"/admin/{path}$"))
    work.refresh_from_db()
    assert work.verified_on == timezone.localdate()


def test_a_sheet_is_verified_in_one_click_from_its_form_without_a_script(work, enter):
    page = enter(f"/admin/dispositifs/dispositif/{work.pk}/change/", javascript=False)

    page.get_by_role("button", name="J’ai vérifié aujourd’hui").click()

    expect(page.locator(".messagelist")).to_contain_text("page officielle vérifiée aujourd’hui")
    expect(page.locator(".upkeep")).to_contain_text("Vérifiée le")
