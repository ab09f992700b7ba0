"""The selection: its address says it all, what is wrong in it is told, drafts stay hidden."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_alias,
    make_commune,
    make_condition,
    make_coverage,
    make_dispositif,
)

pytestmark = pytest.mark.django_db
URL = "/selection/"


def titles(page) -> list[str]:
    """Return the titles of the rows, in order."""
    return [row.entry.dispositif.title for row in page.context["rows"]]


def test_the_schemes_named_are_shown_once_each_in_the_order_asked(client):
    for slug in ("a", "b", "c"):
        make_dispositif(title=f"Aide {slug}", slug=slug)

    page = client.get(URL, {"d": ["c", "a", "c", "", "b"]})

    assert titles(page) == ["Aide c", "Aide a", "Aide b"]
    assert_contains(page, "3 dispositifs d’appui")
    assert "noindex" in page.content.decode()


def test_an_address_that_leads_nowhere_is_told_and_the_rest_kept(client):
    make_dispositif(slug="connue", title="Une aide connue")

    page = client.get(URL, {"d": ["connue", "inconnue", "<script>alert(1)</script>"]})

    assert titles(page) == ["Une aide connue"]
    assert_contains(page, "« inconnue » n’est pas un dispositif publié")
    assert_contains(page, "« <script>alert(1)</script> » n’est pas")
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("status", ["brouillon", "a_relire"])
def test_a_draft_is_told_as_any_unknown_address(client, status):
    make_dispositif(slug="secrete", title="Une aide secrète", status=status)

    page = client.get(URL, {"d": "secrete"})

    assert_not_contains(page, "Une aide secrète")
    assert_contains(
        page, "« secrete » n’est pas un dispositif publié", "Aucun dispositif pour l’instant"
    )


def test_an_archived_sheet_is_told_with_its_link(client):
    make_dispositif(slug="ancienne", title="Une aide ancienne", status="archive")

    page = client.get(URL, {"d": "ancienne"})

    assert titles(page) == []
    assert_contains(page, "« Une aide ancienne » est archivé", "/dispositifs/ancienne/")


def test_an_old_address_leads_to_the_sheet(client):
    one = make_dispositif(slug="avant", title="Renommée")
    one.slug = "apres"
    one.save()

    page = client.get(URL, {"d": ["avant", "apres"]})

    assert titles(page) == ["Renommée"]
    assert_not_contains(page, "n’est pas un dispositif")
    assert page.context["link"].endswith("/selection/?d=apres")


def test_the_old_address_of_a_draft_tells_nothing(client):
    one = make_dispositif(slug="avant", title="En chantier", status="brouillon")
    one.slug = "apres"
    one.save()

    assert_not_contains(client.get(URL, {"d": "avant"}), "En chantier", "apres")


def test_beyond_thirty_the_first_are_kept_and_the_others_told(client):
    for number in range(32):
        make_dispositif(slug=f"aide-{number}", title=f"Aide {number}")

    page = client.get(URL, {"d": [f"aide-{number}" for number in range(32)]})

    assert titles(page) == [f"Aide {number}" for number in range(30)]
    assert_contains(page, "Une sélection a 30 dispositifs au plus : 2 n’ont pas été gardés.")


HOSTILE = [
    *("%00", "%ff%fe", "'%20OR%201=1--", "../../etc/passwd", "%F0%9F%A6%84", "a" * 5000, "%0A%0D"),
    *("%25s", "%E2%80%AE", "."),
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["d", "commune", "o", "lieu", "page"])
@pytest.mark.parametrize(
    "path", [URL, "/selection/financement/", "/dispositifs/comparer/", "/selection/selection.csv"]
)
def test_no_value_breaks_an_address(client, path, name, value):
    make_dispositif(slug="bonne")

    response = client.get(f"{path}?d=bonne&{name}={value}")

    assert response.status_code in {200, 302, 400}


def test_five_hundred_addresses_are_no_more_queries(client, django_assert_max_num_queries):
    make_dispositif(slug="bonne", title="La bonne")

    with django_assert_max_num_queries(14):
        page = client.get(URL, {"d": ["bonne", *(f"x{number}" for number in range(499))]})

    assert titles(page) == ["La bonne"]
    assert_contains(page, "470 n’ont pas été gardés")


def test_the_commune_gives_the_verdict_and_the_reason_of_the_lists(client):
    make_commune("23096", "Guéret", population=12_955)
    one = make_dispositif(slug="petite", title="Petite commune")
    make_coverage(one)
    make_condition(
        one, kind="population", operator="au_plus", value="3500", sentence="3 500 au plus."
    )
    reason = client.get("/dispositifs/", {"commune": "23096", "verdict": "non"})

    page = client.get(URL, {"d": "petite", "commune": "23096"})

    entry = page.context["rows"][0].entry
    assert entry.verdict == "non"
    assert_contains(page, "Ne s’applique pas", entry.reason, "Rural ?")
    assert_contains(reason, entry.reason)


def test_an_unknown_commune_is_told_and_the_schemes_stay(client):
    make_dispositif(slug="une", title="Une aide")

    page = client.get(URL, {"d": "une", "commune": "99999"})

    assert_contains(page, "Aucune commune ne porte ce code", "Une aide", status=400)


def test_an_old_code_of_commune_leads_to_the_current_one(client):
    make_alias(code="23999", commune=make_commune("23096", "Guéret"))
    make_dispositif(slug="une")

    response = client.get(f"{URL}?d=une&commune=23999&o=q:a")

    assert response.status_code == 302
    assert parse_qs(urlsplit(response.headers["Location"]).query) == {
        "d": ["une"],
        "commune": ["23096"],
        "o": ["q:a"],
    }


def test_the_name_of_a_commune_typed_without_javascript_is_understood(client):
    make_commune("23096", "Guéret")
    make_dispositif(slug="une")

    response = client.get(f"{URL}?d=une&lieu=gueret&commune=")

    assert response.headers["Location"] == "/selection/?d=une&commune=23096"


def test_a_name_that_several_communes_bear_leads_to_a_choice_that_comes_back(client):
    make_commune("23001", "Saint-Martin")
    make_commune("87001", "Saint-Martin")
    make_dispositif(slug="une")

    choice = client.get(client.get(f"{URL}?d=une&o=q:a&lieu=saint-martin").headers["Location"])

    assert_contains(choice, "/selection/?d=une&amp;o=q%3Aa&amp;commune=23001")
