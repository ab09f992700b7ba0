"""The selection in a real browser: with and without JavaScript, on a phone, printed."""

import pytest
from playwright.sync_api import expect

CHOSEN = "/selection/?d=leader&d=la-france-sengage&d=dla&commune=23096"
PAGES = [
    "/selection/",
    CHOSEN,
    "/selection/financement/?d=leader&d=la-france-sengage&d=fonjep&commune=23096",
    "/dispositifs/comparer/?d=leader&d=dla&d=france-active&d=adie&commune=23096",
    "/dispositifs/comparer/?d=leader",
]
SMALL_TARGETS = """() => [...document.querySelectorAll('.keep, .row-acts a, .row-acts label, .button, summary')].filter(
    (element) => element.checkVisibility() && element.getBoundingClientRect().height < 44
).map((element) => element.outerHTML.slice(0, 120))"""


def row(page, slug: str):
    """Return the button that adds or removes a scheme."""
    return page.locator(f'button[form="ajout"][value="{slug}"]')


@pytest.mark.parametrize("path", PAGES)
def test_its_pages_suit_a_small_dark_screen_and_a_large_light_one(visit, assert_accessible, path):
    phone = visit(path, width=320, dark=True)
    phone.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    desk = visit(path, width=1280)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert phone.evaluate(SMALL_TARGETS) == []
    assert_accessible(phone)
    assert_accessible(desk)


def test_the_journey_without_javascript(visit):
    page = visit("/dispositifs/?commune=23096", javascript=False)

    row(page, "leader").click()
    assert page.url.endswith("/dispositifs/?commune=23096#d-leader")
    said = "getComputedStyle(document.querySelector('#d-leader .keep'), '::after').content"
    assert "fait" in page.evaluate(said)
    page.goto("/dispositifs/dla/")
    row(page, "dla").click()
    page.click("text=Ma sélection")

    assert page.url.endswith("/selection/?d=leader&d=dla")
    page.fill("#lieu-selection", "gueret")
    page.click("text=Voir si cela s’applique")
    assert page.url.endswith("d=leader&d=dla&commune=23096")
    assert page.locator(".selection .verdict").count() == 2
    page.check('input[type=checkbox][value="leader"]')
    page.check('input[type=checkbox][value="dla"]')
    page.click("text=Comparer les dispositifs cochés")
    assert page.inner_text("h1") == "2 dispositifs côte à côte"
    page.go_back()
    row(page, "leader").click()
    assert page.url.endswith("/selection/?d=dla&commune=23096")
    page.click("text=Oublier ma sélection")
    assert "Elle est vide" in page.inner_text("main")
    assert page.context.cookies() == []


def test_with_javascript_the_page_stays_and_says_it(visit):
    page = visit("/dispositifs/")
    first = page.locator('#resultats button[form="ajout"]').first
    slug = first.get_attribute("value")

    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f'button[name="retirer"][value="{slug}"]')

    assert page.url.endswith("/dispositifs/")
    expect(page.locator("[data-selection-link]")).to_have_text("Ma sélection (1)")
    expect(page.locator("body > p[role=status]")).to_contain_text("Ajouté à votre sélection")
    expect(row(page, slug)).to_contain_text("Dans ma sélection")
    assert page.evaluate("document.activeElement.value") == slug
    [cookie] = page.context.cookies()
    assert (cookie["name"], cookie["value"], cookie["sameSite"]) == ("selection", slug, "Lax")
    row(page, slug).click()
    page.wait_for_selector(f'button[name="ajouter"][value="{slug}"]')
    assert page.context.cookies() == []


def test_two_buttons_pressed_at_once_are_both_kept(visit):
    page = visit("/dispositifs/")
    buttons = page.locator('#resultats button[form="ajout"]')
    slugs = [buttons.nth(number).get_attribute("value") for number in range(3)]

    page.evaluate(
        "slugs => slugs.forEach((slug) => document.querySelector(`#resultats button[value='${slug}']`).click())",
        slugs,
    )
    page.wait_for_selector(f'button[name="retirer"][value="{slugs[2]}"]')

    assert page.context.cookies()[0]["value"].split(".") == slugs


def test_the_rows_of_a_list_swapped_are_marked_too(visit):
    page = visit("/dispositifs/?tri=titre")
    slug = page.locator('#resultats button[form="ajout"]').first.get_attribute("value")
    row(page, slug).click()
    page.wait_for_selector(f'button[name="retirer"][value="{slug}"]')

    page.fill("#q", page.locator("#resultats .title a").first.inner_text())
    page.press("#q", "Enter")
    page.wait_for_url("**q=*")
    page.wait_for_selector(".pills .pill")
    page.wait_for_selector(f'button[name="retirer"][value="{slug}"]')


def test_the_page_of_the_selection_shows_what_the_cookie_holds(visit):
    page = visit("/dispositifs/leader/")
    row(page, "leader").click()
    page.wait_for_selector('button[name="retirer"]')

    page.click("[data-selection-link]")

    expect(page.locator("[data-selection-value]")).to_have_text("selection=leader")
    assert page.url.endswith("/selection/?d=leader")


def test_the_dossier_is_printed_whole(visit):
    page = visit(CHOSEN)

    page.emulate_media(media="print")

    assert page.is_visible("text=Dossier établi le")
    assert not page.is_visible("text=Copier le lien")
    assert not page.is_visible(".keep")
    told = page.locator(".row-more dl").first
    assert told.evaluate("element => element.getBoundingClientRect().height") > 100
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_comparison_is_printed_on_one_wide_sheet(visit):
    page = visit("/dispositifs/comparer/?d=leader&d=dla&d=france-active&d=adie")

    pdf = page.pdf(prefer_css_page_size=True)

    assert pdf.count(b"/Type /Page\n") <= 2  # the table, then its sources
    assert b"/MediaBox [0 0 841" in pdf or b"/MediaBox [0 0 842" in pdf
