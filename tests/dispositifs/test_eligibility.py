"""Every kind of condition with every operator, what makes no sense, and how criteria combine."""

from dataclasses import replace

import pytest

from dispositifs.choices import ConditionKind, Operator
from dispositifs.eligibility import Project, judge
from dispositifs.rules import Rule, SchemeRules

from .test_eligibility_cases import A_VERIFIER, NON, OUI, said
from .witnesses import (
    AMBERT,
    BAUGY,
    BOUSSAC_BOURG,
    CONCARNEAU,
    FORMER_ZRR,
    FORMES,
    GUERET,
    MENDE,
    PARIS,
    UNKNOWN,
    row,
    rules,
    without,
)

# The last column: what the reason must hold. 12 955 is the population of Guéret.
PLACE_CONDITIONS = [
    ("population", "inferieur", "12955", GUERET, NON, "12 955 habitants, seuil de 12 955 exclu : non"),
    ("population", "inferieur", "12 956", GUERET, OUI, "seuil de 12 956 : oui"),
    ("population", "au_plus", "12955", GUERET, OUI, "seuil de 12 955 compris : oui"),
    ("population", "au_plus", "12954", GUERET, NON, "seuil de 12 954 : non"),
    ("population", "au_moins", "12955", GUERET, OUI, "seuil de 12 955 compris : oui"),
    ("population", "au_moins", "20000", GUERET, NON, "seuil de 20 000 : non"),
    ("population", "superieur", "12955", GUERET, NON, "seuil de 12 955 exclu : non"),
    ("population", "superieur", "12 000", GUERET, OUI, "seuil de 12 000 : oui"),
    ("population", "inferieur", "20000", GUERET, OUI, "12 955 habitants, seuil de 20 000 : oui"),
    ("population", "au_plus", "0", without(GUERET, population=0), OUI, "0 habitant, seuil de 0"),
    ("population", "inferieur", "3500", UNKNOWN, A_VERIFIER, "Population non renseignée, seuil de 3 500"),
    ("population", "parmi", "12955", GUERET, A_VERIFIER, "condition"),
    ("population", "enonce", "", GUERET, A_VERIFIER, "condition"),
    ("population", "inferieur", "abc", GUERET, A_VERIFIER, "condition"),
    ("population", "inferieur", "3500 habitants", GUERET, A_VERIFIER, "condition"),
    ("population", "inferieur", "", GUERET, A_VERIFIER, "condition"),
    ("population", "inferieur", "²", GUERET, A_VERIFIER, "condition"),
    ("densite", "parmi", "5,6,7", AMBERT, OUI, "Bourg rural pour l’Insee (grille du 21 juillet 2026)"),
    ("densite", "parmi", "5, 6, 7", GUERET, NON, "Centre urbain intermédiaire"),
    ("densite", "hors", "1,2", GUERET, NON, "Centre urbain intermédiaire"),
    ("densite", "hors", "1", GUERET, OUI, "Centre urbain intermédiaire"),
    ("densite", "au_moins", "5", AMBERT, OUI, "Bourg rural"),
    ("densite", "superieur", "5", AMBERT, NON, "Bourg rural"),
    ("densite", "au_plus", "2", GUERET, OUI, "Centre urbain"),
    ("densite", "inferieur", "2", GUERET, NON, "Centre urbain"),
    ("densite", "parmi", "5,6,7", UNKNOWN, A_VERIFIER, "Densité de la commune non renseignée"),
    ("densite", "enonce", "", AMBERT, A_VERIFIER, "condition"),
    ("densite", "parmi", "rural", AMBERT, A_VERIFIER, "condition"),
    ("densite", "parmi", "5,9", AMBERT, A_VERIFIER, "condition"),
    ("densite", "au_plus", "33", AMBERT, A_VERIFIER, "condition"),
    ("densite", "au_plus", "0", AMBERT, A_VERIFIER, "condition"),
    # Nothing may depend on which of 3 and 4 a small town is.
    ("densite", "parmi", "3", MENDE, A_VERIFIER, "Petite ville ou ceinture urbaine"),
    ("densite", "parmi", "4", MENDE, A_VERIFIER, "pour l’Insee (grille du 21 juillet 2026)"),
    ("densite", "parmi", "3,4", MENDE, OUI, "Petite ville ou ceinture urbaine"),
    ("densite", "au_moins", "4", MENDE, A_VERIFIER, "Petite ville ou ceinture urbaine"),
    ("densite", "hors", "4", CONCARNEAU, A_VERIFIER, "Petite ville ou ceinture urbaine"),
    ("densite", "hors", "3,4", CONCARNEAU, NON, "Petite ville ou ceinture urbaine"),
    ("zonage", "parmi", "frr", GUERET, OUI, "Classée FRR (liste du 10 juillet 2025)"),
    ("zonage", "parmi", "frr", BOUSSAC_BOURG, OUI, "Classée FRR+"),
    ("zonage", "parmi", "FRR", GUERET, OUI, "Classée FRR"),
    ("zonage", "parmi", "frr", FORMER_ZRR, OUI, "Bénéficiaire de FRR jusqu’à fin 2027 (liste du 10 juillet 2025)"),
    ("zonage", "parmi", "frr", PARIS, NON, "Non classée FRR (liste du 10 juillet 2025)"),
    ("zonage", "parmi", "frr", BAUGY, A_VERIFIER, "en partie seulement"),
    ("zonage", "parmi", "pvd,acv", GUERET, OUI, "Dans Action cœur de ville"),
    ("zonage", "parmi", "pvd,acv", PARIS, NON, "Ni Petites villes de demain ni Action cœur de ville"),
    ("zonage", "parmi", "pvd,villages-davenir", GUERET, A_VERIFIER, "Villages d’avenir : non renseigné"),
    ("zonage", "hors", "acv", GUERET, NON, "Dans Action cœur de ville (liste du 2 avril 2025), ce qu’il exclut"),
    ("zonage", "hors", "acv", PARIS, OUI, "Hors d’Action cœur de ville"),
    ("zonage", "hors", "pvd,acv", GUERET, NON, "Action cœur de ville"),
    ("zonage", "hors", "pvd,acv", PARIS, OUI, "Ni Petites villes de demain ni Action cœur de ville"),
    ("zonage", "hors", "frr", BAUGY, A_VERIFIER, "en partie seulement"),
    ("zonage", "parmi", "qpv", PARIS, A_VERIFIER, "Quartier prioritaire dans la commune"),
    ("zonage", "hors", "qpv", PARIS, A_VERIFIER, "vérifiez l’adresse"),
    ("zonage", "parmi", "qpv", AMBERT, A_VERIFIER, "non renseigné"),
    ("zonage", "parmi", "zrr", GUERET, A_VERIFIER, "Zrr : non renseigné"),
    ("zonage", "parmi", ",", GUERET, A_VERIFIER, "condition"),
    ("zonage", "enonce", "", GUERET, A_VERIFIER, "condition"),
]  # fmt: skip

