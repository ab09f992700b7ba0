"""The comparison of the models and their drawings, as they are seen: phone, dark, paper, columns."""

import re

import pytest

COMPARE = "/modeles/comparer/"
EVERYTHING = COMPARE + "?modele=dissemination&modele=fertilisation&modele=licence"
DRAWINGS = [
    "/modeles/integre/",
    "/modeles/federation/",
    "/modeles/franchise-sociale/",
]


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_three_models_print_on_one_landscape_sheet(visit):
    page = visit(COMPARE)

    pdf = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)

    assert pages_of(pdf) == 1
    assert float(box[1]) > float(box[2])


@pytest.mark.parametrize(("path", "width"), [(COMPARE, 768), (EVERYTHING, 320), (EVERYTHING, 1280)])
def test_the_table_never_scrolls_sideways(visit, assert_accessible, path, width):
    page = visit(path, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_a_phone_shows_the_three_models_under_each_criterion(visit):
    page = visit(COMPARE, width=320, javascript=False)
    row = page.locator(".compare tbody tr").first

    head = row.locator("th").bounding_box()
    cells = [cell.bounding_box() for cell in row.locator("td").all()]

    assert [cell["x"] for cell in cells] == [head["x"]] * 3
    assert head["y"] < cells[0]["y"] < cells[1]["y"] < cells[2]["y"]


def test_the_names_of_the_columns_stay_in_sight(visit):
    page = visit(COMPARE)

    page.locator("#critere-echec").scroll_into_view_if_needed()

    assert page.locator(".compare thead th").nth(1).bounding_box()["y"] == pytest.approx(0, abs=1)


def test_a_strategy_is_added_without_javascript(visit):
    page = visit(COMPARE, width=360, javascript=False)

    page.click("text=Ajouter une stratégie voisine")
    page.check("input[value=licence]")
    page.click("button:text('Comparer')")

    assert page.locator(".compare tbody tr").first.locator("td").count() == 4


def test_a_cell_leads_to_its_criterion_on_the_sheet(visit):
    page = visit(COMPARE)

    page.locator("#critere-marque .answer a").nth(1).click()
    page.wait_for_url("**/modeles/federation/#critere-marque")

    assert page.locator("#critere-marque").bounding_box()["y"] < 900


@pytest.mark.parametrize("path", DRAWINGS)
def test_a_drawing_is_seen_whole_on_a_phone(visit, path):
    page = visit(path, width=320)
    drawing = page.locator(".drawing img")
    drawing.scroll_into_view_if_needed()

    assert drawing.evaluate("(image) => image.naturalWidth") == 320
    assert drawing.bounding_box()["width"] >= 280


@pytest.mark.parametrize("dark", [False, True])
def test_a_drawing_follows_the_light_that_the_visitor_prefers(visit, dark):
    page = visit("/static/img/modele-integre.svg", dark=dark)

    paper = page.locator("path.paper").first.evaluate("(path) => getComputedStyle(path).fill")

    assert paper == ("rgb(24, 33, 28)" if dark else "rgb(255, 255, 255)")
