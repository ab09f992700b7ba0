"""Two imports at once, an import while an editor saves, a process killed half-way: on real connections."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from dispositifs.models import Dispositif
from essaimage.common.models import Version
from essaimage.desk.models import ImportedLine, ImportRun
from essaimage.desk.tables.kinds import KINDS
from essaimage.desk.tables.running import OverError, confirm
from tests.assertions import assert_contains
from tests.client import InspectingClient
from tests.desk.forms import filled
from tests.factories import make_dispositif, make_editor, make_nature
from tests.search.process import address_of

from .helpers import GOOD, SCHEME, changed, csv_file, exported, tried

pytestmark = pytest.mark.django_db(transaction=True)
COST = "Coût pour qui demande"


def at_once(*jobs) -> list:
    """Run each job in a thread of its own, all together; return what each gives."""
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(timeout=10)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def outcome_of(run: ImportRun) -> str:
    """Confirm ``run``; say what came of it."""
    try:
        return "done" if confirm(run, None).is_done else "shown again"
    except OverError:
        return "over"


def superuser_client() -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor(is_superuser=True))
    return client


def test_the_same_import_confirmed_twice_at_once_is_written_once():
    make_nature("subvention")
    run = tried(csv_file([SCHEME, *[[f"Appui {number}", *GOOD[1:]] for number in range(60)]]))

    outcomes = at_once(*[lambda: outcome_of(ImportRun.objects.get(pk=run.pk))] * 3)

    assert sorted(outcomes) == ["done", "over", "over"]
    assert Dispositif.objects.count() == ImportedLine.objects.count() == 60


def test_two_imports_of_one_sheet_at_once_lose_neither():
    scheme = make_dispositif(title="Un appui", cost="Gratuit")
    runs = [
        tried(csv_file(changed(exported(), 1, {COST: cost})), name=f"{cost}.csv")
        for cost in ("10 euros", "20 euros")
    ]

    outcomes = at_once(*[lambda run=run: outcome_of(run) for run in runs])

    scheme.refresh_from_db()
    assert sorted(outcomes) == ["done", "shown again"]
    assert scheme.cost == ("10 euros", "20 euros")[outcomes.index("done")]


def test_two_imports_of_new_sheets_at_once_make_each_sheet_once():
    make_nature("subvention")
    runs = [tried(csv_file([SCHEME, GOOD])) for _ in range(2)]

    outcomes = at_once(*[lambda run=run: outcome_of(run) for run in runs])

    assert sorted(outcomes) == ["done", "shown again"]
    assert Dispositif.objects.count() == 1


@pytest.mark.parametrize("round_", range(3))
def test_an_import_while_an_editor_saves_loses_neither(round_):
    scheme = make_dispositif(title="Un appui", cost="Gratuit", natures=["subvention"])
    client = superuser_client()
    address = reverse("admin:dispositifs_dispositif_change", args=[scheme.pk])
    sent = filled(client.get(address), cost="Une cotisation", _save="1")
    run = tried(csv_file(changed(exported(), 1, {COST: "10 euros"})))

    page, outcome = at_once(lambda: client.post(address, sent), lambda: outcome_of(run))

    scheme.refresh_from_db()
    saved = page.status_code == 302
    # One came first; the other was told, and still has what it brought.
    assert (saved, outcome) in {(True, "shown again"), (False, "done"), (True, "done")}
    if outcome == "shown again":
        assert scheme.cost == "Une cotisation"
    elif not saved:
        assert scheme.cost == "10 euros"
        assert_contains(page, "Une cotisation")
    else:
        costs = {
            version.values["dispositifs.dispositif"][scheme.code].get("cost")
            for version in Version.objects.all()
        }
        assert {"10 euros", "Une cotisation"} <= costs


def command_of(path: Path) -> subprocess.Popen:
    """Start an import in another process."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_table", "dispositifs", str(path), "--confirm"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address_of(connection), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("last_words", ["écriture : 400", "historique…"])
def test_a_process_killed_half_way_leaves_nothing(tmp_path, last_words):
    make_nature("subvention")
    path = tmp_path / "mille.csv"
    path.write_bytes(
        csv_file([SCHEME, *[[f"Appui {number}", *GOOD[1:]] for number in range(1000)]])
    )

    process = command_of(path)
    # The words of the trial come first; those of the confirmation are the second ones.
    wanted = 2 if last_words.startswith("écriture") else 1
    for line in process.stdout:
        wanted -= line.replace("\u00a0", " ").startswith(last_words)
        if not wanted:
            process.send_signal(signal.SIGKILL)
            break
    process.stdout.close()
    process.wait(timeout=20)

    assert not wanted
    assert not Dispositif.objects.exists()
    assert not Version.objects.exists()
    assert not ImportedLine.objects.exists()
    run = ImportRun.objects.get()
    assert (run.is_done, outcome_of(run)) == (False, "done")
    assert Dispositif.objects.count() == 1000


def test_other_processes_list_what_was_imported_at_once(tmp_path):
    make_dispositif(title="Déjà là", natures=["subvention"])
    client = InspectingClient()
    assert_contains(client.get("/dispositifs/"), 'data-total="1"')
    draft = make_dispositif(title="Brouillonne", status="brouillon")
    table = changed(exported(), 1, {"Statut": "Publié", "Titre": "Baguenaude"})
    path = tmp_path / "un.csv"
    path.write_bytes(csv_file(table))

    process = command_of(path)
    told = process.communicate(timeout=60)[0]

    assert process.returncode == 0, told
    draft.refresh_from_db()
    assert_contains(client.get("/dispositifs/", {"q": "baguenaude"}), 'data-total="1"')
    assert KINDS["dispositifs"].model.objects.published().count() == 2