OF_THE_APPLICANT = [
    ConditionKind.ANCIENNETE,
    ConditionKind.EFFECTIF,
    ConditionKind.BUDGET,
    ConditionKind.AGREMENT,
    ConditionKind.PUBLIC,
    ConditionKind.AUTRE,
]


def condition(kind, operator="enonce", value="", **values):
    values.setdefault("sentence", "La condition est dite ainsi.")
    return Rule(kind, operator, value, **values)


def in_gueret(*conditions, **values):
    return judge(rules(*conditions), Project(GUERET, formes=FORMES, **values))


@pytest.mark.parametrize(
    ("kind", "operator", "value", "place", "verdict", "reason"), PLACE_CONDITIONS
)
def test_a_place_answers_a_condition(kind, operator, value, place, verdict, reason):
    found = judge(rules(condition(kind, operator, value)), Project(place))

    [_, criterion] = found.criteria
    assert criterion.verdict == verdict, criterion.reason
    assert reason in said(criterion.reason)
    assert found.verdict == verdict


@pytest.mark.parametrize("kind", OF_THE_APPLICANT)
@pytest.mark.parametrize("operator", Operator)
def test_what_a_place_cannot_answer_is_told_in_its_own_words(kind, operator):
    found = in_gueret(condition(kind, operator, "36"))

    assert found.verdict == A_VERIFIER
    assert found.reason == "La condition est dite ainsi"


