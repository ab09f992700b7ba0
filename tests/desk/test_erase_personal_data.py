"""What visitors wrote of themselves is erased after the time announced, once, and the facts stay."""

from datetime import timedelta
from io import StringIO
from threading import Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from essaimage.desk.models import Correction, ImportRun, Message
from tests.assertions import assert_contains
from tests.factories import (
    make_correction,
    make_dispositif,
    make_editor,
    make_import_run,
    make_message,
)

pytestmark = pytest.mark.django_db
SECRET = "Léa Martin, 06 12 34 56 78"


def run(**options) -> str:
    said = StringIO()
    call_command("erase_personal_data", stdout=said, **options)
    return said.getvalue().replace("\N{NO-BREAK SPACE}", " ")


def received(row, days: int) -> None:
    type(row).objects.filter(pk=row.pk).update(received_at=timezone.now() - timedelta(days=days))


def old_message(**values) -> Message:
    message = make_message(
        name=SECRET, email="lea@exemple.fr", text=SECRET, page=SECRET, sender_key="k", **values
    )
    received(message, 400)
    return message


def old_correction(**values) -> Correction:
    texts = {"evidence": SECRET, "email": "lea@exemple.fr", "sender_key": "k"}
    correction = make_correction(**texts | values)
    received(correction, 400)
    return correction


def everything_told() -> str:
    rows = [*Message.objects.values(), *Correction.objects.values(), *LogEntry.objects.values()]
    return str(rows)


def test_old_rows_lose_what_is_personal_and_keep_the_facts():
    message, correction = old_message(is_handled=True), old_correction(proposed=SECRET)

    said = run()

    message.refresh_from_db()
    correction.refresh_from_db()
    assert "1 message effacé, 1 erreur signalée effacée" in said
    assert "Léa" not in everything_told()
    assert "lea@" not in everything_told()
    assert (message.subject, message.sender_key, message.email) == ("question", "", "")
    assert (correction.point, correction.fiche_title) != ("", "")
    assert (correction.proposed, correction.status) == ("", "sans_suite")
    assert message.erased_at
    assert correction.erased_at


def test_recent_rows_are_left_alone():
    make_message(text=SECRET)
    received(make_correction(evidence=SECRET), 360)

    assert "0 message effacé, 0 erreur signalée effacée" in run()
    assert everything_told().count(SECRET) == 2


def test_the_delay_is_the_one_that_is_set(settings):
    settings.PERSONAL_DATA_MONTHS = 24
    old_message()

    assert "Plus de 24 mois : 0 message effacé" in run()


def test_what_was_written_on_the_page_stays_for_the_record():
    correction = old_correction(
        proposed="Un résumé juste.", status="acceptee", was_applied=True, handled_at=timezone.now()
    )

    run()

    correction.refresh_from_db()
    assert correction.proposed == "Un résumé juste."
    assert correction.evidence == correction.email == correction.sender_key == ""


def test_a_second_run_finds_nothing_to_do():
    old_message()
    old_correction()
    run()
    first = everything_told()

    assert "0 message effacé, 0 erreur signalée effacée" in run()
    assert everything_told() == first


def test_a_dry_run_counts_and_writes_nothing():
    old_message()
    before = everything_told()

    said = run(dry_run=True)

    assert "1 message à effacer" in said
    assert "À blanc : rien n’a été effacé." in said
    assert "Sans que personne les ait traités : 1." in said
    assert everything_told() == before


def test_the_history_of_the_admin_forgets_the_names_too():
    message = old_message()
    LogEntry.objects.create(
        user=make_editor(),
        content_type=ContentType.objects.get_for_model(Message),
        object_id=str(message.pk),
        object_repr="Une question (lea@exemple.fr)",
        action_flag=2,
    )

    run()

    assert "lea@" not in everything_told()


def test_expired_connections_are_forgotten():
    for key, days in (("ancienne", -1), ("ouverte", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days)
        )

    assert "1 connexion expirée oubliée" in run()
    assert [session.pk for session in Session.objects.all()] == ["ouverte"]


def test_files_that_nobody_confirmed_are_forgotten():
    tried = {"state": "a_blanc", "confirmed_at": None}
    make_import_run(**tried, created_at=timezone.now() - timedelta(days=2))
    recent = make_import_run(**tried)

    run()

    assert list(ImportRun.objects.all()) == [recent]


def test_an_erased_report_is_still_shown_to_editors(admin_client):
    correction = old_correction()
    run()

    page = admin_client.get(f"/admin/desk/correction/{correction.pk}/change/")

    assert_contains(page, "a été effacé le", "Effacée.")


def test_the_pages_tell_the_delay_that_is_set(client, settings):
    settings.PERSONAL_DATA_MONTHS = 7
    fiche = make_dispositif()

    assert_contains(client.get("/mentions-legales/"), "Passé 7 mois")
    assert_contains(client.get(f"/signaler/dispositif/{fiche.slug}/?champ=summary"), "passé 7 mois")


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_erase_each_row_once():
    for _ in range(20):
        old_message()
        old_correction()
    told: list[str] = []

    def erase() -> None:
        told.append(run())
        connection.close()

    threads = [Thread(target=erase) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counts = sorted(int(said.partition("mois : ")[2].split()[0]) for said in told)
    assert counts == [0, 20]
    assert "Léa" not in everything_told()
