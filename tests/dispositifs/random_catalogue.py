"""Random schemes, and random parameters to ask for them: for the property of the list."""

from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from dispositifs.choices import Echelle, Etat, PorteurAttendu, Ruralite, Verdict, Vie
from dispositifs.filters import Tri
from dispositifs.models import Partenaire
from models_catalog.models import NetworkModel
from tests.factories import (
    make_beneficiaire,
    make_citation,
    make_commune,
    make_condition,
    make_coverage,
    make_departement,
    make_dispositif,
    make_epci,
    make_model,
    make_nature,
    make_partenaire,
    make_phase,
    make_region,
    make_source,
    make_suitability,
    make_window,
)
from tests.factories.ground import today

NATURES = ["pret", "subvention", "prix"]
BENEFICIAIRES = ["association", "societe"]
PHASES = ["idee", "pilote"]
PARTENAIRES = ["anct", "ronalpia"]
MODELES = ["integre", "federation"]
TITLES = ["aide", "bourse", "coup", "fonds", "label", "prix", "zonage"]  # the same order everywhere
AGES = [None, 20, 20, 400, 2000]  # days since the newest proof of existence
PLACES = ["france", "hexagone", "region", "departement", "epci", "commune", "libre", "sauf"]
CONDITIONS = [("population", "au_plus", "3500"), ("population", "au_plus", "20000")]
CONDITIONS += [("autre", "enonce", "")]

schemes = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "echelle": st.sampled_from(Echelle.values),
        "ruralite": st.sampled_from(Ruralite.values),
        "porteur_attendu": st.sampled_from(PorteurAttendu.values),
        "vie": st.sampled_from([Vie.EN_COURS, Vie.EN_COURS, Vie.TERMINE]),
        "status": st.sampled_from(["publie", "publie", "publie", "brouillon"]),
        "age": st.sampled_from(AGES),
        "natures": st.lists(st.sampled_from(NATURES), unique=True),
        "beneficiaires": st.lists(st.sampled_from(BENEFICIAIRES), unique=True),
        "phases": st.lists(st.sampled_from(PHASES), unique=True),
        "partenaires": st.lists(st.sampled_from(PARTENAIRES), unique=True),
        "places": st.lists(st.sampled_from(PLACES), unique=True, max_size=2),
        "conditions": st.lists(st.sampled_from(CONDITIONS), unique=True, max_size=2),
        "closes": st.sampled_from([None, None, -10, 0, 40]),
        "advised": st.booleans(),
    }
)
places = st.sampled_from(
    [{}, {"territoire": "dep-23"}, {"territoire": "reg-75"}]
) | st.sampled_from(
    [{"territoire": "epci-200034825"}, {"territoire": "dep-01"}, {"commune": "23096"}]
)
verdicts = st.fixed_dictionaries(
    {"commune": st.sampled_from(["23096", "23001", "01004"])},
    optional={"verdict": st.lists(st.sampled_from(Verdict.values), max_size=3)},
)
ticked = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["aide", "introuvable", "fonds anct", "bourse"]),
        "echelle": st.lists(st.sampled_from(Echelle.values), max_size=3),
        "ruralite": st.lists(st.sampled_from(Ruralite.values), max_size=2),
        "nature": st.lists(st.sampled_from(NATURES), max_size=2),
        "beneficiaire": st.lists(st.sampled_from(BENEFICIAIRES), max_size=2),
        "phase": st.lists(st.sampled_from(PHASES), max_size=2),
        "partenaire": st.lists(st.sampled_from(PARTENAIRES), max_size=2),
        "modele": st.lists(st.sampled_from(MODELES), max_size=2),
        "etat": st.lists(st.sampled_from(Etat.values), max_size=2),
        "tri": st.sampled_from(Tri.values),
    },
)
choices = st.builds(lambda values, place: values | place, ticked, places | verdicts)
FACETS = {
    "echelle": Echelle.values,
    "ruralite": Ruralite.values,
    "nature": NATURES,
    "beneficiaire": BENEFICIAIRES,
    "phase": PHASES,
    "partenaire": PARTENAIRES,
    "modele": MODELES,
    "etat": Etat.values,
}
options = st.sampled_from([(facet, value) for facet, values in FACETS.items() for value in values])


