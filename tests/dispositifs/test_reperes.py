"""What is known in one line: listed apart, counted nowhere else, without a page."""

import pytest

from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_dispositif_repere

from .reading_pages import read_list

pytestmark = pytest.mark.django_db


def test_a_repere_is_a_line_of_its_own_and_counts_in_no_facet(client):
    make_dispositif_repere(name="Fonds du canton", fact="Il a aidé deux cafés.", territory="Creuse")

    response = client.get("/dispositifs/")

    assert_contains(response, "1 repère", "Fonds du canton", "Il a aidé deux cafés.", "Creuse")
    page = read_list(response)
    assert page.total == 0
    assert page.slugs == []
    assert page.counts["echelle"]["locale"] == 0


def test_a_repere_kept_for_the_editors_is_shown_to_nobody_else(client):
    make_dispositif_repere(name="Rumeur", is_shown=False)

    assert_not_contains(client.get("/dispositifs/"), "Rumeur", "repère")


def test_a_closed_repere_says_so(client):
    make_dispositif_repere(vie="termine")

    assert_contains(client.get("/dispositifs/"), "Terminé")
