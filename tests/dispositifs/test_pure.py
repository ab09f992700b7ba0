"""Coverage, suitability and sentences: tables of cases."""

from datetime import date
from decimal import Decimal

import pytest

from dispositifs.coverage import CoverageRow, Place, Relation, standing
from dispositifs.said import amount_said, etat_sentence, is_over, list_sentence, on_date
from dispositifs.suitability import suits

CREUSE = Place(region="75", zone="metro", departement="23")
AQUITAINE = Place(region="75", zone="metro")
MAYOTTE = Place(region="06", zone="drom", departement="976")


def row(kind, mode="inclut", region="", departement=""):
    return CoverageRow(mode, kind, region, departement)


@pytest.mark.parametrize(
    ("rows", "place", "expected"),
    [
        ([row("france")], CREUSE, Relation.COVERS),
        ([row("hexagone")], CREUSE, Relation.COVERS),
        ([row("hexagone")], MAYOTTE, None),
        ([row("outre_mer")], MAYOTTE, Relation.COVERS),
        ([row("outre_mer")], CREUSE, None),
        ([row("region", region="75")], CREUSE, Relation.COVERS),
        ([row("region", region="84")], CREUSE, None),
        ([row("departement", region="75", departement="23")], CREUSE, Relation.COVERS),
        ([row("departement", region="75", departement="23")], AQUITAINE, Relation.INSIDE),
        ([row("departement", region="75", departement="87")], CREUSE, None),
        ([row("commune", region="75", departement="23")], CREUSE, Relation.INSIDE),
        ([row("commune", region="75", departement="23")], AQUITAINE, Relation.INSIDE),
        ([row("libre")], CREUSE, None),
        ([], CREUSE, None),
        (
            [row("france"), row("departement", "exclut", "75", "23")],
            CREUSE,
            None,
        ),
        (
            [row("france"), row("departement", "exclut", "75", "23")],
            AQUITAINE,
            Relation.COVERS,
        ),
        ([row("france"), row("region", "exclut", "75")], CREUSE, None),
    ],
)
def test_a_scheme_stands_to_a_place_as_its_rows_say(rows, place, expected):
    found = standing(rows, place)

    assert (found and found.relation) == expected


@pytest.mark.parametrize(
    ("porteur", "has_autonomous_sites", "reason", "expected"),
    [
        ("tete_de_reseau", False, "", True),
        ("tete_de_reseau", True, "", True),
        ("les_deux", False, "", True),
        ("implantation_locale", True, "", True),
        ("implantation_locale", False, "", False),
        ("implantation_locale", False, "Le siège peut demander pour son antenne.", True),
    ],
)
def test_a_scheme_suits_a_model_in_law_or_by_an_explained_link(
    porteur, has_autonomous_sites, reason, expected
):
    found = suits(porteur, has_autonomous_sites, reason)

    assert found.is_suitable is expected
    assert found.reason
    assert found.is_editorial is bool(reason)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("actif", date(2026, 2, 5), "jour"), "Actif : existence confirmée le 5 février 2026"),
        (("actif", date(2025, 7, 1), "mois"), "Actif : existence confirmée en juillet 2025"),
        (
            ("a_verifier", date(2022, 1, 1), "mois"),
            "À vérifier : existence non reconfirmée depuis janvier 2022",
        ),
        (
            ("a_verifier", date(2022, 1, 1), "annee"),
            "À vérifier : existence non reconfirmée depuis 2022",
        ),
        (
            ("a_verifier", None, None),
            "À vérifier : aucune source datée ne confirme son existence",
        ),
        (("termine", None, None, "2023"), "Terminé (2023)"),
        (("remplace", None, None, "", "France ruralités"), "Remplacé par France ruralités"),
    ],
)
def test_an_etat_is_said_with_its_evidence(values, expected):
    assert etat_sentence(*values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((None, Decimal(6000), None, ""), "jusqu’à 6 000 €"),
        ((Decimal(5000), Decimal(20000), None, ""), "de 5 000 € à 20 000 €"),
        ((Decimal(6000), Decimal(6000), None, ""), "6 000 €"),
        ((Decimal(3_000_000_000), None, None, ""), "à partir de 3 Md€"),
        ((None, Decimal(1_500_000), None, ""), "jusqu’à 1,5 M€"),
        ((None, None, Decimal(50), "dépenses"), "jusqu’à 50 % (base : dépenses)"),
        (
            (None, Decimal(6000), Decimal(50), "dépenses"),
            "jusqu’à 50 % (base : dépenses), jusqu’à 6 000 €",
        ),
    ],
)
def test_an_amount_is_said_with_its_unit(values, expected):
    assert amount_said(*values).replace("\u00a0", " ") == expected


