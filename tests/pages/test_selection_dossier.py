"""The dossier of a selection: what each scheme says, the answers of the questionnaire, a bounded cost."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dispositifs.choices import RoleKind, Vie
from models_catalog.models import AnswerExit
from tests.assertions import assert_contains, assert_not_contains, text_of
from tests.factories import (
    make_affinity,
    make_answer,
    make_commune,
    make_condition,
    make_coverage,
    make_departement,
    make_dispositif,
    make_guichet,
    make_model,
    make_montant,
    make_partenaire,
    make_question,
    make_role,
    make_source,
    make_window,
)

pytestmark = pytest.mark.django_db
URL = "/selection/"


def test_a_dossier_tells_amounts_dates_counters_and_their_sources(client):
    one = make_dispositif(
        slug="pleine", who_decides="Le jury", steps="1. Écrire\n2. [Envoyer](dispositif:x)"
    )
    make_montant(one, maximum=5000, unit="par_an", source=make_source(title="Le barème"))
    make_window(one, label="Vague 1", closes=date(2026, 1, 29), source=make_source(title="L’appel"))
    make_guichet(one, role="Chargée de mission", territory="Creuse")

    page = client.get(URL, {"d": "pleine"})

    assert_contains(page, "jusqu’à 5 000 € par an", "clôture le 29 janvier 2026 (passée)")
    assert_contains(
        page, "Le jury", "Chargée de mission (Creuse)", "Envoyer", "Le barème", "L’appel"
    )


def test_a_counter_of_another_departement_is_left_out_with_a_commune(client):
    creuse = make_commune("23096", "Guéret").departement
    other = make_departement("69", "Rhône")
    one = make_dispositif(slug="une")
    make_guichet(one, role="Bureau d’ici", departement=creuse)
    make_guichet(one, role="Bureau de là-bas", departement=other)

    page = client.get(URL, {"d": "une", "commune": "23096"})

    assert_contains(page, "Bureau d’ici")
    assert_not_contains(page, "Bureau de là-bas")


def test_a_partner_in_draft_is_told_on_no_page_of_the_selection(client):
    one = make_dispositif(slug="une")
    make_role(
        one, kind=RoleKind.FINANCE, partenaire=make_partenaire(title="Mécène", status="brouillon")
    )
    make_dispositif(slug="deux")

    for path in (URL, "/selection/financement/", "/dispositifs/comparer/"):
        assert_not_contains(client.get(path, {"d": ["une", "deux"]}), "Mécène")
    assert "Mécène" not in client.get(f"{URL}selection.csv?d=une").content.decode()


def test_the_heir_of_a_scheme_is_not_told_when_it_is_a_draft(client):
    heir = make_dispositif(title="Successeur secret", status="brouillon")
    make_dispositif(slug="une", vie=Vie.REMPLACE, replaced_by=heir, replaced_by_text="")

    assert_not_contains(client.get(URL, {"d": "une"}), "Successeur secret")


def test_removing_and_moving_are_links_and_buttons_of_the_page(client):
    for slug in ("a", "b"):
        make_dispositif(slug=slug)

    page = client.get(URL, {"d": ["a", "b"]}).content.decode()

    assert 'name="retirer" value="a"' in page
    assert 'href="/selection/?d=b&amp;d=a"' in page  # b comes first


def test_the_letter_holds_the_title_and_the_link(client):
    make_dispositif(slug="une")

    letter = client.get(URL, {"d": "une"}).context["letter"]

    asked = parse_qs(urlsplit(letter).query)
    assert asked["subject"][0].replace("\xa0", " ") == "Ma sélection : 1 dispositif d’appui"
    assert "http://testserver/selection/?d=une" in asked["body"][0]


@pytest.fixture
def questionnaire():
    models = [
        make_model(code=code, slug=code) for code in ("integre", "federation", "franchise-sociale")
    ]
    question = make_question(slug="autonomie", title="Quelle autonomie ?")
    answer = make_answer(question=question, slug="grande", label="Une grande autonomie")
    make_affinity(answer=answer, model=models[1], weight=2, reason="Chacun décide chez soi.")
    return question


def test_the_answers_of_the_questionnaire_are_printed_with_the_order_they_give(
    client, questionnaire
):
    make_dispositif(slug="une")

    page = client.get(URL, {"d": "une", "o": ["autonomie:grande", "autre:rien"]})

    assert_contains(page, "Quelle autonomie ?", "Une grande autonomie", "Chacun décide chez soi.")
    assert_contains(page, "proposition éditoriale", "« autre:rien » n’existe pas")
    assert page.context["oriented"].result.ranking[0].slug == "federation"
    assert "o=autonomie:grande" in page.context["link"]


def test_the_commune_follows_back_to_the_answers_and_to_the_list(client, questionnaire):
    make_commune("23096", "Guéret")
    make_dispositif(slug="une")

    page = client.get(URL, {"d": "une", "o": "autonomie:grande", "commune": "23096"})
    empty = client.get(URL, {"commune": "23096"})

    assert_contains(page, 'href="/quel-modele/?autonomie=grande&amp;commune=23096"')
    assert_contains(empty, 'href="/dispositifs/?commune=23096">Choisir')


def test_a_dossier_is_as_sure_of_the_order_as_the_questionnaire(client, questionnaire):
    given = client.get("/quel-modele/", {"autonomie": "grande"}).context["result"]
    unknown = client.get("/quel-modele/", {"autonomie": "je-ne-sais-pas"}).context["result"]

    dossier = client.get(URL, {"o": "autonomie:grande"})
    undecided = client.get(URL, {"o": "autonomie:je-ne-sais-pas"})

    assert_contains(dossier, given.sentence, given.sureness)
    assert_contains(undecided, unknown.sentence, unknown.thinness)


def test_a_dossier_tells_another_advice_than_a_model(client, questionnaire):
    wait = AnswerExit.NOT_READY
    make_answer(question=questionnaire, slug="non", exit=wait, todo="Équilibrer un premier site.")

    assert_contains(client.get(URL, {"o": "autonomie:non"}), "Équilibrer un premier site.")
    assert_not_contains(client.get(URL, {"o": "autonomie:grande"}), "consolider")


def test_answers_alone_make_a_dossier_too(client, questionnaire):
    page = client.get(URL, {"o": "autonomie:grande"})

    assert_contains(page, "Aucun dispositif pour l’instant", "Une grande autonomie")
    assert "no-store" in page.headers["Cache-Control"]


def test_answers_without_a_questionnaire_change_nothing(client):
    make_dispositif(slug="une", title="Une aide")

    assert_contains(client.get(URL, {"d": "une", "o": "autonomie:grande"}), "Une aide")


@pytest.mark.parametrize("path", [URL, "/selection/financement/", "/dispositifs/comparer/"])
def test_the_queries_are_the_same_for_two_schemes_and_for_many(client, path, questionnaire):
    make_commune("23096", "Guéret")
    for number in range(29):
        one = make_dispositif(
            slug=f"aide-{number}", natures=["pret"], beneficiaires=["association"]
        )
        for make in (
            make_montant,
            make_window,
            make_guichet,
            make_coverage,
            make_condition,
            make_role,
        ):
            make(one)
    most = 4 if "comparer" in path else 29

    counts = []
    for count in (2, most):
        slugs = [f"aide-{number}" for number in range(count)]
        asked = {"d": [*slugs, "inconnue"], "commune": "23096", "o": "autonomie:grande"}
        client.get(path, asked)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(path, asked)
        assert page.status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 14


def test_a_page_of_the_selection_is_not_for_search_engines(client):
    make_dispositif(slug="une")

    for path in (
        URL,
        f"{URL}?d=une",
        "/selection/financement/?d=une",
        "/dispositifs/comparer/?d=une",
    ):
        assert 'content="noindex' in client.get(path).content.decode()
    assert "/selection/" not in client.get("/sitemap.xml").content.decode()


def test_the_legal_notice_tells_the_cookie(client):
    page = client.get("/mentions-legales/")

    assert_contains(page, "dépose un cookie nommé selection", "six mois")
    assert "aucun cookie, ne mesurent" not in text_of(page)
