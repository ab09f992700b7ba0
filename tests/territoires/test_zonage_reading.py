"""A list is whole and clean, or it is refused whole with a French sentence."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from essaimage.territoires import zonage_reading
from essaimage.territoires.zonage_lists import LISTS, BadList, shortened
from essaimage.territoires.zonage_reading import read_entries
from tests.territoires.zonage_samples import ACV, DENSITE, FRR, PVD, QPV, VILLAGES

OFFICIAL = {each.zonage: each for each in LISTS}


def read(zonage: str, text: str | bytes, **options) -> dict:
    """Read a list; return the status, value and detail of each code."""
    content = text.encode() if isinstance(text, str) else text
    entries = read_entries(content, OFFICIAL[zonage], **options)
    return {code: (entry.status, entry.value, entry.detail) for code, entry in entries.items()}


def workbook(*rows: tuple) -> bytes:
    """A spreadsheet of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_degrees_of_frr():
    more = "23004,Arfeuille,FRR bénéficiaire partiellement\n23005,Arrènes,Non classée\n"

    assert read("frr", FRR + more) == {
        "23096": ("oui", "FRR socle", ""),
        "23001": ("oui", "FRR+", ""),
        "23002": ("partiel", "FRR", ""),
        "23003": ("oui", "FRR bénéficiaire", ""),
        "23004": ("partiel", "FRR bénéficiaire", ""),
    }


@pytest.mark.parametrize(
    ("zonage", "text", "code", "said"),
    [
        ("densite", DENSITE, "23001", ("oui", "6", "")),
        ("pvd", PVD, "23001", ("oui", "", "convention signée le 12 mars 2021")),
        ("pvd", PVD, "23002", ("oui", "", "")),
        ("acv", ACV, "23096", ("oui", "", "convention signée le 1er septembre 2018")),
        ("villages-davenir", VILLAGES, "23003", ("oui", "", "")),
        ("qpv", QPV, "23096", ("oui", "QN02301M", "Un quartier")),
    ],
)
def test_each_list_reads_as_it_is_published(zonage, text, code, said):
    assert read(zonage, text)[code] == said


@pytest.mark.parametrize(
    "text",
    [
        FRR.replace(",", ";"),
        FRR.replace(",", "\t"),
        FRR.replace("\n", "\r\n"),
        f"\ufeff{FRR}",
        FRR.replace("code_insee", "Code INSEE"),
        FRR.replace("code_insee", "insee_com"),
        FRR + "\n\n",
    ],
)
def test_the_same_list_written_another_way(text):
    assert read("frr", text) == read("frr", FRR)


def test_a_spreadsheet_is_read_under_its_titles():
    book = workbook(
        ("Grille communale de densité",),
        ("Source : Insee",),
        ("CODGEO", "LIBGEO", "DENS7", "LIBDENS7"),
        ("23096", "Guéret", 2, "Centres urbains intermédiaires"),
        (1001, "L’Abergement", 6, "Rural à habitat dispersé"),
    )

    assert read("densite", book) == {"23096": ("oui", "2", ""), "01001": ("oui", "6", "")}


def test_levels_are_read_by_their_words_since_numbers_changed():
    book = workbook(("CODGEO", "DENS7", "LIBDENS7"), ("23096", 3, "Ceintures urbaines"))

    assert read("densite", book)["23096"] == ("oui", "4", "")


