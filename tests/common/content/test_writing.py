"""The content written back as YAML: canonical, complete, the same bytes after a load."""

from io import StringIO

import pytest
import yaml
from django.apps import apps
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from essaimage.common.content.layout import content_fields, content_models, files, owner_of
from essaimage.common.content.reading import read_text
from essaimage.common.content.values import default
from essaimage.common.content.writing import entry_of, render
from essaimage.common.models import LoadedObject, Term
from essaimage.common.models.keyed import Keyed
from essaimage.territoires.models import Region
from tests.common.content.conftest import TERM
from tests.common.content.test_refusals import AMOUNT, SCHEME
from tests.factories import make_case, make_dispositif, make_figure, make_montant, make_term

BODY = "Deux\tcolonnes.  \r\n\r\n    un retrait\r\n\r\n« Guillemets » : oui ; et l'apostrophe… 🐝"


@pytest.mark.django_db
def test_what_was_loaded_is_written_then_loaded_without_a_change(folder):
    folder.load_text(TERM + SCHEME + AMOUNT)
    (folder.path / "content.yaml").unlink()

    first = folder.export()
    said = folder.load()

    names = ["01_references", "03_sources", "10_dispositifs", "11_glossaire"]
    assert list(first) == [f"{name}.yaml" for name in names]
    assert said.splitlines()[-2:] == ["Rien n’a changé.", "6 inchangées."]
    assert folder.export() == first


@pytest.mark.django_db
def test_a_sheet_is_written_as_an_author_would(folder):
    folder.load_text(TERM)

    written = folder.export()["11_glossaire.yaml"].decode()

    assert written.partition("\n\n")[2] == (
        "- model: common.term\n"
        "  fields:\n"
        "    code: essaimage\n"
        "    title: Essaimage\n"
        "    slug: essaimage\n"
        "    summary: Faire exister ailleurs ce qui marche ici.\n"
        "    status: publie\n"
        "    published_at: 2026-11-02T09:00:00+01:00\n"
        "\n"
        "- model: common.termcitation\n"
        "  fields:\n"
        "    code: essaimage-abeilles\n"
        "    fiche: [essaimage]\n"
        "    source: [rapport-2026]\n"
        "    establishes: definition\n"
        "    fact: Le mot vient des abeilles.\n"
    )


@pytest.mark.django_db
def test_the_end_of_a_sheet_travels_with_its_publication(folder):
    text = TERM.replace("+01:00\n", "+01:00\n    ends_at: 2027-03-28T03:00:00+02:00\n")

    folder.load_text(text)
    written = folder.export()["11_glossaire.yaml"].decode()

    assert "    ends_at: 2027-03-28T03:00:00+02:00\n" in written


@pytest.mark.django_db
def test_a_long_text_is_a_literal_block(folder):
    make_term(code="abeille", body=BODY)

    written = folder.export()["11_glossaire.yaml"].decode()

    assert (
        "    body: |\n"
        "      Deux    colonnes.\n"
        "\n"
        "          un retrait\n"
        "\n"
        "      «\u00a0Guillemets\u00a0»\u00a0: oui\u00a0; et l’apostrophe… 🐝\n"
    ) in written


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["01", "08", "53", "01004", "2A", "1e3"])
def test_a_code_that_looks_like_a_number_is_quoted(folder, code):
    Region.objects.create(code=code, name="Région", zone="metro")

    written = folder.export()["02_territoires.yaml"].decode()

    assert f'code: "{code}"' in written


@pytest.mark.django_db
def test_amounts_are_written_plainly(folder):
    scheme = make_dispositif(code="insite")
    make_montant(dispositif=scheme, minimum="45000", maximum="60000.50")

    written = folder.export()["10_dispositifs.yaml"].decode()

    assert "    minimum: 45000\n    maximum: 60000.5\n" in written


