"""Actions on several rows: the list first, then what was shown or nothing."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from essaimage.common.admin import bulk
from essaimage.common.admin.bulk import CHANGED_MEANWHILE, NOTE_WANTED, REFUSED_BY_DATABASE
from essaimage.common.admin.handling import MarkAsHandled
from essaimage.desk.models import Message
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_message

from .bulk import asked, confirm, confirmed

pytestmark = pytest.mark.django_db
LIST = "/admin/desk/message/"


def handled() -> int:
    return Message.objects.filter(is_handled=True).count()


def test_nothing_changes_before_the_list_was_read(admin_client):
    waiting = make_message(email="attend@exemple.fr")
    done = make_message(email="fait@exemple.fr", is_handled=True)

    page = asked(admin_client, LIST, "mark_as_handled", waiting, done)

    assert_contains(
        page, "Rien n’est encore fait", "1 ligne va changer", "à traiter", "Déjà traité."
    )
    assert [row.row for row in page.context["changing"]] == [waiting]
    assert [row.row for row in page.context["skipped"]] == [done]
    assert handled() == 1


def test_what_was_confirmed_is_done_told_and_kept(admin_client):
    waiting, done = make_message(), make_message(is_handled=True)

    page = confirmed(admin_client, LIST, "mark_as_handled", waiting, done)

    assert_contains(page, "1 message traité. 1 ligne laissée telle quelle.")
    assert handled() == 2
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(waiting.pk)]
    assert LogEntry.objects.get().get_change_message() == "Marquer comme traité."


def test_when_nothing_would_change_there_is_nothing_to_confirm(admin_client):
    page = asked(admin_client, LIST, "mark_as_handled", make_message(is_handled=True))

    assert_contains(page, "Rien ne va changer", "Revenir à la liste")
    assert_not_contains(page, 'type="submit" class="button')


@pytest.mark.parametrize("change", [{"is_handled": True}, None], ids=["written", "deleted"])
def test_rows_that_changed_meanwhile_are_shown_again(admin_client, change):
    first, second = make_message(), make_message()
    page = asked(admin_client, LIST, "mark_as_handled", first, second)
    row = Message.objects.filter(pk=first.pk)
    row.update(**change) if change else row.delete()

    again = confirm(admin_client, LIST, page)

    assert_contains(again, CHANGED_MEANWHILE, status=409)
    second.refresh_from_db()
    assert not second.is_handled
    confirm(admin_client, LIST, again)
    second.refresh_from_db()
    assert second.is_handled


def test_all_the_rows_of_a_filtered_list_are_those_that_were_shown(admin_client):
    shown = make_message()
    page = admin_client.post(
        LIST + "?is_handled__exact=0",
        {"action": "mark_as_handled", "_selected_action": [shown.pk], "select_across": "1"},
    )
    later = make_message()

    confirm(admin_client, LIST + "?is_handled__exact=0", page)

    later.refresh_from_db()
    assert not later.is_handled
    assert handled() == 1


@pytest.mark.parametrize("error", [ValidationError("Pas celui-ci."), IntegrityError("non")])
def test_a_refusal_undoes_everything(admin_client, monkeypatch, error):
    first, second = make_message(), make_message()
    page = asked(admin_client, LIST, "mark_as_handled", first, second)
    plain = MarkAsHandled.apply

    def refuse_one(self, row, context):
        if row == first:
            raise error
        plain(self, row, context)

    monkeypatch.setattr(MarkAsHandled, "apply", refuse_one)
    answer = confirm(admin_client, LIST, page)

    said = "Pas celui-ci." if isinstance(error, ValidationError) else REFUSED_BY_DATABASE
    assert_contains(answer, said)
    assert handled() == 0
    assert not LogEntry.objects.exists()


def test_a_note_that_is_wanted_is_asked_for(admin_client, monkeypatch):
    monkeypatch.setattr(MarkAsHandled, "note_is_wanted", True)
    page = asked(admin_client, LIST, "mark_as_handled", make_message())

    assert_contains(confirm(admin_client, LIST, page, note="  "), NOTE_WANTED)
    assert handled() == 0
    assert_contains(confirm(admin_client, LIST, page, note="x" * 1001), "1000 caractères au plus")
    confirm(admin_client, LIST, page, note="Répondu\x00 par courriel")

    assert LogEntry.objects.get().get_change_message() == (
        "Marquer comme traité (Répondu par courriel)."
    )


def test_too_many_rows_at_once_are_refused(admin_client, monkeypatch):
    monkeypatch.setattr(bulk.BulkAction, "most_rows", 1)
    chosen = {"action": "mark_as_handled", "_selected_action": [make_message().pk for _ in "ab"]}

    page = admin_client.post(LIST, chosen, follow=True)

    assert_contains(page, "choisissez moins de lignes à la fois, 1 au plus")
    assert handled() == 0


def test_the_list_of_what_changes_costs_the_same_for_1_row_and_for_50(admin_client):
    alone_row = make_message()
    asked(admin_client, LIST, "mark_as_handled", alone_row)
    with CaptureQueriesContext(connection) as alone:
        asked(admin_client, LIST, "mark_as_handled", alone_row)

    rows = [make_message() for _ in range(50)]
    with CaptureQueriesContext(connection) as crowded:
        page = asked(admin_client, LIST, "mark_as_handled", *rows)

    assert len(page.context["changing"]) == 50
    assert len(crowded) == len(alone)
