"""Places in the searches of the whole site: communes that answer, and what applies in a place."""

import pytest

from essaimage.search import misses
from essaimage.search.miss_models import Miss
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_commune, make_departement, make_dispositif, make_term

from .test_site_search import search, speaking, totals

pytestmark = pytest.mark.django_db


def test_the_name_of_a_commune_is_not_taken_for_a_misspelt_word(client):
    make_commune("23096", "Guéret")
    make_term(title="Guérit")

    page = search(client, "gueret")

    assert speaking(page) == ["communes"]
    assert_contains(page, 'data-commune="23096"')
    assert_contains(page, 'href="/territoires/23096-gueret/"')


def test_communes_that_begin_like_a_word_do_not_answer_it(client):
    make_commune("39439", "Prétin", departement=make_departement("39", "Jura"))
    make_dispositif(title="Le prêt")

    assert speaking(search(client, "prêt")) == ["dispositifs"]


def test_a_place_among_the_words_offers_what_applies_there(client):
    make_commune("23096", "Guéret")
    make_dispositif(title="Habitat partagé")

    page = search(client, "habitat partagé à Guéret")

    assert_contains(page, "Voir ce qui s’applique à Guéret pour « habitat partagé »")
    assert_contains(page, 'href="/dispositifs/?q=habitat+partag%C3%A9&amp;commune=23096"')
    assert_contains(page, "sans « Guéret »")


@pytest.mark.parametrize(
    ("words", "said", "address"),
    [
        ("creuse", "en Creuse", "/dispositifs/?territoire=dep-23"),
        (
            "habitat dans la Creuse",
            "en Creuse pour « habitat »",
            "?q=habitat&amp;territoire=dep-23",
        ),
        ("Nouvelle Aquitaine", "en Nouvelle-Aquitaine", "/dispositifs/?territoire=reg-75"),
        ("guéret", "à Guéret", "/dispositifs/?commune=23096"),
    ],
)
def test_a_place_is_offered_with_its_preposition(client, words, said, address):
    make_commune("23096", "Guéret")

    page = search(client, words)

    assert_contains(page, f"Voir ce qui s’applique {said}")
    assert_contains(page, address)


def test_of_homonyms_one_chooses_unless_one_is_by_far_the_largest(client):
    make_commune("93066", "Saint-Denis", departement=make_departement("93"), population=150_000)
    reunion = make_commune(
        "97411", "Saint-Denis", departement=make_departement("974"), population=155_000
    )

    page = search(client, "aide saint denis")
    assert_contains(page, "Voir ce qui s’applique à Saint-Denis pour « aide »")
    assert_contains(page, "/territoires/?q=Saint-Denis&amp;vers=dispositifs&amp;filtres=q%3Daide")

    type(reunion).objects.filter(pk=reunion.pk).update(population=900_000)
    assert_contains(search(client, "aide saint denis"), "/dispositifs/?q=aide&amp;commune=97411")


def test_a_commune_and_its_departement_are_one_place(client):
    make_commune("23096", "Guéret")

    page = search(client, "gueret creuse")

    assert_contains(page, "Voir ce qui s’applique à Guéret")
    assert_not_contains(page, "en Creuse")


def test_a_name_that_only_resembles_is_shown_and_the_search_counted_as_vain(client):
    make_commune("09047", "Collot", departement=make_departement("09", "Ariège"))

    page = search(client, "colloc")

    assert_not_contains(page, "Voir ce qui s’applique")
    assert totals(page)["communes"] == 1
    assert_contains(page, "Aucun résultat pour « colloc »", "Des communes portent un nom proche.")
    assert_contains(page, "Chercher autrement")
    misses.flush()
    assert Miss.objects.get().word == "colloc"


def test_a_name_too_far_is_not_shown(client):
    make_commune("78335", "Limay", departement=make_departement("78", "Yvelines"))

    assert speaking(search(client, "limace")) == []
