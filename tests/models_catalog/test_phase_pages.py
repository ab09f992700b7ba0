"""The pages of phases."""

import pytest

from dispositifs.choices import Vie
from essaimage.common.typography import sort_key
from models_catalog import reading
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_dispositif, make_phase, make_question

pytestmark = pytest.mark.django_db


def test_phases_are_listed_in_order_with_how_many_schemes_help(client):
    make_phase("pilote", title="Pilote", order=2)
    make_phase("idee", title="Idée", order=1, to_prove="Que le besoin existe.")
    make_dispositif(phases=["idee"])
    make_dispositif(phases=["idee", "pilote"])
    make_dispositif(phases=["pilote"], status="brouillon")

    page = client.get("/etapes/")

    assert page.content.decode().index(">Idée</a>") < page.content.decode().index(">Pilote</a>")
    assert_contains(page, "Que le besoin existe.")
    assert_contains(page, 'href="/dispositifs/?phase=idee">2 dispositifs d’appui')
    assert_contains(page, 'href="/dispositifs/?phase=pilote">1 dispositif d’appui')


def test_a_phase_says_what_to_prove_to_write_and_to_beware_of(client):
    question = make_question(title="Sommes-nous prêts ?", slug="prets")
    make_phase(
        "preuve",
        to_prove="Que cela marche.",
        documents="Un bilan\n\nUn budget",
        traps="Aller trop vite",
        questions=[question],
    )

    page = client.get("/etapes/preuve/")

    assert_contains(page, "Que cela marche.", "<li>Un bilan</li>", "<li>Un budget</li>")
    assert_contains(page, "Aller trop vite", 'href="/questions/prets/"')


def test_a_phase_shows_the_schemes_that_run_before_the_others(client):
    make_phase("preuve")
    for number in range(9):
        make_dispositif(title=f"Ouvert {number}", phases=["preuve"])
    make_dispositif(title="A fermé", phases=["preuve"], vie=Vie.TERMINE, ended_on="2022-01-01")

    page = client.get("/etapes/preuve/")

    assert_contains(page, "10 dispositifs d’appui.", "Ouvert 0", "Ouvert 7")
    assert_contains(page, "Voir les 10 dispositifs", 'href="/dispositifs/?phase=preuve"')
    assert_not_contains(page, "A fermé", "Ouvert 8")


def test_a_phase_leaves_out_a_scheme_deleted_as_it_is_drawn(monkeypatch):
    phase = make_phase("preuve")
    make_dispositif(title="Reste", phases=["preuve"])
    leaving = make_dispositif(title="Part", phases=["preuve"])

    def delete_first(title):
        type(leaving).objects.filter(pk=leaving.pk).delete()
        return sort_key(title)

    monkeypatch.setattr(reading, "sort_key", delete_first)

    assert [row.title for row in reading.schemes_of(phase, limit=8).shown] == ["Reste"]


def test_a_phase_without_scheme_draws_no_list(client):
    make_phase("preuve")

    assert_not_contains(client.get("/etapes/preuve/"), "Qui peut aider", "0 dispositif")


def test_phases_follow_each_other(client):
    for order, code in enumerate(("idee", "preuve", "codification")):
        make_phase(code, order=order)

    page = client.get("/etapes/preuve/")

    assert_contains(page, "Précédent : Idee", "Suivant : Codification")


def test_the_number_of_queries_of_phases_does_not_grow(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    def schemes(number):
        for _ in range(number):
            make_dispositif(phases=["preuve"], natures=["pret"], beneficiaires=["association"])

    make_phase("preuve", questions=[make_question()])
    schemes(1)
    with django_assert_max_num_queries(14) as detail:
        client.get("/etapes/preuve/")
    schemes(49)
    make_phase("preuve").questions.set([make_question() for _ in range(50)])
    for _ in range(49):
        make_phase()

    with django_assert_num_queries(len(detail)):
        client.get("/etapes/preuve/")
    with django_assert_num_queries(1):
        client.get("/etapes/")
