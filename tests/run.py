"""``make test``: every test on SQLite, on a real PostgreSQL, then in a real Chromium.

The exit status is 0 only when each run collected tests and none failed. Without Chromium the
browser tests are not run: the last line says how many and why, and with ``CI=true`` that fails.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .chromium import install_chromium, is_drivable
from .postgresql import PostgreSQLMissingError, temporary_server

BROWSER_TESTS = "tests/browser"


@dataclass(frozen=True)
class Run:
    """What one run of pytest came to; ``seconds`` is what the clock on the wall says."""

    name: str
    exit_code: int
    passed: int
    failed: int
    skipped: int
    seconds: float

    @property
    def is_success(self) -> bool:
        return self.exit_code == 0 and self.passed > 0 and self.failed == 0

    def __str__(self) -> str:
        verdict = "réussi" if self.is_success else "ÉCHEC"
        return (
            f"{self.name:<12} {verdict:<7} {self.passed} passés, {self.failed} en échec, "
            f"{self.skipped} ignorés, {self.seconds:.0f} s"
        )


def main() -> int:
    """Run everything, account for it, return the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    in_ci = os.environ.get("CI", "").lower() in {"true", "1"}
    runs = [run_pytest("SQLite", None, "--ignore", BROWSER_TESTS)]
    problems = []
    try:
        with postgresql_address() as address:
            runs.append(run_pytest("PostgreSQL", address, "--ignore", BROWSER_TESTS))
    except PostgreSQLMissingError as error:
        problems.append(f"Aucun test sur PostgreSQL : {error}.")
    not_run = None
    if is_drivable() or install_chromium():
        runs.append(run_pytest("Chromium", None, BROWSER_TESTS))
    else:
        not_run = (
            f"{count_browser_tests()} tests de navigateur n’ont pas été lancés : "
            "aucun Chromium qui marche dans PATH, et apt-get n’a pas pu l’installer."
        )
    print()
    for line in [*runs, *problems, *([not_run] if not_run else [])]:
        print(line)
    skipped_in_ci = in_ci and (not_run or any(run.skipped for run in runs))
    return 0 if all(run.is_success for run in runs) and not problems and not skipped_in_ci else 1


@contextmanager
def postgresql_address() -> Iterator[str]:
    """Yield the PostgreSQL that ``DATABASE_URL`` names, else one made for the run."""
    configured = os.environ.get("DATABASE_URL", "")
    if configured.startswith(("postgres:", "postgresql:")):
        yield configured
    else:
        with temporary_server() as address:
            yield address


def run_pytest(name: str, database_url: str | None, *arguments: str) -> Run:
    """Run pytest on as many processes as there are cores (four at most) and count its results."""
    print(f"\n— {name} —", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if database_url:
        environment["DATABASE_URL"] = database_url
    processes = str(min(os.cpu_count() or 1, 4))
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = ["-q", "-n", processes, "--dist", "worksteal", f"--junitxml={report}"]
        exit_code = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *arguments], env=environment, check=False
        ).returncode
        counts = read_counts(report)
    return Run(name, exit_code, *counts, seconds=time.monotonic() - started)


def read_counts(report: Path) -> tuple[int, int, int]:
    """Return (passed, failed, skipped) from pytest's own report; zeros when there is none."""
    if not report.exists():
        return 0, 0, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    total = failed = skipped = 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return max(total - failed - skipped, 0), failed, skipped


def count_browser_tests() -> int:
    """Return how many browser tests there are, without a browser to run them."""
    listing = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", BROWSER_TESTS],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return sum("::" in line for line in listing.stdout.splitlines())


if __name__ == "__main__":
    sys.exit(main())
