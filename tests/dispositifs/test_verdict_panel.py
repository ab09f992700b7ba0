"""The page of a scheme for one project: what the address asks, what the panel answers, what it costs."""

import pytest

from dispositifs.models import Condition, Guichet, Montant, Window
from dispositifs.sheet import Sheet, sheets
from tests.factories import (
    make_alias,
    make_classement,
    make_commune,
    make_condition,
    make_coverage,
    make_departement,
    make_dispositif,
    make_guichet,
    make_model,
    make_montant,
    make_phase,
    make_region,
    make_window,
    make_zonage,
    make_zonage_version,
)

from .test_eligibility_cases import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispositif():
    dispositif = make_dispositif(
        title="Aide aux villages", slug="aide-aux-villages", beneficiaires=["association"]
    )
    make_coverage(dispositif)
    return dispositif


def page_of(client, dispositif, status=200, **data):
    """Return the text of the page, with plain spaces, and the answer."""
    response = client.get(dispositif.get_absolute_url(), data)
    assert response.status_code == status
    return said(response.content.decode())


def test_a_page_without_a_commune_asks_for_one(client, dispositif):
    html = page_of(client, dispositif)

    assert "Est-ce que cela s’applique là où vous allez ?" in html
    assert 'name="lieu"' in html
    assert "verdict--" not in html


def test_a_page_says_whether_the_scheme_applies_in_a_commune(client, dispositif):
    make_condition(
        dispositif,
        kind="population",
        operator="inferieur",
        value="3500",
        sentence="La commune compte moins de 3 500 habitants.",
    )
    make_commune(population=12_955, population_year=2023)

    html = page_of(client, dispositif, commune="23096")

    assert "À Guéret (Creuse) :" in html
    assert "ne s’applique pas" in html
    assert "12 955 habitants, seuil de 3 500 : non" in html
    assert "La règle : la commune compte moins de 3 500 habitants." in html
    assert "Population légale de 2023, Insee" in html
    assert 'href="/territoires/23096-gueret/"' in html
    assert 'href="/dispositifs/?commune=23096"' in html
    assert 'href="/dispositifs/aide-aux-villages/"' in html  # the way out


def test_a_zonage_is_told_with_its_date_and_its_source(client, dispositif):
    make_condition(dispositif, kind="zonage", operator="parmi", value="frr")
    version = make_zonage_version(
        make_zonage("frr"),
        date="2025-07-10",
        source_title="Arrêté FRR",
        source_url="https://www.legifrance.gouv.fr/frr",
        is_current=True,
    )
    make_classement(version, commune=make_commune(), value="FRR+")

    html = page_of(client, dispositif, commune="23096")

    assert "Classée FRR+ (liste du 10 juillet 2025)" in html
    assert 'href="https://www.legifrance.gouv.fr/frr"' in html
    assert "s’applique</span>" in html


def test_the_legal_form_the_phase_and_the_model_are_taken_into_account(client, dispositif):
    make_commune()
    make_model(slug="integre", title="Modèle intégré")
    make_phase("idee", title="Idée")
    other = make_dispositif(title="Autre", beneficiaires=["societe"], phases=["preuve"])
    make_coverage(other)

    html = page_of(
        client, other, commune="23096", forme="association", phase="idee", modele="integre"
    )

    assert "Réservé à : societe" in html
    assert "Réservé à : societe ; à confirmer pour votre forme juridique" in html
    assert "Pensé pour :" in html
    assert "commune=23096" in html
    assert 'value="association" selected' in html


def test_a_condition_that_does_not_block_is_told_as_a_plus(client, dispositif):
    make_commune()
    make_condition(dispositif, sentence="Avoir un parrain.", is_blocking=False)

    html = page_of(client, dispositif, commune="23096")

    assert "Un plus, pas une obligation." in html
    assert "À Guéret (Creuse) :" in html
    assert "verdict--oui" in html


@pytest.mark.parametrize("name", ["commune", "forme", "phase", "modele"])
def test_a_value_that_does_not_exist_is_refused_with_a_sentence(client, dispositif, name):
    html = page_of(client, dispositif, status=400, **{name: "n’existe pas"})

    assert 'class="error"' in html
    assert 'name="robots" content="noindex"' in html
    assert "Aide aux villages" in html


