"""The orchestrator of ``make test``: what it runs, what it says last, how it ends."""

import re
from contextlib import contextmanager

import pytest

from . import run
from .postgresql import PostgreSQLMissingError

GOOD = {"exit_code": 0, "passed": 3, "failed": 0, "skipped": 0, "seconds": 1.0}


@pytest.fixture
def machine(monkeypatch):
    """A machine with everything, where each run passes; returns the runs asked for."""
    asked = []

    def run_pytest(name, database_url, *arguments):
        asked.append((name, database_url))
        return run.Run(name, **GOOD)

    @contextmanager
    def temporary_server():
        yield "postgres://made-for-the-run"

    for name in ("CI", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    monkeypatch.setattr(run, "run_pytest", run_pytest)
    monkeypatch.setattr(run, "temporary_server", temporary_server)
    monkeypatch.setattr(run, "is_drivable", lambda: True)
    monkeypatch.setattr(run, "install_chromium", lambda: False)
    monkeypatch.setattr(run, "count_browser_tests", lambda: 12)
    return asked


def test_both_databases_and_the_browser_are_run(machine):
    assert run.main() == 0
    assert machine == [
        ("SQLite", None),
        ("PostgreSQL", "postgres://made-for-the-run"),
        ("Chromium", None),
    ]


def test_the_postgresql_of_the_environment_is_preferred(machine, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://ailleurs/base")

    run.main()

    assert ("PostgreSQL", "postgres://ailleurs/base") in machine


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_without_chromium_the_last_line_says_how_many_and_why(
    machine, monkeypatch, capsys, ci, status
):
    monkeypatch.setattr(run, "is_drivable", lambda: False)
    monkeypatch.setenv("CI", ci)

    assert run.main() == status

    last = capsys.readouterr().out.splitlines()[-1]
    assert re.match(r"12 tests de navigateur n’ont pas été lancés.*Chromium", last)


def test_without_postgresql_the_whole_fails(machine, monkeypatch, capsys):
    @contextmanager
    def no_server():
        raise PostgreSQLMissingError("initdb est introuvable")
        yield

    monkeypatch.setattr(run, "temporary_server", no_server)

    assert run.main() == 1
    assert "initdb est introuvable" in capsys.readouterr().out


@pytest.mark.parametrize(
    "fault", [{"exit_code": 1, "failed": 1}, {"exit_code": 5, "passed": 0}, {"passed": 0}]
)
def test_a_run_that_fails_or_collects_nothing_fails_the_whole(machine, monkeypatch, fault):
    monkeypatch.setattr(run, "run_pytest", lambda name, *_: run.Run(name, **{**GOOD, **fault}))

    assert run.main() == 1


def test_a_skipped_test_fails_in_continuous_integration_only(machine, monkeypatch):
    monkeypatch.setattr(run, "run_pytest", lambda name, *_: run.Run(name, **{**GOOD, "skipped": 1}))

    assert run.main() == 0
    monkeypatch.setenv("CI", "true")
    assert run.main() == 1


def test_counts_are_read_from_the_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>'
    )

    assert run.read_counts(report) == (3, 3, 3)
    assert run.read_counts(tmp_path / "absent.xml") == (0, 0, 0)
