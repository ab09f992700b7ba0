"""The form of a condition refuses what no place could ever answer."""

import pytest

from dispositifs.admin.conditions import ConditionForm
from tests.factories import make_beneficiaire, make_dispositif, make_source

pytestmark = pytest.mark.django_db


def form_of(kind, operator, value):
    make_beneficiaire("association")
    return ConditionForm(
        {
            "code": "une-condition",
            "dispositif": make_dispositif().pk,
            "source": make_source().pk,
            "group": 1,
            "kind": kind,
            "operator": operator,
            "value": value,
            "sentence": "La condition est dite.",
        }
    )


@pytest.mark.parametrize(
    ("kind", "operator", "value"),
    [
        ("population", "inferieur", "3 500"),
        ("densite", "parmi", "5,6,7"),
        ("zonage", "hors", "frr, pvd"),
        ("forme_juridique", "parmi", "association"),
        ("budget", "superieur", "80000"),
        ("public", "parmi", "jeunes"),
        ("population", "enonce", ""),
    ],
)
def test_what_is_understood_is_accepted(kind, operator, value):
    assert form_of(kind, operator, value).is_valid()


@pytest.mark.parametrize(
    ("kind", "operator", "value", "said"),
    [
        ("population", "inferieur", "abc", "un nombre d’habitants"),
        ("population", "parmi", "3500", "un nombre d’habitants"),
        ("densite", "parmi", "rural", "de 1 à 7"),
        ("densite", "au_plus", "33", "de 1 à 7"),
        ("zonage", "parmi", "zrr", "Code inconnu\u00a0: zrr"),
        ("forme_juridique", "parmi", "association,asso", "Code inconnu\u00a0: asso"),
    ],
)
def test_what_no_place_answers_is_refused_with_what_was_expected(kind, operator, value, said):
    form = form_of(kind, operator, value)

    assert not form.is_valid()
    assert said in form.errors["value"][0]
