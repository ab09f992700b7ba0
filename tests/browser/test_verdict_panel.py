"""Whether a scheme applies there, in a real browser: on a phone without JavaScript, by keyboard, on paper."""

import pytest

MILLE_CAFES = "/dispositifs/mille-cafes/"
REFUSED = "12\u00a0955 habitants, seuil de 3\u00a0500\u00a0: non"


def test_a_phone_without_javascript_is_told_why(visit):
    page = visit(MILLE_CAFES, width=360, javascript=False)

    page.fill("#projet-lieu", "gueret")
    page.click("text=Voir si cela s’applique")

    assert page.url.endswith("/dispositifs/mille-cafes/?commune=23096#projet")
    assert page.inner_text("#projet").replace("\u00a0", " ") == (
        "À Guéret (Creuse) : ne s’applique pas"
    )
    assert REFUSED in page.inner_text(".panel-criteria")
    page.click("text=Quitter cette commune")
    assert page.url.endswith(MILLE_CAFES)


def test_a_commune_and_a_legal_form_are_chosen_by_keyboard(visit):
    page = visit(MILLE_CAFES)
    page.focus("#projet-lieu")
    page.keyboard.type("guer")
    page.wait_for_selector("#projet-lieu-liste [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.focus(".panel-form summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Asso")
    page.focus(".panel-form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**forme=association*")

    assert "commune=23096" in page.url
    assert "association" in page.inner_text(".panel .section-head")
    assert REFUSED in page.inner_text(".panel-criteria")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "path",
    [
        f"{MILLE_CAFES}?commune=23096&forme=association&phase=preuve&modele=integre",
        f"{MILLE_CAFES}?lieu=saint-denis",
        f"{MILLE_CAFES}?commune=99999&forme=autre",
    ],
)
def test_the_panel_is_accessible_on_a_narrow_screen(visit, assert_accessible, path, dark):
    page = visit(path, width=320, dark=dark)

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_verdict_is_printed_without_its_form(visit):
    page = visit(f"{MILLE_CAFES}?commune=23096")

    page.emulate_media(media="print")

    assert page.is_visible(".panel-criteria")
    assert not page.is_visible(".panel-form")
    assert not page.is_visible("text=Quitter cette commune")
