"""What the search box suggests as one types."""

import pytest

from tests.factories import (
    make_commune,
    make_departement,
    make_dispositif,
    make_model,
    make_partenaire,
    make_phase,
    make_term,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/recherche/suggestions/"


def suggested(client, words: str) -> list[dict[str, str]]:
    """Return the suggestions for the letters typed so far."""
    response = client.get(ADDRESS, {"q": words})
    assert response.status_code == 200
    return response.json()["results"]


def test_titles_are_found_by_their_beginning(client):
    model = make_model(title="Fédération")

    assert suggested(client, "féd") == [
        {
            "code": model.slug,
            "kind": "modeles",
            "label": "Fédération",
            "detail": "Modèle de réseau",
            "url": f"/modeles/{model.slug}/",
        }
    ]


def test_each_suggestion_says_what_it_is(client):
    make_term(title="Escargot")
    make_phase(title="Escargot lent")
    make_commune("80288", "Escargot", departement=make_departement("80", "Somme"), population=12)

    found = {each["kind"]: each for each in suggested(client, "escargot")}

    assert set(found) == {"termes", "etapes", "communes"}
    assert found["communes"]["label"] == "Escargot (80)"
    assert found["communes"]["url"] == "/territoires/80288-escargot/"
    assert found["termes"]["url"] == "/glossaire/#escargot"


def test_a_departement_is_suggested(client):
    make_departement("23", "Creuse")

    assert suggested(client, "creu")[0] == {
        "code": "dep-23",
        "kind": "communes",
        "label": "Creuse (23)",
        "detail": "Département",
        "url": "/territoires/dep-23-creuse/",
    }


def test_an_acronym_is_suggested(client):
    make_dispositif(title="Petites villes de demain", sigle="PVD")

    assert [each["label"] for each in suggested(client, "pvd")] == ["Petites villes de demain"]


def test_what_begins_so_comes_before_what_holds_it(client):
    make_dispositif(title="Un escargot lent")
    make_term(title="Escargot")

    assert [each["kind"] for each in suggested(client, "esca")] == ["termes", "dispositifs"]


def test_no_more_than_eight_and_no_kind_hides_the_others(client):
    for number in range(9):
        make_dispositif(title=f"Escargot {number}")
        make_partenaire(title=f"Escargot et fils {number}")
    make_term(title="Escargot")

    kinds = [each["kind"] for each in suggested(client, "escargot")]

    assert len(kinds) == 8
    assert "termes" in kinds


def test_a_word_in_a_text_is_no_title(client):
    make_dispositif(title="Une aide", summary="Pour un escargot.")

    assert suggested(client, "escargot") == []


@pytest.mark.parametrize("status", ["brouillon", "archive"])
def test_what_is_not_published_is_not_suggested(client, status):
    make_dispositif(title="Escargot secret", status=status)

    assert suggested(client, "escargot") == []


@pytest.mark.parametrize("words", ["", "  ", "?", "a\x00", "'", "x" * 500])
def test_nothing_is_suggested_for_nothing(client, words):
    assert suggested(client, words) == []


@pytest.mark.django_db(transaction=True)  # in a transaction, the index is read again
def test_it_costs_one_query_and_no_robot_keeps_it(client, django_assert_num_queries):
    make_dispositif(title="Escargot")
    suggested(client, "esca")

    with django_assert_num_queries(1):
        response = client.get(ADDRESS, {"q": "esca"})

    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response.headers


def test_a_whole_word_comes_before_the_commune_that_begins_so(client):
    make_dispositif(title="Escargot économe")
    make_commune("80289", "Escargoty", population=300)

    assert [each["label"] for each in suggested(client, "escargot")] == [
        "Escargot économe",
        "Escargoty (23)",
    ]


def test_a_name_with_an_apostrophe_is_suggested_without(client):
    make_dispositif(title="P’INS, essaimage")
    make_commune("80290", "Pinsy", population=300)

    assert [each["kind"] for each in suggested(client, "pins")] == ["dispositifs", "communes"]


def test_a_suggested_commune_says_its_departement_once(client):
    make_commune("23096", "Guéret", postcodes="23000", population=12_955)

    first = suggested(client, "gueret")[0]

    assert first["label"] == "Guéret (23)"
    assert first["detail"].startswith("Creuse · 23000")
