"""The list worked out in memory says what the filter set says in SQL, on random catalogues."""

from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispositifs.catalogue import DispositifCatalogue
from dispositifs.choices import Echelle, PorteurAttendu, Ruralite, Vie
from dispositifs.filters import DispositifFilterSet
from dispositifs.models import Dispositif
from tests.factories import (
    make_coverage,
    make_departement,
    make_dispositif,
    make_model,
    make_partenaire,
    make_region,
    make_suitability,
)

NATURES = ["pret", "subvention", "prix"]
BENEFICIAIRES = ["association", "societe"]
PHASES = ["idee", "pilote"]
PARTENAIRES = ["anct", "ronalpia"]

schemes = st.lists(
    st.fixed_dictionaries(
        {
            "echelle": st.sampled_from(Echelle.values),
            "ruralite": st.sampled_from(Ruralite.values),
            "porteur_attendu": st.sampled_from(PorteurAttendu.values),
            "vie": st.sampled_from([Vie.EN_COURS, Vie.EN_COURS, Vie.TERMINE]),
            "status": st.sampled_from(["publie", "publie", "publie", "brouillon"]),
            "dated": st.booleans(),
            "natures": st.lists(st.sampled_from(NATURES), unique=True),
            "beneficiaires": st.lists(st.sampled_from(BENEFICIAIRES), unique=True),
            "phases": st.lists(st.sampled_from(PHASES), unique=True),
            "partenaires": st.lists(st.sampled_from(PARTENAIRES), unique=True),
            "place": st.sampled_from([None, "france", "departement"]),
            "advised": st.booleans(),
        }
    ),
    max_size=7,
)
choices = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["dispositif", "introuvable", "dispositif anct"]),
        "echelle": st.lists(st.sampled_from(Echelle.values), max_size=3),
        "ruralite": st.lists(st.sampled_from(Ruralite.values), max_size=2),
        "nature": st.lists(st.sampled_from(NATURES), max_size=2),
        "beneficiaire": st.lists(st.sampled_from(BENEFICIAIRES), max_size=2),
        "phase": st.lists(st.sampled_from(PHASES), max_size=2),
        "partenaire": st.lists(st.sampled_from(PARTENAIRES), max_size=2),
        "modele": st.lists(st.sampled_from(["integre", "federation"]), max_size=2),
        "etat": st.lists(st.sampled_from(["actif", "a_verifier", "termine"]), max_size=2),
        "territoire": st.sampled_from(["dep-23", "reg-75", "dep-01"]),
    },
)


def parameters(chosen: dict) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in chosen.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def qs_total(data: QueryDict) -> set[int]:
    queryset = Dispositif.objects.published().with_etat()
    filterset = DispositifFilterSet(data, queryset=queryset)
    assert filterset.is_valid(), filterset.errors
    return set(filterset.qs.values_list("pk", flat=True))


class CatalogueProperty(TestCase):
    """Totals and every facet count, against ``.qs``."""

    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(rows=schemes, chosen=choices)
    def test_totals_and_counts_equal_those_of_the_filter_set(self, rows, chosen):
        self.make_rows(rows)
        data = parameters(chosen)
        filterset = DispositifFilterSet(data, queryset=Dispositif.objects.published().with_etat())

        catalogue = DispositifCatalogue(filterset, timezone.localdate())

        assert set(catalogue.selection.ids) == qs_total(data)
        assert set(catalogue.ordered) == qs_total(data)
        for facet in catalogue.facets:
            for value, count in catalogue.selection.counts[facet].items():
                alone = data.copy()
                alone.setlist(facet, [value])
                assert count == len(qs_total(alone)), (facet, value)
        for name in chosen:
            without = data.copy()
            without.pop(name)
            assert catalogue.total_without(name) == len(qs_total(without)), name

    def make_rows(self, rows: list[dict]) -> None:
        region = make_region(code="75")
        creuse = make_departement(code="23", region=region)
        make_departement(code="01", region=make_region(code="84"))
        integre = make_model(slug="integre", code="integre", has_autonomous_sites=False)
        make_model(slug="federation", code="federation", has_autonomous_sites=True)
        partners = {slug: make_partenaire(title=slug, slug=slug) for slug in PARTENAIRES}
        for code in PHASES:
            make_dispositif(phases=[code], status="brouillon")
        for code in NATURES:
            make_dispositif(natures=[code], status="brouillon")
        for code in BENEFICIAIRES:
            make_dispositif(beneficiaires=[code], status="brouillon")
        for row in rows:
            values = dict(row)
            place, advised = values.pop("place"), values.pop("advised")
            values["partenaires"] = [partners[slug] for slug in values["partenaires"]]
            if values["vie"] == Vie.TERMINE:
                values["ended_on"] = "2023-01-01"
            dispositif = make_dispositif(**values)
            if place == "france":
                make_coverage(dispositif)
            if place == "departement":
                make_coverage(dispositif, kind="departement", departement=creuse)
            if advised:
                make_suitability(dispositif, model=integre)
