"""Searches that found nothing: what is counted, what is never kept, when it is written."""

import logging
from datetime import timedelta
from threading import Thread

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from essaimage.search import misses
from essaimage.search.miss_models import Miss
from essaimage.search.misses import HELD, PERIOD, Tally, kept_form
from tests.factories import make_miss


class Clock:
    """Seconds, moved on by the test."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def written() -> list[dict[str, int]]:
    return []


@pytest.fixture
def tally(clock, written) -> Tally:
    return Tally(lambda counts: written.append(dict(counts)), clock)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Prêt", "pret"),
        ("  PRET\u00a0 relais ", "pret relais"),
        ("l’Œuvre", "l'oeuvre"),
        ("loi 1901", "loi 1901"),
        ("France 2030", "france 2030"),
        ("a\x00b\u200bc", "abc"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_search_is_counted_under_one_form(typed, kept):
    assert kept_form(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "?!",
        "12",
        "x" * 61,
        "x" * 300,
        "aide 23000",
        "0612345678",
        "rappelez le 06 12 34 56 78",
        "06.12.34.56.78 svp",
        "né le 01/02/1980",
        "siret 823-456-789",
        "numéro ٠٦١٢٣٤",
        "jeanne@exemple.fr",
        "https://exemple.fr/jeton",
        "www.exemple.fr",
    ],
)
def test_what_could_tell_who_typed_is_never_kept(typed):
    assert kept_form(typed) == ""


def test_two_spellings_of_a_word_are_counted_together(tally, written):
    for typed in ("Prêt", "pret", "PRÊT", "garantie"):
        tally.note(typed)

    tally.flush()

    assert written == [{"pret": 3, "garantie": 1}]


def test_it_is_written_once_a_minute_at_most(tally, clock, written):
    tally.note("prêt")
    clock.now += PERIOD - 1
    tally.note("prêt")
    tally.flush_when_due()
    assert written == []

    clock.now += 1
    tally.flush_when_due()
    tally.note("prêt")
    tally.flush_when_due()

    assert written == [{"pret": 2}]


def test_nothing_is_written_when_nothing_waits(tally, clock, written):
    tally.flush()
    clock.now += 10 * PERIOD
    tally.flush_when_due()

    assert written == []


def test_a_flood_costs_no_memory(tally, written):
    tally.note("prêt")
    for number in range(3 * HELD):
        tally.note(f"mot {number}")
    tally.note("prêt")

    tally.flush()

    assert len(written[0]) == HELD
    assert written[0]["pret"] == 2


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_what_the_database_refuses_waits_for_the_next_minute(clock, error, caplog):
    written, refused = [], [True]

    def write(counts):
        if refused:
            raise error("disque plein, reçu : pret")
        written.append(dict(counts))

    tally = Tally(write, clock)
    tally.note("prêt")

    with caplog.at_level(logging.WARNING):
        tally.flush()
    tally.note("prêt")
    refused.clear()
    tally.flush_when_due()
    assert written == []
    clock.now += PERIOD
    tally.flush_when_due()

    assert written == [{"pret": 2}]
    assert error.__name__ in caplog.text
    assert "pret" not in caplog.text


def test_threads_lose_no_search(tally, written):
    def search():
        for _ in range(200):
            tally.note("prêt")
            tally.note("garantie")

    threads = [Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.flush()

    assert written == [{"pret": 1600, "garantie": 1600}]


@pytest.mark.django_db
def test_two_processes_add_up():
    misses.write({"pret": 2, "garantie": 1})
    misses.write({"pret": 3})

    found = dict(Miss.objects.values_list("word", "times"))
    assert found == {"pret": 5, "garantie": 1}
    assert {row.last_seen for row in Miss.objects.all()} == {timezone.localdate()}


@pytest.mark.django_db
def test_a_word_handled_stays_handled_when_it_comes_back():
    make_miss(word="pret", times=4, is_handled=True)

    misses.write({"pret": 1})

    assert Miss.objects.get().is_handled
    assert Miss.objects.get().times == 5


@pytest.mark.django_db
def test_a_word_that_nobody_typed_for_a_year_is_forgotten():
    today = timezone.localdate()
    make_miss(word="ancien", last_seen=today - timedelta(days=366))
    make_miss(word="recent", last_seen=today - timedelta(days=365))

    misses.write({"pret": 1})

    assert sorted(Miss.objects.values_list("word", flat=True)) == ["pret", "recent"]


@pytest.mark.django_db
def test_beyond_what_an_editor_can_read_the_rarest_is_forgotten(monkeypatch):
    monkeypatch.setattr(misses, "KEPT", 3)
    make_miss(word="frequent", times=9)
    make_miss(word="rare", times=1, last_seen=timezone.localdate() - timedelta(days=9))
    make_miss(word="assez rare", times=2)

    misses.write({"pret": 3})

    assert sorted(Miss.objects.values_list("word", flat=True)) == ["assez rare", "frequent", "pret"]


@pytest.mark.django_db
def test_writing_takes_the_same_number_of_queries_for_one_word_and_for_many(
    django_assert_max_num_queries,
):
    with django_assert_max_num_queries(5):  # two of them open and close the transaction
        misses.write({"pret": 1})
    with django_assert_max_num_queries(5):
        misses.write({f"mot {number}": 1 for number in range(HELD)})


@pytest.mark.django_db
def test_it_is_the_end_of_a_request_that_writes(client, monkeypatch, clock):
    monkeypatch.setattr(misses._tally, "_clock", clock)
    misses.note("introuvable")
    client.get("/accessibilite/")
    assert not Miss.objects.exists()

    clock.now += PERIOD
    client.get("/accessibilite/")

    assert Miss.objects.get().word == "introuvable"
