"""An editor goes back in time in a real browser, under the strict content security policy."""

from playwright.sync_api import expect

from tests.factories import make_dispositif

PHONE = {"width": 360, "height": 740}


def test_an_editor_puts_a_version_back_and_a_deleted_sheet_too(enter, visit, assert_accessible):
    fiche = make_dispositif(title="Le prêt des genêts", natures=["pret"])
    form = f"/admin/dispositifs/dispositif/{fiche.pk}/change/"

    # A change, with its reason.
    page = enter(form)
    page.get_by_label("Titre").fill("Le don des genêts")
    page.get_by_label("Raison de la modification").fill("Lu sur un forum")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.locator(".messagelist")).to_contain_text("Modification enregistrée")

    # Both versions, compared in words.
    page.get_by_role("link", name="Historique").click()
    expect(page.locator(".version")).to_have_count(2)
    expect(page.locator(".version").first).to_contain_text("Lu sur un forum")
    assert_accessible(page)
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("del")).to_have_text("prêt")
    expect(page.locator("ins")).to_have_text("don")
    assert_accessible(page)

    # The first one put back, from a phone.
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Rétablir la version 1").click()
    page.get_by_label("Pourquoi").fill("Le forum se trompait")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Rétablir la version 1").click()
    expect(page.get_by_label("Titre")).to_have_value("Le prêt des genêts")
    address = f"/dispositifs/{fiche.slug}/"
    expect(visit(address, javascript=False).locator("h1")).to_contain_text("Le prêt des genêts")

    # Deleted by mistake, found again, brought back.
    page.goto(page.url.replace("/change/", "/delete/"))
    page.get_by_role("button", name="Oui").click()
    page.get_by_role("link", name="Fiches supprimées").first.click()
    page.locator(".version-gone", has_text="Le prêt des genêts").get_by_role("link").last.click()
    expect(page.locator(".differences").first).to_contain_text("Prêt")
    assert_accessible(page)
    page.get_by_role("button", name="Rétablir").click()
    expect(page.locator(".messagelist")).to_contain_text("est de retour")
    expect(visit(address, javascript=False).locator("h1")).to_contain_text("Le prêt des genêts")
