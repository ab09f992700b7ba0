"""Tables that an official source rules: fixtures bring what is missing, and change nothing else."""

import pytest

from essaimage.territoires.models import Commune
from tests.factories import (
    make_case,
    make_commune,
    make_coverage,
    make_departement,
    make_epci,
    make_partenaire,
    make_region,
)

pytestmark = pytest.mark.django_db

TERRITORIES = """
- model: territoires.region
  fields: {code: "75", name: Nouvelle-Aquitaine, zone: metro}
- model: territoires.departement
  fields: {code: "23", name: Creuse, region: ["75"]}
- model: territoires.commune
  fields: {code: "23096", name: Guéret, departement: ["23"]}
"""


def gueret() -> dict:
    """What the database says of Guéret."""
    return Commune.objects.values("name", "population", "postcodes", "epci__code").get(code="23096")


@pytest.mark.parametrize("options", [(), ("--overwrite",), ("--prune",)])
def test_what_the_official_source_says_is_never_changed_nor_blanked(folder, options):
    make_commune(name="Guéret", population=12_955, postcodes="23000", epci=make_epci())
    before = gueret()
    folder.load_text(TERRITORIES)

    said = folder.load_text(TERRITORIES.replace("Guéret", "Autre nom"), *options)

    assert gueret() == before
    assert said.splitlines()[-1] == "3 inchangées."
    assert "Gardé" not in said


def test_a_row_that_is_missing_is_brought_even_the_second_time(folder):
    folder.load_text(TERRITORIES)
    Commune.objects.all().delete()

    said = folder.load_text(TERRITORIES)

    assert Commune.objects.get().departement.code == "23"
    assert said.splitlines()[-1] == "1 créée, 2 inchangées."


def test_what_left_the_fixtures_is_neither_told_nor_pruned(folder):
    folder.load_text(TERRITORIES)
    shorter = TERRITORIES[: TERRITORIES.index("- model: territoires.commune")]

    said = folder.load_text(shorter, "--prune", "--overwrite")

    assert Commune.objects.count() == 1
    assert said.splitlines() == ["Rien n’a changé.", "2 inchangées."]


def test_the_rest_of_the_official_source_is_no_work_of_editors(folder):
    make_commune("23001", "Ailleurs")

    folder.write(TERRITORIES)
    said = folder.load(verbosity=2)

    assert "23001" not in said


def test_only_the_communes_that_content_names_are_exported_with_their_places(folder):
    make_commune("23001", "Ailleurs")
    make_case(head_commune=make_commune())
    make_coverage(kind="epci", epci=make_epci("200000001", "CC Nommée"))
    make_epci("200000002", "CC Tue")

    text = folder.export()["02_territoires.yaml"].decode()

    assert "Guéret" in text
    assert "Ailleurs" not in text
    assert "CC Nommée" in text
    assert "CC Tue" not in text


def test_regions_and_departements_are_all_exported_but_overseas_collectivities(folder):
    region = make_region("987", "Polynésie française", zone="com")
    make_departement("987", "Polynésie française", region=region)
    make_departement()

    text = folder.export()["02_territoires.yaml"].decode()

    assert "Creuse" in text
    assert "Polynésie" not in text


def test_a_collectivity_that_content_names_is_exported_with_its_region(folder):
    region = make_region("987", "Polynésie française", zone="com")
    departement = make_departement("987", "Polynésie française", region=region)
    make_partenaire().departements.set([departement])

    text = folder.export()["02_territoires.yaml"].decode()

    assert text.index("- model: territoires.region") < text.index(
        "- model: territoires.departement"
    )
    assert text.count("Polynésie") == 2
