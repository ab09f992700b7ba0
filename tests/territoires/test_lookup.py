"""From what an address says to the territory it names."""

import pytest
from django.db.models import Model

from essaimage.territoires.lookup import Moved, commune_coded
from essaimage.territoires.models import AliasKind, Commune
from tests.factories import make_alias, make_commune, make_departement, make_epci

pytestmark = pytest.mark.django_db


def test_a_commune_is_found_by_its_code_in_one_query(django_assert_num_queries):
    make_commune()

    with django_assert_num_queries(1):
        commune = commune_coded(" 23096 ")
        assert commune.departement.region.name == "Nouvelle-Aquitaine"
        assert commune.epci is None


def test_a_commune_comes_with_its_places_as_the_orm_reads_them(django_assert_num_queries):
    make_commune(epci=make_epci(), population=12_955, population_year=2023)
    expected = Commune.objects.with_places().get(code="23096")

    found = commune_coded("23096")

    with django_assert_num_queries(0):
        for row, same in (
            (found, expected),
            (found.departement, expected.departement),
            (found.departement.region, expected.departement.region),
            (found.epci, expected.epci),
        ):
            assert values_of(row) == values_of(same)


def values_of(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_small_letters_of_a_corsican_code_are_read():
    make_commune("2A004", "Ajaccio", departement=make_departement("2A", "Corse-du-Sud"))

    assert commune_coded("2a004").name == "Ajaccio"


@pytest.mark.parametrize("kind", AliasKind.values)
def test_a_code_of_yesterday_says_where_it_leads(kind):
    commune = make_commune()
    make_alias("23997", name="Autrefois", kind=kind, commune=commune)

    assert commune_coded("23997") == Moved(commune, "Autrefois")


def test_a_commune_that_bears_the_code_of_its_former_self_is_itself():
    commune = make_commune()
    make_alias("23096", name="Guéret-le-Vieux", commune=commune)

    assert commune_coded("23096") == commune


def test_a_commune_that_is_gone_and_leads_nowhere_is_still_found():
    commune = make_commune(is_current=False)

    assert commune_coded("23096") == commune


@pytest.mark.parametrize("code", ["", "23", "99999", "2309A", "23096; --", "٢٣٠٩٦"])
def test_what_is_no_code_of_a_commune_finds_none(code):
    make_commune()

    assert commune_coded(code) is None
