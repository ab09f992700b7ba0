"""The field that suggests, as it is used: by keyboard, by hand, on a slow line, in a list that swaps."""

import re

import pytest

from .test_lists import SETTLED

FIELD = "#territoire-cherche"
OPTIONS = "#territoire-cherche-liste [role=option]"
STATUS = ".combobox:has(#territoire-cherche) [role=status]"


@pytest.fixture
def typed(visit):
    """A page where « mar » was typed in the field, its suggestions shown."""
    page = visit("/territoires/")
    page.fill(FIELD, "mar")
    page.wait_for_selector(OPTIONS)
    return page


def active(page) -> str:
    """Return the text of the option that a screen reader would read; empty when there is none."""
    option = page.get_attribute(FIELD, "aria-activedescendant")
    return page.inner_text(f"#{option}") if option else ""


def test_the_field_is_a_combobox_with_a_list(visit, assert_accessible):
    page = visit("/territoires/")

    field = page.get_by_role("combobox", name="Commune, code postal ou département")

    assert field.get_attribute("aria-autocomplete") == "list"
    assert field.get_attribute("aria-expanded") == "false"
    assert page.locator(f"#{field.get_attribute('aria-controls')}[role=listbox]").count() == 1
    assert_accessible(page)


def test_suggestions_are_counted_aloud_and_the_field_says_it_is_open(typed, assert_accessible):
    count = typed.locator(OPTIONS).count()

    assert count > 1
    assert typed.inner_text(STATUS) == f"{count} réponses proposées"
    assert typed.get_attribute(FIELD, "aria-expanded") == "true"
    assert active(typed) == ""
    assert_accessible(typed)


def test_arrows_home_and_end_move_among_the_options_and_back_to_the_field(typed):
    texts = [option.inner_text() for option in typed.locator(OPTIONS).all()]
    seen = []
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home", "ArrowUp"):
        typed.press(FIELD, key)
        seen.append(active(typed))

    assert seen == [texts[0], texts[1], texts[-1], "", texts[-1], texts[0], ""]
    assert typed.locator(f"{OPTIONS}[aria-selected=true]").count() == 0
    assert typed.evaluate("document.activeElement.id") == "territoire-cherche"


def test_enter_leads_to_the_territory_that_is_active(typed):
    typed.fill(FIELD, "guer")
    typed.wait_for_selector(f"{OPTIONS}:has-text('Guéret')")
    while "Guéret" not in active(typed):
        typed.press(FIELD, "ArrowDown")
    typed.press(FIELD, "Enter")

    typed.wait_for_url("**/territoires/23096-gueret/")


def test_enter_with_no_option_active_sends_the_plain_form(typed):
    typed.fill(FIELD, "gueret")
    typed.press(FIELD, "Enter")

    typed.wait_for_url("**/territoires/?q=gueret")


def test_escape_and_tab_close_the_list_and_keep_what_was_typed(typed):
    typed.press(FIELD, "ArrowDown")
    typed.press(FIELD, "Escape")

    assert typed.locator(OPTIONS).count() == 0
    assert typed.get_attribute(FIELD, "aria-expanded") == "false"
    assert typed.get_attribute(FIELD, "aria-activedescendant") is None
    assert typed.inner_text(STATUS) == ""
    assert typed.input_value(FIELD) == "mar"

    typed.press(FIELD, "ArrowDown")
    typed.wait_for_selector(OPTIONS)
    typed.press(FIELD, "Tab")
    assert typed.locator(OPTIONS).count() == 0
    assert typed.input_value(FIELD) == "mar"


def test_a_finger_chooses_an_option_large_enough(visit):
    page = visit("/territoires/", width=360)
    page.fill(FIELD, "gueret")
    page.wait_for_selector(OPTIONS)

    heights = [option.bounding_box()["height"] for option in page.locator(OPTIONS).all()]
    page.click(f"{OPTIONS}:has-text('Guéret (23)') >> nth=0")

    assert min(heights) >= 44
    page.wait_for_url("**/territoires/23096-gueret/")


def test_nothing_found_is_said_and_nothing_is_shown(visit):
    page = visit("/territoires/")

    page.fill(FIELD, "zzzzqqqq")
    page.wait_for_selector(f"{STATUS}:has-text('Aucune réponse proposée')", state="attached")

    assert page.locator(OPTIONS).count() == 0
    assert page.get_attribute(FIELD, "aria-expanded") == "false"


def test_a_line_that_fails_shows_nothing_and_the_form_still_answers(visit):
    page = visit("/territoires/")
    page.route("**/suggestions/**", lambda route: route.fulfill(status=404, body="perdu"))

    page.fill(FIELD, "gueret")
    page.wait_for_timeout(400)

    assert page.locator(OPTIONS).count() == 0
    page.press(FIELD, "Enter")
    page.wait_for_url("**/territoires/?q=gueret")


def test_an_answer_that_comes_late_never_replaces_a_newer_one(visit):
    page = visit("/territoires/")
    held = []

    def answer(route):
        held.append(route) if route.request.url.endswith("q=me") else route.continue_()

    page.route("**/suggestions/**", answer)
    page.fill(FIELD, "me")
    page.wait_for_timeout(300)
    page.fill(FIELD, "gueret")
    page.wait_for_selector(f"{OPTIONS}:has-text('Guéret')")

    assert held
    assert typed_lines(page) == [line for line in typed_lines(page) if "Guéret" in line]


def typed_lines(page) -> list[str]:
    return [option.inner_text() for option in page.locator(OPTIONS).all()]


# --- in a list that htmx swaps ----------------------------------------------------------------


def choose(page, field: str, text: str, name: str) -> None:
    page.evaluate("document.getElementById('filtres').open = true")
    page.fill(field, text)
    page.wait_for_selector(f"{field}-liste [role=option]:has-text('{name}')")
    page.click(f"{field}-liste [role=option]:has-text('{name}') >> nth=0")


@pytest.mark.parametrize("path", ["/dispositifs/", "/pionniers/"])
def test_choosing_a_commune_makes_the_list_of_that_commune(visit, path):
    page = visit(path)

    choose(page, "#lieu", "gueret", "Guéret")
    page.wait_for_url("**commune=23096*")
    page.wait_for_selector(SETTLED)

    assert "lieu=" not in page.url
    assert page.input_value("#lieu").startswith("Guéret")
    assert page.get_attribute("#lieu", "role") == "combobox"


def test_emptying_the_field_takes_the_commune_away(visit):
    page = visit("/dispositifs/?commune=23096")
    page.evaluate("document.getElementById('filtres').open = true")

    page.fill("#lieu", "")
    page.wait_for_url(re.compile(r"/dispositifs/(?!.*commune=)"))
    page.wait_for_selector(SETTLED)

    assert page.input_value("#lieu") == ""


def test_another_filter_keeps_the_commune_while_a_name_is_being_typed(visit):
    page = visit("/dispositifs/?commune=23096")
    page.evaluate("document.getElementById('filtres').open = true")

    page.fill("#lieu", "mend")
    page.check("#ruralite-ouvert")
    page.wait_for_url("**ruralite=ouvert*")

    assert "commune=23096" in page.url
    assert "lieu=" not in page.url


def test_a_name_typed_and_sent_without_choosing_is_understood_by_the_server(visit):
    page = visit("/dispositifs/")
    page.evaluate("document.getElementById('filtres').open = true")

    page.fill("#lieu", "gueret")
    page.press("#lieu", "Enter")

    page.wait_for_url("**commune=23096*")
