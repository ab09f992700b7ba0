"""The classes of size and density by which communes are alike."""

import pytest

from essaimage.territoires.classes import density_class, size_class


@pytest.mark.parametrize(
    ("population", "said"),
    [
        (None, ""),
        (0, "moins de 3 500 habitants"),
        (3_500, "de 3 500 à 20 000 habitants"),
        (19_999, "de 3 500 à 20 000 habitants"),
        (20_000, "de 20 000 à 100 000 habitants"),
        (100_000, "100 000 habitants ou plus"),
    ],
)
def test_places_alike_have_the_same_class_of_size(population, said):
    assert size_class(population) == said


def test_the_third_and_fourth_levels_of_density_are_never_told_apart():
    assert density_class("3") == density_class("4") == density_class("2")
    assert density_class("5") == density_class("7") == "rural"
    assert density_class("1") == "urbain dense"
    assert density_class("") == ""
