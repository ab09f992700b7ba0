"""Schemes side by side: what is the same, what is not, what is not known."""

import pytest

from dispositifs.comparing import Criterion, Likeness, Told, compare


def criterion(*cells: list[str]) -> Criterion:
    names = [f"Aide {number}" for number in range(len(cells))]
    return Criterion("Nature", names, [[Told(text) for text in cell] for cell in cells])


@pytest.mark.parametrize(
    ("cells", "likeness", "said"),
    [
        ([["Prêt"], ["Prêt"]], Likeness.SAME, "Identique"),
        ([["Prêt"], ["prêt."]], Likeness.SAME, "Identique"),
        (
            [["Prêt", "Prix"], ["Prix", "Prêt"], ["Prêt", "Prix"]],
            Likeness.SAME,
            "Identique pour tous",
        ),
        ([["Prêt", "Prix"], ["Prêt"]], Likeness.PARTLY, "En commun : prêt"),
        ([["Prêt"], ["Prix"]], Likeness.DIFFERENT, "Différent"),
        ([["Prêt", "Prix"], ["Prix"], ["Garantie"]], Likeness.DIFFERENT, "Différent"),
        ([["Prêt"], []], Likeness.KNOWN_FOR_SOME, "Connu pour 1 sur 2"),
        ([["Prêt"], [], ["Prêt"]], Likeness.KNOWN_FOR_SOME, "Connu pour 2 sur 3"),
        ([["Prêt"], [], ["Prix"]], Likeness.DIFFERENT, "Différent"),
        ([["Prêt", "Prix"], [], ["Prix"]], Likeness.DIFFERENT, "Différent"),
        ([[], []], Likeness.UNKNOWN, "Inconnu"),
    ],
)
def test_the_likeness_of_cells_is_said_in_words(cells, likeness, said):
    found = criterion(*cells)

    assert found.likeness == likeness
    assert found.said.replace("\xa0", " ") == said


def test_what_is_proper_to_some_is_marked_where_something_is_common():
    [(_, first), (_, second)] = criterion(["Prêt", "Prix"], ["Prêt"]).columns

    assert [(told.text, is_proper) for told, is_proper in first] == [
        ("Prêt", False),
        ("Prix", True),
    ]
    assert [is_proper for _, is_proper in second] == [False]


def test_nothing_is_marked_where_all_differs():
    columns = criterion(["Prêt"], ["Prix"]).columns

    assert [is_proper for _, cell in columns for _, is_proper in cell] == [False, False]


def test_the_source_does_not_make_a_difference():
    cells = [[Told("Prêt", source="une")], [Told("Prêt", source="autre")]]

    assert Criterion("Nature", ["A", "B"], cells).likeness == Likeness.SAME


def test_criteria_of_which_nothing_is_known_are_named_apart():
    told, silent = [Told("Prêt")], []

    found = compare(
        [("A", {"Nature": told, "Coût": silent}), ("B", {"Nature": told, "Coût": silent})]
    )

    assert [each.label for each in found.criteria] == ["Nature"]
    assert found.silent == ["Coût"]
    assert found.sentence == "Aucune différence dans ce que disent les sources lues"


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({"Nature": ["Prix"], "Coût": ["Gratuit"]}, "1\u00a0différence, 1\u00a0point identique"),
        ({"Nature": ["Prix"], "Coût": ["Payant"]}, "2\u00a0différences, 0\u00a0point identique"),
    ],
)
def test_the_differences_are_counted(second, said):
    first = {"Nature": [Told("Prêt")], "Coût": [Told("Gratuit")]}
    other = {label: [Told(text) for text in texts] for label, texts in second.items()}

    assert compare([("A", first), ("B", other)]).sentence == said
