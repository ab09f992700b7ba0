"""Random rules, places and projects, and the index that holds them: for properties of eligibility."""

from hypothesis import strategies as st
from pyroaring import BitMap

from dispositifs.choices import Acces, ConditionKind, Operator, Ruralite, Vie
from dispositifs.coverage import CoverageRow
from dispositifs.rules import Project, Rule, SchemeRules
from dispositifs.verdicts import rule_facets
from essaimage.territoires.facts import PlaceFacts, ZonageFact

from .witnesses import FORMES

# A small France: two régions, one of three départements, EPCI across a border, communes.
PLACES = [
    ("23096", "200034825", "23", "75", "metro"),
    ("23001", "", "23", "75", "metro"),
    ("87001", "200034825", "87", "75", "metro"),
    ("63003", "200070761", "63", "84", "metro"),
    ("97302", "249730045", "973", "03", "drom"),
    ("97502", "", "975", "975", "com"),
]
ZONAGES = ("frr", "pvd", "acv", "qpv", "villages-davenir")
VALUES = (
    *(
        "",
        "abc",
        ",",
        "3500",
        "3 500",
        "12 955",
        "20000",
        "0",
        "-3",
        "1e3",
        "5,6,7",
        "3",
        "4",
        "3,4",
    ),
    *("4,5", "9", "frr", "frr,pvd", "acv", "qpv", "hors-liste", "association", "societe,asso"),
    *("collectivite", "particulier, association", "villages-davenir"),
)

rules = st.builds(
    Rule,
    kind=st.sampled_from(ConditionKind),
    operator=st.sampled_from(Operator),
    value=st.sampled_from(VALUES),
    sentence=st.just("La condition est dite."),
    group=st.integers(0, 3),
    is_blocking=st.booleans(),
)


@st.composite
def coverage_rows(draw):
    """A row that names one of the places of our small France, or a territory that holds it."""
    commune, epci, departement, region, _ = draw(st.sampled_from(PLACES))
    kind = draw(
        st.sampled_from(
            ["france", "hexagone", "outre_mer", "region", "departement", "epci", "commune", "libre"]
        )
    )
    named = {
        "region": {"region": region},
        "departement": {"region": region, "departement": departement},
        "epci": {
            "epci": epci or "200034825",
            "touches": frozenset({f"dep-{departement}", f"reg-{region}"}),
        },
        "commune": {
            "region": region,
            "departement": departement,
            "epci": epci,
            "commune": commune,
        },
    }.get(kind, {})
    mode = draw(st.sampled_from(["inclut", "inclut", "exclut"]))
    return CoverageRow(mode, kind, name="Un territoire", **named)


schemes = st.builds(
    SchemeRules,
    coverages=st.lists(coverage_rows(), max_size=4).map(tuple),
    conditions=st.lists(rules, max_size=4).map(tuple),
    vie=st.sampled_from([Vie.EN_COURS] * 6 + [Vie.TERMINE]),
    acces=st.sampled_from(Acces),
    ruralite=st.sampled_from(Ruralite),
    beneficiaires=st.sets(st.sampled_from(sorted(FORMES))).map(
        lambda codes: {code: FORMES[code] for code in sorted(codes)}
    ),
)


@st.composite
def places(draw):
    """A commune of our small France, known more or less."""
    commune, epci, departement, region, zone = draw(st.sampled_from(PLACES))
    zonages = draw(
        st.fixed_dictionaries(
            {},
            optional={
                code: st.sampled_from(["oui", "non", "partiel", "inconnu"]).map(
                    lambda status, code=code: ZonageFact(code, status)
                )
                for code in ZONAGES
            },
        )
    )
    level = draw(st.sampled_from(["", "1", "2", "3", "4", "5", "6", "7"]))
    if level:
        zonages["densite"] = ZonageFact("densite", "oui", level)
    population = draw(st.sampled_from([None, 0, 1, 686, 3499, 3500, 3501, 12955, 20000, 2_000_000]))
    return PlaceFacts(
        code=commune,
        name="Une commune",
        population=population,
        departement=departement,
        region=region,
        epci=epci,
        zone=zone,
        zonages=zonages,
    )


projects = st.builds(
    Project,
    place=st.one_of(st.none(), places()),
    forme=st.sampled_from(["", "inconnue", *FORMES]),
    formes=st.sampled_from([{}, FORMES]),
)


class Held:
    """What the index holds of schemes, as far as verdicts ask."""

    def __init__(self, held):
        self.ids = BitMap(held)
        self._holding = {}
        self._made = {}
        for pk, scheme in held.items():
            for facet, values in rule_facets(scheme).items():
                for value in values:
                    self._holding.setdefault(facet, {}).setdefault(value, BitMap()).add(pk)

    def values(self, facet):
        return self._holding.get(facet, {})

    def holding(self, facet, value):
        return self.values(facet).get(value, BitMap())

    def once(self, name, make):
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]
