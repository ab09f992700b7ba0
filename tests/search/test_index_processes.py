"""Several processes and threads on one database, each with its index: none ever answers what is not so."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from essaimage.common.models import Status, Term
from essaimage.search import changes, index
from tests.factories import make_source, make_term

from .process import Process
from .terms import Publishers, Terms, titles_of

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


def test_a_refresh_that_fails_is_done_again(terms, monkeypatch):
    make_term(title="Avant")
    titles_of(terms)
    Term.objects.update(title="Après")

    def interrupted(*args, **kwargs):
        raise OperationalError("the server is going away")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Terms, "documents", interrupted)
        with pytest.raises(OperationalError):
            titles_of(terms)
        with pytest.raises(OperationalError):
            titles_of(terms)

    assert titles_of(terms) == ["Après"]


def test_a_build_that_fails_leaves_nothing_half_done(terms, monkeypatch):
    make_term(title="Un"), make_term(title="Deux")
    documents = Terms.documents

    def interrupted(self, now, pks=None):
        yield next(documents(self, now, pks))
        raise OperationalError("the server is going away")

    with monkeypatch.context() as patch:
        patch.setattr(Terms, "documents", interrupted)
        with pytest.raises(OperationalError):
            titles_of(terms)

    assert titles_of(terms) == ["Deux", "Un"]


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


@pytest.fixture
def clock(monkeypatch):
    """Move the clock: ``clock(days=1)`` is tomorrow."""
    real = timezone.now

    def move(**ahead: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(**ahead))

    return move


def test_the_hour_of_publication_comes_without_a_write(terms, clock, django_assert_num_queries):
    make_term(title="Déjà")
    make_term(title="Bientôt", published_at=timezone.now() + timedelta(hours=3))
    assert titles_of(terms) == ["Déjà"]

    clock(hours=2.9)
    assert titles_of(terms) == ["Déjà"]
    clock(hours=3.1)
    assert titles_of(terms) == ["Bientôt", "Déjà"]
    with django_assert_num_queries(1):
        titles_of(terms)

    # A clock set back by more than a moment: what was due is not any more.
    clock(hours=0)
    assert titles_of(terms) == ["Déjà"]


def test_a_publication_put_off_or_given_up_does_not_come(terms, clock):
    later = timezone.now() + timedelta(hours=3)
    put_off, given_up = make_term(title="A", published_at=later), make_term(published_at=later)
    assert titles_of(terms) == []
    Term.objects.filter(pk=put_off.pk).update(published_at=later + timedelta(hours=3))
    Term.objects.filter(pk=given_up.pk).update(status=Status.DRAFT)
    assert titles_of(terms) == []

    clock(hours=4)
    assert titles_of(terms) == []
    clock(hours=7)
    assert titles_of(terms) == ["A"]


def test_a_sheet_reads_otherwise_when_its_day_comes(terms, clock):
    term = make_term(published_at=timezone.now() - timedelta(days=59))
    is_old = lambda: terms.current()["termes"].rows[term.pk][2]  # noqa: E731
    assert not is_old()

    clock(hours=12)
    assert not is_old()
    clock(days=1, minutes=1)
    assert is_old()


def test_a_resource_is_built_again_when_its_day_comes(terms, clock):
    make_source()
    before = terms.current()["editeurs"]

    clock(hours=20)
    assert terms.current()["editeurs"] is before
    clock(hours=25)
    assert terms.current()["editeurs"] is not before


def test_threads_never_read_half_an_edit(terms):
    for number in range(60):
        make_term(title=f"{'ABC'[number % 3]} {number}", dated=False)
    done, torn = threading.Event(), []

    def read() -> None:
        with closing(connection):
            while not done.is_set():
                kept = terms.current()["termes"]
                counts = kept.select({}).counts
                page = kept.page([kept.ids], "titre", 0, 1000)
                sizes = {
                    len(kept.ids),
                    len(kept.rows),
                    len(set(page)),
                    sum(counts["lettre"].values()),
                    sum(counts["moitie"].values()),
                }
                if len(sizes) > 1 or set(page) != set(kept.ids):
                    torn.append(sizes)
                moved = [pk for pk in kept.holding("lettre", "Z") if kept.rows[pk][1][0] != "Z"]
                torn.extend(moved)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        pks = list(Term.objects.order_by("pk").values_list("pk", flat=True))
        for turn, pk in enumerate(pks):
            Term.objects.filter(pk=pk).update(title=f"{'ZA'[turn % 2]} {turn}")
            if turn % 3 == 0:
                Term.objects.filter(pk=pk).delete()
            if turn % 20 == 0:
                changes.restart(connection)
            assert terms.current()["termes"].ids == terms.current()["termes"].ids
    finally:
        done.set()
        for thread in threads:
            thread.join()

    assert torn == []
    assert titles_of(terms) == sorted(Term.objects.values_list("title", flat=True))


def test_a_request_that_waits_too_long_reads_what_there_was(terms, monkeypatch):
    make_term(title="Avant")
    titles_of(terms)
    monkeypatch.setattr(index, "PATIENCE", 0.01)
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with terms._lock:
            entered.set()
            leave.wait(timeout=10)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(timeout=10)
    Term.objects.update(title="Après")
    assert titles_of(terms) == ["Avant"]
    leave.set()
    holder.join()

    assert titles_of(terms) == ["Après"]


def test_what_is_long_to_build_again_is_read_as_it_was(terms, monkeypatch):
    make_term(title="Avant")
    titles_of(terms)
    monkeypatch.setattr(index, "PATIENCE", 0.01)
    Term.objects.update(title="Après")
    changes.restart(connection)
    entered, leave = threading.Event(), threading.Event()
    documents = Terms.documents

    def slow(self, now, pks=None):
        entered.set()
        leave.wait(timeout=10)
        return documents(self, now, pks)

    monkeypatch.setattr(Terms, "documents", slow)
    builder = threading.Thread(target=lambda: (titles_of(terms), connection.close()))
    builder.start()
    entered.wait(timeout=10)
    assert titles_of(terms) == ["Avant"]
    leave.set()
    builder.join()

    assert titles_of(terms) == ["Après"]


def test_a_process_that_starts_builds_everything_in_a_thread(terms, django_assert_num_queries):
    make_term(title="Un")

    terms.warm().join()

    with django_assert_num_queries(1):
        assert titles_of(terms) == ["Un"]


def test_a_process_that_starts_before_its_database_waits(terms, monkeypatch, caplog):
    make_term(title="Un")

    def away(*args):
        raise OperationalError("the server is starting")

    with monkeypatch.context() as patch:
        patch.setattr(changes, "newest", away)
        terms.warm().join()

    assert "the server is starting" in caplog.text
    assert titles_of(terms) == ["Un"]


def test_a_resource_may_be_asked_for_while_a_source_is_built(terms):
    make_term(title="Un", dated=False)
    make_source(publisher="Avise")

    class Asking(Terms):
        def documents(self, now, pks=None):
            assert asking.current()["editeurs"] == ("Avise",)
            return super().documents(now, pks)

    asking = index.Index([Asking(), Publishers()])

    assert titles_of(asking) == ["Un"]
