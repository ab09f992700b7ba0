"""Editors at work in a real browser, under the strict content security policy."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from dispositifs.models import Dispositif
from tests.factories import make_dispositif, make_source

PASSWORD = "mot-de-passe-long"


def choose(page: Page, field: str, words: str) -> None:
    """Pick the first answer of an autocomplete field, as one types ``words``."""
    page.locator(f"{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def test_an_editor_takes_a_scheme_from_its_first_line_to_the_site(enter, visit):
    make_source(title="Page officielle de l’aide d’essai")
    page = enter("/admin/")

    # Quick creation, from the desk.
    page.get_by_role("link", name="Ajouter : Dispositifs d’appui").click()
    page.get_by_label("Titre").fill("Aide d’essai aux cœurs de villages")
    page.get_by_label("Résumé").fill("De quoi ouvrir un premier lieu.")
    page.get_by_label("Prêt").check()
    page.get_by_label("Échelle").select_option("Régionale")
    page.get_by_label("Ruralité").select_option("Ouvert partout")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Aide d’essai aux cœurs de villages")
    expect(page).to_have_url(re.compile("/change/"))
    form = page.url

    # The whole form: write, preview, publish without a fact.
    page.locator("#id_body").fill("Une aide **bien réelle**.")
    body = page.locator("[data-markdown=body]")
    body.get_by_role("button", name="Aperçu").click()
    expect(body.locator("[data-markdown-shown] strong")).to_have_text("bien réelle")
    page.locator("#id_body").fill("Une aide *vraiment* réelle.")
    expect(body.locator("[data-markdown-shown] em")).to_have_text("vraiment")
    page.get_by_role("button", name="Publier", exact=True).click()
    refusal = "au moins un fait dont la source est datée"
    expect(page.locator(".errornote", has_text=refusal)).to_be_visible()
    expect(page.locator("#id_body")).to_have_value("Une aide *vraiment* réelle.")

    # Add the fact, publish.
    page.get_by_role("button", name="Ajouter : fait sourcé").click()
    page.locator("#id_citations-0-fact").fill("L’aide existe.")
    choose(page, "#id_citations-0-source", "Page officielle de l’aide")
    page.locator("#id_citations-0-establishes").select_option("existence")
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("est sur le site")

    address = "/dispositifs/aide-d-essai-aux-coeurs-de-villages/"
    expect(visit(address, javascript=False).locator("h1")).to_contain_text("Aide d’essai")

    # Rename: the old address leads to the new one.
    page.goto(form)
    page.locator("#id_slug").fill("aide-renommee")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.locator(".messagelist")).to_contain_text("Modification enregistrée")
    public = visit(address, javascript=False)
    assert public.url.endswith("/dispositifs/aide-renommee/")

    # Delete.
    page.get_by_role("link", name="Supprimer", exact=True).click()
    page.get_by_role("button", name=re.compile("Oui")).click()
    expect(page.locator(".messagelist")).to_contain_text("Suppression faite")
    assert not Dispositif.objects.filter(slug="aide-renommee").exists()


def test_rows_dates_and_pickers_work_under_the_strict_policy(enter):
    make_dispositif(title="Aide à compléter", natures=["pret"], status="brouillon")
    page = enter("/admin/dispositifs/dispositif/?q=compléter")
    page.get_by_role("link", name="Aide à compléter").click()

    page.locator("#windows-heading").click()
    page.get_by_role("button", name="Ajouter : période de candidature").click()
    page.locator("#id_windows-0-label").fill("Appel de printemps")
    page.locator("#windows-0 .field-closes .date-icon").first.click()
    page.locator(".calendarbox:visible").get_by_role("link", name="15", exact=True).click()
    expect(page.locator("#id_windows-0-closes")).to_have_value(re.compile(r"15/\d\d/\d{4}"))
    choose(page, "#id_windows-0-source", "R")
    page.get_by_role("button", name="Enregistrer et continuer").click()

    expect(page.locator("#windows-heading")).to_have_text(re.compile("candidature\\s*: 1"))


def test_a_writer_sends_a_draft_for_review(enter):
    make_dispositif(title="Aide en chantier", natures=["pret"], status="brouillon")
    page = enter("/admin/", "rédaction")

    page.get_by_role("link", name="Aide en chantier").first.click()
    expect(page.locator(".steps-buttons button")).to_have_text(["Envoyer à relire"])
    page.locator("#id_steps").fill("Écrit juste avant d’envoyer.")
    page.get_by_role("button", name="Envoyer à relire").click()
    expect(page.locator(".messagelist")).to_contain_text("est envoyée à relire")
    expect(page.locator("#id_steps")).to_have_value("Écrit juste avant d’envoyer.")
    page.goto("/admin/")

    expect(page.locator("[data-attente=a-relire]")).to_contain_text("Aide en chantier")


def test_a_session_that_ended_loses_nothing(enter):
    draft = make_dispositif(title="Aide longue à écrire", natures=["pret"], status="brouillon")
    page = enter(f"/admin/dispositifs/dispositif/{draft.pk}/change/")
    page.get_by_label("Titre").fill("Aide longue, enfin écrite")
    elsewhere = page.context.new_page()
    elsewhere.goto("/admin/")
    elsewhere.get_by_role("button", name="Déconnexion").click()
    expect(elsewhere.get_by_text("Connectez-vous à nouveau")).to_be_visible()

    page.get_by_role("button", name="Enregistrer", exact=True).click()
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Votre session est terminée")

    with page.context.expect_page() as opened:
        notice.get_by_role("link").click()
    opened.value.fill("#id_username", draft_author())
    opened.value.fill("#id_password", PASSWORD)
    opened.value.press("#id_password", "Enter")
    expect(opened.value.get_by_role("button", name="Déconnexion")).to_be_visible()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("#result_list")).to_contain_text("Aide longue, enfin écrite")


def draft_author() -> str:
    """The name of the one editor there is."""
    return get_user_model().objects.get().username


def test_the_preview_opens_in_a_tab_without_javascript(enter):
    make_dispositif(title="Aide sans script", natures=["pret"], status="brouillon")
    page = enter("/admin/dispositifs/dispositif/?q=script", javascript=False)
    page.get_by_role("link", name="Aide sans script").click()
    page.locator("#id_body").fill("Un texte **visible**.")

    with page.context.expect_page() as opened:
        page.locator("[data-markdown=body]").get_by_role("button", name="Aperçu").click()

    expect(opened.value.locator(".prose strong")).to_have_text("visible")
    expect(page.locator("#id_body")).to_have_value("Un texte **visible**.")


def test_the_enter_key_saves_without_javascript(enter):
    draft = make_dispositif(title="Aide au clavier", natures=["pret"], status="brouillon")
    page = enter(f"/admin/dispositifs/dispositif/{draft.pk}/change/", javascript=False)

    page.get_by_label("Titre").fill("Aide au clavier, relue")
    page.get_by_label("Titre").press("Enter")

    expect(page.locator("#result_list")).to_contain_text("Aide au clavier, relue")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_desk_is_accessible(enter, assert_accessible, dark):
    draft = make_dispositif(title="Aide à relire", status="a_relire")
    page = enter("/admin/", dark=dark)
    assert_accessible(page)
    scheme = "dispositifs/dispositif/"
    for path in (scheme, f"{scheme}add/", f"{scheme}{draft.pk}/change/", "common/source/add/"):
        page.goto(f"/admin/{path}")

        assert_accessible(page)


@pytest.mark.parametrize("path", ["", "dispositifs/dispositif/", "dispositifs/dispositif/add/"])
def test_the_desk_fits_a_phone(enter, path):
    make_dispositif()
    page = enter(f"/admin/{path}", width=320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
