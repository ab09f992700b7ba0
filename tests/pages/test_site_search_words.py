"""Words that the whole site holds in part, or in one kind of sheet only."""

import pytest

from tests.assertions import assert_contains
from tests.factories import make_dispositif, make_model, make_term

from .test_site_search import search, slugs, speaking

pytestmark = pytest.mark.django_db


def test_what_holds_the_most_of_the_words_answers_and_it_is_said(client):
    make_model(title="Fédération", slug="federation", summary="Une antenne par village.")

    page = search(client, "une antenne dans un village avec trottinette")

    assert slugs(page, "modeles") == ["federation"]
    assert_contains(
        page,
        "Aucune fiche ne contient tous ces mots : voici celles qui en contiennent le plus.",
        "Laissé de côté : « trottinette ».",
    )


def test_a_word_of_one_kind_is_no_typing_error_of_another(client):
    make_term(title="Escarpin")
    make_dispositif(title="Escarpon")

    assert speaking(search(client, "escarpin")) == ["termes"]
    assert_contains(client.get("/dispositifs/", {"q": "escarpin"}), "Aucun dispositif d’appui")
