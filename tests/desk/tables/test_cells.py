"""Headings and cells: what is understood, what is wrong, what was perhaps meant."""

import pytest

from dispositifs.models import Dispositif
from essaimage.desk.tables.exporting import export_table
from essaimage.desk.tables.kinds import KINDS
from tests.factories import (
    make_case,
    make_commune,
    make_departement,
    make_dispositif,
    make_nature,
)

from .helpers import (
    GOOD,
    SCHEME,
    brought,
    changed,
    csv_file,
    exported,
    faults_of,
    tried,
)


@pytest.mark.django_db
def test_headings_are_known_without_accents_capitals_or_order():
    make_nature("subvention")
    rows = [["natures d'appui", "ECHELLE", "ruralite", "titre", "resume"]]
    rows.append(["subvention", "Locale", "Ouvert partout", "Un appui", "Court."])

    assert brought(csv_file(rows)).created == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headings", "wrong", "proposal"),
    [
        (["Titre", "Résumer"], "pas connue", "Résumé"),
        (["Titre", "Titre"], "Deux colonnes", ""),
        (["Titre", ""], "n’a pas de titre", ""),
        (["Sigle", "Résumé"], "Ni la colonne « Code » ni la colonne « Titre »", ""),
        (["Bonjour", "Madame"], "Aucun titre de colonne n’est connu", ""),
    ],
)
def test_a_heading_that_is_unknown_twice_or_missing_is_told(headings, wrong, proposal):
    (fault, *_) = faults_of(tried(csv_file([headings, ["a", "b"]])))

    assert wrong in fault.wrong.replace("\u00a0", " ")
    assert fault.proposal == proposal


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "cell", "proposal"),
    [
        ("Terminé le", "45292", "01/01/2024"),
        ("Terminé le", "12/25/2026", "25/12/2026"),
        ("Terminé le", "31/12/26", ""),
        ("Publié le", "31/12/2026 25:00", ""),
        ("À revoir tous les (mois)", "douze", ""),
        ("À revoir tous les (mois)", "99", ""),
        ("Échelle", "nationnale", "Nationale"),
        ("Natures d’appui", "subvention, pret", "subvention ; pret"),
        ("Natures d’appui", "subvensions", "Subvention"),
        ("Page officielle", "www exemple", ""),
        ("Page officielle", "javascript:alert(1)", ""),
        ("Adresse de la page", "Avec espace", ""),
    ],
)
def test_a_wrong_cell_says_what_is_expected(header, cell, proposal):
    make_nature("subvention", label="Subvention")
    make_nature("pret", label="Prêt")
    make_dispositif(title="Un appui")

    (fault,) = faults_of(tried(csv_file(changed(exported(), 1, {header: cell}))))

    assert (fault.line, fault.column, fault.cell, fault.proposal) == (2, header, cell, proposal)


@pytest.mark.django_db
def test_a_code_that_lost_its_zero_is_found_again():
    make_commune(code="01004")
    make_departement(code="01", name="Ain")
    case = make_case(title="Un pionnier", sectors=["alimentation"])
    rows = changed(exported("pionniers"), 1, {"Commune du siège": "1004", "Départements": "1"})

    brought(csv_file(rows), "pionniers")

    case.refresh_from_db()
    assert case.head_commune.code == "01004"
    assert [row.code for row in case.departements.all()] == ["01"]


@pytest.mark.django_db
def test_a_formula_typed_by_an_editor_is_a_text_and_leaves_harmless():
    make_nature("subvention")
    brought(csv_file([[*SCHEME, "Sigle"], [*GOOD, "=1+1"]]))

    assert Dispositif.objects.get().sigle == "=1+1"
    assert b";'=1+1;" in export_table(KINDS["dispositifs"], Dispositif.objects.all(), None).csv()
