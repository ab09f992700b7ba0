"""The triggers of the change log: there whatever happens to the tables, and no more than is watched."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from essaimage.common.models import Source, Synonym, Term
from essaimage.search import changes, index, triggers
from essaimage.search.documents import Watch
from essaimage.search.models import Change
from tests.factories import make_source, make_synonym, make_term

from .terms import titles_of

BY_STATEMENT = connection.vendor == "postgresql"


def logged() -> list[tuple[str, int | None]]:
    """Return what the log says since it was last asked, and forget it."""
    rows = list(Change.objects.order_by("pk").values_list("watch", "value"))
    Change.objects.all().delete()
    return rows


@pytest.fixture
def watch(db):
    """Watch only what is given, until the test ends."""

    def install(*watches: Watch) -> None:
        triggers.install(connection, watches)
        logged()

    yield install
    triggers.install(connection, index.site.watches)
    changes.restart(connection)


def test_every_table_watched_by_the_site_is_logged(db):
    assert index.site.watches
    assert triggers.are_installed(connection, index.site.watches)


def test_a_row_written_is_logged_once_by_column(watch):
    watch(Watch(Synonym, "term_id"), Watch(Synonym))
    one, two = make_term(), make_term()

    synonym = make_synonym(term=one)
    assert sorted(logged()) == [
        ("common_synonym.id", synonym.pk),
        ("common_synonym.term_id", one.pk),
    ]
    Synonym.objects.update(word="autre")
    assert sorted(logged()) == [
        ("common_synonym.id", synonym.pk),
        ("common_synonym.term_id", one.pk),
    ]
    Synonym.objects.update(term=two)
    assert sorted(logged()) == sorted(
        [
            ("common_synonym.id", synonym.pk),
            ("common_synonym.term_id", one.pk),
            ("common_synonym.term_id", two.pk),
        ]
    )
    synonym.delete()
    assert ("common_synonym.term_id", two.pk) in logged()


def test_a_table_rebuilt_whole_is_logged_by_statement_where_that_can_be(watch):
    watch(Watch(Source, everything=True))

    Source.objects.bulk_create(
        Source(code=f"s-{i}", publisher="P", title="Rapport") for i in range(20)
    )
    assert logged() == [("common_source", None)] * (1 if BY_STATEMENT else 20)
    Source.objects.filter(pk=0).update(publisher="Q")
    assert logged() == []
    Source.objects.all().delete()
    assert set(logged()) == {("common_source", None)}


def test_a_table_emptied_at_once_is_logged(watch):
    watch(Watch(Synonym, "term_id"), Watch(Term))
    make_synonym()
    connection.check_constraints()  # PostgreSQL empties no table while some are to be checked
    logged()

    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(
            no_style(), ["common_synonym"], allow_cascade=False
        ):
            cursor.execute(statement)

    assert {watched.partition(".")[0] for watched, _ in logged()} == {"common_synonym"}


def test_names_are_quoted(watch):
    name, column = 'l\'odd "table"', 'la "colonne"'
    table, field = ('"{}"'.format(each.replace('"', '""')) for each in (name, column))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {table} ({field} integer)")

    watch(Watch(SimpleNamespace(_meta=SimpleNamespace(db_table=name)), column))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} VALUES (7)")
        cursor.execute(f"UPDATE {table} SET {field} = 8")

    key = f"{name}.{column}"
    assert sorted(logged()) == [(key, 7), (key, 7), (key, 8)]


def test_installing_twice_touches_nothing(watch):
    watch(Watch(Term))

    with CountedStatements() as counted:
        triggers.install(connection, [Watch(Term)])

    assert counted.changes == []


class CountedStatements:
    """What is asked of the database to create or drop."""

    def __enter__(self):
        self.changes: list[str] = []
        self.wrapper = connection.execute_wrapper(self.note)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *error):
        self.wrapper.__exit__(*error)

    def note(self, execute, sql, params, many, context):
        if sql.startswith(("CREATE", "DROP")):
            self.changes.append(sql)
        return execute(sql, params, many, context)


def test_a_table_no_longer_watched_is_no_longer_logged(watch):
    watch(Watch(Term), Watch(Source))

    triggers.install(connection, [Watch(Source)])

    assert not triggers.are_installed(connection, [Watch(Term)])
    logged()
    term = make_term(dated=False)
    assert logged() == []
    make_source()
    assert len(logged()) == 1
    term.delete()


def test_a_trigger_that_went_is_made_again_by_migrate(db):
    triggers.install(connection, [])
    assert not triggers.are_installed(connection, index.site.watches)

    call_command("migrate", verbosity=0, interactive=False, stdout=StringIO())

    assert triggers.are_installed(connection, index.site.watches)


@pytest.mark.django_db(transaction=True)
def test_triggers_survive_a_table_made_again_and_a_flush():
    # SQLite makes a table again to change a column, and drops its triggers with the old one.
    old = Term._meta.get_field("title")
    new = old.clone()
    new.set_attributes_from_name("title")
    new.model, new.max_length = Term, 170
    with connection.schema_editor() as editor:
        editor.alter_field(Term, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(Term, new, old)
    call_command("migrate", verbosity=0, interactive=False)
    assert triggers.are_installed(connection, index.site.watches)

    call_command("flush", verbosity=0, interactive=False)

    assert triggers.are_installed(connection, index.site.watches)
    assert Change.objects.filter(watch=changes.EVERYTHING).exists()


def test_without_its_triggers_an_index_reads_everything_at_each_request(terms, caplog):
    term = make_term(title="Un")
    titles_of(terms)
    triggers.install(connection, [])
    changes.restart(connection)

    for title in ("Deux", "Trois"):
        Term.objects.filter(pk=term.pk).update(title=title)
        assert titles_of(terms) == [title]

    assert "manage.py migrate" in caplog.text


def test_whoever_writes_needs_no_right_on_the_log(watch):
    watch(Watch(Source))
    make_source()
    logged()

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # SQLite knows no rights
            cursor.execute("CREATE ROLE essaimage_writer NOLOGIN")
            cursor.execute("GRANT ALL ON common_source TO essaimage_writer")
            cursor.execute("SET LOCAL ROLE essaimage_writer")
        cursor.execute("UPDATE common_source SET publisher = 'Autre'")
        if connection.vendor == "postgresql":
            cursor.execute("RESET ROLE")
        assert len(logged()) == 1
        transaction.set_rollback(True)


def test_only_the_triggers_know_the_log(db):
    assert apps.get_model("search.Change")._meta.default_permissions == ()
