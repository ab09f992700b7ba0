"""What an editor wrote is never lost to a table: what stays, what follows, what was deleted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispositifs.models import Dispositif
from essaimage.common.models import Move, Status, Version
from essaimage.common.typography import NBSP
from essaimage.common.versions import snapshot
from essaimage.desk.models import ImportRun, TableExport
from essaimage.desk.tables.kinds import KINDS
from essaimage.desk.tables.running import confirm, try_table
from tests.factories import (
    make_dispositif,
    make_editor,
    make_montant,
    make_nature,
    make_partenaire,
    make_role,
)

from .helpers import (
    GOOD,
    SCHEME,
    brought,
    changed,
    csv_file,
    entries_of,
    exported,
    faults_of,
    tried,
)

pytestmark = pytest.mark.django_db
COST = "Coût pour qui demande"


def cost_of(scheme: Dispositif) -> str:
    scheme.refresh_from_db()
    return scheme.cost


def test_what_an_editor_changed_since_the_export_stays():
    scheme = make_dispositif(title="Un appui", cost="Gratuit", cumul="Non.")
    rows = changed(exported(), 1, {COST: "10 euros", "Sigle": "UA"})
    Dispositif.objects.update(cost="Une cotisation", cumul="Oui.")

    run = brought(csv_file(rows))

    scheme.refresh_from_db()
    assert (scheme.cost, scheme.cumul, scheme.sigle) == ("Une cotisation", "Oui.", "UA")
    (entry,) = entries_of(run)
    assert entry["fields"] == [["Sigle", "", "UA"]]
    assert sorted(entry["kept"]) == [
        ["Ce qui peut se cumuler", "Oui.", "Non.", False],
        [COST, "Une cotisation", "10 euros", True],
    ]


def test_two_people_who_exported_the_same_thing_do_not_undo_each_other():
    scheme = make_dispositif(title="Un appui", cost="Gratuit")
    hers, his = exported(), exported()

    brought(csv_file(changed(hers, 1, {COST: "10 euros"})))
    run = brought(csv_file(changed(his, 1, {"Sigle": "UA"})))

    assert cost_of(scheme) == "10 euros"
    assert (scheme.sigle, run.kept) == ("UA", 1)


def test_the_same_file_corrected_and_brought_again_is_followed():
    scheme = make_dispositif(title="Un appui", cost="Gratuit")
    rows = changed(exported(), 1, {COST: "10 euros"})
    brought(csv_file(rows))

    same = tried(csv_file(rows))
    again = brought(csv_file(changed(rows, 1, {COST: "20 euros"})))
    third = brought(csv_file(changed(rows, 1, {COST: "30 euros"})))

    assert (same.unchanged, same.changed) == (1, 0)
    assert (again.changed, third.changed, cost_of(scheme)) == (1, 1, "30 euros")


def test_a_deleted_sheet_stays_deleted_and_is_told():
    make_dispositif(title="Un appui")
    rows = changed(exported(), 1, {COST: "10 euros"})
    Dispositif.objects.all().delete()

    run = tried(csv_file(rows))

    assert (run.created, run.changed, run.faults) == (0, 0, 0)
    assert entries_of(run)[0]["what"] == "supprimee"


def test_a_line_without_mark_fills_what_is_empty_and_replaces_nothing():
    scheme = make_dispositif(title="Un appui", cost="Gratuit", sigle="")
    rows = [["Code", "Sigle", COST, "Ce qui peut se cumuler"], [scheme.code, "UA", "10 euros", ""]]

    run = brought(csv_file(rows))

    assert cost_of(scheme) == "Gratuit"
    assert (scheme.sigle, run.kept) == ("UA", 1)


def test_a_mark_of_another_site_counts_for_nothing_and_is_told():
    scheme = make_dispositif(title="Un appui", cost="Gratuit")
    rows = changed(exported(), 1, {COST: "10 euros", "Repère": "dailleurs"})

    run = brought(csv_file(rows))

    assert (cost_of(scheme), run.kept) == ("Gratuit", 1)


def test_a_new_line_sent_twice_is_one_sheet_and_its_own_changes_follow():
    make_nature("subvention")
    rows = [list(SCHEME), list(GOOD)]

    brought(csv_file(rows))
    again = tried(csv_file(rows))
    rows[1][1] = "Un appui mieux dit."
    better = brought(csv_file(rows))

    scheme = Dispositif.objects.get()
    assert (scheme.code, scheme.slug, scheme.status) == ("appui-de-terrain",) * 2 + ("brouillon",)
    assert (again.created, again.unchanged, better.changed) == (0, 1, 1)
    assert scheme.summary == "Un appui mieux dit."


def test_new_sheets_may_name_one_another_and_get_addresses_of_their_own():
    make_dispositif(title="Autre", slug="fille")
    make_nature("subvention")
    header = [*SCHEME, "Programme dont il fait partie"]
    rows = [["Fille", *GOOD[1:], "Mère"], ["Mère", *GOOD[1:], ""], ["Sœur", *GOOD[1:], "Mère"]]

    run = brought(csv_file([header, *rows]))

    mother = Dispositif.objects.get(title="Mère")
    assert run.created == 3
    assert [child.slug for child in mother.declinaisons.all()] == ["fille-2", "soeur"]


def test_addresses_may_be_swapped_and_leave_their_way():
    first, second = make_dispositif(title="A", slug="a"), make_dispositif(title="B", slug="b")
    column = "Adresse de la page"
    rows = changed(changed(exported(), 1, {column: "b"}), 2, {column: "nouvelle"})

    run = brought(csv_file(rows))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (run.changed, first.slug, second.slug) == (2, "b", "nouvelle")


def test_rows_of_a_sheet_are_not_touched():
    scheme = make_dispositif(title="Un appui", partenaires=[make_partenaire()])
    make_montant(scheme)
    before = snapshot(scheme)

    brought(csv_file(changed(exported(), 1, {"Sigle": "UA"})))

    after = snapshot(scheme)
    del before["dispositifs.dispositif"], after["dispositifs.dispositif"]
    assert after == before


def test_each_sheet_keeps_its_version_from_before_and_after():
    editor = make_editor("publication", first_name="Ada", last_name="L")
    make_nature("subvention")
    make_dispositif(title="Un appui", cost="Gratuit")
    rows = changed(exported(), 1, {COST: "10 euros"})
    at = {name: rows[0].index(name) for name in SCHEME}
    new = [""] * len(rows[0])
    for name, value in zip(SCHEME, GOOD, strict=True):
        new[at[name]] = value

    run = try_table(KINDS["dispositifs"], csv_file([*rows, new]), "mes aides.csv", editor)
    confirm(run, editor)

    kept = Version.objects.order_by("fiche_code", "number").values_list("origin", "author_name")
    assert list(kept) == [("import", "Ada L"), ("reprise", ""), ("import", "Ada L")]
    assert Version.objects.filter(reason="Import du fichier « mes aides.csv »").count() == 2


def test_a_status_that_changes_is_a_step_that_is_kept():
    make_nature("subvention")
    make_dispositif(title="A", status=Status.DRAFT)
    make_dispositif(title="B")
    rows = changed(exported(), 1, {"Statut": "À relire"})
    brought(csv_file(changed(rows, 2, {"Statut": "Archivé"})))
    brought(csv_file([[*SCHEME, "Statut"], [*GOOD, "à relire"]]))

    assert list(Move.objects.order_by("pk").values_list("step", "to_status")) == [
        ("envoyer", "a_relire"),
        ("archiver", "archive"),
        ("envoyer", "a_relire"),
    ]


def test_a_refusal_of_the_database_is_told_with_its_line_and_nothing_is_written():
    make_nature("subvention")
    header = [*SCHEME, "Vie", "Adresse de la page"]
    make_dispositif(title="Là", slug="prise")
    rows = [
        ["Bien", *GOOD[1:], "", ""],
        ["Sans date de fin", *GOOD[1:], "Terminé", ""],
        ["Sans raison", *GOOD[1:3], "Réservé au rural", GOOD[4], "", ""],
        ["Adresse prise", *GOOD[1:], "", "prise"],
        ["Adresse réservée", *GOOD[1:], "", "comparer"],
    ]

    run = tried(csv_file([header, *rows]))

    told = {fault.line: (fault.column, fault.wrong) for fault in faults_of(run)}
    assert told[3] == ("Vie", "Un dispositif terminé a une date de fin.")
    assert told[4][1].startswith("Dites ce qui fait de ce dispositif")
    assert told[5][1].startswith("« prise » est déjà pris")
    assert told[6] == (
        "Adresse de la page",
        f"Cette adresse est réservée{NBSP}: choisissez-en une autre.",
    )
    assert set(told) == {3, 4, 5, 6}
    assert Dispositif.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([["", "x", "", "", ""]], "La ligne n’a ni code ni titre."),
        ([list(GOOD), list(GOOD)], "La ligne 2 parle déjà de cette fiche."),
        ([["A", "x" * 301, *GOOD[2:]]], "au plus 300 caractères"),
        ([["A", "x", "", *GOOD[3:]]], "Cette case est vide."),
        ([["A", "x", "Locale", "Ouvert", "subvention"]], "n’est pas un choix possible"),
        ([["A", "x", "Locale", "Ouvert partout", ""]], "Cette case est vide."),
        ([["A", "x\x07y", "Locale", "Ouvert partout", "subvention"]], "caractère de contrôle"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(lines, expected):
    make_nature("subvention")

    (fault,) = faults_of(tried(csv_file([SCHEME, *lines])))

    assert expected in fault.wrong


def test_a_title_that_is_there_with_another_code_is_doubted():
    scheme = make_dispositif(title="Un appui", code="0012")
    make_nature("subvention")

    (fault,) = faults_of(tried(csv_file([["Code", *SCHEME], ["12", "Un appui", *GOOD[1:]]])))

    assert (fault.column, fault.proposal) == ("Code", scheme.code)


def queries_of(do) -> int:
    with CaptureQueriesContext(connection) as queries:
        do()
    return len(queries)


def test_ten_lines_and_a_hundred_and_twenty_ask_as_many_queries():
    make_nature("subvention")
    few = [[f"Peu {number}", *GOOD[1:]] for number in range(10)]
    many = [[f"Appui {number}", *GOOD[1:]] for number in range(120)]
    brought(csv_file([SCHEME, *few[:1]]))

    costs = [
        queries_of(lambda rows=rows: brought(csv_file([SCHEME, *rows]))) for rows in (few, many)
    ]
    table = exported()
    back = [queries_of(lambda rows=rows: tried(csv_file(rows))) for rows in (table[:11], table)]

    # A hundred rows may take one statement more than ten, where the database bounds its length.
    assert costs[1] <= costs[0] + 3
    assert back[1] <= back[0] + 3
    assert len(table) == 131


def test_old_trials_and_old_exports_are_forgotten():
    make_dispositif(title="Un appui")
    exported()
    tried(csv_file([SCHEME, GOOD]))
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=2))
    TableExport.objects.update(exported_at=timezone.now() - timedelta(days=800))

    exported()

    assert (ImportRun.objects.count(), TableExport.objects.count()) == (0, 1)


def test_a_role_of_a_scheme_survives_the_import_of_its_partner():
    role = make_role(make_dispositif(), partenaire=make_partenaire(title="Une fondation"))

    brought(csv_file(changed(exported("partenaires"), 1, {"Sigle": "UF"})), "partenaires")

    role.partenaire.refresh_from_db()
    assert (role.partenaire.sigle, role.partenaire.roles.count()) == ("UF", 1)
