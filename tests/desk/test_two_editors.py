"""Two editors on one sheet, one after the other: the second is told, sees both, and loses nothing."""

import pytest

from essaimage.common.models import SlugRedirect, Status
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_nature

from .editing import address, button, saved_meanwhile, value
from .forms import filled

pytestmark = pytest.mark.django_db


def test_a_field_both_wrote_shows_both_and_keeps_mine_until_i_choose(fiche, mine, other):
    page = saved_meanwhile(
        fiche, mine, other,
        by_other={"steps": "Écrire avant avril."}, by_me={"steps": "Téléphoner avant mars."},
    )  # fmt: skip

    said = "enregistrée par Bo Autre le", "Comment demander", "À l’ouverture", "Écrire avant mars."
    assert_contains(page, *said, "La leur", "<ins>avril</ins>", "La vôtre")
    assert value(page, "steps") == ["Téléphoner avant mars."]
    fiche.refresh_from_db()
    assert fiche.steps == "Écrire avant avril."

    assert mine.post(address(fiche), filled(page)).status_code == 302
    fiche.refresh_from_db()
    assert fiche.steps == "Téléphoner avant mars."


def test_one_click_takes_theirs_and_another_mine_again(fiche, mine, other):
    page = saved_meanwhile(
        fiche, mine, other, by_other={"steps": "La leur."}, by_me={"steps": "La mienne."}
    )

    theirs = mine.post(address(fiche), filled(page, **button(page, "leur")))
    assert value(theirs, "steps") == ["La leur."]
    assert_contains(theirs, "La mienne.", "Dans le formulaire : la leur")
    again = mine.post(address(fiche), filled(theirs, **button(theirs, "mien")))
    assert value(again, "steps") == ["La mienne."]
    fiche.refresh_from_db()
    assert fiche.steps == "La leur.", "choosing saves nothing"


def test_what_the_other_alone_changed_is_followed_and_mine_kept(fiche, mine, other):
    page = saved_meanwhile(
        fiche, mine, other,
        by_other={"cost": "Gratuit", "natures": [str(make_nature(code="subvention").pk)]},
        by_me={"steps": "La mienne.", "published_at_1": ""},
    )  # fmt: skip

    assert_contains(page, "déjà dans le formulaire", "gardé dans le formulaire")
    assert_not_contains(page, "À choisir")
    assert mine.post(address(fiche), filled(page)).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.cost, fiche.steps) == ("Gratuit", "La mienne.")
    assert [nature.code for nature in fiche.natures.all()] == ["subvention"]


def test_the_same_change_made_twice_is_no_conflict(fiche, mine, other):
    changes = {"steps": "Écrire l'été."}

    page = saved_meanwhile(fiche, mine, other, by_other=changes, by_me=changes)

    assert page.status_code == 302


def test_a_change_of_which_the_form_shows_nothing_stops_nobody(fiche, mine):
    opened = mine.get(address(fiche))
    type(fiche).objects.filter(pk=fiche.pk).update(verified_on="2026-01-01")

    assert mine.post(address(fiche), filled(opened, steps="La mienne.")).status_code == 302


def test_what_was_written_outside_the_desk_is_not_overwritten_either(fiche, mine):
    opened = mine.get(address(fiche))
    type(fiche).objects.filter(pk=fiche.pk).update(steps="Par une commande.")

    page = mine.post(address(fiche), filled(opened, steps="La mienne."))

    assert_contains(page, "Par une commande.", "La mienne.")


def test_both_renames_are_shown_and_both_addresses_lead_to_the_sheet(fiche, mine, other, client):
    page = saved_meanwhile(
        fiche, mine, other, by_other={"slug": "aide-b"}, by_me={"slug": "aide-c"}
    )

    assert_contains(page, "aide-b", "aide-c")
    assert mine.post(address(fiche), filled(page)).status_code == 302
    assert set(SlugRedirect.objects.values_list("slug", flat=True)) == {"aide", "aide-b"}
    assert client.get("/dispositifs/aide-b/").url == "/dispositifs/aide-c/"


def test_a_new_address_given_by_the_other_is_kept_when_i_only_write_the_text(fiche, mine, other):
    page = saved_meanwhile(
        fiche, mine, other, by_other={"slug": "aide-b"}, by_me={"steps": "La mienne."}
    )

    mine.post(address(fiche), filled(page))
    fiche.refresh_from_db()
    assert (fiche.slug, fiche.steps) == ("aide-b", "La mienne.")


# --- A third one, errors, steps ----------------------------------------------------------------------


def test_a_third_editor_meanwhile_is_seen_too(fiche, mine, other):
    page = saved_meanwhile(
        fiche, mine, other, by_other={"steps": "La leur."}, by_me={"steps": "La mienne."}
    )
    other.post(
        address(fiche), filled(other.get(address(fiche)), cost="Gratuit", steps="La troisième.")
    )

    page = mine.post(address(fiche), filled(page))

    assert_contains(page, "<ins>troisième</ins>", "La leur.", "La mienne.")
    assert mine.post(address(fiche), filled(page)).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.steps, fiche.cost) == ("La mienne.", "Gratuit")


def test_both_versions_stay_on_the_page_while_something_is_wrong(fiche, mine, other):
    page = saved_meanwhile(
        fiche, mine, other, by_other={"steps": "La leur."}, by_me={"steps": "La mienne."}
    )

    wrong = mine.post(address(fiche), filled(page, title=""))

    assert_contains(wrong, "La leur.", "La mienne.", "Titre")
    assert mine.post(address(fiche), filled(wrong, title="Aide")).status_code == 302


def test_a_step_taken_by_the_other_is_told(fiche, mine, other):
    page = saved_meanwhile(
        fiche, mine, other, by_other={"_step": "archiver"}, by_me={"steps": "La mienne."}
    )

    assert_contains(page, "Statut", "Archivé", "La mienne.")
    assert mine.post(address(fiche), filled(page)).status_code == 302
    fiche.refresh_from_db()
    assert (fiche.status, fiche.steps) == (Status.ARCHIVED, "La mienne.")


# --- The page itself -----------------------------------------------------------------------------------


def test_a_page_nobody_signed_is_compared_with_what_is_there(fiche, mine):
    opened = mine.get(address(fiche))

    page = mine.post(address(fiche), filled(opened, seen="faux", steps="La mienne."))

    assert_contains(page, "Écrire avant mars.", "La mienne.")
    assert mine.post(address(fiche), filled(page)).status_code == 302


@pytest.mark.parametrize("choice", ["", "9:leur", "x", "-1:leur", "0:"])
def test_a_choice_that_does_not_exist_changes_nothing(fiche, mine, choice):
    opened = mine.get(address(fiche))

    page = mine.post(address(fiche), filled(opened, _choisir=choice, steps="La mienne."))

    assert page.status_code == (302 if choice == "" else 200)


@pytest.mark.parametrize("total", ["x", "", "5000", None])
def test_a_form_cut_on_the_way_is_refused_and_not_merged(fiche, mine, other, total):
    opened = mine.get(address(fiche))
    other.post(address(fiche), filled(other.get(address(fiche)), steps="La leur."))
    changes = {"citations-TOTAL_FORMS": total, "steps": "La mienne."}

    page = mine.post(address(fiche), filled(opened, **changes))

    assert page.status_code == 200
    fiche.refresh_from_db()
    assert fiche.steps == "La leur."
