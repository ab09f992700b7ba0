"""Two editors settle the same report at once: one does, the other is told, on real connections."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from essaimage.common.models import Version
from essaimage.desk.models import Correction
from tests import factories as make
from tests.client import InspectingClient

from .settling import address

pytestmark = pytest.mark.django_db(transaction=True)


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


def editor(name: str) -> InspectingClient:
    client = InspectingClient()
    client.force_login(make.make_editor(is_superuser=True, first_name=name))
    return client


def sends(client, correction, **values):
    """Return the job of sending a gesture and reading the page that follows."""

    def job() -> str:
        page = client.post(address(correction), values, follow=True)
        return page.content.decode()

    return job


def told(pages: list[str]) -> Counter:
    return Counter(
        "settled" if "messagelist" in page and "a déjà traité" not in page else "told"
        for page in pages
    )


@pytest.mark.parametrize("round_", range(3))
def test_two_editors_accept_at_once(round_):
    fiche = make.make_term(summary="Avant.")
    correction = make.make_correction(fiche, proposed="Après.")
    jobs = [sends(editor(name), correction, geste="accepter") for name in ("Ana", "Bo")]

    pages = at_once(*jobs)

    assert told(pages) == {"settled": 1, "told": 1}
    fiche.refresh_from_db()
    assert fiche.summary == "Après."
    assert Version.objects.of(fiche).filter(origin="correction").count() == 1


@pytest.mark.parametrize("round_", range(3))
def test_one_accepts_while_the_other_refuses(round_):
    fiche = make.make_term(summary="Avant.")
    correction = make.make_correction(fiche, proposed="Après.")

    pages = at_once(
        sends(editor("Ana"), correction, geste="accepter"),
        sends(editor("Bo"), correction, geste="refuser", texte="Non."),
    )

    assert told(pages) == {"settled": 1, "told": 1}
    correction.refresh_from_db()
    fiche.refresh_from_db()
    agree = {"acceptee": ("Après.", "Ana"), "refusee": ("Avant.", "Bo")}
    assert (fiche.summary, correction.handled_name) == agree[correction.status]


def test_two_of_the_same_group_are_accepted_at_once():
    fiche = make.make_term(summary="Avant.")
    one, two = (make.make_correction(fiche, proposed=said) for said in ("Après.", "après"))

    pages = at_once(
        sends(editor("Ana"), one, geste="accepter"), sends(editor("Bo"), two, geste="accepter")
    )

    assert told(pages) == {"settled": 1, "told": 1}
    assert set(Correction.objects.values_list("status", flat=True)) == {"acceptee"}
    assert len(set(Correction.objects.values_list("handled_name", flat=True))) == 1


def test_two_reports_on_one_point_write_one_after_the_other():
    fiche = make.make_term(summary="Avant.")
    one, two = (make.make_correction(fiche, proposed=said) for said in ("Ceci.", "Cela."))

    pages = at_once(
        sends(editor("Ana"), one, geste="accepter"), sends(editor("Bo"), two, geste="accepter")
    )

    fiche.refresh_from_db()
    kept = Correction.objects.get(status="acceptee")
    assert fiche.summary == kept.proposed
    assert sum("La page a changé depuis ce signalement" in page for page in pages) == 1