@pytest.mark.django_db
def test_what_editors_alone_set_is_not_written(folder):
    make_term(verified_on="2026-11-20")

    written = folder.export()["11_glossaire.yaml"].decode()

    assert "verified_on" not in written
    assert "updated_at" not in written


@pytest.mark.django_db
def test_rows_follow_their_sheet_by_order_then_code(folder):
    for code in ("b", "a"):
        case = make_case(code=code, dated=False, status="brouillon")
        make_figure(case=case, code=f"{code}-2")
        make_figure(case=case, code=f"{code}-1")

    entries = yaml.safe_load(folder.export()["08_pionniers.yaml"])

    assert [entry["fields"]["code"] for entry in entries] == ["a", "a-1", "a-2", "b", "b-1", "b-2"]


@pytest.mark.django_db
def test_a_file_that_is_right_is_not_touched(folder):
    folder.load_text(TERM)
    folder.export()
    before = {path: path.stat().st_mtime_ns for path in folder.path.iterdir()}

    folder.export()

    assert {path: path.stat().st_mtime_ns for path in folder.path.iterdir()} == before


@pytest.mark.django_db
def test_a_file_with_nothing_left_is_emptied(folder):
    make_term(dated=False)
    folder.export()
    Term.objects.all().delete()

    written = folder.export()["11_glossaire.yaml"].decode()

    assert yaml.safe_load(written) is None


@pytest.mark.django_db
def test_the_check_shows_what_differs_and_fails(folder):
    folder.load_text(TERM)
    (folder.path / "content.yaml").unlink()
    folder.export()
    call_command("export_content", str(folder.path), "--check", stdout=StringIO())
    Term.objects.update(title="Essaimer")
    out = StringIO()

    with pytest.raises(CommandError, match="1 différent"):
        call_command("export_content", str(folder.path), "--check", stdout=out)

    assert "-    title: Essaimage\n+    title: Essaimer\n" in out.getvalue()


@pytest.mark.django_db
def test_a_file_of_another_name_is_told(folder):
    folder.load_text(TERM)
    out = StringIO()

    call_command("export_content", str(folder.path), stdout=out)

    assert "Laissé : content.yaml." in out.getvalue()


def load_with_django(paths) -> None:
    call_command("loaddata", *map(str, paths), verbosity=0)


@pytest.mark.django_db
def test_loaddata_fills_an_empty_database_and_a_load_then_changes_nothing(folder):
    folder.load_text(TERM + SCHEME + AMOUNT)
    (folder.path / "content.yaml").unlink()
    exported = folder.export()
    for model in [LoadedObject, *content_models().values()][::-1]:
        model.objects.all().delete()

    load_with_django(sorted(folder.path.glob("*.yaml")))

    assert Term.objects.get().updated_at
    assert folder.load().splitlines()[-1] == "6 inchangées."
    assert folder.export() == exported


@pytest.mark.django_db
def test_after_loaddata_a_hand_edit_survives_too(folder):
    folder.write(TERM)
    load_with_django([folder.path / "content.yaml"])
    Term.objects.update(summary="Écrit à la main.")

    said = folder.load()

    assert Term.objects.get().summary == "Écrit à la main."
    assert "Gardé : common.term « essaimage », champ « summary »" in said


def test_every_row_with_a_code_has_its_place_in_the_fixtures():
    keyed = [model for model in apps.get_models() if issubclass(model, Keyed)]

    assert list(content_models().values()) == keyed
    for model in keyed:
        while owner := owner_of(model):
            model = owner
        assert model in files()[model.fixture_file]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\x85")))
def test_any_text_is_read_as_it_was_written(text):
    field = Term._meta.get_field("body")
    stored = field.stored_text(text)
    nothing = {name: default(each) for name, each in content_fields(Term).items()}

    [written] = read_text(
        render([entry_of(Term, "code", nothing | {"body": stored})]), "a.yaml", []
    )

    assert field.stored_text(written.values.get("body", "")) == stored
