"""Rows are added without JavaScript: the form comes back with what was typed, and a blank row."""

import pytest

from tests.assertions import assert_contains
from tests.factories import make_source

from .editing import address
from .forms import filled

pytestmark = pytest.mark.django_db


def test_a_blank_row_comes_with_what_was_typed(fiche, mine):
    opened = mine.get(address(fiche))
    assert_contains(opened, "Ajouter une ligne\N{NO-BREAK SPACE}: fait sourcé")

    page = mine.post(address(fiche), filled(opened, steps="La mienne.", _ligne="conditions"))

    data = filled(page)
    assert_contains(page, "Une ligne vide est ajoutée")
    assert data["conditions-TOTAL_FORMS"] == ["1"]
    assert data["conditions-0-sentence"] == [""]
    assert data["steps"] == ["La mienne."]
    fiche.refresh_from_db()
    assert fiche.steps == "Écrire avant mars."

    row = {"sentence": "Être une association.", "kind": "autre", "source": str(make_source().pk)}
    written = {f"conditions-0-{name}": value for name, value in row.items()}
    done = mine.post(address(fiche), data | written)
    assert done.status_code == 302
    assert fiche.conditions.get().sentence == "Être une association."


def test_a_blank_row_left_blank_is_not_saved(fiche, mine):
    page = mine.post(address(fiche), filled(mine.get(address(fiche)), _ligne="conditions"))

    assert mine.post(address(fiche), filled(page)).status_code == 302
    assert not fiche.conditions.exists()


def test_both_a_blank_row_and_what_the_other_saved_come_back(fiche, mine, other):
    opened = mine.get(address(fiche))
    other.post(address(fiche), filled(other.get(address(fiche)), cost="Gratuit"))

    page = mine.post(address(fiche), filled(opened, _ligne="conditions"))

    assert filled(page)["cost"] == ["Gratuit"]
    assert filled(page)["conditions-TOTAL_FORMS"] == ["1"]


@pytest.mark.parametrize("kind", ["nul", "x" * 500, "title"])
def test_rows_that_do_not_exist_are_not_added(fiche, mine, kind):
    page = mine.post(address(fiche), filled(mine.get(address(fiche)), _ligne=kind))

    assert page.status_code == 200
