"""Whatever writes, by whatever path, the next reading of the index says it."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from essaimage.common.models import Source, Status, Synonym, Term
from tests.desk.bulk import confirmed
from tests.factories import make_source, make_synonym, make_term

from .terms import titles_of


def publishers(index) -> dict[str, int]:
    return {
        publisher: count
        for publisher, count in index.current()["termes"].select({}).counts["editeur"].items()
        if count
    }


def saved(term):
    term.title = "Autre"
    term.save()


def updated(term):
    Term.objects.filter(pk=term.pk).update(title="Autre")


def bulk_updated(term):
    term.title = "Autre"
    Term.objects.bulk_update([term], ["title"])


def raw(term):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE common_term SET title = %s WHERE id = %s", ["Autre", term.pk])


@pytest.mark.parametrize("write", [saved, updated, bulk_updated, raw])
def test_a_title_written_is_read(terms, write):
    term = make_term(title="Zone")
    assert titles_of(terms) == ["Zone"]

    write(term)

    assert titles_of(terms) == ["Autre"]


def draft(term):
    Term.objects.filter(pk=term.pk).update(status=Status.DRAFT)


def archived(term):
    term.status = Status.ARCHIVED
    term.save()


def deleted(term):
    term.delete()


def deleted_together(term):
    Term.objects.filter(title="Zone").delete()


def deleted_raw(term):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_termcitation WHERE fiche_id = %s", [term.pk])
        cursor.execute("DELETE FROM common_term WHERE id = %s", [term.pk])


def postponed(term):
    Term.objects.filter(pk=term.pk).update(published_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize(
    "write", [draft, archived, deleted, deleted_together, deleted_raw, postponed]
)
def test_what_is_withdrawn_leaves(terms, write):
    term, other = make_term(title="Zone"), make_term(title="Deux")
    assert titles_of(terms) == ["Deux", "Zone"]

    write(term)

    assert titles_of(terms) == ["Deux"]
    assert not terms.current()["termes"].search("zone").ids
    assert sum(terms.current()["termes"].select({}).counts["lettre"].values()) == 1
    assert other.pk in terms.current()["termes"].rows


def test_rows_created_together_come(terms):
    assert titles_of(terms) == []

    Term.objects.bulk_create(
        Term(
            code=f"t{number}",
            slug=f"t{number}",
            title=f"Terme {number}",
            summary="Un résumé.",
            status=Status.PUBLISHED,
            published_at=timezone.now() - timedelta(days=1),
        )
        for number in range(3)
    )

    assert titles_of(terms) == ["Terme 0", "Terme 1", "Terme 2"]


def test_a_row_of_a_sheet_is_read_when_added_changed_moved_and_deleted(terms):
    one, two = make_term(title="Zone"), make_term(title="Deux")
    word = lambda name: set(terms.current()["termes"].holding("_mot", name))  # noqa: E731

    synonym = make_synonym(term=one, word="premier")
    assert word("premier") == {one.pk}
    synonym.word = "initial"
    synonym.save()
    assert (word("premier"), word("initial")) == (set(), {one.pk})
    Synonym.objects.update(term=two)
    assert word("initial") == {two.pk}
    synonym.delete()
    assert word("initial") == set()


def test_what_a_sheet_names_is_read_with_it(terms):
    term = make_term(title="Zone", dated=False)
    source = make_source(publisher="Avise")
    term.citations.create(source=source, establishes="existence", fact="Un fait.")
    assert publishers(terms) == {"Avise": 1}

    Source.objects.filter(pk=source.pk).update(publisher="Insee")

    assert publishers(terms) == {"Insee": 1}
    assert [choice.value for choice in terms.current()["termes"].vocabulary["editeur"]] == ["Insee"]
    assert terms.current()["editeurs"] == ("Insee",)


def test_the_date_of_a_source_moves_what_cites_it(terms):
    first, second = make_term(title="A", dated=False), make_term(title="B", dated=False)
    for term, day in ((first, date(2026, 5, 1)), (second, date(2026, 4, 1))):
        source = make_source(date=day, publisher=term.title)
        term.citations.create(source=source, establishes="existence", fact="Un fait.")
    by_source = lambda: (c := terms.current()["termes"]).page([c.ids], "source", 0, 9)  # noqa: E731
    assert by_source() == [first.pk, second.pk]

    Source.objects.filter(publisher="B").update(date=date(2026, 6, 1))

    assert by_source() == [second.pk, first.pk]


def test_a_resource_is_built_again_only_when_its_table_is_written(terms):
    make_source(publisher="Avise")
    before = terms.current()["editeurs"]

    make_term(dated=False)
    assert terms.current()["editeurs"] is before
    make_source(publisher="Insee")
    assert terms.current()["editeurs"] == ("Avise", "Insee")


def test_the_admin_is_read(terms, admin_client):
    term = make_term(title="Zone", dated=False)
    titles_of(terms)

    confirmed(admin_client, "/admin/common/term/", "delete_selected", term)

    assert titles_of(terms) == []


def test_fixtures_loaded_are_read(terms, tmp_path):
    make_term(title="Zone")
    titles_of(terms)
    (tmp_path / "termes.yaml").write_text(
        "- model: common.term\n"
        "  fields: {code: deux, title: Deux, slug: deux, summary: Un résumé., status: publie,"
        " published_at: 2026-01-05T09:00:00+01:00}\n",
        encoding="utf-8",
    )

    call_command("loaddata", str(tmp_path / "termes.yaml"), verbosity=0)

    assert titles_of(terms) == ["Deux", "Zone"]


def test_content_loaded_is_read(terms, settings):
    assert titles_of(terms) == []

    call_command("load_content", stdout=StringIO())

    assert len(titles_of(terms)) == Term.objects.published().count() > 10


def test_many_rows_at_once_are_read(terms):
    term = make_term(title="Zone", dated=False)
    titles_of(terms)

    for number in range(3):
        Source.objects.bulk_create(
            Source(code=f"s-{number}-{i}", publisher=f"P{i}", title="Rapport") for i in range(600)
        )
    Term.objects.filter(pk=term.pk).update(title="Autre")

    assert titles_of(terms) == ["Autre"]
    assert len(terms.current()["termes"].vocabulary["editeur"]) == 600


def test_a_savepoint_taken_back_was_never_read(terms):
    term = make_term(title="Zone")
    titles_of(terms)

    with transaction.atomic():
        Term.objects.update(title="Autre")
        make_source()
        assert titles_of(terms) == ["Autre"]
        transaction.set_rollback(True)
    assert titles_of(terms) == ["Zone"]

    # The rows of the log that went are numbered again on SQLite: as many, which say something else.
    with transaction.atomic():
        Term.objects.filter(pk=term.pk).update(title="Encore")
        assert titles_of(terms) == ["Encore"]


def test_nothing_written_costs_one_query(terms, django_assert_num_queries):
    make_term()
    titles_of(terms)

    with django_assert_num_queries(1):
        titles_of(terms)
