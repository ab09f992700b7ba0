"""Several processes on one database, each with its index: none ever answers what is not so."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from essaimage.common.models import Term
from essaimage.search import changes, index
from tests.factories import make_term

from .process import Process
from .terms import Terms, slugs_on_the_site, titles_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def other(django_db_setup) -> Iterator[Process]:
    """Another process, which lives through the tests of this file."""
    process = Process(connection)
    yield process
    process.stop()


def test_each_process_reads_at_once_what_the_other_wrote(terms, other):
    term = make_term(title="Zéro")
    for turn in range(5):
        assert titles_of(terms) == other("read")
        Term.objects.update(title=f"Ici {turn}")
        assert other("read") == titles_of(terms) == [f"Ici {turn}"]
        other("rename", term.pk, f"Là {turn}")
        assert titles_of(terms) == other("read") == [f"Là {turn}"]
    Term.objects.all().delete()
    assert other("read") == titles_of(terms) == []


def test_a_process_never_reads_what_another_takes_back(terms, other):
    term = make_term(title="Avant")
    assert titles_of(terms) == ["Avant"]

    other("begin")
    other("rename", term.pk, "Pendant")
    assert other("read") == ["Pendant"]
    assert titles_of(terms) == ["Avant"]
    other("rollback")

    assert titles_of(terms) == other("read") == ["Avant"]


def test_what_a_transaction_reads_of_itself_stays_in_it(terms, other):
    make_term(title="Avant")
    assert titles_of(terms) == ["Avant"]

    with transaction.atomic():
        Term.objects.update(title="Pendant")
        assert titles_of(terms) == ["Pendant"]
        assert other("read") == ["Avant"]
        with transaction.atomic():
            Term.objects.update(title="Dedans")
            assert titles_of(terms) == ["Dedans"]
            transaction.set_rollback(True)
        assert titles_of(terms) == ["Pendant"]
        transaction.set_rollback(True)

    assert titles_of(terms) == other("read") == ["Avant"]


@transaction.atomic
def renamed(terms: index.Index, title: str, *, is_kept: bool) -> list[str]:
    """Rename every term in a transaction that one decorator opens for each call."""
    before = titles_of(terms)
    Term.objects.update(title=title)
    transaction.set_rollback(not is_kept)
    return before


def test_two_transactions_of_one_function_know_nothing_of_each_other(terms, other):
    make_term(title="Un")

    assert renamed(terms, "Deux", is_kept=False) == ["Un"]
    assert renamed(terms, "Trois", is_kept=True) == ["Un"]
    assert renamed(terms, "Quatre", is_kept=True) == ["Trois"]
    assert renamed(terms, "Cinq", is_kept=False) == ["Quatre"]
    assert titles_of(terms) == other("read") == ["Quatre"]


def test_a_transaction_that_wrote_first_and_commits_last_is_read(terms, other):
    first, second = make_term(title="A"), make_term(title="B")
    assert titles_of(terms) == ["A", "B"]

    other("begin")
    other("rename", first.pk, "A tard")
    if connection.vendor == "postgresql":  # on SQLite, whoever writes waits for who wrote first
        for turn in range(3):
            Term.objects.filter(pk=second.pk).update(title=f"B {turn}")
            assert titles_of(terms) == ["A", f"B {turn}"]
        with transaction.atomic():
            Term.objects.filter(pk=second.pk).update(title="B")
            assert titles_of(terms) == ["A", "B"]
            other("commit")
            assert titles_of(terms) == ["A tard", "B"]
    else:
        other("commit")

    assert titles_of(terms) == other("read") == ["A tard", "B"]


def test_a_transaction_reads_what_it_wrote_before_rows_already_known(terms, other):
    first, second = make_term(title="A"), make_term(title="B")
    make_term(title="C")
    assert titles_of(terms) == ["A", "B", "C"]

    with transaction.atomic():
        Term.objects.filter(pk=first.pk).update(title="A ici")
        if connection.vendor == "postgresql":
            other("rename", second.pk, "B là")
            reader = threading.Thread(target=lambda: (titles_of(terms), connection.close()))
            reader.start()
            reader.join()
        assert titles_of(terms)[0] == "A ici"

    assert titles_of(terms) == other("read")


def test_a_process_killed_while_it_writes_leaves_nothing(terms):
    term = make_term(title="Avant")
    titles_of(terms)
    process = Process(connection)
    process("begin")
    process("rename", term.pk, "Jamais")

    process.kill()

    assert titles_of(terms) == ["Avant"]
    Term.objects.update(title="Après")
    assert titles_of(terms) == ["Après"]


def test_what_is_written_while_the_index_is_built_is_read(terms, other):
    term = make_term(title="Avant")

    class Slow(Terms):
        def documents(self, now, pks=None):
            yield from list(super().documents(now, pks))
            if pks is None:
                other("rename", term.pk, "Après")

    built = index.Index([Slow()])
    assert titles_of(built) == ["Avant"]

    assert titles_of(built) == ["Après"]


def test_an_emptied_database_is_read(terms, other):
    make_term(title="Un")
    assert titles_of(terms) == other("read") == ["Un"]

    call_command("flush", interactive=False, verbosity=0)

    assert titles_of(terms) == other("read") == []


def test_a_log_started_again_makes_everything_be_read_again(terms, other):
    make_term(title="Un")
    titles_of(terms), other("read")

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_change")
    assert titles_of(terms) == other("read") == ["Un"]
    Term.objects.update(title="Deux")
    changes.restart(connection)

    assert titles_of(terms) == other("read") == ["Deux"]


def test_pruning_keeps_what_processes_need(terms, other):
    make_term(title="Un")
    titles_of(terms), other("read")
    for turn in range(30):
        Term.objects.update(title=f"Titre {turn}")
    changes.prune(kept=1000)
    assert changes.Change.objects.count() > 30

    changes.prune(kept=20)

    assert changes.Change.objects.count() == 1
    assert titles_of(terms) == other("read") == ["Titre 29"]


def test_a_sheet_comes_and_goes_at_its_hour_in_every_process(other):
    start = timezone.now()
    make_term(slug="qui-vient", published_at=start + timedelta(seconds=1.5))
    make_term(slug="qui-part", ends_at=start + timedelta(seconds=1.5))
    assert slugs_on_the_site(index.site) == other("site") == ["qui-part"]

    time.sleep(max(0.0, (start + timedelta(seconds=1.6) - timezone.now()).total_seconds()))

    assert slugs_on_the_site(index.site) == other("site") == ["qui-vient"]
