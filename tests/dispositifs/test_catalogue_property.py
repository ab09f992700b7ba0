"""The list of schemes says what its filter set says in SQL: totals, counts, order, removals."""

from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispositifs.catalogue import DispositifCatalogue
from dispositifs.choices import Verdict
from dispositifs.filters import DispositifFilterSet
from dispositifs.listing import read
from dispositifs.models import Dispositif
from essaimage.search import index
from tests.search.equality import (
    Reference,
    assert_count,
    assert_form_agrees,
    assert_order,
    assert_removals,
    parameters,
)

from .random_catalogue import FACETS, choices, drawn, make_ground, make_scheme, options, schemes

EVERY = {"verdict": Verdict.values}
UNHURRIED = {
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],  # a smaller example would take minutes: each makes rows
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


def reference() -> Reference:
    return Reference(DispositifFilterSet, Dispositif.objects.published().with_etat())


def catalogue_of(data) -> DispositifCatalogue:
    return DispositifCatalogue(index.current()["dispositifs"], read(data).chosen)


class RandomCatalogues(TestCase):
    """A few schemes drawn at random, and every count."""

    @classmethod
    def setUpTestData(cls):
        make_ground()

    @settings(max_examples=30, **UNHURRIED)
    @given(rows=st.lists(schemes, max_size=6), chosen=choices)
    def test_every_count_and_the_order_equal_those_of_the_filter_set(self, rows, chosen):
        for row in rows:
            make_scheme(row)
        data, expected = parameters(chosen), reference()

        catalogue = catalogue_of(data)

        assert_order(catalogue, expected, data)
        assert_removals(catalogue, expected, data, written=EVERY)
        for facet, values in FACETS.items():
            for value in values:
                assert_count(catalogue, expected, data, facet, value)


class RandomParameters(TestCase):
    """Eighty schemes drawn once, asked for in five hundred ways."""

    @classmethod
    def setUpTestData(cls):
        make_ground()
        random = Random("essaimage")
        for _ in range(80):
            make_scheme(drawn(random))
        cls.reference = reference()

    @settings(max_examples=500, **UNHURRIED)
    @given(chosen=choices, first=options, second=options)
    def test_counts_and_order_equal_those_of_the_filter_set(self, chosen, first, second):
        data = parameters(chosen)

        catalogue = catalogue_of(data)

        assert_form_agrees(read(data), DispositifFilterSet, data)
        assert_order(catalogue, self.reference, data)
        assert_removals(catalogue, self.reference, data, written=EVERY)
        for facet, value in (first, second):
            assert_count(catalogue, self.reference, data, facet, value)
