"""What changed is said with French labels, choices and names, never with codes."""

from datetime import date

import pytest

from dispositifs.choices import Echelle
from essaimage.common.versions import record, snapshot
from essaimage.common.versions.differences import differences
from essaimage.common.versions.saying import names_in
from tests.factories import (
    make_citation,
    make_dispositif,
    make_montant,
    make_role,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db


def changes(fiche, write) -> list:
    """Return what ``write`` changes in ``fiche``."""
    before = snapshot(fiche)
    write()
    after = snapshot(fiche)
    return differences(before, after, names_in(before, after))


def test_nothing_changed():
    fiche = make_dispositif(natures=["pret"])

    assert changes(fiche, fiche.save) == []


def test_a_text_is_compared_in_words_and_a_choice_said_by_its_label():
    fiche = make_dispositif(title="Un prêt rural", echelle=Echelle.LOCALE)

    def write():
        fiche.title, fiche.echelle, fiche.verified_on = (
            "Un don rural",
            "nationale",
            date(2026, 3, 1),
        )
        fiche.save()

    title, verified, echelle = sorted(changes(fiche, write), key=lambda each: each.label != "Titre")
    if verified.label != "Vérifié le":
        verified, echelle = echelle, verified

    assert (title.kind, title.label) == ("text", "Titre")
    assert [(piece.kind, piece.text) for piece in title.pieces][1:3] == [
        ("removed", "prêt"),
        ("added", "don"),
    ]
    assert (echelle.label, echelle.before, echelle.after) == ("Échelle", "Locale", "Nationale")
    assert (verified.before, verified.after) == ("", "1er mars 2026")


def test_links_are_shown_by_title():
    heir = make_dispositif(title="Le remplaçant")
    fiche = make_dispositif(natures=["pret", "garantie"], vie="remplace", replaced_by_text="Autre")

    def write():
        fiche.replaced_by = heir
        fiche.save()
        fiche.natures.set([fiche.natures.get(code="pret"), *heir.natures.all()])

    found = {each.label: each for each in changes(fiche, write)}

    assert found["Remplacé par"].after == "Le remplaçant"
    natures = found["Natures d’appui"]
    assert natures.kind == "links"
    assert [(piece.kind, piece.text) for piece in natures.pieces] == [
        ("removed", "Garantie"),
        ("kept", "Pret"),
    ]


def test_rows_are_added_removed_and_changed():
    fiche = make_dispositif(dated=False)
    source = make_source(publisher="Ademe", title="Bilan")
    leaving = make_montant(fiche, maximum=5000)
    changing = make_citation(fiche, fact="Trois lauréats en 2024.", source=source)

    def write():
        leaving.delete()
        changing.fact = "Cinq lauréats en 2024."
        changing.save()
        make_role(fiche, source=source)

    found = {each.kind: each for each in changes(fiche, write)}

    assert found["row-removed"].label == "Montant"
    assert ("Au plus (€)", "5 000") in [
        (each.label, each.before.replace("\N{NO-BREAK SPACE}", " "))
        for each in found["row-removed"].inside
    ]
    changed = found["row-changed"]
    assert (changed.label, changed.name) == ("Fait sourcé", "Cinq lauréats en 2024.")
    assert [each.label for each in changed.inside] == ["Fait"]
    added = {each.label: each.after for each in found["row-added"].inside}
    assert added["Source"] == "Ademe, Bilan"
    assert added["Rôle"]
    assert "Dispositif" not in added


def test_what_is_gone_is_called_as_its_last_version_was():
    partner = make_role(make_dispositif()).partenaire
    role = partner.roles.get()
    tree = snapshot(role.dispositif)
    code, title = partner.code, partner.title
    role.delete()
    record(partner, author=None)
    partner.delete()

    assert names_in(tree)["dispositifs.partenaire", code] == f"{title} (supprimé depuis)"


def test_a_sheet_that_appears_or_goes_is_told_whole():
    fiche = make_term(title="Essaimer")
    tree = snapshot(fiche)

    appeared, gone = differences({}, tree), differences(tree, {})

    assert ("Titre", "", "Essaimer") in [(each.label, each.before, each.after) for each in appeared]
    assert ("Titre", "Essaimer", "") in [(each.label, each.before, each.after) for each in gone]
    assert [each.kind for each in gone][-1] == "row-removed"
