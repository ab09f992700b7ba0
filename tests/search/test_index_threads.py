"""Threads share one index: none reads half an edit, nor waits for long, nor is stopped by a failure."""

import threading
from contextlib import closing

import pytest
from django.db import OperationalError, connection

from essaimage.common.models import Term
from essaimage.search import changes, index
from tests.factories import make_source, make_term

from .terms import Publishers, Terms, titles_of

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_what_was_is_read_even_when_the_builder_drops_it_meanwhile(terms, monkeypatch):
    make_term(title="Avant")
    before = terms.current()["termes"]
    changes.restart(connection)
    snapshot = terms.current()

    class JustTooLate:
        def acquire(self, timeout):
            snapshot.former.pop("termes")
            return False

    monkeypatch.setattr(terms, "_lock", JustTooLate())

    assert terms.built("termes", snapshot).ids == before.ids


def test_a_resource_may_be_asked_for_while_a_source_is_built(terms):
    make_term(title="Un", dated=False)
    make_source(publisher="Avise")

    class Asking(Terms):
        def documents(self, now, pks=None):
            assert asking.current()["editeurs"] == ("Avise",)
            return super().documents(now, pks)

    asking = index.Index([Asking(), Publishers()])

    assert titles_of(asking) == ["Un"]
