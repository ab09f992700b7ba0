"""The result of the questionnaire, in a place and at a phase: schemes with verdicts, pioneers alike, at what cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispositifs.choices import CoverageKind, PorteurAttendu
from essaimage.common.models import Status
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_adoption,
    make_alias,
    make_answer,
    make_case,
    make_commune,
    make_coverage,
    make_departement,
    make_dispositif,
    make_phase,
    make_question,
    make_question_help,
    make_sector,
)

from .orientations import PATH, checked, hidden, make_questionnaire, ranking

pytestmark = pytest.mark.django_db


def schemes(page) -> dict[str, str]:
    """Return the schemes of a result: slug → verdict."""
    part = page.content.decode().split('data-groupe="dispositifs"')[1]
    return dict(re.findall(r'data-slug="([^"]+)"(?: data-verdict="([^"]+)")?', part))


def total(page) -> int:
    return int(re.search(r'data-groupe="dispositifs" data-total="(\d+)"', page.content.decode())[1])


def listed(client, **filters) -> dict[str, str]:
    """Return the schemes of the list with these filters."""
    part = client.get("/dispositifs/", filters).content.decode().split('id="resultats"')[1]
    return dict(re.findall(r'data-slug="([^"]+)"(?: data-verdict="([^"]+)")?', part))


def test_the_schemes_are_those_of_the_list_for_the_model_the_phase_and_the_commune(client):
    made = make_questionnaire({"integre": 2})
    made.models["integre"].has_autonomous_sites = False
    made.models["integre"].save()
    commune = make_commune()
    phase = make_phase("pilote")
    here = make_dispositif(title="Ici", phases=[phase])
    make_coverage(here, kind=CoverageKind.DEPARTEMENT, departement=commune.departement)
    away = make_dispositif(title="Ailleurs", phases=[phase])
    make_coverage(away, kind=CoverageKind.DEPARTEMENT, departement=make_departement("48", "Lozère"))
    make_dispositif(title="Autre étape", phases=[make_phase("idee")])
    make_dispositif(
        title="Pour les sites", phases=[phase], porteur_attendu=PorteurAttendu.IMPLANTATION_LOCALE
    )
    make_dispositif(title="On ne sait où", phases=[phase])
    asked = {"commune": commune.code, "phase": "pilote"}

    page = client.get(PATH, {"q1": "oui", **asked})

    assert schemes(page) == listed(client, modele="integre", **asked)
    assert schemes(page) == {"ici": "oui", "on-ne-sait-ou": "a-verifier"}
    assert total(page) == 2
    assert_contains(
        page, f"/dispositifs/?commune={commune.code}&amp;phase=pilote&amp;modele=integre"
    )


def test_a_hidden_scheme_is_in_no_result(client):
    made = make_questionnaire({"federation": 2}, exit="pas-encore-pret", todo="Attendre.")
    make_phase("idee")
    tomorrow = timezone.now() + timedelta(days=1)
    for hidden_as in ({"status": Status.DRAFT, "published_at": None}, {"published_at": tomorrow}):
        scheme = make_dispositif(title="Secret", **hidden_as)
        make_question_help(scheme, question=made.questions[0], reason="Une raison secrète.")
        case = make_case(title="Pionnier secret", **hidden_as)
        make_adoption(case, model=made.models["federation"])

    page = client.get(PATH, {"q1": "oui"})

    assert total(page) == 0
    assert_not_contains(page, "Secret", "secret")


def test_who_is_not_ready_reads_who_can_help(client):
    made = make_questionnaire({"federation": 2}, exit="pas-encore-pret", todo="Ouvrir un site.")
    early = make_dispositif(title="Incubateur", phases=[make_phase("idee"), make_phase("preuve")])
    make_question_help(early, question=made.questions[0], reason="Il fait le diagnostic.")

    page = client.get(PATH, {"q1": "oui"})

    assert_contains(page, "Incubateur", "Il fait le diagnostic.")
    assert_contains(page, "1 dispositif pour les premières étapes", "phase=idee&amp;phase=preuve")


def test_the_situation_travels_with_the_answers(client):
    make_questionnaire({"federation": 2}, {"integre": 1})
    make_commune()
    make_phase("pilote")

    step = client.get(PATH, {"q1": "oui", "commune": "23096", "phase": "pilote", "etape": "2"})

    assert hidden(step) == {"q1": "oui", "commune": "23096", "phase": "pilote"}


# --- the commune ------------------------------------------------------------------------------


def test_an_unknown_commune_is_refused_and_nothing_else_is_lost(client):
    make_questionnaire({"federation": 2})

    page = client.get(PATH, {"q1": "oui", "commune": "99999"})

    assert_contains(page, "Aucune commune ne porte ce code", status=400)
    assert ranking(page)[0] == ("federation", 2)
    assert checked(page) == {"q1": "oui"}
    assert client.get(PATH, {"commune": "99999"}).status_code == 400
    assert client.get(PATH, {"commune": "99999", "etape": "1"}).status_code == 400


@pytest.mark.parametrize("asked", [{"phase": "zzz"}, {"secteur": "zzz"}, {"commune": "\x00"}])
def test_a_value_that_does_not_exist_is_refused(client, asked):
    make_questionnaire({"federation": 2})

    page = client.get(PATH, {"q1": "oui", **asked})

    assert page.status_code == 400
    assert ranking(page)[0] == ("federation", 2)
    assert_contains(page, "Continuer sans", status=400)


def test_an_old_code_leads_to_the_one_of_today(client):
    make_questionnaire({"federation": 2}, {"integre": 1})
    make_alias("23701", commune=make_commune())

    result = client.get(PATH, {"q1": "oui", "commune": "23701"})
    step = client.get(PATH, {"q1": "oui", "commune": "23701", "etape": "2"})

    assert (result.status_code, result.headers["Location"]) == (302, f"{PATH}?q1=oui&commune=23096")
    assert step.headers["Location"] == f"{PATH}?q1=oui&commune=23096&etape=2"


def test_a_name_typed_without_javascript_becomes_its_code(client):
    make_questionnaire({"federation": 2})
    make_commune()

    response = client.get(PATH, {"q1": "oui", "lieu": "guéret", "commune": ""})
    emptied = client.get(PATH, {"q1": "oui", "lieu": "", "commune": "23096"})
    untouched = client.get(PATH, {"q1": "oui", "lieu": "Guéret (23)", "commune": "23096"})

    assert response.headers["Location"] == f"{PATH}?q1=oui&commune=23096"
    assert emptied.headers["Location"] == f"{PATH}?q1=oui"
    assert untouched.headers["Location"] == f"{PATH}?q1=oui&commune=23096"


def test_a_name_that_means_several_communes_offers_them(client):
    make_questionnaire({"federation": 2})
    make_commune("48001", "Saint-Denis", departement=make_departement("48", "Lozère"))
    make_commune("23002", "Saint-Denis", departement=make_departement("23", "Creuse"))

    page = client.get(PATH, {"q1": "oui", "lieu": "saint-denis"})

    assert_contains(page, "Plusieurs communes répondent", "?q1=oui&amp;commune=48001")


def test_a_name_that_means_nothing_is_said(client):
    make_questionnaire({"federation": 2})

    page = client.get(PATH, {"q1": "oui", "lieu": "xyzzyx"})

    assert_contains(page, "Aucune commune ne répond à ce nom", status=400)


# --- pioneers ---------------------------------------------------------------------------------


def test_pioneers_of_the_model_come_with_what_makes_them_alike_the_likest_first(client):
    made = make_questionnaire({"federation": 2})
    commune = make_commune()
    near = make_case(title="Voisin", head_commune=commune, sectors=["habitat"])
    far = make_case(title="Lointain", is_founding=True)
    other = make_case(title="Autre modèle", head_commune=commune)
    for case, slug in ((near, "federation"), (far, "federation"), (other, "integre")):
        make_adoption(case, model=made.models[slug])

    page = client.get(PATH, {"q1": "oui", "commune": commune.code, "secteur": "habitat"})
    anywhere = client.get(PATH, {"q1": "oui"})

    text = page.content.decode()
    assert text.index("Voisin") < text.index("Lointain")
    assert_contains(page, "même secteur (habitat)", "présent en Creuse")
    assert_not_contains(page, "Autre modèle")
    assert_contains(anywhere, "Des pionniers qui ont choisi ce modèle", "Lointain")


def test_the_sector_counts_more_than_the_region(client):
    made = make_questionnaire({"federation": 2})
    commune = make_commune()
    region = commune.departement.region
    nearby = make_case(title="Même région", regions=[region], is_founding=True)
    same = make_case(title="Même métier", sectors=["habitat"])
    for case in (nearby, same):
        make_adoption(case, model=made.models["federation"])

    page = client.get(PATH, {"q1": "oui", "commune": commune.code, "secteur": "habitat"})

    assert page.content.decode().index("Même métier") < page.content.decode().index("Même région")
    assert_contains(page, f'href="{nearby.get_absolute_url()}?commune={commune.code}"')


def test_the_answers_follow_to_the_selection_with_the_commune(client):
    make_questionnaire({"federation": 2}, {"integre": 1})
    commune = make_commune()
    make_dispositif(title="Une aide", slug="une-aide")

    page = client.get(PATH, {"q1": "oui", "q2": "je-ne-sais-pas", "commune": commune.code})

    assert_contains(page, 'name="ajouter" value="une-aide"')
    assert_contains(page, "/selection/?o=q1:oui&amp;o=q2:je-ne-sais-pas&amp;commune=23096")


# --- cost -------------------------------------------------------------------------------------


def queries(client, **asked: str) -> int:
    client.get(PATH, asked)
    with CaptureQueriesContext(connection) as found:
        assert client.get(PATH, asked).status_code == 200
    return len([each for each in found if "SAVEPOINT" not in each["sql"]])


def test_the_fullest_result_costs_few_queries_the_same_for_one_row_and_for_many(client):
    made = make_questionnaire(
        {"federation": 2, "integre": 1}, exit="pas-encore-pret", todo="Attendre."
    )
    commune = make_commune()
    make_phase("idee"), make_sector("habitat")
    asked = {"q1": "oui", "commune": commune.code, "secteur": "habitat"}

    def fill(count: int) -> None:
        for _ in range(count):
            scheme = make_dispositif()
            make_question_help(scheme, question=made.questions[0])
            case = make_case(head_commune=commune, sectors=["habitat"])
            make_adoption(case, model=made.models["federation"])

    fill(1)
    for_one = queries(client, **asked)
    fill(20)

    assert queries(client, **asked) == for_one
    assert for_one <= 14


def test_the_questions_cost_the_same_for_one_and_for_many(client):
    make_questionnaire({"federation": 2})
    for_one = queries(client)
    for _ in range(20):
        make_answer(make_question())

    assert queries(client) == for_one
    assert for_one <= 14
