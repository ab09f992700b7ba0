"""Words typed in the list of schemes: order, extracts, corrections, names of places."""

from datetime import date

import pytest

from dispositifs.choices import Vie
from dispositifs.models import Nature
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_beneficiaire, make_departement, make_dispositif, make_nature

from .reading_pages import read_list

pytestmark = pytest.mark.django_db
URL = "/dispositifs/"


def test_the_title_answers_before_the_summary_and_the_summary_before_the_text(client):
    make_dispositif(title="Texte", slug="texte", body="Pour ouvrir une épicerie.")
    make_dispositif(title="Résumé", slug="resume", summary="Une épicerie au village.")
    make_dispositif(title="Épicerie", slug="titre")

    assert read_list(client.get(URL, {"q": "epicerie"})).slugs == ["titre", "resume", "texte"]
    assert read_list(client.get(URL, {"q": "epicerie", "tri": "titre"})).slugs == [
        *("titre", "resume", "texte")
    ]


def test_the_words_found_are_marked_in_the_title_and_in_the_summary(client):
    make_dispositif(title="Fonds épicerie", summary="Pour les épiceries de village.")

    page = client.get(URL, {"q": "epicerie"})

    assert_contains(
        page, "Fonds <mark>épicerie</mark>", "Pour les <mark>épiceries</mark> de village"
    )
    assert_not_contains(page, 'class="extract"')


def test_what_only_the_text_says_is_quoted_with_its_words_marked_and_nothing_else(client):
    make_dispositif(body="Il aide **une épicerie** <b>solidaire</b> & son [toit](dispositif:x).")

    page = client.get(URL, {"q": "épicerie"})

    assert_contains(page, 'class="extract"', "<mark>épicerie</mark>", "&amp; son toit")
    assert_not_contains(page, "<b>solidaire</b>", "dispositif:x", "**")


def test_a_list_without_words_marks_nothing(client):
    make_dispositif()

    assert "<mark>" not in client.get(URL).content.decode()


def test_words_misspelt_are_put_right_and_it_is_said(client):
    make_dispositif(title="Accompagnement local")

    page = client.get(URL, {"q": "acompagnement"})

    assert read_list(page).total == 1
    assert_contains(
        page,
        "1 dispositif d’appui qui parle de « accompagnement »",
        "Résultats pour « accompagnement » : rien ne contient « acompagnement ».",
        'value="acompagnement"',
        "Mots : acompagnement",
    )


def test_the_name_of_a_place_is_set_aside_and_leads_to_what_applies_there(client):
    make_departement("23", name="Creuse")
    make_dispositif(title="Habitat partagé")

    page = client.get(URL, {"q": "habitat creuse", "echelle": "nationale"})

    assert read_list(page).total == 1
    assert_contains(
        page,
        "« creuse » n’a pas été cherché dans les textes",
        'href="/dispositifs/?echelle=nationale&amp;q=habitat&amp;territoire=dep-23"',
    )


@pytest.mark.parametrize("words", ["<mark>", "<script>alert(1)</script>", "&amp;", '" onload="x'])
def test_hostile_words_are_shown_as_typed_and_run_nothing(client, words):
    make_dispositif(body="<mark>script</mark> alert amp onload")

    html = client.get(URL, {"q": words}).content.decode()

    assert "<script>alert" not in html
    assert 'onload="x' not in html


def test_the_very_name_of_a_closed_scheme_comes_first(client):
    make_dispositif(title="Aide aux escargots", slug="ouvert", summary="L’agenda rural.")
    make_dispositif(title="Agenda rural", slug="clos", vie=Vie.TERMINE, ended_on=date(2023, 6, 1))

    assert read_list(client.get(URL, {"q": "agenda rural"})).slugs == ["clos", "ouvert"]
    assert read_list(client.get(URL, {"q": "agenda rural", "tri": "titre"})).slugs == [
        *("ouvert", "clos")
    ]
    assert read_list(client.get(URL, {"q": "rural"})).slugs == ["ouvert", "clos"]


def test_what_a_scheme_gives_and_to_whom_is_found(client):
    scheme = make_dispositif(title="Escargot", slug="escargot")
    scheme.natures.add(make_nature(label="Microprêt"))
    scheme.beneficiaires.add(make_beneficiaire(label="Mutuelle"))

    assert read_list(client.get(URL, {"q": "microprêt mutuelle"})).slugs == ["escargot"]
    Nature.objects.update(label="Avance")
    assert read_list(client.get(URL, {"q": "avance mutuelle"})).slugs == ["escargot"]


def test_few_schemes_that_hold_every_word_are_followed_by_those_that_hold_most(client):
    make_dispositif(title="Antenne de village", slug="un", summary="Association, épicerie.")
    make_dispositif(title="Antenne de ville", slug="deux", summary="Association, épicerie.")
    make_dispositif(title="Village", slug="trois")

    page = client.get(URL, {"q": "association épicerie antenne village"})

    assert read_list(page).slugs == ["un", "deux"]
    assert_contains(
        page,
        "Une seule fiche contient tous ces mots : suivent celles qui en contiennent le plus.",
    )


def test_what_any_scheme_is_called_need_not_be_written(client):
    make_dispositif(title="Essaimage", slug="essaimage")

    assert read_list(client.get(URL, {"q": "dispositif d’essaimage"})).slugs == ["essaimage"]
