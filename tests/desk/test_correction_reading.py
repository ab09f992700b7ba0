"""What visitors write, read as a value: dates, amounts, addresses, choices; and what is no value."""

import pytest

from essaimage.common.content.values import RefusedError
from essaimage.desk.corrections.points import point_of
from essaimage.desk.corrections.reading import read_proposal
from essaimage.desk.corrections.receiving import alike_key
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def points():
    """Return ``points(name)``: the point of a scheme, or of one of its rows."""
    scheme = make.make_dispositif(ruralite="ouvert")
    window, amount = make.make_window(scheme), make.make_montant(scheme)
    keys = {
        "closes": f"windows:{window.code}:closes",
        "maximum": f"montants:{amount.code}:maximum",
    }
    return lambda name: point_of(scheme, keys.get(name, name))


@pytest.mark.parametrize(
    ("name", "written", "values"),
    [
        ("closes", "31/12/2026", {"closes": "2026-12-31", "closes_precision": "jour"}),
        ("closes", "1.2.2027", {"closes": "2027-02-01", "closes_precision": "jour"}),
        ("closes", "2027-02-01", {"closes": "2027-02-01", "closes_precision": "jour"}),
        ("closes", "le 1er février 2027", {"closes": "2027-02-01", "closes_precision": "jour"}),
        ("closes", "31 DÉCEMBRE 2026", {"closes": "2026-12-31", "closes_precision": "jour"}),
        ("closes", "août 2027", {"closes": "2027-08-01", "closes_precision": "mois"}),
        ("closes", " 2027 ", {"closes": "2027-01-01", "closes_precision": "annee"}),
        ("maximum", "20 000 €", {"maximum": "20000.00"}),
        ("maximum", "20\u202f000,50 euros", {"maximum": "20000.50"}),
        ("maximum", "6000", {"maximum": "6000.00"}),
        ("site_url", "https://exemple.fr/aide", {"site_url": "https://exemple.fr/aide"}),
        ("site_url", "exemple.fr/aide", {"site_url": "https://exemple.fr/aide"}),
        ("echelle", "Régionale", {"echelle": "regionale"}),
        ("echelle", "REGIONALE", {"echelle": "regionale"}),
        ("cost", "L'accès est gratuit !", {"cost": "L’accès est gratuit\xa0!"}),
        ("cost", "deux\r\nlignes", {"cost": "deux lignes"}),
        ("ask_whom", "La mairie.\r\nOu l’EPCI.", {"ask_whom": "La mairie.\nOu l’EPCI."}),
    ],
)
def test_what_is_written_is_read_as_the_field_takes_it(points, name, written, values):
    assert read_proposal(points(name), written) == values


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("closes", "bientôt"),
        ("closes", "31/02/2027"),
        ("closes", "31 février 2027"),
        ("closes", "32/13/99999"),
        ("closes", "٣١/١٢/٢٠٢٦"),
        ("maximum", "environ 20 000 €"),
        ("maximum", "-5"),
        ("maximum", "1e9"),
        ("maximum", "NaN"),
        ("maximum", "20 000 à 30 000"),
        ("maximum", "1" * 40),
        ("site_url", "javascript:alert(1)"),
        ("site_url", "ftp://exemple.fr/a"),
        ("site_url", "la page de la préfecture"),
        ("site_url", "https://" + "a" * 600 + ".fr"),
        ("echelle", "galactique"),
        ("title", "x" * 161),
        ("title", "a\x01b"),
    ],
)
def test_what_is_no_value_is_said_so(points, name, written):
    with pytest.raises(RefusedError):
        read_proposal(points(name), written)


def test_a_date_without_its_precision_is_asked_to_the_day():
    case = make.make_case(outcome="arrete", outcome_on="2016-01-01", failure="Plus de salle.")

    with pytest.raises(RefusedError, match="au jour près"):
        read_proposal(point_of(case, "outcome_on"), "2017")


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("maximum", "20 000 €", "20000 euros", True),
        ("maximum", "20 000 €", "20 001 €", False),
        ("site_url", "https://exemple.fr/aide/", "exemple.fr/aide", True),
        ("closes", "31/12/2026", "le 31 décembre 2026", True),
        ("cost", "C’est gratuit.", "c'est GRATUIT", True),
        ("cost", "C’est gratuit.", "C’est payant.", False),
        ("~roles", "La CAF n'y est plus", "la caf n’y est plus !", True),
    ],
)
def test_two_reports_that_mean_the_same_are_alike(points, name, one, other, same):
    point = points(name)
    keys = {alike_key(point.row, point, written) for written in (one, other)}

    assert (len(keys) == 1) is same
