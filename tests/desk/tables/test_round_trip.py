"""What goes out comes back: an export brought back changes nothing, whatever it holds."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from dispositifs.models import Dispositif
from essaimage.common.spreadsheets import csv_of, harmless, xlsx_of
from essaimage.desk.tables.cells import same_cell, unharmed
from essaimage.desk.tables.exporting import export_table
from essaimage.desk.tables.kinds import KINDS
from tests.factories import (
    make_case,
    make_commune,
    make_departement,
    make_dispositif,
    make_nature,
    make_partenaire,
    make_phase,
    make_region,
)

from .helpers import brought, changed, csv_file, exported, faults_of, tried, xlsx_file

pytestmark = pytest.mark.django_db


def files_of(slug: str) -> list[bytes]:
    kind = KINDS[slug]
    table = export_table(kind, kind.model.objects.order_by("title"), None)
    return [table.csv(), table.xlsx()]


def unchanged(content: bytes, slug: str) -> bool:
    run = tried(content, slug)
    total = KINDS[slug].model.objects.count()
    return (run.faults, run.created, run.changed, run.kept, run.unchanged) == (0, 0, 0, 0, total)


def test_all_the_content_of_the_site_comes_back_unchanged():
    call_command("load_content", Path(settings.FIXTURES_DIR), stdout=StringIO())

    for slug, kind in KINDS.items():
        assert kind.model.objects.count() > 15
        for content in files_of(slug):
            assert unchanged(content, slug)


def test_every_field_comes_back_as_it_was():
    heir = make_dispositif(
        title="L’héritier ; suite", ends_at=datetime(2027, 1, 2, 3, 4, 5, 678, UTC)
    )
    make_dispositif(
        title="Le même nom",
        natures=["pret", make_nature("subvention", label="Subvention ; don")],
        beneficiaires=["association"],
        phases=[make_phase("pilote")],
        vie="remplace",
        ended_on=date(2024, 2, 29),
        replaced_by=heir,
        programme=heir,
        body="=1+1\n\n- une « liste »\n\n\tdu code",
        steps="'=cmd|' /C calc'!A0",
        cumul='Trois lignes "entre guillemets" ;\nune autre ;\n@et une autre',
        site_url="https://exemple.fr/?a=1;b=2",
        published_at=datetime(2026, 10, 25, 0, 30, 59, 123456, UTC),  # an hour told twice in Paris
    )
    make_dispositif(title="Le même nom", summary="Un autre.", review_months=3)
    make_partenaire(regions=[make_region()], departements=[make_departement(code="01", name="Ain")])
    make_case(head_commune=make_commune(code="01004"), sectors=["alimentation"])

    for slug in KINDS:
        for content in files_of(slug):
            assert unchanged(content, slug)


def test_a_spreadsheet_that_writes_texts_in_its_own_way_changes_nothing():
    make_dispositif(
        body="Un texte.\n\nUn autre.", steps="=SOMME(A1)", published_at="2026-01-02T10:11:12Z"
    )
    rows = [[harmless(cell).replace("\n", "\r\n") for cell in row] for row in exported()]

    assert unchanged(csv_file(rows, "utf-16", "\t"), "dispositifs")
    assert unchanged(xlsx_file(rows), "dispositifs")


@given(text=st.text(max_size=60))
def test_what_is_made_harmless_is_told_apart_from_what_its_author_wrote(text):
    assert same_cell(harmless(text), text)
    assert not unharmed(harmless(f"={text}")).startswith("'")


@trying(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    text=st.text(
        st.characters(exclude_categories=["C"]) | st.sampled_from("=+-@'\n;\","), max_size=80
    )
)
def test_any_text_comes_back_by_either_file(text):
    Dispositif.objects.all().delete()
    make_dispositif(body=text, cumul=text[::-1], title="Un titre")
    table = exported()

    assert unchanged(csv_of(table[0], table[1:]), "dispositifs")
    assert unchanged(xlsx_of("Dispositifs", table[0], table[1:]), "dispositifs")


def test_a_changed_cell_is_the_only_thing_written():
    scheme = make_dispositif(title="Un appui", cost="Gratuit", natures=["pret", "subvention"])
    before = Dispositif.objects.filter(pk=scheme.pk).values().get()

    run = brought(csv_file(changed(exported(), 1, {"Coût pour qui demande": "10 euros"})))

    after = Dispositif.objects.filter(pk=scheme.pk).values().get()
    different = {name for name in after if after[name] != before[name]}
    assert (run.changed, different) == (1, {"cost", "updated_at"})
    assert scheme.natures.count() == 2


def test_each_kind_of_cell_is_written():
    make_nature("pret", label="Prêt")
    scheme = make_dispositif(title="Un appui", natures=["subvention"], vie="en_cours")
    other = make_dispositif(title="Zèbre")
    rows = changed(
        exported(),
        1,
        {
            "Natures d’appui": "pret",
            "Vie": "terminé",
            "Terminé le": "31/12/2025",
            "Précision de la fin": "au mois",
            "Programme dont il fait partie": "zebre",
            "Échelle": "regionale",
            "À revoir tous les (mois)": "6,0",
            "Publié le": "05/02/2026 9h30",
        },
    )

    run = brought(csv_file(rows))

    scheme.refresh_from_db()
    assert run.changed == 1
    assert [nature.code for nature in scheme.natures.all()] == ["pret"]
    assert (scheme.vie, scheme.ended_on) == ("termine", date(2025, 12, 31))
    assert (scheme.ended_precision, scheme.programme, scheme.echelle) == (
        "mois",
        other,
        "regionale",
    )
    assert scheme.review_months == 6
    assert scheme.published_at == datetime(2026, 2, 5, 8, 30, tzinfo=UTC)


def test_an_emptied_cell_empties_the_field():
    scheme = make_dispositif(title="Un appui", cost="Gratuit", publics=["jeunes"])

    brought(
        csv_file(changed(exported(), 1, {"Coût pour qui demande": "", "Publics accompagnés": ""}))
    )

    scheme.refresh_from_db()
    assert (scheme.cost, scheme.publics.count()) == ("", 0)


def test_columns_may_be_left_out_and_moved():
    scheme = make_dispositif(title="Un appui", cost="Gratuit", natures=["pret"])
    table = exported()
    kept = [table[0].index(name) for name in ("Repère", "Sigle", "Code")]
    rows = changed([[row[index] for index in kept] for row in table], 1, {"Sigle": "UA"})

    run = brought(csv_file(rows))

    scheme.refresh_from_db()
    assert (run.changed, scheme.sigle, scheme.cost, scheme.natures.count()) == (
        1,
        "UA",
        "Gratuit",
        1,
    )


def test_every_column_has_a_title_of_its_own():
    for kind in KINDS.values():
        headers = [column.header for column in kind.columns]

        assert len(set(headers)) == len(headers)
        assert faults_of(tried(csv_file([headers]), kind.slug)) == []
