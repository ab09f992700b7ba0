"""The command that imports lists: all of one or nothing of it, and the former version stays."""

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from essaimage.territoires import zonage_download, zonage_lists
from essaimage.territoires.facts import facts_of
from essaimage.territoires.models import Classement, Commune, ZonageVersion
from essaimage.territoires.zonages import CODES
from tests.factories import make_alias, make_commune, make_zonage
from tests.territoires.zonage_samples import FILES, FRR, Answer, serving

pytestmark = pytest.mark.django_db

PLACES = {"23096": "Guéret", "23001": "Ajain", "23002": "Alleyrat", "23003": "Anzême"}


@pytest.fixture(autouse=True)
def small_country(monkeypatch) -> None:
    """Four communes, six zonages, and lists that may be that short."""
    for code, name in PLACES.items():
        make_commune(code, name)
    for code in CODES:
        make_zonage(code, is_exhaustive=code not in ("densite", "villages-davenir", "qpv"))
    small = tuple(replace(each, rows=(1, 100)) for each in zonage_lists.LISTS)
    monkeypatch.setattr(zonage_lists, "LISTS", small)


@pytest.fixture
def folder(tmp_path) -> Path:
    """The six lists."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments, fails: bool = False, **options) -> list[str]:
    """Run the command; return the lines it said, its last sentence included."""
    out = StringIO()
    refusal = ""
    try:
        call_command("import_zonages", *map(str, arguments), stdout=out, **options)
    except CommandError as error:
        refusal = str(error)
    said = [*out.getvalue().splitlines(), *filter(None, [refusal])]
    assert bool(refusal) is fails, said
    return said


def frr(folder: Path, text: str | bytes) -> None:
    """Write another list of FRR."""
    content = text.encode() if isinstance(text, str) else text
    (folder / "frr_2025.csv").write_bytes(content)


def fact(zonage: str, code: str = "23096"):
    """What is known of a commune."""
    return facts_of(Commune.objects.with_places().get(code=code)).zonage(zonage)


def in_force(zonage: str = "frr") -> ZonageVersion:
    return ZonageVersion.objects.get(zonage__code=zonage, is_current=True)


def test_six_lists_are_imported_from_a_folder(folder):
    said = run(folder)

    assert said[-1] == "6 listes lues, 0 refusée."
    assert ZonageVersion.objects.filter(is_current=True).count() == 6
    assert (fact("frr").status, fact("frr").value) == ("oui", "FRR socle")
    assert fact("densite", "23001").value == "6"
    assert fact("pvd").status == "non"
    assert fact("acv").detail == (
        "convention signée le 1er septembre 2018, et pour ses entrées de ville"
    )
    assert fact("villages-davenir").status == "inconnu"
    assert fact("qpv").detail == "Un quartier"


def test_a_second_import_writes_nothing(folder):
    run(folder)

    said = run(folder)

    assert "frr : rien n’a changé." in said
    assert ZonageVersion.objects.count() == 6


def test_a_dry_run_says_all_and_writes_nothing(folder):
    said = run(folder, "--essai")

    assert any(line.startswith("frr : 4 communes") for line in said)
    assert "À blanc : rien n’a été écrit." in said
    assert not ZonageVersion.objects.exists()


def test_one_zonage_may_be_imported_alone_with_its_date(folder):
    run(folder, "--zonage", "frr", "--date", "2026-03-01")

    assert in_force().date == date(2026, 3, 1)
    assert ZonageVersion.objects.count() == 1
    assert run(folder, "--date", "2026-03-01", fails=True) == [
        "--date s’emploie avec un seul --zonage."
    ]


def test_a_new_version_comes_into_force_and_the_former_one_is_kept(folder):
    run(folder, "--zonage", "frr")
    frr(folder, FRR.replace("FRR socle", "FRR+"))

    run(folder, "--zonage", "frr")

    assert fact("frr").value == "FRR+"
    assert ZonageVersion.objects.count() == 2
    assert Classement.objects.filter(version__is_current=False).count() == 4


def test_the_former_version_may_be_put_back_in_force(folder):
    run(folder, "--zonage", "frr")
    frr(folder, FRR.replace("FRR socle", "FRR+"))
    run(folder, "--zonage", "frr")

    said = run("--revenir", "frr")

    assert said[0].endswith("version remise en vigueur.")
    assert fact("frr").value == "FRR socle"
    assert run("--revenir", "frr", fails=True) == ["frr : il n’y a pas de version d’avant."]


@pytest.mark.parametrize(
    "text",
    [
        "",
        FRR[:-5],
        "<html>Erreur 503</html>",
        FRR.encode("cp1252"),
        FRR + "23096,Guéret,FRR+\n",
        FRR.replace("23", "99"),
        FRR.replace("classement", "colonne"),
        "code_insee,nom,classement\n23096,Guéret,FRR socle\n",
    ],
    ids=["empty", "cut", "page", "encoding", "twice", "unknown", "column", "four times fewer"],
)
def test_a_doubtful_list_is_refused_whole_and_the_former_version_stays(folder, text):
    run(folder, "--zonage", "frr")
    before = in_force()
    frr(folder, text)

    said = run(folder, "--zonage", "frr", fails=True)

    assert said[0].startswith("frr : refusé, rien n’a changé : ")
    assert said[-1] == "0 liste lue, 1 refusée."
    assert in_force() == before
    assert fact("frr").value == "FRR socle"
    assert ZonageVersion.objects.count() == 1


def test_a_list_that_is_refused_does_not_stop_the_others(folder):
    frr(folder, "")

    said = run(folder, fails=True)

    assert said[-1] == "5 listes lues, 1 refusée."
    assert ZonageVersion.objects.filter(is_current=True).count() == 5


def test_a_large_gap_is_accepted_when_it_is_meant(folder):
    run(folder, "--zonage", "frr")
    frr(folder, "code_insee,nom,classement\n23096,Guéret,FRR socle\n")

    run(folder, "--zonage", "frr", "--accepter-ecart")

    assert in_force().row_count == 1


def test_a_list_far_too_short_is_refused_the_first_time_too(folder, monkeypatch):
    whole = tuple(replace(each, rows=(12_000, 30_000)) for each in zonage_lists.LISTS)
    monkeypatch.setattr(zonage_lists, "LISTS", whole)

    said = run(folder, "--zonage", "frr", fails=True)

    assert "4 communes y sont classées" in said[0]


def test_old_codes_and_arrondissements_are_read_as_the_commune_of_today(folder):
    paris = make_commune("75056", "Paris")
    make_alias("75112", kind="arrondissement", commune=paris)
    make_alias("23998", commune=Commune.objects.get(code="23096"))
    more = "23998,Ancienne,FRR+\n75112,Paris 12e,FRR socle\n"
    frr(folder, FRR + more)

    said = run(folder, "--zonage", "frr")

    assert "frr : 2 sous un ancien code, 5 communes classées." in said
    assert (fact("frr", "75056").status, fact("frr", "75056").value) == ("oui", "FRR socle")
    assert fact("frr").status == "partiel"  # one part was FRR socle, the other FRR+


def test_a_few_unknown_codes_are_left_out_and_said(folder):
    many = "".join(f"2310{number},Commune,FRR+\n" for number in range(10))
    for number in range(10):
        make_commune(f"2310{number}", "Commune")
    frr(folder, f"{FRR}{many}99999,Nulle part,FRR+\n")

    said = run(folder, "--zonage", "frr")

    assert "frr : 1 code inconnu, laissés : 99999." in said
    assert in_force().classements.count() == 14


def test_a_merged_commune_is_classed_again_from_the_same_file(folder):
    run(folder, "--zonage", "frr")
    Commune.objects.get(code="23003").delete()
    make_alias("23003", commune=make_commune("23500", "Nouvelle"))

    run(folder, "--zonage", "frr")

    assert fact("frr", "23500").value == "FRR bénéficiaire"


def test_a_zonage_that_is_not_in_the_database_is_said(folder):
    ZonageVersion.objects.all().delete()
    in_database = make_zonage("frr")
    in_database.delete()

    said = run(folder, "--zonage", "frr", fails=True)

    assert "lancez d’abord « load_content »" in said[0]


def test_a_folder_without_lists_is_said(tmp_path):
    assert run(tmp_path, fails=True)[-1] == "Aucune liste n’a été trouvée."
    assert run(tmp_path / "ailleurs", fails=True)[-1].endswith("ce dossier n’existe pas.")


def test_two_files_for_one_list_are_refused(folder):
    (folder / "frr_2026.csv").write_text(FRR)

    said = run(folder, "--zonage", "frr", fails=True)

    assert "plusieurs fichiers conviennent (frr_2025.csv, frr_2026.csv)" in said[0]


# --- From the web -----------------------------------------------------------------------------------


def official_at(monkeypatch, address: str) -> None:
    """Give the list of FRR an official address."""
    lists = tuple(replace(each, address=address) for each in zonage_lists.lists_of(["frr"]))
    monkeypatch.setattr(zonage_lists, "LISTS", lists)
    monkeypatch.setattr(zonage_download, "FIRST_WAIT", 0)


def test_a_list_is_imported_from_its_official_address(monkeypatch):
    failing = Answer("", 500)
    answer = Answer(FRR.rstrip("\n"), Last_Modified="Thu, 10 Jul 2025 10:00:00 GMT")

    with serving(failing, answer) as (address, asked):
        official_at(monkeypatch, address)
        said = run("--officiel")

    assert len(asked) == 2
    assert said[0] == f"frr : téléchargement de {address}"
    assert (in_force().date, in_force().source_url) == (date(2025, 7, 10), address)
    assert len(in_force().checksum) == 64


@pytest.mark.parametrize(
    "answer",
    [Answer(cut=30), Answer("", 404), Answer("<html></html>", kind="text/html"), Answer("<html>")],
    ids=["cut", "missing", "page", "page said to be a list"],
)
def test_a_bad_download_leaves_the_former_version(folder, monkeypatch, answer):
    run(folder, "--zonage", "frr")
    before = in_force()

    with serving(answer) as (address, _):
        official_at(monkeypatch, address)
        said = run("--officiel", fails=True)

    assert "refusé, rien n’a changé" in said[1]
    assert said[-1] == "0 liste lue, 1 refusée."
    assert in_force() == before


def test_lists_without_an_official_address_are_said(monkeypatch):
    lists = tuple(replace(each, address="") for each in zonage_lists.LISTS)
    monkeypatch.setattr(zonage_lists, "LISTS", lists)

    said = run("--officiel", fails=True)

    assert said[0] == "densite : pas d’adresse officielle connue ; à importer d’un dossier."
