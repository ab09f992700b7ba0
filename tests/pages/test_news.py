"""What's new: how many sheets are announced, and under which names."""

import pytest

from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_partenaire, make_term

pytestmark = pytest.mark.django_db


def test_the_news_count_what_they_show_and_agree_with_it(client):
    make_partenaire(title="Banque du val")
    make_partenaire(title="Caisse du bourg")
    make_term(title="Antenne")

    page = client.get("/nouveautes/")

    assert_contains(
        page, "Les 3 dernières fiches publiées", "<h3>Partenaires</h3>", "<h3>Terme</h3>"
    )
    assert_not_contains(page, "<h3>Termes</h3>")
