"""The search of the whole site: groups, counts, places, and what it says when nothing answers."""

import re

import pytest
from django.http import HttpResponse

from essaimage.search import misses
from essaimage.search.miss_models import Miss
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_case,
    make_case_repere,
    make_commune,
    make_departement,
    make_dispositif,
    make_dispositif_repere,
    make_factor,
    make_frequent_question,
    make_model,
    make_partenaire,
    make_phase,
    make_question,
    make_synonym,
    make_term,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/recherche/"
GROUPS = ["modeles", "questions", "pionniers", "dispositifs", "partenaires", "termes", "communes"]


def search(client, words: str) -> HttpResponse:
    """Return the page of a search."""
    page = client.get(ADDRESS, {"q": words})
    assert page.status_code == 200
    return page


def totals(page: HttpResponse) -> dict[str, int]:
    """Return the total of each group, in the order of the page."""
    found = re.findall(r'data-groupe="(\w+)" data-total="(\d+)"', page.content.decode())
    assert len(found) == len(dict(found))
    return {name: int(total) for name, total in found}


def speaking(page: HttpResponse) -> list[str]:
    """Return the groups that answer, in the order of the page."""
    return [name for name, total in totals(page).items() if total]


def slugs(page: HttpResponse, group: str) -> list[str]:
    """Return the answers of a group, in the order of the page."""
    part = page.content.decode().split(f'data-groupe="{group}"')[1].split("</section>")[0]
    return re.findall(r'data-slug="([\w-]+)"', part)


def test_every_kind_of_sheet_is_found(client):
    make_model(title="Modèle escargot")
    make_question(title="Que fait l’escargot ?")
    make_case(title="Escargot solidaire")
    make_dispositif(title="Prime escargot")
    make_partenaire(title="Fondation escargot")
    make_term(title="Escargot")
    make_commune("80288", "Escargot", departement=make_departement("80", "Somme"))

    page = search(client, "escargot")

    assert totals(page) == dict.fromkeys(totals(page), 1)
    assert sorted(totals(page)) == sorted(GROUPS)


def test_every_group_of_the_contract_is_on_the_page_with_its_total(client):
    make_term(title="Escargot")

    assert totals(search(client, "escargot")) == dict.fromkeys(GROUPS, 0) | {"termes": 1}
    assert totals(search(client, "limace")) == dict.fromkeys(GROUPS, 0)


@pytest.mark.parametrize("words", ["federation", "Fédérations", "FÉDÉRATION", "fédération ?"])
def test_accents_plurals_and_capitals_do_not_matter(client, words):
    model = make_model(title="Fédération")

    assert slugs(search(client, words), "modeles") == [model.slug]


def test_a_total_counts_what_is_not_shown_and_leads_to_the_list(client):
    for number in range(7):
        make_dispositif(title=f"Prime escargot {number}")

    page = search(client, "prime escargot")

    assert totals(page)["dispositifs"] == 7
    assert len(slugs(page, "dispositifs")) == 5
    assert_contains(page, "Voir les 7 dispositifs")
    assert_contains(page, 'href="/dispositifs/?q=prime+escargot"')


def test_the_list_that_a_link_leads_to_holds_as_many(client):
    for number in range(7):
        make_dispositif(title=f"Prime escargot {number}")
        make_case(title=f"Escargot solidaire {number}")

    for path in ("/dispositifs/", "/pionniers/"):
        assert 'data-total="7"' in client.get(path, {"q": "escargot"}).content.decode()


def test_a_kind_without_a_searchable_list_shows_all_its_answers(client):
    for number in range(7):
        make_partenaire(title=f"Fondation escargot {number}")

    page = search(client, "escargot")

    assert len(slugs(page, "partenaires")) == 7
    assert_contains(page, "2 autres partenaires")


def test_groups_stand_as_their_first_answer_does(client):
    make_question(title="Une question", summary="Elle parle d’un escargot.")
    make_dispositif(title="Prime escargot")
    make_term(title="Escargot")
    make_model(title="Un modèle", summary="Sans rien.", body="Avance comme un escargot.")

    page = search(client, "escargot")

    assert speaking(page) == ["termes", "dispositifs", "questions", "modeles"]


def test_groups_that_answer_as_well_keep_the_order_of_the_contract(client):
    make_term(title="La coquille vide")
    make_dispositif(title="Prime coquille vide")
    make_model(title="Modèle coquille vide")

    assert speaking(search(client, "coquille")) == ["modeles", "dispositifs", "termes"]


def test_the_words_are_marked_where_they_answer(client):
    make_dispositif(
        title="Une aide", summary="Rien.", body="Un **début**. Pour qui élève l’escargot."
    )

    page = search(client, "escargots")

    assert_contains(page, "<mark>escargot</mark>")
    assert_not_contains(page, "**")


def test_what_an_editor_wrote_is_escaped(client):
    make_dispositif(title="Prime <b>escargot</b>", summary="Un <script>alert(1)</script> escargot.")

    page = search(client, "escargot")

    source = page.content.decode()
    assert "<script>alert" not in source
    assert "<b>" not in source


