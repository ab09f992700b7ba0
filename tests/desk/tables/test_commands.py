"""The commands of tables: dry unless told otherwise, in French, one line of account."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dispositifs.models import Dispositif
from essaimage.common.models import Version
from essaimage.desk.models import ImportRun
from tests.factories import make_dispositif, make_editor, make_nature

from .helpers import GOOD, SCHEME, changed, csv_file, exported

pytestmark = pytest.mark.django_db


def said(*words, **options) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue().replace("\u00a0", " ")


@pytest.fixture
def new_scheme(tmp_path) -> Path:
    make_nature("subvention")
    path = tmp_path / "aides.csv"
    path.write_bytes(csv_file([SCHEME, GOOD]))
    return path


def test_an_import_is_dry_unless_it_is_confirmed(new_scheme):
    dry = said("import_table", "dispositifs", new_scheme)
    assert "1 créée. À blanc : rien n’a été écrit." in dry
    assert not Dispositif.objects.exists()
    assert not ImportRun.objects.exists()

    done = said("import_table", "dispositifs", new_scheme, confirm=True)

    assert done.endswith("1 créée.\n")
    assert "historique…" in done
    assert ImportRun.objects.get().author_name == "ligne de commande"
    assert "1 inchangée." in said("import_table", "dispositifs", new_scheme, confirm=True)


def test_what_is_wrong_is_told_and_nothing_is_written(tmp_path):
    make_nature("subvention")
    path = tmp_path / "faux.csv"
    path.write_bytes(csv_file([SCHEME, ["A", "x", "Nationnale", *GOOD[3:]]]))
    out = StringIO()

    with pytest.raises(CommandError, match="1 à corriger"):
        call_command("import_table", "dispositifs", path, confirm=True, stdout=out)

    assert "Vouliez-vous dire" in out.getvalue()
    assert not Dispositif.objects.exists()
    assert not ImportRun.objects.exists()


def test_an_import_in_someone_s_name_has_their_rights(new_scheme, tmp_path):
    make_editor("rédaction", username="ada", first_name="Ada")
    make_dispositif(title="Publique")
    path = tmp_path / "publique.csv"
    path.write_bytes(csv_file(changed(exported(), 1, {"Sigle": "P"})))

    said("import_table", "dispositifs", new_scheme, confirm=True, user="ada")

    assert Version.objects.get().author_name == "Ada"
    with pytest.raises(CommandError, match="1 à corriger"):
        said("import_table", "dispositifs", path, confirm=True, user="ada")
    with pytest.raises(CommandError, match="Aucun compte"):
        said("import_table", "dispositifs", path, user="personne")


def test_a_file_that_is_no_table_or_is_not_there_is_refused(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="PDF"):
        said("import_table", "dispositifs", path)
    with pytest.raises(CommandError, match="absent"):
        said("import_table", "dispositifs", tmp_path / "absent.csv")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_comes_back_unchanged(tmp_path, ending):
    make_dispositif()
    path = tmp_path / f"sortie.{ending}"

    assert said("export_table", "dispositifs", path).startswith("1 fiche dans")

    assert "1 inchangée." in said("import_table", "dispositifs", path)


def test_an_export_says_what_it_cannot_write(tmp_path):
    with pytest.raises(CommandError, match=r"\.csv ou \.xlsx"):
        said("export_table", "dispositifs", tmp_path / "sortie.ods")
    with pytest.raises(CommandError, match="absent"):
        said("export_table", "dispositifs", tmp_path / "absent" / "sortie.csv")


def test_the_bench_measures_and_leaves_nothing():
    make_dispositif(natures=["subvention"])

    told = said("bench_import", lines=3)

    assert "confirmation (3 créées, 0 modifiées)" in told
    assert "le même XLSX, inchangé (3 inchangées)" in told
    assert (Dispositif.objects.count(), ImportRun.objects.count()) == (1, 0)


def test_the_bench_needs_sheets_to_imitate():
    with pytest.raises(CommandError, match="chargez d’abord le contenu"):
        said("bench_import", lines=3)