def make_ground() -> None:
    """Make the places, and every option, whether a scheme holds it or not."""
    creuse = make_departement("23", region=make_region("75"))
    ain = make_departement("01", name="Ain", region=make_region("84", name="Auvergne"))
    epci = make_epci("200034825")
    make_commune("23096", departement=creuse, epci=epci)
    make_commune("23001", name="Ahun", departement=creuse, population=1500)
    make_commune("01004", name="Ambérieu", departement=ain, population=None)
    make_model(slug="integre", code="integre", has_autonomous_sites=False)
    make_model(slug="federation", code="federation", has_autonomous_sites=True)
    for slug in PARTENAIRES:
        make_partenaire(title=slug, slug=slug)
    for make, codes in ((make_nature, NATURES), (make_beneficiaire, BENEFICIAIRES)):
        for code in codes:
            make(code)
    for code in PHASES:
        make_phase(code=code, slug=code)


def make_scheme(row: dict) -> None:
    """Make one scheme of those drawn above, with all that stands with it."""
    values = dict(row)
    age, closes, advised = (values.pop(name) for name in ("age", "closes", "advised"))
    named, conditions = values.pop("places"), values.pop("conditions")
    if values["vie"] == Vie.TERMINE:
        values["ended_on"] = "2023-01-01"
    values["partenaires"] = [Partenaire.objects.get(slug=slug) for slug in values["partenaires"]]
    dispositif = make_dispositif(dated=False, **values)
    if age is not None:
        make_citation(dispositif, source=make_source(date=today() - timedelta(days=age)))
    for place in named:
        make_coverage(dispositif, **_coverage(place))
    for number, (kind, operator, value) in enumerate(conditions):
        make_condition(dispositif, group=number, kind=kind, operator=operator, value=value)
    if closes is not None:
        make_window(dispositif, closes=today() + timedelta(days=closes))
    if advised:
        make_suitability(dispositif, model=NetworkModel.objects.get(slug="integre"))


def _coverage(place: str) -> dict:
    match place:
        case "region":
            return {"kind": "region", "region": make_region("75")}
        case "departement":
            return {"kind": "departement", "departement": make_departement("23")}
        case "epci":
            return {"kind": "epci", "epci": make_epci("200034825")}
        case "commune":
            return {"kind": "commune", "commune": make_commune("23096")}
        case "libre":
            return {"kind": "libre", "text": "Le massif"}
        case "sauf":
            return {"mode": "exclut", "kind": "departement", "departement": make_departement("23")}
    return {"kind": place}


def drawn(random: Random) -> dict:
    """Return one scheme drawn by ``random``: for a catalogue made once and asked many times."""

    def some(values: list) -> list:
        return [value for value in values if random.random() < 0.4]

    return {
        "title": random.choice(TITLES),
        "echelle": random.choice(Echelle.values),
        "ruralite": random.choice(Ruralite.values),
        "porteur_attendu": random.choice(PorteurAttendu.values),
        "vie": random.choice([*[Vie.EN_COURS] * 4, Vie.TERMINE]),
        "status": random.choice([*["publie"] * 6, "brouillon"]),
        "age": random.choice(AGES),
        "natures": some(NATURES),
        "beneficiaires": some(BENEFICIAIRES),
        "phases": some(PHASES),
        "partenaires": some(PARTENAIRES),
        "places": random.sample(PLACES, random.randrange(3)),
        "conditions": random.sample(CONDITIONS, random.randrange(3)),
        "closes": random.choice([None, None, -10, 0, 40, 90]),
        "advised": random.random() < 0.3,
    }
