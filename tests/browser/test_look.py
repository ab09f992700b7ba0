"""The pages as they are seen: on a phone, in the dark, by keyboard, in forced colours."""

import pytest

PAGES = [
    "/",
    "/modeles/",
    "/modeles/federation/",
    "/modeles/comparer/",
    "/questions/",
    "/quel-modele/",
    "/quel-modele/?etape=3",
    "/quel-modele/?autonomie-locale=siege-decide&marque=nom-partage&commune=23096",
    "/quel-modele/?autonomie-locale=rien&marque=nom-partage",
    "/principes/",
    "/etapes/",
    "/pionniers/",
    "/pionniers/messidor/",
    "/dispositifs/",
    "/dispositifs/petites-villes-de-demain/",
    "/partenaires/",
    "/territoires/",
    "/territoires/?q=gueret",
    "/territoires/23096-gueret/",
    "/territoires/dep-23-creuse/",
    "/territoires/reg-75-nouvelle-aquitaine/",
    "/ruralite/",
    "/glossaire/",
    "/ressources/",
    "/nouveautes/",
    "/a-propos/",
    "/a-propos/methode/",
    "/contact/",
    "/signaler/dispositif/petites-villes-de-demain/",
    "/signaler/dispositif/petites-villes-de-demain/?champ=site_url",
    "/signaler/dispositif/petites-villes-de-demain/?champ=body",
    "/mentions-legales/",
    "/accessibilite/",
    "/cette-page-n-existe-pas/",
]
UNFOLD = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"
SMALL_TEXT = """() => [...document.querySelectorAll('body *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    && element.checkVisibility() && parseFloat(getComputedStyle(element).fontSize) < 15
).map((element) => element.outerHTML.slice(0, 120))"""
# Controls that stand by themselves; a link in a sentence follows the line of its text.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    '.button, .pill, .nav a, .site-foot a, .wordmark, .crumbs a, .sort a, .option, summary, select, .index a'
)].filter((element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.height && box.height < 44;
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_suits_a_small_dark_screen_and_a_large_light_one(visit, assert_accessible, path):
    phone = visit(path, width=320, dark=True)
    phone.evaluate(UNFOLD)
    desk = visit(path, width=1280)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert phone.evaluate(SMALL_TEXT) == []
    assert phone.evaluate(SMALL_TARGETS) == []
    assert_accessible(phone)
    assert_accessible(desk)


def test_the_first_tab_skips_to_the_content(visit):
    page = visit("/modeles/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "contenu"


def test_the_map_is_used_by_keyboard(visit):
    page = visit("/")

    page.focus("#carte-titre + *, .hexmap .past")
    page.keyboard.press("Tab")  # the first cell
    outline = page.evaluate(
        "getComputedStyle(document.activeElement.querySelector('polygon')).strokeWidth"
    )
    page.keyboard.press("Enter")

    assert outline == "5px"
    page.wait_for_url("**/territoires/dep-01-ain/")


def test_the_filters_show_on_a_wide_screen_without_javascript(visit):
    page = visit("/dispositifs/", javascript=False)

    assert page.is_visible("#ruralite-rural_reserve")
    assert page.is_visible("#filtres button[type=submit]")


@pytest.mark.parametrize("width", [360, 1280])
def test_ticking_a_filter_keeps_the_place_of_the_visitor(visit, width):
    page = visit("/dispositifs/", width=width)
    if width == 360:
        page.click("#filtres > summary")
    page.click("#facette-nature > summary")

    page.focus("#nature-subvention")
    page.keyboard.press("Space")
    page.wait_for_url("**nature=subvention")
    page.wait_for_selector(".pill")

    assert page.evaluate("document.activeElement.id") == "nature-subvention"
    assert page.is_visible("#nature-subvention")
    assert page.is_checked("#nature-subvention")
    assert not page.is_visible("#filtres button[type=submit]")
