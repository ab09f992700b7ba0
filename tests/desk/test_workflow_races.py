"""Two people make one sheet go on at the same moment: one step is taken, the other person is told."""

import pytest

from essaimage.common.models import Move, Status, Version
from tests.assertions import assert_contains
from tests.factories import make_dispositif

from .editing import address, entered
from .forms import filled
from .test_two_editors_races import WON, at_once

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/admin/dispositifs/dispositif/"


def opened(fiche, **fields) -> tuple:
    """Return a publisher, and what their page of the sheet would send."""
    client = entered("publication")
    return client, filled(client.get(address(fiche)), **fields)


@pytest.fixture
def waiting():
    """A scheme that waits to be read again."""
    return make_dispositif(natures=["pret"], status=Status.TO_REVIEW, published_at=None)


def test_published_and_sent_back_at_once_one_is_done_and_the_other_told(waiting):
    (one, publish), (other, send_back) = opened(waiting), opened(waiting, step_note="À revoir.")

    answers = at_once(
        lambda: one.post(address(waiting), publish | {"_step": "publier"}),
        lambda: other.post(address(waiting), send_back | {"_step": "renvoyer"}),
    )

    waiting.refresh_from_db()
    move = Move.objects.get()
    assert sorted(answer.status_code for answer in answers) == [200, WON]
    assert waiting.status == move.to_status
    assert Version.objects.of(waiting).first().status == waiting.status
    told = next(answer for answer in answers if answer.status_code == 200)
    assert_contains(told, "Entre-temps, la fiche est passée au statut")


def test_what_was_sent_back_is_not_published_from_a_page_left_open(waiting):
    one, publish = opened(waiting)
    other, send_back = opened(waiting, step_note="Il manque un fait.")
    other.post(address(waiting), send_back | {"_step": "renvoyer"})

    page = one.post(address(waiting), publish | {"_step": "publier"})

    waiting.refresh_from_db()
    assert waiting.status == Status.DRAFT
    assert_contains(page, "passée au statut « Brouillon »", "Il manque un fait.")


def test_a_list_confirmed_by_two_is_done_once(waiting):
    data = {"action": "step_publier", "_selected_action": [str(waiting.pk)]}
    clients = [entered("publication") for _ in range(2)]
    sent = []
    for client in clients:
        page = client.post(LIST, data).content.decode()
        shown = page.partition('name="bulk_shown" value="')[2].partition('"')[0]
        sent.append(data | {"bulk_shown": shown})

    answers = at_once(
        lambda: clients[0].post(LIST, sent[0]), lambda: clients[1].post(LIST, sent[1])
    )

    waiting.refresh_from_db()
    assert waiting.status == Status.PUBLISHED
    assert Move.objects.count() == 1
    assert sorted(answer.status_code for answer in answers) == [302, 409]
