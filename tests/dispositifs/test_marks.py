"""The marks that other programs rely on stand where the contract says, and nowhere else."""

import re

import pytest

from tests.factories import make_case, make_dispositif, make_partenaire

pytestmark = pytest.mark.django_db


def test_only_results_bear_the_slug_of_a_sheet(client):
    partenaire = make_partenaire()
    dispositif = make_dispositif(partenaires=[partenaire])
    make_case()

    for url in ("/", partenaire.get_absolute_url(), dispositif.get_absolute_url(), "/ruralite/"):
        assert "data-slug" not in client.get(url).content.decode(), url
    for url in ("/dispositifs/", "/pionniers/"):
        before, results = client.get(url).content.decode().split('id="resultats"')
        assert "data-slug" not in before
        assert len(re.findall("data-slug", results)) == 1


@pytest.mark.parametrize("url", ["/dispositifs/", "/pionniers/"])
def test_results_stand_inside_the_list_that_is_swapped(client, url):
    html = client.get(url).content.decode()

    assert html.index('id="liste"') < html.index('id="resultats"')
    assert len(re.findall('data-total="', html)) == 1
