"""Twelve questions that a project holder asks, and the page that answers each."""

import pytest

from essaimage.common.models import FrequentQuestion
from essaimage.common.texts import Texts
from tests.assertions import assert_contains

# What the page must say for the question to be answered.
ANSWERS = {
    "pvd-association": ["La liste est fermée", "par la commune"],
    "franchise-qui-paie": ["Financement de l’ouverture", "Le franchisé"],
    "simon-de-cyrene-delai": ["six ans", "Toulouse"],
    "essaimage-financement": ["300 000 €", "autre région"],
    "strategie-accompagnement": ["20 000 €", "mères"],
    "employeur-conseil": ["gratuit", "département"],
    "commune-rurale": ["densité", "seuil", "zonage"],
    "agenda-rural-suite": ["France ruralités", "On ne peut plus le demander"],
    "frr-impots": ["exonér", "association"],
    "melanger-modeles": ["Modèle intégré", "Franchise sociale"],
    "site-deficitaire": ["4 avril 2024", "quinze"],
    "assez-murs": ["équilibre", "équipe"],
}


def test_there_are_twelve_and_each_has_its_answer_checked():
    assert set(FrequentQuestion.objects.values_list("code", flat=True)) == set(ANSWERS)


@pytest.mark.parametrize("code", ANSWERS)
def test_the_page_it_leads_to_answers_it(client, code):
    question = FrequentQuestion.objects.get(code=code)
    url = Texts().links[question.target].url

    page = client.get(url.partition("#")[0])

    assert_contains(page, *ANSWERS[code])


def test_all_are_asked_on_the_home_page(client):
    page = client.get("/")

    assert_contains(page, *FrequentQuestion.objects.values_list("question", flat=True))