def test_the_money_of_a_programme_is_told_as_it_is():
    said = amount_said(None, Decimal(3_000_000_000), None, "", is_total=True)

    assert said == "3\u00a0Md€"


@pytest.mark.parametrize(
    ("rows", "place", "reach"),
    [
        ([row("france"), row("region", region="75")], CREUSE, 1),
        ([row("departement", region="75", departement="23")], CREUSE, 0),
        ([row("departement", region="75", departement="23")], AQUITAINE, 0),
        ([row("hexagone")], CREUSE, 2),
        ([row("france")], CREUSE, 3),
    ],
)
def test_a_scheme_reaches_as_far_as_its_nearest_row(rows, place, reach):
    assert standing(rows, place).reach == reach


def test_a_scheme_for_elsewhere_has_no_standing():
    assert standing([row("region", region="84")], CREUSE) is None


def test_the_sentence_of_a_list_says_every_filter():
    ticked = {
        "ruralite": [("rural_reserve", "Réservé au rural")],
        "echelle": [("nationale", "Nationale"), ("regionale", "Régionale")],
    }

    said = list_sentence(3, ticked, "commerce", "en Creuse")

    assert said == (
        "3 dispositifs d’appui réservés au rural, à l’échelle nationale ou régionale, "
        "en Creuse, qui parlent de « commerce »"
    )
    assert list_sentence(0, {}) == "Aucun dispositif d’appui"
    assert list_sentence(1, {}) == "1 dispositif d’appui"


@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        ({"nature": [("ingenierie", "Ingénierie")]}, "sous forme d’ingénierie"),
        (
            {"nature": [("pret", "Prêt"), ("exoneration", "Exonération"), ("prix", "Prix")]},
            "sous forme de prêt, d’exonération ou de prix",
        ),
        ({"modele": [("integre", "Modèle intégré")]}, "pour un réseau en modèle intégré"),
        (
            {"modele": [("federation", "Fédération"), ("integre", "Modèle intégré")]},
            "pour un réseau en fédération ou en modèle intégré",
        ),
        (
            {"partenaire": [("bnp", "BNP Paribas"), ("anct", "Agence nationale")]},
            "avec pour partenaire BNP Paribas ou Agence nationale",
        ),
        (
            {"beneficiaire": [("association", "Association"), ("particulier", "Particulier")]},
            "que peut demander une association ou un particulier",
        ),
        ({"beneficiaire": [("cigale", "Club Cigales")]}, "que peut demander club Cigales"),
        ({"phase": [("idee", "Idée"), ("pilote", "Pilote")]}, "à l’étape idée ou pilote"),
        (
            {"etat": [("actif", "Actif"), ("termine", "Terminé")], "nature": [("prix", "Prix")]},
            "actifs ou terminés, sous forme de prix",
        ),
    ],
)
def test_the_sentence_of_a_list_is_french_whatever_is_ticked(ticked, said):
    assert list_sentence(2, ticked) == f"2 dispositifs d’appui {said}"


def test_the_sentence_of_a_list_agrees_with_one_row():
    ticked = {"ruralite": [("ouvert", "Ouvert partout")], "etat": [("remplace", "Remplacé")]}

    assert list_sentence(1, ticked, "prêt") == (
        "1 dispositif d’appui ouvert partout, remplacé, qui parle de « prêt »"
    )


@pytest.mark.parametrize(
    ("closes", "precision", "said", "over"),
    [
        (date(2026, 1, 29), "jour", "le 29 janvier 2026", True),
        (date(2026, 3, 15), "jour", "le 15 mars 2026", False),
        (date(2026, 3, 1), "mois", "en mars 2026", False),
        (date(2026, 2, 1), "mois", "en février 2026", True),
        (date(2026, 1, 1), "annee", "en 2026", False),
        (date(2025, 1, 1), "annee", "en 2025", True),
    ],
)
def test_a_window_is_over_when_all_that_is_known_of_its_closing_is_behind(
    closes, precision, said, over
):
    assert on_date(closes, precision) == said
    assert is_over(closes, precision, today=date(2026, 3, 15)) is over
    assert not is_over(None, precision, today=date(2026, 3, 15))
