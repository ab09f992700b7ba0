"""An error is reported and mended in a real browser, by keyboard, without JavaScript for the visitor."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dispositifs.models import Dispositif
from essaimage.desk.models import Correction
from tests.factories import make_editor

PATH = "/dispositifs/petites-villes-de-demain/"
RIGHT = "https://exemple.fr/page-officielle"


def tab_to(page: Page, name: str, role: str, most: int = 60) -> None:
    """Press Tab until what bears ``name`` has the focus."""
    wanted = page.get_by_role(role, name=name).first
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    pytest.fail(f"{name}: never reached by Tab")


def report(visit: Callable[..., Page], value: str, email: str = "") -> Page:
    """Report, from the page and with the keyboard alone, what its official address should be."""
    page = visit(PATH, javascript=False)
    page.get_by_role("link", name="Signaler une erreur").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Signaler une erreur")
    tab_to(page, "La page officielle", "link")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("La page officielle")
    page.get_by_label("Que faudrait-il").focus()
    page.keyboard.type(value)
    page.keyboard.press("Tab")
    page.keyboard.type("Vu sur le site du ministère : https://preuve.exemple.fr/")
    page.keyboard.press("Tab")
    page.keyboard.type(email)
    tab_to(page, "Envoyer le signalement", "button")
    page.keyboard.press("Enter")
    return page


def test_a_visitor_reports_and_an_editor_mends(visit, assert_accessible):
    wrong = report(visit, RIGHT, "pas une adresse")
    expect(wrong.get_by_label("Que faudrait-il")).to_have_value(RIGHT)
    expect(wrong.get_by_role("alert")).to_contain_text("n’est pas parti")
    wrong.get_by_label("Votre adresse électronique").fill("lea@exemple.fr")
    wrong.get_by_role("button", name="Envoyer le signalement").press("Enter")
    expect(wrong.locator("h1")).to_have_text("Votre signalement est arrivé")

    editor = make_editor("publication")
    page = visit("/admin/login/?next=/admin/")
    page.fill("#id_username", editor.username)
    page.fill("#id_password", "mot-de-passe-long")
    page.press("#id_password", "Enter")
    page.get_by_role(
        "link", name=re.compile("Petites villes de demain.*La page officielle")
    ).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1", has_text="Erreur signalée")).to_be_visible()
    assert_accessible(page)
    tab_to(page, "Accepter et corriger la page", "button")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("La page est corrigée.")
    expect(page.get_by_role("link", name=re.compile("messagerie"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Revoir la fiche à ce champ").click()
    expect(page.locator("#id_site_url")).to_have_value(RIGHT)

    assert Dispositif.objects.get(slug="petites-villes-de-demain").site_url == RIGHT
    assert Correction.objects.get().status == "acceptee"
    link = visit(PATH, javascript=False).get_by_role("link", name="Ouvrir la page officielle")
    expect(link).to_have_attribute("href", RIGHT)


@pytest.mark.parametrize(("width", "dark"), [(360, True), (768, False)])
def test_the_trap_is_out_of_sight(visit, width, dark):
    page = visit(
        f"/signaler{PATH.replace('dispositifs', 'dispositif')}?champ=autre", width=width, dark=dark
    )

    box = page.locator("#id_website").bounding_box()

    assert box["x"] + box["width"] <= 0
