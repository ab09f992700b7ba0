"""The reference: built from the package, committed, loaded without losing what content names."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from essaimage.territoires.lookup import Moved, commune_coded
from essaimage.territoires.models import Commune, CommuneAlias, Departement, Epci, Region
from essaimage.territoires.reference_building import build
from essaimage.territoires.reference_files import FOLDER, BadReference, read, write
from essaimage.territoires.reference_loading import load
from tests.factories import make_case, make_classement, make_commune, make_coverage, make_temoin
from tests.territoires.packages import COMMUNES, commune, former, write_package


@pytest.fixture
def package(tmp_path):
    """A package of four communes, unpacked."""
    return write_package(tmp_path / "package")


def load_package(folder, communes=COMMUNES):
    """Load a package whose communes are these; return what happened to the table of communes."""
    return load(build(write_package(folder, communes=communes)))[Commune]


# --- Built -----------------------------------------------------------------------------------------


def test_a_commune_has_its_places_its_population_and_its_year(package):
    rows = {row.code: row for row in build(package).communes}

    assert rows["23096"].epci == "200034825"
    assert (rows["23096"].population, rows["23096"].annee) == ("12955", "2023")
    assert rows["97611"].annee == "2017"
    assert (rows["97502"].population, rows["97502"].annee) == ("", "")
    assert rows["13055"].codes_postaux == "13001 13002"
    assert rows["23001"].nom == "L’Exemple"


def test_every_other_code_leads_to_a_commune(package):
    rows = {row.code: (row.nom, row.genre, row.commune) for row in build(package).aliases}

    assert rows == {
        "13201": ("Marseille 1er Arrondissement", "arrondissement", "13055"),
        "23001": ("L’Exemple-le-Haut", "deleguee", "23001"),
        "23002": ("Exemple-le-Bas", "associee", "23001"),
        "23003": ("", "ancien", "23001"),
    }


def test_the_files_are_the_same_each_time(package, tmp_path):
    call_command("build_reference", package, "--vers", tmp_path / "one", stdout=StringIO())
    call_command("build_reference", package, "--vers", tmp_path / "two", stdout=StringIO())

    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 6
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert read(tmp_path / "one") == build(package)


def test_a_package_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="indiquer le dossier du paquet"):
        call_command("build_reference", tmp_path)


# --- Committed -------------------------------------------------------------------------------------


def test_the_committed_reference_holds_the_whole_country():
    reference = read()

    assert len(reference.communes) == 34_969
    assert (len(reference.regions), len(reference.departements)) == (26, 109)
    assert len(reference.epcis) == 1255
    kinds = [row.genre for row in reference.aliases]
    assert kinds.count("arrondissement") == 45
    assert len(reference.aliases) == 4869
    assert len({row.code for row in reference.aliases}) == 4869


def test_the_committed_reference_names_only_what_it_holds():
    reference = read()
    communes = {row.code for row in reference.communes}
    departements = {row.code for row in reference.departements}

    assert {row.commune for row in reference.aliases} <= communes
    assert {row.departement for row in reference.communes} <= departements
    assert {row.epci for row in reference.communes} - {""} <= {row.code for row in reference.epcis}
    assert {row.region for row in reference.departements} <= {r.code for r in reference.regions}


def test_a_damaged_file_is_refused_by_name(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "reference")
    path = tmp_path / "reference" / "communes.csv.bz2"
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(BadReference, match=r"communes\.csv\.bz2 .* l’empreinte"):
        read(tmp_path / "reference")


# --- Loaded ----------------------------------------------------------------------------------------

loaded = pytest.mark.django_db


@loaded
def test_everything_is_loaded_then_nothing_changes(package):
    first = load(build(package))
    second = load(build(package))

    assert (first[Commune].created, first[CommuneAlias].created) == (5, 4)
    gueret = Commune.objects.get(code="23096")
    assert (gueret.epci.code, gueret.departement.region.code) == ("200034825", "75")
    assert Region.objects.get(code="93").name == "Provence-Alpes-Côte d’Azur"
    assert Epci.objects.get(code="200054807").kind == "ME"
    assert {(a.created, a.updated, len(a.deleted)) for a in second.values()} == {(0, 0, 0)}
    assert second[Commune].unchanged == 5


@loaded
def test_a_row_that_content_brought_is_completed_and_keeps_its_key(package):
    before = make_commune(population=1)

    account = load(build(package))[Commune]

    after = Commune.objects.get(code="23096")
    assert (after.pk, after.population, after.postcodes) == (before.pk, 12_955, "23000")
    assert (account.created, account.updated) == (4, 1)


@loaded
def test_a_commune_that_nothing_names_disappears(tmp_path):
    load_package(tmp_path)
    make_classement(commune=Commune.objects.get(code="23096"))

    account = load_package(tmp_path, COMMUNES[1:])

    assert account.deleted == ["Guéret (23096)"]
    assert not Commune.objects.filter(code="23096").exists()


@loaded
@pytest.mark.parametrize(
    ("make", "link", "values"),
    [
        (make_temoin, "commune", {}),
        (make_coverage, "commune", {"kind": "commune"}),
        (make_case, "head_commune", {}),
    ],
)
def test_a_commune_that_content_names_is_kept_and_no_longer_current(tmp_path, make, link, values):
    load_package(tmp_path)
    gueret = Commune.objects.get(code="23096")
    make(**values, **{link: gueret})

    account = load_package(tmp_path, COMMUNES[1:])

    gueret.refresh_from_db()
    assert account.kept == ["Guéret (23096)"]
    assert not gueret.is_current


@loaded
def test_a_merged_commune_leads_to_the_new_one_even_when_content_still_names_it(tmp_path):
    load_package(tmp_path)
    make_temoin(commune=Commune.objects.get(code="23096"))
    merged = [
        commune("23001", "Grand Exemple", anciensCodes=["23096"]),
        former("23096", "Guéret", "23001"),
    ]

    load_package(tmp_path, [*merged, *COMMUNES[2:5]])

    assert commune_coded("23096") == Moved(Commune.objects.get(code="23001"), "Guéret")


@loaded
def test_a_commune_that_comes_back_is_current_again(tmp_path):
    load_package(tmp_path)
    make_temoin(commune=Commune.objects.get(code="23096"))
    load_package(tmp_path, COMMUNES[1:])

    load_package(tmp_path)

    assert Commune.objects.get(code="23096").is_current


@loaded
def test_nothing_changes_when_the_load_fails(package, monkeypatch):
    monkeypatch.setattr("essaimage.territoires.reference_loading._number", lambda text: -1)

    with pytest.raises(Exception, match=r"."):
        load(build(package))

    assert not Departement.objects.exists()


@loaded
def test_the_command_counts_in_french_and_names_what_disappeared(package, monkeypatch, tmp_path):
    write(build(package), tmp_path / "reference")
    monkeypatch.setattr(
        "essaimage.territoires.management.commands.load_reference.read",
        lambda: read(tmp_path / "reference"),
    )
    make_commune("23999", "Disparue")
    out = StringIO()

    call_command("load_reference", stdout=out)

    lines = out.getvalue().splitlines()
    assert "Commune disparue, supprimée : Disparue (23999)." in lines
    assert "Communes : 5 créées, 1 supprimée." in lines
    assert "Départements : 3 créés, 1 inchangé." in lines
    assert lines[-1] == "5 communes aujourd’hui."
