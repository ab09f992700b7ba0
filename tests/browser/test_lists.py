"""The lists in a real browser: with and without JavaScript, the address says it all."""

import pytest

# The list as it stands: text, ticks and links, without what htmx and the visitor's folds leave.
STATE = """() => {
    const list = document.querySelector('#liste').cloneNode(true);
    list.querySelectorAll('details').forEach((fold) => fold.removeAttribute('open'));
    list.querySelectorAll('[data-combobox-made]').forEach((made) => made.remove());
    for (const node of [list, ...list.querySelectorAll('*')]) {
        node.removeAttribute('class');
        node.removeAttribute('data-hx-revealed');
    }
    list.querySelectorAll('input[type=checkbox]').forEach((box) => {
        const live = document.getElementById(box.id);
        live.checked ? box.setAttribute('checked', '') : box.removeAttribute('checked');
    });
    return list.innerHTML.replace(/\\s+/g, ' ');
}"""
SETTLED = "html:not(:has(.htmx-request, .htmx-swapping, .htmx-settling))"


def tick(page, box: str) -> None:
    """Tick a box and wait for the list that it gives (no script of ours: the policy refuses them)."""
    facet, _, value = box.partition("-")
    pills = page.locator(".pills .pill:not(.pill--all)").count()
    page.evaluate("(id) => { document.getElementById(id).open = true }", f"facette-{facet}")
    page.check(f"#{box}")
    page.wait_for_url(f"**{value}*")
    page.wait_for_selector(f".pills .pill:not(.pill--all) >> nth={pills}")
    page.wait_for_selector(SETTLED)


@pytest.mark.parametrize(
    ("path", "ticks"),
    [
        ("/dispositifs/", ["ruralite-rural_reserve", "echelle-nationale", "nature-ingenierie"]),
        ("/dispositifs/?tri=titre", ["ruralite-ouvert", "etat-actif"]),
        ("/pionniers/", ["modele-integre"]),
    ],
)
def test_a_page_swapped_is_the_page_freshly_loaded(visit, path, ticks):
    page = visit(path)
    for box in ticks:
        tick(page, box)

    swapped = page.evaluate(STATE)
    page.goto(page.url)

    assert page.evaluate(STATE) == swapped


def choose_gueret(page) -> None:
    """Type the name of a commune and take the first suggestion, by keyboard."""
    page.fill("#lieu", "guer")
    page.wait_for_selector("#lieu-liste [role=option]")
    page.press("#lieu", "ArrowDown")
    page.press("#lieu", "Enter")
    page.wait_for_url("**commune=23096*")
    page.wait_for_selector(".chosen-place")
    page.wait_for_selector(SETTLED)


def test_a_commune_then_a_verdict_then_words_swap_to_the_page_freshly_loaded(visit):
    page = visit("/dispositifs/?tri=titre")
    choose_gueret(page)
    assert page.evaluate("document.activeElement.id") == "lieu"
    page.check("#verdict-non")
    page.wait_for_url("**verdict=non*")
    page.wait_for_selector(SETTLED)
    assert page.evaluate("document.activeElement.id") == "verdict-non"
    page.fill("#q", "acompagnement")
    page.press("#q", "Enter")
    page.wait_for_url("**q=acompagnement*")
    page.wait_for_selector("text=Résultats pour")
    page.wait_for_selector(SETTLED)

    swapped = page.evaluate(STATE)
    page.goto(page.url)

    assert page.evaluate(STATE) == swapped
    assert page.locator("#resultats mark").count() > 0
    assert page.locator("#resultats [data-slug]").count() == (
        page.locator("#resultats [data-slug][data-verdict]").count()
    )


def test_a_wider_territory_takes_the_place_of_the_commune_and_the_other_way_round(visit):
    page = visit("/dispositifs/?commune=23096")
    page.select_option("#territoire", "dep-69")
    page.wait_for_url("**territoire=dep-69*")
    page.wait_for_selector(".pill:has-text('Rhône')")
    page.wait_for_selector(SETTLED)

    assert "commune=" not in page.url
    choose_gueret(page)

    assert "territoire=" not in page.url
    assert page.input_value("#territoire") == ""


def test_a_list_for_a_commune_with_words_is_accessible(visit, assert_accessible):
    for path in ("/dispositifs/?commune=23096&q=rural", "/pionniers/?commune=69123"):
        assert_accessible(visit(path))


def test_going_back_leaves_the_commune(visit):
    page = visit("/dispositifs/")
    before = page.get_attribute("#resultats", "data-total")
    choose_gueret(page)

    page.go_back()
    page.wait_for_url("**/dispositifs/")
    page.wait_for_selector(f'#resultats[data-total="{before}"]')

    assert page.input_value("#lieu") == ""
    assert page.locator(".chosen-place").count() == 0


def test_a_commune_is_chosen_without_javascript(visit):
    page = visit("/dispositifs/", javascript=False)

    page.fill("#lieu", "gueret")
    page.click("text=Appliquer les filtres")

    assert page.url.endswith("/dispositifs/?commune=23096")
    assert page.input_value("#lieu") == "Guéret (23)"
    page.click("text=Quitter cette commune")
    assert page.url.endswith("/dispositifs/")


def test_going_back_gives_the_list_as_it_was(visit):
    page = visit("/dispositifs/")
    before = page.get_attribute("#resultats", "data-total")

    page.check("#ruralite-rural_reserve")
    page.wait_for_url("**ruralite=rural_reserve")
    page.go_back()
    page.wait_for_url("**/dispositifs/")
    page.wait_for_selector(f'#resultats[data-total="{before}"]')

    assert not page.is_checked("#ruralite-rural_reserve")


def test_the_whole_journey_without_javascript(visit):
    page = visit("/dispositifs/?territoire=dep-69", javascript=False)

    page.check("#ruralite-ouvert")
    page.click("text=Appliquer les filtres")

    assert "territoire=dep-69" in page.url
    assert "ruralite=ouvert" in page.url
    assert int(page.get_attribute("#resultats", "data-total")) > 0
    page.click("#resultats [data-slug] a >> nth=0")
    assert page.is_visible("#sources")


def test_the_filters_are_used_by_keyboard_alone(visit):
    page = visit("/dispositifs/")

    page.focus("#ruralite-rural_reserve")
    page.keyboard.press("Space")
    page.wait_for_url("**ruralite=rural_reserve")
    page.wait_for_selector(".pill")
    said = page.inner_text("#phrase")

    assert "réservés au rural" in said
    assert page.get_attribute("#phrase", "role") == "status"


def test_no_cookie_is_left_by_public_pages(visit):
    page = visit("/")
    for path in ("/dispositifs/?q=rural", "/modeles/federation/", "/pionniers/", "/glossaire/"):
        page.goto(path)

    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_list_is_printed_on_a_wide_sheet_with_its_facts_in_whole_words(visit):
    page = visit("/dispositifs/?commune=23096", width=1280)

    page.emulate_media(media="print")

    widths = page.eval_on_selector_all(
        "#resultats .row .facts dd", "cells => cells.map((cell) => cell.clientWidth)"
    )
    assert min(widths) > 100
    assert not page.is_visible("text=Quitter cette commune")
