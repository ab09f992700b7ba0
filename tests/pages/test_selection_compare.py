"""Two to four schemes side by side, and who pays what."""

from datetime import date

import pytest

from dispositifs.choices import RoleKind, Vie
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_commune,
    make_condition,
    make_coverage,
    make_dispositif,
    make_montant,
    make_partenaire,
    make_phase,
    make_role,
    make_source,
    make_window,
)

pytestmark = pytest.mark.django_db
COMPARE, FUNDING = "/dispositifs/comparer/", "/selection/financement/"


def test_schemes_stand_side_by_side_with_their_differences_in_words(client):
    one = make_dispositif(slug="une", title="Une aide", natures=["pret", "prix"], cost="Gratuit")
    other = make_dispositif(slug="deux", title="Deux aides", natures=["pret"])
    make_montant(one, maximum=5000, source=make_source(title="Le barème"))
    make_condition(other, sentence="Avoir un local.", is_blocking=False)

    page = client.get(COMPARE, {"d": ["une", "deux"]})

    assert_contains(page, "2 dispositifs côte à côte", "En commun : pret", "Connu pour 1 sur 2")
    assert_contains(page, "jusqu’à 5 000 € par projet", "Le barème", "Avoir un local (un plus)")
    assert_contains(page, "Non précisé par les sources lues", 'data-label="Deux aides"')


def test_with_a_commune_the_verdicts_are_compared(client):
    make_commune("23096", "Guéret")
    make_coverage(make_dispositif(slug="une"))
    make_dispositif(slug="deux")

    page = client.get(COMPARE, {"d": ["une", "deux"], "commune": "23096"})

    assert_contains(page, "Verdict à Guéret", "S’applique", "À confirmer", "?commune=23096")


@pytest.mark.parametrize(
    ("slugs", "said", "status"),
    [
        ([], "Il faut choisir deux à quatre dispositifs", 200),
        (["a"], "Il en faut au moins deux", 200),
        (["a", "inconnue"], "« inconnue » n’est pas un dispositif publié", 200),
        (["a", "b", "c", "d", "e"], "On en compare quatre au plus", 400),
    ],
)
def test_too_few_or_too_many_are_told_what_to_do(client, slugs, said, status):
    for slug in "abcde":
        make_dispositif(slug=slug, title=f"Aide {slug}")

    page = client.get(COMPARE, {"d": slugs})

    assert_contains(page, said, status=status)
    assert page.context["comparison"] is None
    if status == 400:
        assert_contains(page, f"{COMPARE}?d=b&amp;d=c&amp;d=d&amp;d=e", status=400)


def test_a_draft_is_not_compared(client):
    make_dispositif(slug="une")
    make_dispositif(slug="secrete", title="Aide secrète", status="brouillon")
    phase = make_phase("pilote", title="Étape secrète", status="brouillon")
    make_dispositif(slug="deux", phases=[phase])

    page = client.get(COMPARE, {"d": ["une", "secrete", "deux"]})

    assert_not_contains(page, "Aide secrète", "Étape secrète")
    assert len(page.context["entries"]) == 2


def test_comparing_is_no_slug(client):
    make_dispositif(slug="comparer-tout")

    assert client.get("/dispositifs/comparer-tout/").status_code == 200
    assert client.post(COMPARE).status_code == 405


def test_the_funding_says_who_pays_what_when_and_what_is_not_known(client):
    one = make_dispositif(
        slug="une", title="Une aide", who_decides="Le jury", cumul="Se cumule avec tout."
    )
    make_role(one, kind=RoleKind.FINANCE, partenaire=make_partenaire(title="Un mécène"))
    make_montant(one, nature="subvention", maximum=5000, unit="par_an")
    make_window(one, label="Vague 1", closes=date(2026, 1, 29))
    make_dispositif(slug="deux", title="Aide muette")

    page = client.get(FUNDING, {"d": ["une", "deux"]})

    assert_contains(page, "Paie : Un mécène", "Décide : Le jury", "Se cumule avec tout.")
    assert_contains(
        page, "Subvention : jusqu’à 5 000 € par an", "clôture le 29 janvier 2026 (passée)"
    )
    assert_contains(page, "Montant non précisé", "à demander avant de les additionner")
    assert [entry.dispositif.slug for entry in page.context["silent"]] == ["deux"]


def ceilings(client, *slugs: str) -> dict[str, str]:
    page = client.get(FUNDING, {"d": slugs})
    said = [
        (each.nature.value, each.said.replace("\xa0", " ")) for each in page.context["ceilings"]
    ]
    return dict(said)


def test_ceilings_are_added_for_one_kind_and_one_unit_only(client):
    for slug, nature, maximum, unit in (
        ("a", "subvention", 5000, "par_projet"),
        ("b", "subvention", 7000, "par_projet"),
        ("c", "pret", 20_000, "par_projet"),
        ("d", "prix", 3000, "par_an"),
    ):
        make_montant(make_dispositif(slug=slug), nature=nature, maximum=maximum, unit=unit)

    assert ceilings(client, "a", "b", "c", "d") == {
        "subvention": "au plus 12 000 € par projet",
        "pret": "au plus 20 000 € par projet",
        "prix": "au plus 3 000 € par an",
    }


def test_two_units_of_one_kind_stay_apart(client):
    make_montant(make_dispositif(slug="a"), maximum=5000, unit="par_projet")
    make_montant(make_dispositif(slug="b"), maximum=7000, unit="par_an")

    page = client.get(FUNDING, {"d": ["a", "b"]})

    assert [int(each.total) for each in page.context["ceilings"]] == [7000, 5000]


def test_of_one_scheme_the_highest_ceiling_counts(client):
    one = make_dispositif(slug="a")
    for maximum in (5000, 8000, 2000):
        make_montant(one, maximum=maximum)

    assert ceilings(client, "a") == {"subvention": "au plus 8 000 € par projet"}


def test_what_nobody_gets_is_in_no_ceiling(client):
    make_montant(make_dispositif(slug="a"), nature="enveloppe", maximum=10**9, unit="total")
    make_montant(make_dispositif(slug="b"), rate=50, base="dépenses")
    make_montant(make_dispositif(slug="c"), minimum=1000)
    closed = make_dispositif(slug="d", vie=Vie.TERMINE, ended_on=date(2024, 1, 1))
    make_montant(closed, maximum=4000)

    assert ceilings(client, "a", "b", "c", "d") == {}
    assert_contains(client.get(FUNDING, {"d": "a"}), "Aucun plafond n’est connu")


def test_what_does_not_apply_in_the_commune_is_in_no_ceiling(client):
    make_commune("23096", "Guéret", population=12_955)
    one = make_dispositif(slug="a")
    make_coverage(one)
    make_montant(one, maximum=4000)
    make_condition(
        one, kind="population", operator="au_plus", value="3500", sentence="3 500 au plus."
    )

    page = client.get(FUNDING, {"d": "a", "commune": "23096"})

    assert page.context["ceilings"] == []


def test_an_empty_funding_leads_to_the_schemes(client):
    assert_contains(client.get(FUNDING), "Choisir parmi les dispositifs")
