"""Where a scheme applies, and the one reason that a row of a list gives."""

import pytest

from dispositifs.coverage import CoverageRow
from dispositifs.eligibility import Project, judge

from .test_eligibility import condition, in_gueret
from .test_eligibility_cases import A_VERIFIER, NON, OUI, said
from .witnesses import GUERET, fact, row, rules, without


@pytest.mark.parametrize(
    ("rows", "verdict", "reason"),
    [
        ([], A_VERIFIER, "Territoire non précisé par les sources lues"),
        ([row("libre", name="GAL Sud Creuse")], A_VERIFIER, "Périmètre à vérifier : GAL Sud Creuse"),
        ([row("region", region="84", name="Auvergne-Rhône-Alpes")], NON, "Auvergne-Rhône-Alpes"),
        ([row("departement", region="75", departement="23", name="Creuse")], OUI, "Territoire couvert : Creuse"),
        ([row("epci", epci="200034825", name="Grand Guéret")], OUI, "Territoire couvert : Grand Guéret"),
        ([row("commune", commune="23096", name="Guéret")], OUI, "Territoire couvert : Guéret"),
        ([row("commune", commune="23001", name="Ahun")], NON, "Réservé à un autre territoire : Ahun"),
        ([row("hexagone")], OUI, "Territoire couvert : l’Hexagone et la Corse"),
        ([row("outre_mer")], NON, "Réservé à un autre territoire : l’outre-mer"),
        (
            [row("france"), row("departement", "exclut", departement="23", name="Creuse")],
            NON,
            "Territoire exclu : Creuse",
        ),
        (
            [
                row("france"),
                row("departement", "exclut", departement="23", name="Creuse"),
                row("commune", commune="23096", name="Guéret"),
            ],
            OUI,
            "Territoire couvert : Guéret",
        ),
        ([row("france"), row("commune", "exclut", commune="23096")], NON, "Territoire exclu : Guéret"),
        ([row("france"), row("libre", "exclut", name="les métropoles")], A_VERIFIER, "Sauf, à vérifier"),
        ([row("region", region="84"), row("libre", name="Massif central")], A_VERIFIER, "Massif central"),
        ([row("outre_mer", "exclut")], A_VERIFIER, "Territoire non précisé"),
        (
            [row("region", region=code, name=code) for code in ("84", "76", "24", "53", "11")],
            NON,
            "Réservé à un autre territoire : 11, 24, 53 ou 2 autres territoires",
        ),
    ],
)  # fmt: skip
def test_the_nearest_territory_named_decides(rows, verdict, reason):
    found = judge(rules(coverages=rows), Project(GUERET))

    assert found.verdict == verdict, found.reason
    assert reason in said(found.reason)


def test_without_a_commune_the_territory_is_to_confirm():
    found = judge(rules(), Project())

    assert found.verdict == A_VERIFIER
    assert found.reason == "Commune à indiquer"


def test_the_reason_of_a_refusal_is_what_refuses():
    found = in_gueret(
        condition("autre", group=1),
        condition("zonage", "parmi", "frr", group=2),
        condition("population", "inferieur", "3500", group=3),
    )

    assert said(found.reason) == "12 955 habitants, seuil de 3 500 : non"


def test_the_reason_of_a_doubt_counts_the_other_doubts():
    found = in_gueret(
        condition("anciennete", "au_moins", "36", group=2, sentence="La structure a trois ans."),
        condition("autre", group=3),
        condition("autre", group=4),
    )

    assert said(found.reason) == "La structure a trois ans ; 2 autres points à confirmer"


def test_the_reason_of_a_doubt_says_first_what_fits_the_place():
    classed = condition("zonage", "parmi", "frr", group=1)
    aged = condition("anciennete", "au_moins", "36", group=2, sentence="La structure a trois ans.")

    one = in_gueret(classed, aged)
    two = in_gueret(classed, aged, condition("autre", group=3))

    listed = "Classée FRR (liste du 10 juillet 2025)"
    assert said(one.reason) == f"{listed} ; ancienneté à confirmer"
    assert said(two.reason) == f"{listed} ; 2 points à confirmer"


def test_a_long_condition_is_cut_at_a_word():
    found = in_gueret(condition("autre", sentence="Une condition " * 30))

    assert len(found.reason) <= 131
    assert found.reason.endswith(" Une…")


def test_a_list_without_a_date_is_told_without_one():
    place = without(GUERET, zonages={"frr": fact("frr", dated=False)})

    found = judge(rules(condition("zonage", "parmi", "frr")), Project(place))

    assert found.reason == "Classée FRR"


def test_a_commune_outside_any_intercommunality_is_in_none():
    row_of_epci = CoverageRow("inclut", "epci", epci="200034825", name="Grand Guéret")

    found = judge(rules(coverages=[row_of_epci]), Project(without(GUERET, epci="")))

    assert found.verdict == NON
