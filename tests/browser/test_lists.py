"""The lists in a real browser: with and without JavaScript, the address says it all."""

import pytest

# The list as it stands: text, ticks and links, without what htmx and the visitor's folds leave.
STATE = """() => {
    const list = document.querySelector('#liste').cloneNode(true);
    list.querySelectorAll('details').forEach((fold) => fold.removeAttribute('open'));
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
