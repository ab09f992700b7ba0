"""The bench draws the same catalogue from the same seed, fills its own database, and leaves nothing."""

import json
import os
import sqlite3
from contextlib import closing
from io import StringIO
from random import Random
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from essaimage.pages.bench.clock import Times
from essaimage.pages.bench.databases import RefusedDatabase, database_for
from essaimage.pages.bench.load import BadAnswerError, put_load
from essaimage.pages.bench.processes import FailedStep, free_port
from essaimage.pages.bench.report import Line, table
from essaimage.pages.bench.schemes import Catalogue, partner_count
from essaimage.pages.bench.words import VOCABULARY_SIZE, Vocabulary, mistyped
from essaimage.pages.management.commands import bench_search
from tests.factories.ground import today

PLACES = {"region": 18, "departement": 100, "epci": 20, "commune": 300}


def own_postgresql() -> str:
    """Return a database that does not exist on the server of the tests; nothing on SQLite."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        return ""
    return urlunsplit(urlsplit(address)._replace(path=f"/banc_{os.getpid()}"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> tuple[str, dict]:
    """What a tiny run prints, and the figures it writes. No database of the site is open."""
    output, figures = StringIO(), tmp_path_factory.mktemp("banc") / "banc.json"
    call_command(
        "bench_search", "--sizes=70", "--quick", f"--json={figures}",
        f"--database={own_postgresql()}", stdout=output, stderr=StringIO(),
    )  # fmt: skip
    return output.getvalue(), json.loads(figures.read_text())


@pytest.mark.parametrize(
    "said",
    [
        "cœurs",
        "graine 1",
        "N = 70",
        "construire l’index",
        "mémoire d’un processus qui sert",
        "index, au pire",
        "commune et filtres, p95",
        "avec une faute, médiane",
        "huit à la fois, réponse compressée",
        "1 taille mesurée",
    ],
)
def test_a_run_tells_what_it_measured(bench, said):
    printed, _ = bench

    assert said in printed


def test_a_run_measures_everything_that_its_table_tells(bench):
    printed, figures = bench

    assert "–" not in printed
    assert all(value > 0 for key, value in figures["results"]["70"].items() if "edit" not in key)


def test_the_same_seed_draws_the_same_catalogue():
    first, again = ([*Catalogue(7, 20, today(), PLACES, Vocabulary(7)).schemes()] for _ in "ab")
    other = [*Catalogue(8, 20, today(), PLACES, Vocabulary(8)).schemes()]

    assert first == again
    assert first != other


def test_the_vocabulary_holds_thirty_thousand_words():
    words = Vocabulary(1).words

    assert len(set(words)) == VOCABULARY_SIZE


def test_texts_are_as_long_as_those_of_sheets():
    catalogue = Catalogue(1, 50, today(), PLACES, Vocabulary(1))

    for scheme in catalogue.schemes():
        assert 4 <= len(scheme.texts["title"].split()) <= 10
        assert len(scheme.texts["summary"]) <= 300
        assert len(set(scheme.texts["body"].lower().split())) >= 120


def test_conditions_are_shared_by_schemes():
    catalogue = Catalogue(1, 3_000, today(), PLACES, Vocabulary(1))

    signatures = {tuple(scheme.rules) for scheme in catalogue.schemes()}

    assert 150 < len(signatures) <= 301


@pytest.mark.parametrize(("size", "expected"), [(1, 40), (70, 40), (300_000, 196)])
def test_partners_are_more_where_schemes_are_more(size, expected):
    assert partner_count(size) == expected


def test_a_slip_changes_a_word_by_one_letter():
    random = Random(1)

    slips = {mistyped("habitat", random) for _ in range(200)}

    assert all(abs(len(slip) - 7) <= 1 for slip in slips)
    assert len(slips) > 20


def test_a_slow_end_is_the_slowest_of_the_ninety_five_first_out_of_a_hundred():
    times = Times.of(range(1, 101))

    assert times == Times(50.5, 95)


def test_a_figure_stands_beside_that_of_the_smallest_catalogue():
    printed = table({70: {"index.build": 0.5}, 5_000: {"index.build": 2.0}})

    assert "N = 5\u00a0000" in printed
    assert "2 s (× 4)" in printed
    assert Line("x", "", "ms").cell(0.00125, None) == "1,25 ms"


def existing() -> list[str]:
    """Return databases that the bench did not create."""
    address = own_postgresql()
    server = urlsplit(address or "postgres://essaimage@localhost/")
    site = quote(str(settings.DATABASES["default"]["NAME"]), safe="")
    names = [site, "", *(["template1"] if address else [])]
    return [
        "sqlite:////ailleurs/autre.sqlite3",
        *(urlunsplit(server._replace(path=f"/{name}")) for name in names),
    ]


def test_a_database_that_the_bench_did_not_create_is_left_alone(tmp_path):
    for url in existing():
        with pytest.raises(RefusedDatabase), database_for(70, url, tmp_path):
            pytest.fail("la base a été ouverte")


def test_the_database_of_the_bench_is_dropped_with_what_it_held(tmp_path):
    with (
        database_for(70, own_postgresql(), tmp_path) as url,
        closing(connected(url, "rwc")) as connection,
    ):
        connection.execute("CREATE TABLE essai (nombre integer)")

    with pytest.raises((psycopg.OperationalError, sqlite3.OperationalError)):
        connected(url, "ro")


def connected(url: str, mode: str) -> psycopg.Connection | sqlite3.Connection:
    """Open the database of the bench as any program may; fail when it is not there."""
    if url.startswith("postgres"):
        return psycopg.connect(url)
    return sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode={mode}", uri=True)


@pytest.mark.parametrize(
    "fault", [FailedStep("Panne."), BadAnswerError("Panne."), KeyboardInterrupt()]
)
def test_nothing_is_left_behind_by_a_run_that_fails(monkeypatch, tmp_path, fault):
    def fail(*args):
        assert list(tmp_path.iterdir())
        yield from ()
        raise fault

    monkeypatch.setattr(bench_search.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(bench_search, "told", fail)

    with pytest.raises(CommandError, match=r"Panne|Arrêté"):
        call_command("bench_search", "--sizes=70", stdout=StringIO(), stderr=StringIO())

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("typed", ["", "70;80", "zéro", "-5"])
def test_sizes_that_are_not_numbers_are_refused(typed):
    with pytest.raises(CommandError, match="séparés par des virgules"):
        call_command("bench_search", f"--sizes={typed}")


def test_a_site_that_does_not_answer_is_told():
    with pytest.raises(BadAnswerError, match="/dispositifs/"):
        put_load(free_port(), ["/dispositifs/"], concurrency=1, limit=1)
