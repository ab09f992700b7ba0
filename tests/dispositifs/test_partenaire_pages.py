"""The pages of partners: in the order of their natures, with their schemes, those closed last."""

import pytest

from dispositifs.choices import PartenaireKind, Vie
from tests.factories import make_dispositif, make_partenaire

pytestmark = pytest.mark.django_db


def titles(response, *names):
    """Return ``names`` in the order in which the page says them."""
    html = response.content.decode()
    return sorted(names, key=html.index)


def test_partners_stand_in_the_order_of_their_natures_then_of_the_alphabet(client):
    make_partenaire(title="Association Zeste", kind=PartenaireKind.ASSOCIATION)
    make_partenaire(title="Établissement public", kind=PartenaireKind.PUBLIC)
    make_partenaire(title="Zone publique", kind=PartenaireKind.PUBLIC)

    found = titles(
        client.get("/partenaires/"), "Association Zeste", "Zone publique", "Établissement public"
    )

    assert found == ["Établissement public", "Zone publique", "Association Zeste"]


def test_a_partner_shows_its_closed_schemes_last(client):
    partenaire = make_partenaire(slug="appui")
    make_dispositif(
        title="Arrêté", vie=Vie.REMPLACE, replaced_by_text="Un autre", partenaires=[partenaire]
    )
    make_dispositif(title="Zélé", partenaires=[partenaire])
    make_dispositif(title="Éclos", partenaires=[partenaire])

    found = titles(client.get("/partenaires/appui/"), ">Arrêté<", ">Zélé<", ">Éclos<")

    assert found == [">Éclos<", ">Zélé<", ">Arrêté<"]
