"""Names stand as a French reader expects: databases put « Île » after « Zone », or before « A »."""

import pytest

from dispositifs.filters import partenaire_choices
from tests.factories import (
    make_case_repere,
    make_dispositif,
    make_dispositif_repere,
    make_model,
    make_partenaire,
    make_region,
    make_suitability,
)

pytestmark = pytest.mark.django_db
NAMES = ("Zone bleue", "Élan", "Avenir", "île aux projets")
SORTED = ["Avenir", "Élan", "île aux projets", "Zone bleue"]


def as_met(page):
    """Return the names in the order in which the page says them."""
    return sorted(NAMES, key=page.content.decode().index)


def test_regions_of_the_filter(client):
    for code, name in enumerate(NAMES, start=11):
        make_region(str(code), name)

    assert as_met(client.get("/dispositifs/")) == SORTED


def test_partners_of_the_filter():
    for name in NAMES:
        make_partenaire(title=name)

    assert [label for _, label in partenaire_choices()] == SORTED


@pytest.mark.parametrize(
    ("make", "url"),
    [(make_dispositif_repere, "/dispositifs/"), (make_case_repere, "/pionniers/")],
)
def test_lines_without_a_page(client, make, url):
    for name in NAMES:
        make(name=name)

    assert as_met(client.get(url)) == SORTED


def test_parts_of_a_programme(client):
    programme = make_dispositif(title="Programme")
    for name in NAMES:
        make_dispositif(title=name, programme=programme)

    assert as_met(client.get(programme.get_absolute_url())) == SORTED


def test_schemes_advised_for_a_model(client):
    model = make_model()
    for name in NAMES:
        make_suitability(make_dispositif(title=name), model=model)

    assert as_met(client.get(model.get_absolute_url())) == SORTED
