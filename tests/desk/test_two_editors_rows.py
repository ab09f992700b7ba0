"""Two editors on the rows of one sheet: none is lost, whoever added, changed or deleted it."""

import pytest

from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_source

from .editing import address, button, facts_of, saved_meanwhile
from .forms import filled, with_row

pytestmark = pytest.mark.django_db


def test_a_row_both_changed_shows_both(fiche, facts, mine, other):
    page = saved_meanwhile(
        fiche, mine, other,
        by_other={"citations-0-fact": "Un, dit l’autre."},
        by_me={"citations-0-fact": "Un, dis-je."},
    )  # fmt: skip

    assert_contains(page, "Fait sourcé « Un, dit l’autre. »\N{NO-BREAK SPACE}: fait", "Un, dis-je.")
    mine.post(address(fiche), filled(page))
    assert facts_of(fiche) == ["Un, dis-je.", "Deux."]


def test_rows_each_changed_are_all_kept(fiche, facts, mine, other):
    page = saved_meanwhile(
        fiche, mine, other,
        by_other={"citations-0-fact": "Un, dit l’autre."},
        by_me={"citations-1-fact": "Deux, dis-je."},
    )  # fmt: skip

    mine.post(address(fiche), filled(page))
    assert facts_of(fiche) == ["Un, dit l’autre.", "Deux, dis-je."]


def test_a_row_the_other_added_stays(fiche, facts, mine, other):
    opened = mine.get(address(fiche))
    added = with_row(
        filled(other.get(address(fiche))), "citations", fact="Trois, dit l’autre.",
        source=str(make_source().pk), establishes="existence", confidence="forte", order="5",
    )  # fmt: skip
    assert other.post(address(fiche), added).status_code == 302
    mine_too = with_row(
        filled(opened), "citations", fact="Quatre, dis-je.", source=str(make_source().pk),
        establishes="existence", confidence="forte", order="6",
    )  # fmt: skip

    page = mine.post(address(fiche), mine_too)

    assert_contains(page, "ligne ajoutée par Bo Autre", "Quatre, dis-je.")
    assert mine.post(address(fiche), filled(page)).status_code == 302
    assert facts_of(fiche) == ["Un.", "Deux.", "Trois, dit l’autre.", "Quatre, dis-je."]


def test_a_row_the_other_deleted_and_i_changed_is_offered_again(fiche, facts, mine, other):
    page = saved_meanwhile(
        fiche, mine, other,
        by_other={"citations-0-DELETE": "on"}, by_me={"citations-0-fact": "Un, mais mieux dit."},
    )  # fmt: skip

    assert_contains(page, "(ligne supprimée)", "Un, mais mieux dit.")
    assert mine.post(address(fiche), filled(page)).status_code == 302
    assert facts_of(fiche) == ["Un, mais mieux dit.", "Deux."]


def test_a_row_the_other_deleted_may_be_left_deleted(fiche, facts, mine, other):
    page = saved_meanwhile(
        fiche, mine, other,
        by_other={"citations-0-DELETE": "on"}, by_me={"citations-0-fact": "Un, mais mieux dit."},
    )  # fmt: skip

    page = mine.post(address(fiche), filled(page, **button(page, "leur")))
    assert_contains(page, "mais mieux dit")  # beside, to be taken again
    assert mine.post(address(fiche), filled(page)).status_code == 302
    assert facts_of(fiche) == ["Deux."]


def test_a_row_the_other_deleted_and_i_left_alone_is_gone(fiche, facts, mine, other):
    page = saved_meanwhile(
        fiche, mine, other, by_other={"citations-0-DELETE": "on"}, by_me={"steps": "La mienne."}
    )

    assert_contains(page, "ligne supprimée par Bo Autre")
    assert mine.post(address(fiche), filled(page)).status_code == 302
    assert facts_of(fiche) == ["Deux."]


def test_a_row_i_delete_and_the_other_changed_is_shown_first(fiche, facts, mine, other):
    page = saved_meanwhile(
        fiche, mine, other,
        by_other={"citations-0-fact": "Un, dit l’autre."}, by_me={"citations-0-DELETE": "on"},
    )  # fmt: skip

    assert_contains(page, "Un, dit l’autre.", "(ligne supprimée)")
    kept = mine.post(address(fiche), filled(page, **button(page, "leur")))
    assert mine.post(address(fiche), filled(kept)).status_code == 302
    assert facts_of(fiche) == ["Un, dit l’autre.", "Deux."]


def test_a_row_both_deleted_is_no_conflict(fiche, facts, mine, other):
    gone = {"citations-0-DELETE": "on"}

    assert saved_meanwhile(fiche, mine, other, by_other=gone, by_me=gone).status_code == 302


def test_the_preview_counts_with_what_the_other_saved(fiche, facts, mine, other):
    opened = mine.get(address(fiche))
    gone = filled(other.get(address(fiche)), **{"citations-0-DELETE": "on"}, cost="Gratuit")
    assert other.post(address(fiche), gone).status_code == 302

    page = mine.post(address(fiche, "preview"), filled(opened, steps="La mienne."))

    assert_contains(page, "La mienne.", "Gratuit", "Deux.")
    assert_not_contains(page, "Un.")