def test_phases_and_principles_are_found_without_being_a_group(client):
    phase = make_phase(title="Phase escargot")
    factor = make_factor(title="Aller comme l’escargot")

    page = search(client, "escargot")

    assert speaking(page) == []
    assert_contains(page, phase.get_absolute_url())
    assert_contains(page, factor.get_absolute_url())
    assert_not_contains(page, "data-slug")
    assert_contains(page, "2 résultats pour « escargot »")


def test_a_mark_is_found_and_leads_to_its_list(client):
    make_case_repere(name="Escargot et cie", fact="Il avance depuis 2012.")
    make_dispositif_repere(name="Une prime", fact="Pour qui élève l’escargot.")
    make_dispositif_repere(name="Prime escargot cachée", is_shown=False)

    page = search(client, "escargot")

    assert speaking(page) == []
    assert_contains(page, "2 résultats", "/pionniers/#reperes", "/dispositifs/#reperes")
    assert_not_contains(page, "cachée")


def test_a_term_is_found_by_its_other_names(client):
    term = make_term(title="Gastéropode")
    make_synonym(term, word="escargot")

    assert slugs(search(client, "escargot"), "termes") == [term.slug]


@pytest.mark.parametrize("status", ["brouillon", "a_relire", "archive"])
def test_what_is_not_published_is_never_shown(client, status):
    for make in (make_model, make_question, make_case, make_dispositif, make_partenaire, make_term):
        make(title="Escargot secret", status=status)

    page = search(client, "escargot")

    assert speaking(page) == []
    assert_not_contains(page, "secret")


def test_a_misspelt_word_is_corrected_and_said(client):
    model = make_model(title="Fédération")

    page = search(client, "feredation")

    assert slugs(page, "modeles") == [model.slug]
    assert_contains(page, "1 résultat pour « fédération »")
    assert_contains(page, "Rien ne répond à « feredation » écrit ainsi.")


def test_nothing_is_corrected_when_a_kind_answers_as_typed(client):
    make_term(title="Escargot")
    make_model(title="Escarpot")

    assert speaking(search(client, "escargot")) == ["termes"]


def test_an_empty_box_helps_and_is_not_hidden_from_robots(client):
    question = make_question(title="Qui décide de la franchise sociale ?")
    make_frequent_question(
        question="Qui paie ?", answer="Vous.", target=f"question:{question.code}"
    )

    page = search(client, "")

    assert_not_contains(page, "noindex")
    assert_contains(page, "Qui paie ?")
    assert_contains(page, "franchise sociale")
    assert_not_contains(page, "mesure d’impact")  # it would find nothing


def test_results_are_hidden_from_robots(client):
    assert_contains(search(client, "escargot"), '<meta name="robots" content="noindex">')


def test_when_nothing_answers_the_page_says_so_and_shows_ways_out(client):
    make_dispositif(title="Prime escargot")
    make_term(title="Limace")

    page = search(client, "limace escargot")

    assert_contains(page, "Aucun résultat pour « limace escargot »")
    assert_contains(page, 'href="/recherche/?q=limace"')
    assert_contains(page, 'href="/recherche/?q=escargot"')
    assert_contains(page, 'href="/glossaire/"')
    assert_contains(page, 'href="/contact/?page=/recherche/"')


@pytest.mark.django_db(transaction=True)  # in a transaction, the index is read again
def test_a_page_takes_as_many_queries_for_one_answer_as_for_fifty(
    client, django_assert_num_queries
):
    make_dispositif(title="Prime escargot")
    search(client, "escargot")
    with django_assert_num_queries(2):  # the change log, the sheets shown
        search(client, "escargot")
    for number in range(50):
        make_dispositif(title=f"Prime escargot {number}")
        make_term(title=f"Escargot {number}")
    make_commune("80288", "Escargot", departement=make_departement("80", "Somme"))
    search(client, "escargot")

    with django_assert_num_queries(2):
        search(client, "escargot")


def test_a_search_that_finds_nothing_is_counted_once_and_no_other(client):
    make_dispositif(title="Prime escargot")
    for words in ("Limaçon", "limacon", "escargot", "", "jeanne@exemple.fr"):
        search(client, words)
    client.get(f"{ADDRESS}suggestions/", {"q": "chenille"})

    misses.flush()

    assert list(Miss.objects.values_list("word", "times")) == [("limacon", 2)]


@pytest.mark.parametrize("path", ["/dispositifs/", "/pionniers/"])
def test_a_list_counts_the_words_that_find_nothing_whatever_its_filters(client, path):
    make_dispositif(title="Prime escargot")
    make_case(title="Escargot solidaire")
    make_commune("23096", "Guéret")

    for query in (
        "q=limaçon",
        "q=limacon&tri=titre",
        "q=escargot&modele=integre",
        "q=guéret",
        "q=",
    ):
        client.get(f"{path}?{query}")

    misses.flush()
    assert list(Miss.objects.values_list("word", "times")) == [("limacon", 2)]
