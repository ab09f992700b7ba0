"""The page that compares the models: what is asked, what is shown, what is refused."""

import re

import pytest

from models_catalog.models import ModelKind
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_criterion, make_model, make_source, make_trait

from .test_model_pages import three_models

pytestmark = pytest.mark.django_db

COMPARE = "/modeles/comparer/"


def columns(page) -> list[str]:
    """Return the models compared, from the heads of the columns."""
    head = page.content.decode().split("<thead")[1].split("</thead>")[0]
    return re.findall(r">([^<>]+)</a></th>", head)


def test_the_comparison_shows_the_three_models_unless_told(client):
    integre, federation, _ = three_models()
    rachat = make_model(title="Rachat", slug="rachat", kind=ModelKind.STRATEGY)
    criterion = make_criterion(title="Qui décide", question="De quoi ?")
    make_trait(criterion=criterion, model=integre, value="Le siège", explanation="Il signe tout.")
    make_trait(criterion=criterion, model=federation, value="Chacun chez soi")
    make_trait(criterion=criterion, model=rachat, value="Le repreneur")

    page = client.get(COMPARE)

    assert_contains(page, "Qui décide", "Le siège", "Il signe tout.", "Chacun chez soi")
    assert_contains(page, 'href="/quel-modele/"')
    assert_contains(page, "Pas renseigné par nos sources.", 'data-label="Franchise sociale"')
    assert_not_contains(page, "Le repreneur")


def test_the_comparison_restricts_and_adds(client):
    integre, _, _ = three_models()
    rachat = make_model(title="Rachat", slug="rachat", kind=ModelKind.STRATEGY)
    criterion = make_criterion()
    make_trait(criterion=criterion, model=integre)
    make_trait(criterion=criterion, model=rachat, value="Le repreneur")

    page = client.get(COMPARE, {"modele": ["rachat", "integre", "rachat", ""]})

    assert_contains(page, "Le repreneur", 'data-label="Modèle intégré"')
    assert_not_contains(page, 'data-label="Fédération"')


@pytest.mark.parametrize("value", ["inconnu", "\x00", "é" * 5000, "' OR 1=1", "<script>", "\ud7ff"])
def test_the_comparison_of_a_model_that_does_not_exist_is_refused(client, value):
    integre, _, _ = three_models()
    make_trait(model=integre)

    page = client.get(COMPARE, {"modele": ["integre", value]})

    assert_contains(page, "Un des modèles demandés n’existe pas", status=400)
    assert_not_contains(page, "<script>", status=400)
    assert columns(page) == ["Modèle intégré"]


def test_the_comparison_of_a_draft_is_refused(client):
    secret = make_model(slug="secret", title="Secret", status="brouillon")
    make_trait(model=secret, value="Tu", explanation="Bientôt")

    page = client.get("/modeles/comparer/?modele=secret")

    assert_not_contains(page, "Secret", "Bientôt", status=400)


def test_the_comparison_numbers_each_source_once(client):
    integre, federation, _ = three_models()
    criterion, source = make_criterion(), make_source()
    make_trait(criterion=criterion, model=integre, source=source)
    make_trait(criterion=criterion, model=federation, source=source, value="Autre")

    page = client.get(COMPARE).content.decode()

    assert page.count('href="#source-1"') == 2
    assert 'id="source-2"' not in page


def test_the_number_of_queries_of_the_comparison_does_not_grow(client, django_assert_num_queries):
    model = make_model()
    make_trait(model=model, source=make_source())
    with django_assert_num_queries(3):
        client.get(COMPARE)
    for _ in range(49):
        make_trait(model=model, source=make_source())

    with django_assert_num_queries(3):
        client.get(COMPARE)


def test_a_strategy_asked_for_stands_beside_the_three_models(client):
    integre, _, _ = three_models()
    make_trait(model=integre)
    make_model(title="Rachat", slug="rachat", kind=ModelKind.STRATEGY)
    make_model(title="Licence", slug="licence", kind=ModelKind.STRATEGY)

    page = client.get(COMPARE, {"modele": "rachat"})

    assert columns(page) == ["Modèle intégré", "Fédération", "Franchise sociale", "Rachat"]
    assert_contains(page, 'value="rachat" checked', 'value="licence">')


