"""The search of the whole site in a real browser: by keyboard, by ear, without JavaScript, on a small screen."""

import pytest

HEADER = "#recherche-entete"
OPTIONS = "#recherche-entete-liste [role=option]"


def type_words(page, words: str) -> None:
    """Type in the header's box and wait for what it suggests."""
    page.focus(HEADER)
    page.keyboard.type(words)
    page.wait_for_selector(f"{HEADER}[aria-expanded=true]")


def test_suggestions_are_announced_and_chosen_by_keyboard(visit):
    page = visit("/")

    type_words(page, "feder")
    count = page.locator(OPTIONS).count()
    said = page.inner_text(".head-find [role=status]")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute(HEADER, "aria-activedescendant")

    assert page.get_attribute(HEADER, "role") == "combobox"
    assert said == f"{count} réponses proposées"
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    assert "Fédération" in page.inner_text(f"#{active}")
    page.keyboard.press("Enter")
    page.wait_for_url("**/modeles/federation/")


def test_escape_closes_and_the_words_are_still_searched(visit):
    page = visit("/")

    type_words(page, "franchise")
    page.keyboard.press("Escape")
    assert page.get_attribute(HEADER, "aria-expanded") == "false"
    assert page.input_value(HEADER) == "franchise"

    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=franchise")
    assert page.locator("[data-groupe=modeles] [data-slug]").count() > 0
    assert page.get_attribute("#phrase", "role") == "status"


def test_a_commune_is_suggested_beside_the_rest(visit):
    page = visit("/")

    type_words(page, "guér")

    assert "Guéret (23)" in page.inner_text(OPTIONS)


def test_without_javascript_the_box_is_a_plain_form(visit):
    page = visit("/dispositifs/", javascript=False)

    page.fill(HEADER, "habitat partagé")
    page.click(".head-find button")

    assert "/recherche/?q=habitat" in page.url
    assert int(page.get_attribute("[data-groupe=pionniers]", "data-total")) > 0
    page.fill("#q", "guéret")
    page.click("main form button")
    assert page.get_attribute("[data-groupe=communes] [data-commune]", "data-commune") == "23096"
    page.click("text=Voir ce qui s’applique à Guéret")
    assert "commune=23096" in page.url


def test_the_links_at_the_top_lead_to_the_groups(visit):
    page = visit("/recherche/?q=franchise")

    page.click(".index >> text=Glossaire")

    assert page.url.endswith("#termes")
    assert page.locator("#termes").is_visible()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "path",
    [
        "/recherche/",
        "/recherche/?q=habitat+partage+creuse",
        "/recherche/?q=feredation",
        "/recherche/?q=xyzxyz",
        "/recherche/?q=saint",
    ],
)
def test_the_pages_are_accessible(visit, assert_accessible, path, dark):
    assert_accessible(visit(path, dark=dark))


def test_an_open_list_is_accessible(visit, assert_accessible):
    page = visit("/")
    type_words(page, "pr")

    assert_accessible(page)


@pytest.mark.parametrize("path", ["/recherche/", "/recherche/?q=franchise", "/recherche/?q=xyzxyz"])
def test_nothing_scrolls_sideways_on_a_small_screen(visit, path):
    page = visit(path, width=320)
    page.fill("#q", "pr")
    page.wait_for_selector("#q[aria-expanded=true]")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
