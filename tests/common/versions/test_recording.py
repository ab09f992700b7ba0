"""What was written is kept with who, when and why; what nobody recorded is not lost either."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from essaimage.common.models import Origin, Term, Version
from essaimage.common.versions import digest, record, record_many, recording, snapshot, snapshots
from essaimage.common.versions.trees import whole
from tests.factories import make_editor, make_synonym, make_term

pytestmark = pytest.mark.django_db


def numbers(fiche) -> list[tuple[int, str]]:
    return [(each.number, each.origin) for each in Version.objects.of(fiche).reverse()]


def test_a_version_says_who_when_why_and_what():
    author = make_editor(first_name="Camille", last_name="Roy")
    fiche = make_term(title="Essaimer")

    version = record(fiche, author=author, reason="  Relu avec l’Ademe. ")

    version.refresh_from_db()
    assert version.author == author
    assert version.author_name == "Camille Roy"
    assert version.reason == "Relu avec l’Ademe."
    assert version.origin == Origin.DESK
    assert (version.title, version.status, version.number) == ("Essaimer", "publie", 1)
    assert whole(version.values) == snapshot(fiche)
    assert version.digest == digest(snapshot(fiche))


def test_nothing_is_kept_when_nothing_changed():
    fiche = make_term()
    assert record(fiche, author=None)

    fiche.save()

    assert record(fiche, author=None, reason="Pour rien.") is None
    assert numbers(fiche) == [(1, "bureau")]


def test_what_was_there_before_the_first_version_is_kept_first():
    fiche = make_term(title="Avant")

    with recording(fiche, author=make_editor(), reason="Plus juste."):
        fiche.title = "Après"
        fiche.save()

    last, first = Version.objects.of(fiche)
    assert numbers(fiche) == [(1, "reprise"), (2, "bureau")]
    assert (first.title, last.title) == ("Avant", "Après")
    assert (first.author, first.author_name, first.reason) == (None, "", "")


def test_what_was_written_outside_the_desk_is_kept_before_it_is_replaced():
    fiche = make_term(title="Un")
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(title="Deux, écrit en SQL")

    with recording(fiche, author=None):
        make_synonym(fiche)
        Term.objects.filter(pk=fiche.pk).update(title="Trois")

    assert [each.title for each in Version.objects.of(fiche).reverse()] == [
        "Un",
        "Deux, écrit en SQL",
        "Trois",
    ]
    assert numbers(fiche)[1] == (2, "reprise")


def test_a_deletion_is_kept_even_when_nothing_else_changed():
    fiche = make_term()
    record(fiche, author=None)

    assert record(fiche, author=None, origin=Origin.DELETION)
    assert numbers(fiche) == [(1, "bureau"), (2, "suppression")]


def test_a_write_that_fails_keeps_no_version():
    fiche = make_term()

    with pytest.raises(IntegrityError), recording(fiche, author=None):
        Term.objects.filter(pk=fiche.pk).update(summary="Plus court.", title="")

    assert numbers(fiche) == []
    assert Term.objects.get(pk=fiche.pk).summary == fiche.summary


def test_a_version_outlives_its_author():
    author = make_editor(first_name="Camille", last_name="Roy")
    version = record(make_term(), author=author)

    author.delete()

    version.refresh_from_db()
    assert version.author is None
    assert version.author_name == "Camille Roy"


def test_two_versions_never_bear_the_same_number():
    fiche = make_term()
    version = record(fiche, author=None)

    version.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_fifty_sheets_are_recorded_in_as_many_queries_as_one():
    counts = []
    for total in (1, 50):
        pks = [make_term().pk for _ in range(total)]
        found = snapshots(Term, pks)
        Term.objects.filter(pk__in=pks).update(body="Repris.")
        with CaptureQueriesContext(connection) as queries:
            kept = record_many(Term, pks, author=None, found=found, origin=Origin.IMPORT)
        counts.append(len(queries))
        assert len(kept) == total

    assert counts[1] <= counts[0] + 1  # rows are inserted fifty at a time
    assert Version.objects.filter(origin=Origin.FOUND).count() == 51