@pytest.mark.parametrize(
    ("operator", "value", "forme", "verdict"),
    [
        ("parmi", "association", "association", OUI),
        ("parmi", "association, fondation", "fondation", OUI),
        ("parmi", "association", "societe", NON),
        ("parmi", "societe", "societe_esus", OUI),
        ("parmi", "societe_esus", "societe", NON),
        ("parmi", "societe", "cooperative", A_VERIFIER),
        ("parmi", "association", "inconnue", A_VERIFIER),
        ("parmi", "asso", "association", A_VERIFIER),
        ("parmi", "asso,fondation", "fondation", OUI),
        ("parmi", ",", "association", A_VERIFIER),
        ("hors", "collectivite", "association", OUI),
        ("hors", "collectivite", "collectivite", NON),
        ("hors", "societe", "societe_esus", NON),
        ("hors", "collectivites", "collectivite", A_VERIFIER),
        ("hors", "societe", "cooperative", A_VERIFIER),
        ("au_moins", "2", "association", A_VERIFIER),
        ("enonce", "", "association", A_VERIFIER),
    ],
)
def test_a_legal_form_answers_a_condition(operator, value, forme, verdict):
    found = in_gueret(condition("forme_juridique", operator, value), forme=forme)

    assert found.verdict == verdict, found.reason


def test_a_legal_form_that_is_not_told_is_to_confirm():
    asks = condition("forme_juridique", "parmi", "collectivite")

    assert in_gueret(asks).verdict == A_VERIFIER
    assert in_gueret(asks, forme="collectivite").verdict == OUI
    assert in_gueret(asks, forme="association").verdict == NON


def test_the_beneficiaries_answer_where_no_condition_says_better():
    scheme = replace(rules(), beneficiaires={"association": "Association"})
    explicit = replace(scheme, conditions=(condition("forme_juridique", "parmi", "societe"),))

    def for_a(forme, scheme):
        return judge(scheme, Project(GUERET, forme=forme, formes=FORMES)).verdict

    assert for_a("association", scheme) == OUI
    assert for_a("", scheme) == OUI
    assert for_a("societe", scheme) == A_VERIFIER
    assert for_a("societe", explicit) == OUI
    assert for_a("societe", replace(scheme, acces="par_epci")) == A_VERIFIER
    assert for_a("societe", rules()) == A_VERIFIER


def test_one_condition_of_a_group_is_enough_and_every_group_must_hold():
    small = condition("population", "inferieur", "3500", group=1)
    classed = condition("zonage", "parmi", "frr", group=1)
    centre = condition("zonage", "parmi", "pvd", group=2)

    assert in_gueret(small).verdict == NON
    assert in_gueret(small, classed).verdict == OUI
    assert in_gueret(small, classed).reason.startswith("Classée FRR")
    assert in_gueret(small, classed, centre).verdict == NON
    assert in_gueret(small, condition("autre", group=1)).verdict == A_VERIFIER


def test_a_legal_form_beside_something_else_may_still_save_a_group():
    small = condition("population", "inferieur", "3500")
    form = condition("forme_juridique", "parmi", "association")

    assert in_gueret(small, form).verdict == A_VERIFIER
    assert in_gueret(small, form, forme="association").verdict == OUI
    assert in_gueret(small, form, forme="societe").verdict == NON


def test_a_condition_that_does_not_block_decides_nothing():
    bonus = condition("population", "inferieur", "3500", is_blocking=False)

    found = in_gueret(bonus)

    assert found.verdict == OUI
    assert found.criteria[-1].verdict == NON
    assert found.criteria[-1].decides is False


def test_a_group_may_bear_any_number():
    found = in_gueret(condition("zonage", "parmi", "pvd", group=0), condition("autre", group=0))

    assert found.verdict == A_VERIFIER


def test_the_phase_and_the_model_inform_and_never_decide():
    scheme = SchemeRules(
        coverages=(row("france"),),
        phases={"preuve": "Preuve"},
        models={"integre": (False, "La demande vient d’une structure locale.")},
    )

    found = judge(scheme, Project(GUERET, phase="idee", modele="integre"))

    assert found.verdict == OUI
    assert [(each.kind, each.verdict, each.decides) for each in found.criteria[1:]] == [
        ("phase", A_VERIFIER, False),
        ("modele", A_VERIFIER, False),
    ]
    assert said(found.criteria[1].reason) == "Pensé pour : Preuve"