def test_an_old_code_leads_to_the_commune_of_today(client, dispositif):
    make_alias("23999", commune=make_commune())

    response = client.get(dispositif.get_absolute_url(), {"commune": "23999", "phase": ""})

    assert response.status_code == 302
    assert response.url == "/dispositifs/aide-aux-villages/?commune=23096"


def test_a_name_that_is_sure_leads_to_its_commune(client, dispositif):
    make_commune()

    response = client.get(
        dispositif.get_absolute_url(), {"lieu": "gueret", "commune": "", "forme": "association"}
    )

    assert response.status_code == 302
    assert response.url == "/dispositifs/aide-aux-villages/?forme=association&commune=23096"


def test_a_name_that_several_communes_bear_asks_which(client, dispositif):
    make_commune("11339", "Saint-Denis")
    gard = make_departement("30", "Gard", region=make_region("76", "Occitanie"))
    make_commune("30247", "Saint-Denis", departement=gard)

    html = page_of(client, dispositif, lieu="saint denis", forme="association")

    assert "Plusieurs communes répondent à « saint denis »." in html
    assert (
        'href="/dispositifs/aide-aux-villages/?forme=association&amp;commune=30247#projet"' in html
    )


def test_a_name_nobody_bears_is_refused_with_a_sentence(client, dispositif):
    html = page_of(client, dispositif, status=400, lieu="zzzzqqq")

    assert "Aucune commune ne répond à ce nom." in html
    assert 'value="zzzzqqq"' in html


def test_the_commune_in_force_typed_again_changes_nothing(client, dispositif):
    make_commune()

    assert "À Guéret" in page_of(client, dispositif, lieu="Guéret (23)", commune="23096")


def test_an_emptied_field_leaves_the_commune(client, dispositif):
    make_commune()

    response = client.get(dispositif.get_absolute_url(), {"lieu": "", "commune": "23096"})

    assert (response.status_code, response.url) == (302, "/dispositifs/aide-aux-villages/")


def test_a_closed_scheme_says_so_and_asks_for_no_commune(client):
    heir = make_dispositif(title="Son remplaçant")
    closed = make_dispositif(vie="remplace", replaced_by=heir)
    make_commune()

    assert "là où vous allez" not in page_of(client, closed)
    assert "Remplacé par Son remplaçant : on ne peut plus le demander" in page_of(
        client, closed, commune="23096"
    )


def test_a_page_costs_the_same_with_one_row_and_with_fifty(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    make_commune()
    pages = []
    for count in (1, 50):
        dispositif = make_dispositif(natures=["pret"], beneficiaires=["association"])
        for number in range(count):
            make_coverage(dispositif, kind="commune", commune=make_commune(f"{23500 + number}"))
            make_condition(dispositif, group=number)
            make_montant(dispositif)
            make_window(dispositif)
            make_guichet(dispositif)
        pages.append(dispositif.get_absolute_url() + "?commune=23096")
    client.get(pages[0])

    with django_assert_max_num_queries(14) as one:
        client.get(pages[0])
    with django_assert_num_queries(len(one)):
        client.get(pages[1])


def test_rows_read_together_are_those_of_the_database(dispositif, django_assert_num_queries):
    region = make_region()
    for minimum in (None, 5_000, 1_234.5):
        make_montant(dispositif, minimum=minimum, maximum=10_000, rate=57.5, base="dépenses")
    make_condition(dispositif, group=3, sentence="« L’une » ou l’autre.", is_blocking=False)
    make_condition(dispositif, kind="zonage", operator="parmi", value="frr,pvd")
    make_window(dispositif, opens="2026-01-01", closes="2026-03-01", label='Été \\ "hiver"')
    make_guichet(dispositif, region=region, url="https://example.org/?a=1&b=2")
    make_guichet(dispositif, departement=make_departement(region=region))

    one = sheets().get()
    Sheet(one)

    with django_assert_num_queries(0):
        read = [
            [(row, row.source, getattr(row, "region", None)) for row in getattr(one, name).all()]
            for name in ("montants", "conditions", "windows", "guichets")
        ]
    for rows, model in zip(read, (Montant, Condition, Window, Guichet), strict=True):
        expected = list(model.objects.all())
        assert [row for row, _, _ in rows] == expected
        for (row, source, _), other in zip(rows, expected, strict=True):
            assert source == other.source
            assert source.date == other.source.date
            for field in model._meta.concrete_fields:
                assert getattr(row, field.attname) == getattr(other, field.attname), field
    assert [place for _, _, place in read[3]] == [g.region for g in Guichet.objects.all()]