def test_the_grid_of_three_levels_is_not_taken_for_the_other():
    book = workbook(("CODGEO", "DENS", "LIBDENS"), ("23096", 3, "Communes rurales"))

    with pytest.raises(BadList, match="« Communes rurales » n’est pas un des sept niveaux"):
        read("densite", book)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "est vide"),
        ("  \n\n", "est vide"),
        ("code_insee,nom,classement\n", "aucune ligne"),
        ("<!DOCTYPE html><html><body>Erreur</body></html>", "page web"),
        ("\n<html>503</html>", "page web"),
        (FRR.encode("cp1252"), r"UTF-8 \(ligne 2\)"),
        (FRR.encode("utf-16"), "UTF-8"),
        (FRR.encode().decode("cp1252"), "mal converti"),
        (FRR.replace("é", "\ufffd"), "mal converti"),
        (FRR.replace("Guéret", "Gué\x00ret"), "pas un fichier de texte"),
        (FRR[:-3], "dernière ligne n’est pas finie"),
        (FRR[: FRR.rindex(",")], "tronqué"),
        (FRR.replace("23001,Ajain,FRR+", "23001,Ajain"), "2 colonnes au lieu de 3"),
        (FRR + '23009,"Un guillemet\n', "tronqué ou abîmé"),
        (FRR + "23096,Guéret,FRR socle\n", "la commune 23096 s’y trouve deux fois"),
        (FRR.replace("classement", "autre"), "la colonne « classement » manque"),
        ("nom,classement\nGuéret,FRR\n", "la colonne « code_insee » manque"),
        (FRR.replace("23001", "Creuse"), "« Creuse » .* n’est pas un code"),
        (FRR.replace("FRR+", "oui"), "ligne 3 : « oui » n’est pas un classement"),
        (b"PK\x03\x04 abime", "classeur ne se lit pas"),
        ('{"erreur": 500}\n{}\n', "manque"),
    ],
)
def test_a_doubtful_file_is_refused(text, sentence):
    with pytest.raises(BadList, match=sentence):
        read("frr", text)


def test_a_last_line_without_its_end_is_accepted_when_the_length_is_vouched_for():
    assert read("frr", FRR.rstrip("\n"), is_whole=True) == read("frr", FRR)


def test_a_spreadsheet_without_communes_is_refused():
    with pytest.raises(BadList, match="enregistrez la liste en CSV"):
        read("densite", workbook(("Titre",), ("Rien",)))


def test_a_spreadsheet_cut_short_is_refused():
    book = workbook(("CODGEO", "DENS7"), ("23096", 2))

    with pytest.raises(BadList, match="tronqué ou abîmé"):
        read("densite", book[:-200])


def test_a_long_list_of_names_is_cut_between_two_names():
    assert shortened("Nord, Sud") == "Nord, Sud"
    assert shortened("Nord, Sud, Est", 12) == "Nord, Sud…"
    assert len(shortened("x" * 500)) <= 120


def test_a_row_of_a_spreadsheet_without_its_code_is_not_dropped_in_silence():
    titles = ("code_insee", "nom", "classement")
    for code in (None, "=A1"):  # a formula that no spreadsheet has worked out has no value
        with pytest.raises(BadList, match="n’est pas un code de commune"):
            read("frr", workbook(titles, ("23096", "Guéret", "FRR+"), (code, "Ajain", "FRR+")))


def test_a_spreadsheet_is_read_beyond_the_size_it_claims():
    rows = [(f"23{number:03}", "Une commune", "FRR+") for number in range(1, 30)]
    whole = workbook(("code_insee", "nom", "classement"), *rows)
    shrunk = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as book, zipfile.ZipFile(shrunk, "w") as written:
        for name in book.namelist():
            written.writestr(name, book.read(name).replace(b'ref="A1:C30"', b'ref="A1:C9"'))

    assert shrunk.getvalue() != whole
    assert len(read("frr", shrunk.getvalue())) == 29


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(BadList, match="deux colonnes s’appellent « code_insee »"):
        read("frr", FRR.replace("code_insee,nom", "code_insee,code_insee"))
    with pytest.raises(BadList, match="deux colonnes"):
        read(
            "frr", workbook(("code_insee", "Code_INSEE", "classement"), ("23096", "23001", "FRR+"))
        )


def test_a_spreadsheet_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(zonage_reading, "MAX_ROWS", 100)
    rows = [("23096", "Guéret", "FRR+"), *[(None, "")] * 200]

    with pytest.raises(BadList, match="trop de lignes"):
        read("frr", workbook(("code_insee", "nom", "classement"), *rows[1:], rows[0]))
