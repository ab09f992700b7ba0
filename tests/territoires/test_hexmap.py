"""The map of France in hexagons: every département has its cell, near its neighbours."""

import pytest

from essaimage.territoires.hexmap import (
    HEIGHT,
    PLACES,
    VIEW_BOX,
    WIDTH,
    Step,
    hexmap_cells,
    hexmap_scale,
    level_of,
    neighbours,
)

# Départements that share a border on the ground, chosen all over the country.
REAL_NEIGHBOURS = {
    "23": {"03", "18", "19", "36", "63", "87"},
    "29": {"22", "56"},
    "59": {"02", "62", "80"},
    "67": {"54", "57", "68", "88"},
    "75": {"92", "93", "94"},
    "63": {"03", "15", "19", "23", "42", "43"},
    "64": {"32", "40", "65"},
    "06": {"04", "83"},
    "48": {"07", "12", "15", "30", "43"},
    "21": {"10", "39", "52", "58", "70", "71", "89"},
}


def test_the_101_departements_have_a_cell_each():
    codes = {f"{n:02}" for n in range(1, 96) if n != 20} | {"2A", "2B"}
    codes |= {"971", "972", "973", "974", "976"}

    assert set(PLACES) == codes
    assert len(set(PLACES.values())) == 101


@pytest.mark.parametrize(("code", "real"), REAL_NEIGHBOURS.items())
def test_a_departement_touches_at_least_two_of_its_real_neighbours(code, real):
    assert len(neighbours(code) & real) >= 2


def test_paris_is_surrounded_by_its_three_departements():
    assert neighbours("75") >= {"92", "93", "94"}


@pytest.mark.parametrize("code", ["2A", "2B"])
def test_corsica_touches_only_itself(code):
    assert neighbours(code) == {"2A", "2B"} - {code}


def test_the_overseas_departements_stand_apart():
    overseas = {"971", "972", "973", "974", "976"}

    assert all(neighbours(code) <= overseas for code in overseas)


def test_north_is_up_and_east_is_right():
    place = {cell.code: cell for cell in hexmap_cells({})}

    assert place["59"].y < place["75"].y < place["63"].y < place["66"].y
    assert place["29"].x < place["72"].x < place["75"].x < place["67"].x


def test_every_cell_is_drawn_whole_inside_the_view_box():
    for cell in hexmap_cells({}):
        points = [tuple(map(float, point.split(","))) for point in cell.points.split()]

        assert len(set(points)) == 6
        assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points), cell.code


def test_the_template_frames_the_whole_drawing(settings):
    template = settings.BASE_DIR / "templates" / "components" / "hexmap.html"

    assert f'viewBox="{VIEW_BOX}"' in template.read_text(encoding="utf-8")


def test_a_cell_carries_what_the_caller_knows():
    cells = hexmap_cells({"23": 4, "48": 1}, names={"23": "Creuse"}, urls={"23": "/creuse/"})
    creuse = next(cell for cell in cells if cell.code == "23")
    ain = next(cell for cell in cells if cell.code == "01")

    assert (creuse.name, creuse.url, creuse.count, creuse.level) == ("Creuse", "/creuse/", 4, 4)
    assert (ain.name, ain.url, ain.count, ain.level) == ("", "", 0, 0)


def test_cells_come_in_the_order_of_the_codes():
    codes = [cell.code for cell in hexmap_cells({})]

    assert codes == sorted(codes)


def test_a_code_that_is_no_departement_is_refused():
    with pytest.raises(KeyError, match="20"):
        hexmap_cells({"20": 3})


@pytest.mark.parametrize(
    ("count", "highest", "level"),
    [(0, 0, 0), (0, 9, 0), (1, 1, 4), (1, 9, 1), (3, 12, 1), (4, 12, 2), (9, 12, 3), (12, 12, 4)],
)
def test_a_cell_fills_with_its_share_of_the_highest_count(count, highest, level):
    assert level_of(count, highest) == level


@pytest.mark.parametrize(
    ("counts", "legend"),
    [
        ([], [Step(0, 0, 0)]),
        ([1], [Step(0, 0, 0), Step(4, 1, 1)]),
        ([8, 2], [Step(0, 0, 0), Step(1, 1, 2), Step(2, 3, 4), Step(3, 5, 6), Step(4, 7, 8)]),
        ([2] * 101, [Step(2, 1, 1), Step(4, 2, 2)]),
    ],
)
def test_the_legend_says_only_what_a_cell_can_show(counts, legend):
    assert hexmap_scale(counts) == legend
