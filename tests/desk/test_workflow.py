"""From draft to archive, as the buttons of the admin are pressed: who may, what is kept, what is told."""

from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dispositifs.models import Dispositif
from essaimage.common.models import Move, Standing, Status, Step, Version
from tests.assertions import assert_contains
from tests.client import InspectingClient
from tests.factories import make_dispositif, make_editor, make_move, make_term

from .forms import filled

pytestmark = pytest.mark.django_db
LIST = "/admin/dispositifs/dispositif/"


def make_at(standing: str, **values) -> Dispositif:
    """A scheme that stands there."""
    now = timezone.now()
    hours = {
        Standing.COMING: {"status": Status.PUBLISHED, "published_at": now + timedelta(days=3)},
        Standing.PUBLIC: {"status": Status.PUBLISHED},
        Standing.ENDED: {"status": Status.PUBLISHED, "ends_at": now - timedelta(days=1)},
        Standing.DRAFT: {"status": Status.DRAFT, "published_at": None},
        Standing.TO_REVIEW: {"status": Status.TO_REVIEW, "published_at": None},
    }
    return make_dispositif(
        natures=["pret"], **hours.get(standing, {"status": str(standing)}) | values
    )


def address(fiche, action: str = "change") -> str:
    return reverse(f"admin:{fiche._meta.label_lower.replace('.', '_')}_{action}", args=[fiche.pk])


def entering(*groups: str, **values) -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor(*groups, **values))
    return client


@pytest.fixture
def writer() -> InspectingClient:
    return entering("rédaction", first_name="Rose", last_name="Écrit")


@pytest.fixture
def publisher() -> InspectingClient:
    return entering("rédaction", "publication", first_name="Paul", last_name="Publie")


def press(client, fiche, step: str, **fields):
    """Press a button of the page as it stands."""
    page = client.get(address(fiche))
    data = filled(page, **fields) if page.status_code == 200 else {}
    return client.post(address(fiche), data | {"_step": step})


# --- Who × from × to ----------------------------------------------------------------------------

D, R, C, P, E, A = Standing.DRAFT, Standing.TO_REVIEW, *list(Standing)[2:]
LEADS = {  # (from, step) → where the sheet then stands; what is not here is refused
    (D, Step.SUBMIT): R,
    (R, Step.SEND_BACK): D,
    **{(place, Step.PUBLISH): P for place in (D, R, C, E, A)},
    **{(place, Step.PUBLISH_AT): C for place in (D, R, C)},
    **{(place, Step.END_AT): place for place in (C, P)},
    **{(place, Step.UNPUBLISH): D for place in (C, P, E, A)},
    **{(place, Step.ARCHIVE): A for place in (P, E)},
}
WRITERS = {(D, Step.SUBMIT), (R, Step.SEND_BACK)}
STEPS = [step for step in Step if step != Step.GO_ON]


@pytest.mark.parametrize("start", Standing, ids=lambda each: each.value)
@pytest.mark.parametrize("step", STEPS, ids=lambda each: each.value)
@pytest.mark.parametrize("group", ["rédaction", "publication"])
def test_a_step_leads_where_the_table_says_for_those_who_may(group, step, start):
    fiche = make_at(start)
    client = entering(group)
    ahead = timezone.localtime() + timedelta(days=9)
    given = {"step_note": "Un mot."}
    if step in {Step.PUBLISH_AT, Step.END_AT}:
        given |= {"step_at_0": f"{ahead:%d/%m/%Y}", "step_at_1": "09:30"}
    may = group == "publication" or (start, step) in WRITERS
    expected = LEADS.get((start, step)) if may else None

    press(client, fiche, step, **given)

    fiche.refresh_from_db()
    assert fiche.standing == (expected or start)
    moves = list(Move.objects.of(fiche))
    assert [move.step for move in moves] == ([step] if expected else [])
    if expected:
        assert moves[0].note == "Un mot."


def test_a_planned_end_is_cancelled_by_its_own_button(publisher):
    fiche = make_at(P, ends_at=timezone.now() + timedelta(days=5))

    press(publisher, fiche, Step.GO_ON)

    fiche.refresh_from_db()
    assert fiche.ends_at is None
    assert "maintenir" not in publisher.get(address(fiche)).content.decode()


@pytest.mark.parametrize("step", ["publier", "archiver", "depublier", "retirer_le", "publier_le"])
def test_a_writer_is_refused_by_the_server_whatever_is_sent(writer, step):
    for fiche in (make_at(D), make_at(R), make_at(P)):
        press(writer, fiche, step, step_at_0="01/01/2099", step_at_1="09:00")
        before = fiche.standing
        fiche.refresh_from_db()
        assert fiche.standing == before
    assert not Move.objects.exists()


def test_a_step_that_does_not_exist_is_refused(publisher):
    fiche = make_at(D)

    page = press(publisher, fiche, "detruire")

    assert_contains(page, "Cette étape n’existe pas")


# --- What is kept and told ------------------------------------------------------------------------


