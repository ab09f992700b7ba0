"""The list of pioneers says what its filter set says in SQL, on random catalogues."""

from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from models_catalog.catalogue import CaseCatalogue
from models_catalog.filters import CaseFilterSet, Tri
from models_catalog.models import CaseStudy, Terrain
from tests.factories import make_adoption, make_case, make_model, make_sector

SECTORS = ["logement", "handicap", "sante"]
MODELS = ["integre", "federation", "franchise-sociale"]

cases = st.lists(
    st.fixed_dictionaries(
        {
            "terrain": st.sampled_from(Terrain.values),
            "status": st.sampled_from(["publie", "publie", "publie", "brouillon"]),
            "dated": st.booleans(),
            "sectors": st.lists(st.sampled_from(SECTORS), unique=True),
            "models": st.lists(st.sampled_from(MODELS), max_size=3),
        }
    ),
    max_size=7,
)
choices = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["pionnier", "introuvable", "pionniers handicap"]),
        "terrain": st.lists(st.sampled_from(Terrain.values), max_size=2),
        "secteur": st.lists(st.sampled_from(SECTORS), max_size=2),
        "modele": st.lists(st.sampled_from(MODELS), max_size=2),
        "tri": st.sampled_from(Tri.values),
    },
)


def parameters(chosen: dict) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in chosen.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def kept_by_sql(data: QueryDict) -> set[int]:
    filterset = CaseFilterSet(data, queryset=CaseStudy.objects.published())
    assert filterset.is_valid(), filterset.errors
    return set(filterset.qs.values_list("pk", flat=True))


class CatalogueProperty(TestCase):
    """Totals and every facet count, against ``.qs``."""

    @settings(
        max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(rows=cases, chosen=choices)
    def test_totals_and_counts_equal_those_of_the_filter_set(self, rows, chosen):
        self.make_rows(rows)
        data = parameters(chosen)

        catalogue = CaseCatalogue(CaseFilterSet(data, queryset=CaseStudy.objects.published()))

        assert set(catalogue.selection.ids) == kept_by_sql(data)
        assert len(catalogue.ordered) == len(kept_by_sql(data))
        assert set(catalogue.ordered) == kept_by_sql(data)
        for facet in catalogue.facets:
            for value, count in catalogue.selection.counts[facet].items():
                alone = data.copy()
                alone.setlist(facet, [value])
                assert count == len(kept_by_sql(alone)), (facet, value)
        for name in chosen:
            without = data.copy()
            without.pop(name)
            assert catalogue.total_without(name) == len(kept_by_sql(without)), name

    def make_rows(self, rows: list[dict]) -> None:
        models = {slug: make_model(slug=slug) for slug in MODELS}
        for code in SECTORS:
            make_sector(code)
        for row in rows:
            values = dict(row)
            adopted = values.pop("models")
            case = make_case(**values)
            for slug in adopted:
                make_adoption(case, model=models[slug])
