"""The steps of several sheets at once, from their list, and lists filtered by where sheets stand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essaimage.common.models import Move, Standing, Status, Version
from tests.assertions import assert_contains, assert_not_contains

from .editing import entered
from .test_workflow import LIST, make_at

pytestmark = pytest.mark.django_db
D, R, P = Standing.DRAFT, Standing.TO_REVIEW, Standing.PUBLIC


@pytest.fixture
def writer():
    return entered("rédaction")


@pytest.fixture
def publisher():
    return entered("publication")


def act(client, step: str, *fiches, **more):
    """Ask for an action, then confirm what its page shows."""
    chosen = {"action": f"step_{step}", "_selected_action": [str(fiche.pk) for fiche in fiches]}
    page = client.post(LIST, chosen)
    if page.status_code != 200:
        return page
    shown = page.content.decode().partition('name="bulk_shown" value="')[2].partition('"')[0]
    return client.post(LIST, chosen | {"bulk_shown": shown} | more, follow=True)


def test_several_sheets_are_published_and_those_that_may_not_say_why(publisher):
    ready, bare, public = make_at(R), make_at(D, dated=False), make_at(P)

    page = act(publisher, "publier", ready, bare, public)

    for fiche in (ready, bare, public):
        fiche.refresh_from_db()
    assert_contains(page, "1 fiche publiée. 2 lignes laissées telles quelles.")
    assert (ready.standing, bare.standing, public.standing) == (P, D, P)
    assert Move.objects.get().fiche_code == ready.code
    assert Version.objects.of(ready).first().reason == "Publier"


def test_a_writer_has_no_action_that_publishes(writer):
    fiche = make_at(R)

    page = writer.get(LIST)
    act(writer, "publier", fiche)
    act(writer, "archiver", fiche)

    assert_contains(page, 'value="step_envoyer"')
    assert_not_contains(page, "step_publier", "step_archiver", "step_depublier")
    fiche.refresh_from_db()
    assert fiche.status == Status.TO_REVIEW


def test_several_sent_back_get_the_same_note(writer):
    fiches = make_at(R), make_at(R)

    act(writer, "renvoyer", *fiches)
    assert not Move.objects.exists()
    act(writer, "renvoyer", *fiches, bulk_note="Dates à revoir.")

    assert [move.note for move in Move.objects.all()] == ["Dates à revoir."] * 2


def test_what_becomes_of_many_is_told_in_as_many_queries_as_of_one(publisher):
    fiches = [make_at(R) for _ in range(9)]

    def asked(*chosen) -> int:
        data = {"action": "step_publier", "_selected_action": [str(each.pk) for each in chosen]}
        with CaptureQueriesContext(connection) as queries:
            assert publisher.post(LIST, data).status_code == 200
        return len(queries)

    asked(fiches[0])
    assert asked(fiches[0]) == asked(*fiches)


# --- Lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", Standing, ids=lambda each: each.value)
def test_a_list_is_filtered_by_where_sheets_stand_now(publisher, standing):
    for each in Standing:
        make_at(each, title=f"Fiche {each.value}")

    page = publisher.get(LIST, {"en_est": standing.value})

    told = {each for each in Standing if f"Fiche {each.value}<" in page.content.decode()}
    assert told == {standing}
