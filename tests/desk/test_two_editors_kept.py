"""A text that can no longer be saved where it was written is kept, copied, made into a draft."""

import pytest
from django.db import OperationalError

from essaimage.common.admin import conflicts
from essaimage.common.models import Status
from tests.assertions import assert_contains
from tests.factories import make_source

from .editing import address, entered, facts_of
from .forms import filled, with_row

pytestmark = pytest.mark.django_db


def test_a_writer_keeps_the_text_when_the_sheet_is_published_meanwhile(fiche, other):
    type(fiche).objects.filter(pk=fiche.pk).update(status=Status.DRAFT)
    writer = entered("rédaction")
    opened = writer.get(address(fiche))
    done = other.post(address(fiche), filled(other.get(address(fiche)), _step="publier"))
    assert done.status_code == 302

    page = writer.post(address(fiche), filled(opened, steps="Mon texte, long à écrire."))

    said = "passée au statut « Publié »", "par Bo Autre", "Mon texte, long à écrire."
    assert_contains(page, *said, status=403)
    fiche.refresh_from_db()
    assert fiche.steps == "Écrire avant mars."
    draft = made_again(writer, fiche, page)
    assert (draft.status, draft.steps, draft.slug) == (
        Status.DRAFT,
        "Mon texte, long à écrire.",
        "aide-2",
    )


def test_the_text_of_a_sheet_deleted_meanwhile_becomes_a_draft(fiche, facts, mine, other):
    opened = mine.get(address(fiche))
    other.post(address(fiche, "delete"), {"post": "yes"})
    typed = with_row(
        filled(opened, steps="Mon texte, long à écrire."), "citations", fact="Mon fait.",
        source=str(make_source().pk), establishes="existence", confidence="forte", order="9",
    )  # fmt: skip

    page = mine.post(address(fiche), typed)

    assert_contains(
        page, "supprimée par Bo Autre", "Mon texte, long à écrire.", "Mon fait.", status=404
    )
    draft = made_again(mine, fiche, page)
    assert (draft.title, draft.slug, draft.steps) == ("Aide", "aide", "Mon texte, long à écrire.")
    assert (draft.status, draft.published_at, draft.verified_on) == (Status.DRAFT, None, None)
    assert facts_of(draft) == ["Un.", "Deux.", "Mon fait."]
    assert [nature.code for nature in draft.natures.all()] == ["pret"]


def made_again(client, fiche, page):
    """Press « En faire une nouvelle fiche » and return the draft."""
    done = client.post(address(fiche, "recreate"), filled(page))
    assert done.status_code == 302, done.content.decode()
    return type(fiche).objects.exclude(pk=fiche.pk).latest("pk")


def test_a_text_that_cannot_be_a_sheet_yet_stays_on_the_page(fiche, mine, other):
    opened = mine.get(address(fiche))
    other.post(address(fiche, "delete"), {"post": "yes"})
    page = mine.post(address(fiche), filled(opened, title="", steps="Mon texte."))

    page = mine.post(address(fiche, "recreate"), filled(page))

    assert_contains(page, "ne peut pas encore devenir une fiche", "Titre", "Mon texte.", status=422)


def test_making_a_sheet_again_is_for_those_who_may_add_one(fiche, client):
    assert client.post(address(fiche, "recreate")).status_code == 302
    assert entered("publication").get(address(fiche, "recreate")).status_code == 403


def test_a_database_too_busy_keeps_the_text_and_sends_it_again(fiche, mine, monkeypatch):
    data = filled(mine.get(address(fiche)), steps="Mon texte.")
    with monkeypatch.context() as patched:
        patched.setattr(conflicts, "locked_snapshot", refuse)
        page = mine.post(address(fiche), data)

    assert_contains(page, "Le site est occupé", "Envoyer de nouveau", status=503)
    again = filled(page, csrfmiddlewaretoken=None)
    assert mine.post(address(fiche), again | {"_save": "Enregistrer"}).status_code == 302
    fiche.refresh_from_db()
    assert fiche.steps == "Mon texte."


def refuse(fiche) -> None:
    raise OperationalError("database is locked")


@pytest.mark.django_db(transaction=True)
def test_a_transaction_given_up_by_the_database_is_tried_again(fiche, mine, monkeypatch):
    data = filled(mine.get(address(fiche)), steps="Mon texte.")
    read, refusals = conflicts.locked_snapshot, [OperationalError("deadlock detected")]

    def once(fiche):
        if refusals:
            raise refusals.pop()
        return read(fiche)

    monkeypatch.setattr(conflicts, "locked_snapshot", once)

    assert mine.post(address(fiche), data).status_code == 302
    fiche.refresh_from_db()
    assert fiche.steps == "Mon texte."