def test_what_is_written_is_saved_with_the_step_and_who_did_it_is_kept(writer):
    fiche = make_at(D)

    answer = press(writer, fiche, "envoyer", title="Retouché", step_note="Le plafond est à relire.")

    fiche.refresh_from_db()
    move = Move.objects.get()
    assert answer.headers["Location"] == address(fiche)
    assert (fiche.title, fiche.status) == ("Retouché", Status.TO_REVIEW)
    assert (move.author_name, move.from_status, move.to_status) == (
        "Rose Écrit",
        "brouillon",
        "a_relire",
    )
    assert Version.objects.of(fiche).first().reason.startswith("Envoyer à relire")


def test_a_sheet_sent_back_needs_a_note_which_its_author_reads_first(writer, publisher):
    fiche = make_at(R)

    refused = press(publisher, fiche, "renvoyer", step_note="  ")
    press(publisher, fiche, "renvoyer", step_note="Il manque <la date> du barème.")
    page = writer.get(address(fiche))

    assert_contains(refused, "Écrivez ce qui manque")
    assert_contains(page, "Note de Paul Publie", "la fiche a été renvoyée par Paul Publie")
    assert "Il manque &lt;la date&gt; du barème." in page.content.decode()
    assert page.content.index(b"way-note") < page.content.index(b"id_title")


def test_a_refused_step_leaves_the_sheet_where_it_stood_and_what_was_typed(publisher):
    fiche = make_at(D, dated=False)

    page = press(publisher, fiche, "publier", title="Tapé", step_note="Une note longue à écrire.")

    fiche.refresh_from_db()
    assert fiche.status == Status.DRAFT
    assert_contains(page, "au moins un fait dont la source est datée", "Une note longue à écrire.")
    assert 'aria-current="step"><span class="statut" data-statut="brouillon"' in (
        page.content.decode()
    )
    assert not Move.objects.exists()


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("", "", "Écrivez la date"),
        ("01/01/2020", "09:00", "Cette date est passée"),
        ("hier", "09:00", "Saisissez une date qui existe"),
        ("", "09:00", "Saisissez une date"),
        ("28/03/2027", "02:30", "cette heure n’existe pas"),
        ("31/10/2027", "02:30", "cette heure vient deux fois"),
    ],
)
def test_a_date_is_asked_again_when_it_cannot_be_read(publisher, day, hour, said):
    fiche = make_at(D)

    page = press(publisher, fiche, "publier_le", step_at_0=day, step_at_1=hour)

    assert_contains(page, said)
    fiche.refresh_from_db()
    assert fiche.status == Status.DRAFT


def test_a_day_without_an_hour_begins_at_midnight_in_paris(publisher):
    fiche = make_at(D)

    press(publisher, fiche, "publier_le", step_at_0="14/07/2099")

    fiche.refresh_from_db()
    assert fiche.published_at.isoformat() == "2099-07-13T22:00:00+00:00"


def test_a_date_beside_the_wrong_button_publishes_nothing(publisher):
    fiche = make_at(D)

    page = press(publisher, fiche, "publier", step_at_0="14/07/2099")

    assert_contains(page, "Vous avez écrit une date, que « Publier » n’attend pas")
    fiche.refresh_from_db()
    assert fiche.status == Status.DRAFT


def test_a_note_beside_save_is_not_lost_in_silence(writer):
    fiche = make_at(D)
    data = filled(writer.get(address(fiche)), step_note="Presque perdu.")

    page = writer.post(address(fiche), data | {"_save": "1"})

    assert_contains(page, "Cette note accompagne une étape", "Presque perdu.")


def test_the_withdrawal_comes_after_the_publication(publisher):
    fiche = make_at(C)

    page = press(publisher, fiche, "retirer_le", step_at_0=f"{timezone.localdate():%d/%m/%Y}")
    assert_contains(page, "Cette date est passée")
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = press(publisher, fiche, "retirer_le", step_at_0=f"{tomorrow:%d/%m/%Y}")

    assert_contains(page, "Le retrait vient après la publication")


def test_what_was_public_keeps_its_first_day_when_it_comes_back(publisher):
    fiche = make_at(A)
    first = fiche.published_at

    press(publisher, fiche, "publier")

    fiche.refresh_from_db()
    assert fiche.published_at == first


def test_a_date_that_never_came_is_forgotten_when_given_up(publisher):
    fiche = make_at(C)

    press(publisher, fiche, "depublier")

    fiche.refresh_from_db()
    assert (fiche.status, fiche.published_at) == (Status.DRAFT, None)


def test_the_way_tells_every_step_with_its_notes_even_of_closed_accounts(publisher):
    fiche = make_at(R)
    make_move(fiche, note="Première.", author_name="Ada")
    make_move(
        fiche, step="renvoyer", note="Seconde.", from_status="a_relire", to_status="brouillon"
    )

    page = publisher.get(address(fiche))

    assert_contains(page, "étape par étape (2)", "Ada", "Première.", "dont le compte n’existe plus")


def test_nobody_has_a_page_nor_a_right_to_rewrite_a_step():
    assert Move not in site._registry
    assert not Permission.objects.filter(content_type__model="move").exists()


def test_the_page_of_a_sheet_reads_its_way_in_one_query(publisher):
    few, many = make_term(), make_term()
    for _ in range(25):
        make_move(many, note="Oui.")
    publisher.get(address(few))

    with CaptureQueriesContext(connection) as one:
        publisher.get(address(few))
    with CaptureQueriesContext(connection) as other:
        publisher.get(address(many))

    assert len(one) == len(other)
