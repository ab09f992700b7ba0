"""The list of pioneers says what its filter set says in SQL: totals, counts, order, removals."""

from datetime import timedelta
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from essaimage.search import index
from models_catalog.catalogue import CaseCatalogue
from models_catalog.filters import CaseFilterSet, Tri
from models_catalog.listing import read
from models_catalog.models import CaseStudy, NetworkModel, Terrain
from tests.factories import (
    make_adoption,
    make_case,
    make_citation,
    make_commune,
    make_departement,
    make_figure,
    make_model,
    make_region,
    make_sector,
    make_source,
)
from tests.factories.ground import today
from tests.search.equality import (
    Reference,
    assert_count,
    assert_form_agrees,
    assert_order,
    assert_removals,
    parameters,
)

SECTORS = ["handicap", "logement", "sante"]
MODELS = ["federation", "franchise-sociale", "integre"]
TITLES = ["atelier", "brasserie", "cantine", "ferme", "maison"]  # the same order everywhere
PLACES = ["23096", "23001", "87085", "01004"]
FACETS = {"terrain": Terrain.values, "secteur": SECTORS, "modele": MODELS}
UNHURRIED = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],  # a smaller example would take minutes: each makes rows
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}

cases = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "terrain": st.sampled_from(Terrain.values),
        "status": st.sampled_from(["publie", "publie", "publie", "brouillon"]),
        "is_founding": st.booleans(),
        "age": st.sampled_from([None, 20, 400]),
        "figure": st.sampled_from([None, 10, 500]),
        "sectors": st.lists(st.sampled_from(SECTORS), unique=True),
        "models": st.lists(st.sampled_from(MODELS), max_size=3),
        "head": st.sampled_from([None, *PLACES]),
        "departements": st.lists(st.sampled_from(["23", "87", "01"]), unique=True, max_size=2),
        "regions": st.lists(st.sampled_from(["75", "84"]), unique=True, max_size=1),
    }
)
choices = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["atelier", "introuvable", "maison handicap"]),
        "terrain": st.lists(st.sampled_from(Terrain.values), max_size=2),
        "secteur": st.lists(st.sampled_from(SECTORS), max_size=2),
        "modele": st.lists(st.sampled_from(MODELS), max_size=2),
        "commune": st.sampled_from(PLACES),
        "tri": st.sampled_from(Tri.values),
    },
)
options = st.sampled_from([(facet, value) for facet, values in FACETS.items() for value in values])


def make_ground() -> None:
    """Make the places, and every option, whether a pioneer holds it or not."""
    aquitaine, auvergne = make_region("75"), make_region("84", name="Auvergne")
    creuse = make_departement("23", region=aquitaine)
    vienne = make_departement("87", name="Haute-Vienne", region=aquitaine)
    ain = make_departement("01", name="Ain", region=auvergne)
    for code, departement in zip(PLACES, (creuse, creuse, vienne, ain), strict=True):
        make_commune(code, name=f"Commune {code}", departement=departement)
    for slug in MODELS:
        make_model(slug=slug)
    for code in SECTORS:
        make_sector(code)


def make_pioneer(row: dict) -> None:
    """Make one pioneer of those drawn above, with all that stands with it."""
    values = dict(row)
    age, figure, adopted = (values.pop(name) for name in ("age", "figure", "models"))
    head = values.pop("head")
    values["head_commune"] = make_commune(head) if head else None
    values["departements"] = [make_departement(code) for code in values["departements"]]
    values["regions"] = [make_region(code) for code in values["regions"]]
    case = make_case(dated=False, **values)
    for slug in adopted:
        make_adoption(case, model=NetworkModel.objects.get(slug=slug))
    if age is not None:
        make_citation(case, source=make_source(date=today() - timedelta(days=age)))
    if figure is not None:
        make_figure(case, date=today() - timedelta(days=figure))


def drawn(random: Random) -> dict:
    """Return one pioneer drawn by ``random``: for a catalogue made once and asked many times."""
    return {
        "title": random.choice(TITLES),
        "terrain": random.choice(Terrain.values),
        "status": random.choice([*["publie"] * 6, "brouillon"]),
        "is_founding": random.random() < 0.3,
        "age": random.choice([None, 20, 400]),
        "figure": random.choice([None, 10, 500]),
        "sectors": random.sample(SECTORS, random.randrange(3)),
        "models": random.choices(MODELS, k=random.randrange(3)),
        "head": random.choice([None, *PLACES]),
        "departements": random.sample(["23", "87", "01"], random.randrange(3)),
        "regions": random.sample(["75", "84"], random.randrange(2)),
    }


def reference() -> Reference:
    return Reference(CaseFilterSet, CaseStudy.objects.published())


def catalogue_of(data) -> CaseCatalogue:
    return CaseCatalogue(index.current()["pionniers"], read(data).chosen)


class RandomCatalogues(TestCase):
    """A few pioneers drawn at random, and every count."""

    @classmethod
    def setUpTestData(cls):
        make_ground()

    @settings(max_examples=30, **UNHURRIED)
    @given(rows=st.lists(cases, max_size=6), chosen=choices)
    def test_every_count_and_the_order_equal_those_of_the_filter_set(self, rows, chosen):
        for row in rows:
            make_pioneer(row)
        data, expected = parameters(chosen), reference()

        catalogue = catalogue_of(data)

        assert_order(catalogue, expected, data)
        assert_removals(catalogue, expected, data)
        for facet, values in FACETS.items():
            for value in values:
                assert_count(catalogue, expected, data, facet, value)


class RandomParameters(TestCase):
    """Fifty pioneers drawn once, asked for in five hundred ways."""

    @classmethod
    def setUpTestData(cls):
        make_ground()
        random = Random("essaimage")
        for _ in range(50):
            make_pioneer(drawn(random))
        cls.reference = reference()

    @settings(max_examples=500, **UNHURRIED)
    @given(chosen=choices, first=options, second=options)
    def test_counts_and_order_equal_those_of_the_filter_set(self, chosen, first, second):
        data = parameters(chosen)

        catalogue = catalogue_of(data)

        assert_form_agrees(read(data), CaseFilterSet, data)
        assert_order(catalogue, self.reference, data)
        assert_removals(catalogue, self.reference, data)
        for facet, value in (first, second):
            assert_count(catalogue, self.reference, data, facet, value)