def test_neither_order_nor_repetition_changes_the_table(client):
    integre, _, _ = three_models()
    make_trait(model=integre)
    make_model(title="Rachat", slug="rachat", kind=ModelKind.STRATEGY)

    one = client.get(COMPARE, {"modele": ["federation", "rachat", "integre", "rachat"]})
    other = client.get(COMPARE, {"modele": ["integre", "federation", "rachat"]})

    assert columns(one) == columns(other) == ["Modèle intégré", "Fédération", "Rachat"]


def test_a_cell_leads_to_its_criterion_on_the_sheet_and_dates_its_source(client):
    integre, _, _ = three_models()
    criterion = make_criterion(code="marque", title="Marque")
    source = make_source(publisher="Avise", date="2023-04-18", date_precision="mois")
    make_trait(criterion=criterion, model=integre, value="Une seule", source=source)

    page = client.get(COMPARE)

    assert_contains(page, 'href="/modeles/integre/#critere-marque"', "Avise, avril 2023")
    assert_contains(client.get("/modeles/integre/"), 'id="critere-marque"')


def test_a_cell_without_source_says_that_it_is_a_proposition(client):
    integre, _, _ = three_models()
    make_trait(model=integre, source=None)

    assert_contains(client.get(COMPARE), "Proposition éditoriale")


def test_cells_that_say_the_same_are_said_equal(client):
    integre, federation, franchise = three_models()
    criterion = make_criterion()
    for model, value in ((integre, "Le siège"), (federation, "Chacun"), (franchise, "Chacun.")):
        make_trait(criterion=criterion, model=model, value=value)

    page = client.get(COMPARE)

    assert_contains(page, "Même réponse que Fédération.", "Le signe = marque une réponse")
    assert_not_contains(page, "Même réponse partout.", "Même réponse que Modèle intégré.")


def test_what_every_model_shares_is_said_once_and_can_be_left_out(client):
    models = three_models()
    same, other = make_criterion(title="Objet social"), make_criterion(title="Qui décide")
    for model in models:
        make_trait(criterion=same, model=model, value="Le même")
        make_trait(criterion=other, model=model, value=model.title)

    whole = client.get(COMPARE)
    differences = client.get(COMPARE, {"differences": "1"})

    assert whole.content.decode().count("Même réponse partout.") == 1
    assert_not_contains(differences, "Objet social")
    assert_contains(
        differences,
        "Qui décide",
        "1 critère n’est pas montré",
        'name="differences" value="1" checked',
    )


def test_it_is_said_that_every_criterion_tells_the_models_apart(client):
    integre, _, _ = three_models()
    make_trait(model=integre)

    page = client.get(COMPARE, {"differences": "1"})

    assert_contains(page, "Aucun critère n’a la même réponse partout.")


def test_explanations_can_be_left_to_the_sheets(client):
    integre, _, _ = three_models()
    make_trait(model=integre, value="Le siège", explanation="Il signe tout.")

    page = client.get(COMPARE, {"bref": "1"})

    assert_contains(page, "Le siège")
    assert_not_contains(page, "Il signe tout.")


@pytest.mark.parametrize("name", ["differences", "bref"])
def test_a_wrong_switch_is_refused_and_the_table_kept(client, name):
    integre, _, _ = three_models()
    make_trait(model=integre, value="Le siège")

    page = client.get(COMPARE, {name: "peut-être"})

    assert_contains(page, f"« {name} » ne prend que la valeur 1.", "Le siège", status=400)


def test_a_strategy_leads_to_its_place_beside_the_models(client):
    rachat = make_model(title="Rachat", slug="rachat", kind=ModelKind.STRATEGY)
    make_trait(model=rachat)

    assert_contains(client.get("/modeles/rachat/"), 'href="/modeles/comparer/?modele=rachat"')


def test_the_heads_of_rows_and_columns_are_said_to_be_so(client):
    integre, _, _ = three_models()
    make_trait(model=integre)

    page = client.get(COMPARE).content.decode()

    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == 1
    assert "<caption" in page
