"""Where one is, as French says it."""

import pytest

from essaimage.territoires.locatives import in_commune, in_departement, in_region


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("23", "Creuse", "en Creuse"),
        ("46", "Lot", "dans le Lot"),
        ("01", "Ain", "dans l’Ain"),
        ("26", "Drôme", "dans la Drôme"),
        ("40", "Landes", "dans les Landes"),
        ("2A", "Corse-du-Sud", "en Corse-du-Sud"),
        ("974", "La Réunion", "à La Réunion"),
        ("75", "Paris", "à Paris"),
        ("988", "Nouvelle-Calédonie", "en Nouvelle-Calédonie"),
        ("978", "Saint-Martin", "à Saint-Martin"),
        ("989", "Île de Clipperton", "sur l’Île de Clipperton"),
    ],
)
def test_a_departement_has_its_preposition(code, name, said):
    assert in_departement(code, name) == said


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("75", "Nouvelle-Aquitaine", "en Nouvelle-Aquitaine"),
        ("44", "Grand Est", "dans le Grand Est"),
        ("32", "Hauts-de-France", "dans les Hauts-de-France"),
        ("06", "Mayotte", "à Mayotte"),
        ("986", "Wallis et Futuna", "à Wallis et Futuna"),
    ],
)
def test_a_region_has_its_preposition(code, name, said):
    assert in_region(code, name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Guéret", "à Guéret"),
        ("Le Mans", "au Mans"),
        ("Les Herbiers", "aux Herbiers"),
        ("La Rochelle", "à La Rochelle"),
        ("L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
        ("Lestiou", "à Lestiou"),
    ],
)
def test_a_commune_has_its_preposition(name, said):
    assert in_commune(name) == said
