"""What the desk says of days and steps: windows that close, sheets sent back, what the clock will do."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION
from django.utils import timezone

from essaimage.common.models import Move, Step
from essaimage.desk.sections import SECTIONS, Desk
from tests import factories
from tests.assertions import assert_contains

from .sections import TODAY, ago, client_of, log, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return factories.make_editor("rédaction")


@pytest.fixture
def publisher():
    return factories.make_editor("rédaction", "publication")


# --- Windows ----------------------------------------------------------------------------------------


def test_windows_that_close_within_thirty_days(publisher):
    for title, days in (("Hier", -1), ("Ce soir", 0), ("Trente", 30), ("Plus tard", 31)):
        scheme = factories.make_dispositif(title=title)
        factories.make_window(dispositif=scheme, opens=None, closes=TODAY + timedelta(days=days))
    over = factories.make_dispositif(title="Finie", vie="termine", ended_on=ago(1))
    factories.make_window(dispositif=over, opens=None, closes=TODAY)
    draft = factories.make_dispositif(title="Cachée", status="brouillon")
    factories.make_window(dispositif=draft, opens=None, closes=TODAY)

    assert titles(publisher, "ferme-bientot") == ["Ce soir", "Trente"]
    assert titles(publisher, "ferme-sans-suite") == ["Hier"]


def test_a_closed_window_is_forgotten_once_another_is_written(publisher):
    scheme = factories.make_dispositif(title="Chaque année")
    factories.make_window(dispositif=scheme, opens=None, closes=ago(90))
    assert titles(publisher, "ferme-sans-suite") == ["Chaque année"]

    factories.make_window(dispositif=scheme, opens=TODAY + timedelta(days=60), closes=None)

    assert titles(publisher, "ferme-sans-suite") == []


def test_a_month_closes_when_its_last_day_is_behind(publisher):
    scheme = factories.make_dispositif(title="Au mois")
    factories.make_window(
        dispositif=scheme, opens=None, closes=TODAY.replace(day=1), closes_precision="mois"
    )

    assert titles(publisher, "ferme-bientot") == ["Au mois"]
    assert titles(publisher, "ferme-sans-suite") == []


# --- Steps and hours ----------------------------------------------------------------------------------


def test_what_was_sent_back_comes_with_its_note(writer, publisher):
    fiche = factories.make_term(title="À reprendre", status="brouillon")
    log(writer, fiche, ADDITION)
    Move.objects.create(
        model_label="common.term",
        fiche_code=fiche.code,
        step=Step.SEND_BACK,
        from_status="a_relire",
        to_status="brouillon",
        note="Il manque la source.",
        author_name="Paul",
    )

    (row,) = SECTIONS["renvoyees"](Desk(writer)).rows
    assert (row.title, row.note) == ("À reprendre", "Il manque la source.")
    assert "par Paul" in row.detail
    assert titles(writer, "mes-brouillons") == []
    assert titles(publisher, "renvoyees") == []
    assert "Il manque la source." in SECTIONS["brouillons"](Desk(publisher)).rows[0].note
    assert_contains(client_of(writer).get("/admin/"), "Il manque la source.")


def test_a_fiche_sent_again_is_no_longer_sent_back(writer, publisher):
    fiche = factories.make_term(title="Reprise", status="a_relire")
    log(writer, fiche, ADDITION)
    for minutes, step, to, note in (
        (2, Step.SEND_BACK, "brouillon", "Encore un effort."),
        (1, Step.SUBMIT, "a_relire", "C’est fait."),
    ):
        Move.objects.create(
            model_label="common.term",
            fiche_code=fiche.code,
            step=step,
            from_status="brouillon",
            to_status=to,
            note=note,
            author_name="Léa",
            moved_at=timezone.now() - timedelta(minutes=minutes),
        )

    assert titles(writer, "renvoyees") == []
    (row,) = SECTIONS["a-relire"](Desk(publisher)).rows
    assert "par Léa" in row.detail
    assert row.note == "C’est fait."


def test_what_the_clock_will_do_is_told_the_next_first(publisher):
    now = timezone.now()
    factories.make_term(title="Lundi", published_at=now + timedelta(days=2))
    factories.make_term(
        title="Bientôt finie",
        published_at=now - timedelta(days=9),
        ends_at=now + timedelta(days=1),
    )
    factories.make_term(
        title="Déjà finie", published_at=now - timedelta(days=9), ends_at=now - timedelta(days=1)
    )

    rows = SECTIONS["programmees"](Desk(publisher)).rows

    assert [row.title for row in rows] == ["Bientôt finie", "Lundi"]
    assert "sera retirée" in rows[0].detail
    assert "paraîtra" in rows[1].detail
    assert "Déjà finie" not in titles(publisher, "manques") + titles(publisher, "a-revoir")
