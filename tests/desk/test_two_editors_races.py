"""Two editors at the very same moment, in two threads: one wins, the other gets the page, nobody a crash."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.http import HttpResponse

from essaimage.common.models import Status, Version
from tests.assertions import assert_contains
from tests.factories import make_source

from .editing import address, button, entered, facts_of
from .forms import filled, with_row

pytestmark = pytest.mark.django_db(transaction=True)
WON = 302


def at_once(*jobs: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """Return what each job gave, all let go at the same moment, each with its own connection."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            start.wait(30)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [found.result(120) for found in [pool.submit(run, job) for job in jobs]]


def saving(client, fiche, data: dict) -> Callable[[], HttpResponse]:
    return lambda: client.post(address(fiche), data)


def test_of_four_who_save_at_once_one_wins_and_all_texts_are_kept(fiche):
    clients = [entered("publication") for _ in range(4)]
    texts = [f"Texte de la personne {number}." for number in range(4)]
    pages = [client.get(address(fiche)) for client in clients]

    answers = at_once(
        *(
            saving(client, fiche, filled(page, steps=text))
            for client, page, text in zip(clients, pages, texts, strict=True)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, WON]
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == WON)
    fiche.refresh_from_db()
    assert fiche.steps == texts[winner]
    for number, answer in enumerate(answers):
        if number != winner:
            assert_contains(answer, "Vous étiez deux sur cette fiche")
            assert filled(answer)["steps"] == [texts[number]]
    assert LogEntry.objects.count() == 1
    assert [row.values["dispositifs.dispositif"]["aide"]["steps"] for row in Version.objects.order_by("number")] == [
        "Écrire avant mars.",
        texts[winner],
    ]  # fmt: skip


def test_the_losers_save_again_at_once_and_one_wins_again(fiche):
    clients = [entered("publication") for _ in range(3)]
    opened = [
        filled(client.get(address(fiche)), steps=f"Texte {n}.") for n, client in enumerate(clients)
    ]
    first = at_once(
        *(saving(client, fiche, data) for client, data in zip(clients, opened, strict=True))
    )
    losers = [(c, a) for c, a in zip(clients, first, strict=True) if a.status_code != WON]

    second = at_once(*(saving(client, fiche, filled(page)) for client, page in losers))

    assert sorted(answer.status_code for answer in second) == [200, WON]
    last, page = next(
        (client, answer)
        for (client, _), answer in zip(losers, second, strict=True)
        if answer.status_code != WON
    )
    assert last.post(address(fiche), filled(page)).status_code == WON
    fiche.refresh_from_db()
    kept = [row.values["dispositifs.dispositif"]["aide"]["steps"] for row in Version.objects.all()]
    assert {"Texte 0.", "Texte 1.", "Texte 2."} < set(kept), "every text was a version in its time"


def test_rows_added_and_deleted_at_once_are_all_settled(fiche, facts, mine, other):
    one = filled(mine.get(address(fiche)), **{"citations-0-fact": "Un, mieux dit."})
    added = with_row(
        filled(other.get(address(fiche)), **{"citations-0-DELETE": "on"}), "citations",
        fact="Trois.", source=str(make_source().pk), establishes="existence",
        confidence="forte", order="3",
    )  # fmt: skip

    answers = at_once(saving(mine, fiche, one), saving(other, fiche, added))

    assert sorted(answer.status_code for answer in answers) == [200, WON]
    if answers[0].status_code == WON:  # the other deletes a row that I changed
        again = other.post(address(fiche), filled(answers[1]))
        assert facts_of(fiche) == ["Deux.", "Trois."]
    else:  # I changed a row that the other deleted
        again = mine.post(address(fiche), filled(answers[0]))
        assert facts_of(fiche) == ["Un, mieux dit.", "Deux.", "Trois."]
    assert again.status_code == WON


def test_a_save_and_a_deletion_at_once_lose_no_text(fiche, mine, other):
    data = filled(mine.get(address(fiche)), steps="Mon texte.")

    saved, deleted = at_once(
        saving(mine, fiche, data),
        lambda: other.post(address(fiche, "delete"), {"post": "yes"}),
    )

    assert deleted.status_code == WON
    if saved.status_code == WON:
        texts = [str(row.values) for row in Version.objects.all()]
        assert any("Mon texte." in text for text in texts)
    else:
        assert_contains(saved, "Mon texte.", "a été supprimée", status=404)


def test_a_writer_and_who_publishes_at_once_lose_no_text(fiche, other):
    type(fiche).objects.filter(pk=fiche.pk).update(status=Status.TO_REVIEW)
    writer = entered("rédaction")
    data = filled(writer.get(address(fiche)), steps="Mon texte.")
    published = filled(other.get(address(fiche)), _step="publier")

    saved, step = at_once(saving(writer, fiche, data), saving(other, fiche, published))

    fiche.refresh_from_db()
    if saved.status_code == WON:  # who publishes is told that the text has changed
        assert step.status_code == 200
        assert (fiche.status, fiche.steps) == (Status.TO_REVIEW, "Mon texte.")
        assert_contains(step, "Mon texte.")
    else:
        assert step.status_code == WON
        assert_contains(saved, "Mon texte.", "passée au statut", status=403)
        assert fiche.status == Status.PUBLISHED


def test_a_choice_and_a_save_at_once_lose_nothing(fiche, mine, other):
    opened = mine.get(address(fiche))
    other.post(address(fiche), filled(other.get(address(fiche)), steps="La leur."))
    page = mine.post(address(fiche), filled(opened, steps="La mienne."))
    third = filled(other.get(address(fiche)), steps="La troisième.")

    chosen, saved = at_once(
        saving(mine, fiche, filled(page, **button(page, "leur"))), saving(other, fiche, third)
    )

    assert saved.status_code == WON
    assert chosen.status_code == 200
    assert_contains(chosen, "La mienne.")


def test_a_preview_and_a_save_at_once_do_not_meet(fiche, mine, other):
    typed = filled(mine.get(address(fiche)), steps="Seulement pour voir.")
    data = filled(other.get(address(fiche)), cost="Gratuit")

    shown, saved = at_once(
        lambda: mine.post(address(fiche, "preview"), typed), saving(other, fiche, data)
    )

    assert_contains(shown, "Seulement pour voir.")
    assert saved.status_code == WON
    fiche.refresh_from_db()
    assert (fiche.steps, fiche.cost) == ("Écrire avant mars.", "Gratuit")
