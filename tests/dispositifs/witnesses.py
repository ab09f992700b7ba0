"""Places and rules for tests of eligibility: communes as the lists of 2024 to 2026 give them, schemes of the fixtures.

Figures: INSEE's code of 2026 (populations of 2023), its density grid, the lists of Action cœur de
ville (2 April 2025), Petites villes de demain (7 August 2024), FRR (10 July 2025), Villages d’avenir
(5 September 2024, not exhaustive) and priority districts (2024, not exhaustive).
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from dispositifs.coverage import CoverageRow
from dispositifs.rules import Rule, SchemeRules
from essaimage.territoires.facts import PlaceFacts, ZonageFact

FIXTURES = Path(__file__).parents[2] / "fixtures"
DATES = {
    "densite": date(2026, 7, 21),
    "frr": date(2025, 7, 10),
    "pvd": date(2024, 8, 7),
    "acv": date(2025, 4, 2),
    "villages-davenir": date(2024, 9, 5),
    "qpv": date(2024, 1, 1),
}
EXHAUSTIVE = ("densite", "frr", "pvd", "acv")
FORMES = {
    "association": "Association",
    "cooperative": "Coopérative",
    "societe_esus": "Société agréée Esus",
    "societe": "Société",
    "fondation": "Fondation ou fonds de dotation",
    "collectivite": "Collectivité",
    "particulier": "Particulier",
}


def fact(code, status="oui", value="", *, dated=True):
    """What a zonage says, with the date of its list."""
    return ZonageFact(
        code,
        status=status,
        value=value,
        date=DATES.get(code) if dated else None,
        source_title="Liste officielle",
        is_exhaustive=code in EXHAUSTIVE,
    )


def commune(code, name, population, departement, region, epci="", densite="", classed=(), **values):
    """A commune of which every list is known; ``classed`` maps zonages to a status or a value."""
    classed = dict.fromkeys(classed, "oui") if not isinstance(classed, dict) else classed
    zonages = {}
    for each in DATES:
        absent = "non" if each in EXHAUSTIVE else "inconnu"
        told = classed.get(each, absent)
        value = "" if told in ("oui", "non", "partiel", "inconnu") else told
        zonages[each] = fact(each, "oui" if value else told, value)
    if densite:
        zonages["densite"] = fact("densite", "oui", densite)
    values.setdefault("population_year", 2023)
    return PlaceFacts(
        code=code,
        name=name,
        population=population,
        departement=departement,
        region=region,
        epci=epci,
        zonages=zonages,
        **values,
    )


GUERET = commune(
    "23096",
    "Guéret",
    12_955,
    "23",
    "75",
    "200034825",
    "2",
    {"acv": "oui", "frr": "FRR socle", "qpv": "oui"},
)
MENDE = commune(
    "48095",
    "Mende",
    12_464,
    "48",
    "76",
    "244800405",
    "3",
    {"acv": "oui", "frr": "FRR socle", "qpv": "oui"},
)
SAINT_ETIENNE = commune(
    "42218", "Saint-Étienne", 173_136, "42", "84", "244200770", "1", {"qpv": "oui"}
)
PARIS = commune("75056", "Paris", 2_103_778, "75", "11", "200054781", "1", {"qpv": "oui"})
AMBERT = commune(
    "63003", "Ambert", 6_517, "63", "84", "200070761", "5", {"pvd": "oui", "frr": "FRR socle"}
)
CONCARNEAU = commune("29039", "Concarneau", 20_845, "29", "53", "242900769", "3", {"pvd": "oui"})
BOUSSAC_BOURG = commune(
    "23032",
    "Boussac-Bourg",
    686,
    "23",
    "75",
    "200067544",
    "6",
    {"frr": "FRR+", "villages-davenir": "oui"},
)
BAUGY = commune("18023", "Baugy", 1_598, "18", "24", "241800374", "5", {"frr": "partiel"})
FORMER_ZRR = commune(
    "01060", "Brénod", 576, "01", "84", "200042935", "6", {"frr": "FRR bénéficiaire"}
)  # until 31 December 2027
CAYENNE = commune(
    "97302",
    "Cayenne",
    62_675,
    "973",
    "03",
    "249730045",
    "1",
    {"frr": "FRR socle", "qpv": "oui"},
    zone="drom",
)
SAINT_DENIS = commune(
    "97411",
    "Saint-Denis",
    155_634,
    "974",
    "04",
    "249740119",
    "1",
    {"frr": "partiel", "qpv": "oui"},
    zone="drom",
)
SAINT_JEAN_SUR_REYSSOUZE = commune(
    "01364", "Saint-Jean-sur-Reyssouze", 762, "01", "84", "200071751", "7"
)
# The only commune of dispersed housing that has a priority district, by Montluçon.
PREMILHAT = commune("03211", "Prémilhat", 2_540, "03", "84", "200071082", "6", {"qpv": "oui"})
SAINT_PIERRE = PlaceFacts("97502", "Saint-Pierre", 5_274, 2022, "975", "975", zone="com")
NOUMEA = PlaceFacts("98818", "Nouméa", 85_976, None, "988", "988", zone="com")
UNKNOWN = PlaceFacts("23029", "Le Bourg-d’Hem", departement="23", region="75", epci="242320109")
WITNESSES = (
    *(GUERET, MENDE, SAINT_ETIENNE, PARIS, AMBERT, CONCARNEAU, BOUSSAC_BOURG),
    *(BAUGY, FORMER_ZRR, CAYENNE, SAINT_PIERRE, UNKNOWN),
)


def row(kind, mode="inclut", **values):
    """A row of coverage."""
    return CoverageRow(mode, kind, **values)


FRANCE = row("france")


def rules(*conditions, coverages=(FRANCE,), **values):
    """A scheme open in all of France, on these conditions."""
    return SchemeRules(coverages=tuple(coverages), conditions=tuple(conditions), **values)


def without(place, **values):
    """The same commune, knowing less or something else of it."""
    return replace(place, **values)


@cache
def schemes():
    """The rules of every scheme of the fixtures, by code, as its sheet tells them."""
    rows = yaml.safe_load((FIXTURES / "10_dispositifs.yaml").read_text("utf-8"))
    regions = _names("territoires.region")
    departements = _names("territoires.departement")
    found, coverages, conditions = {}, defaultdict(list), defaultdict(list)
    for each in rows:
        values = each["fields"]
        match each["model"]:
            case "dispositifs.dispositif":
                found[values["code"]] = values
            case "dispositifs.coverage":
                coverages[values["dispositif"][0]].append(_coverage(values, regions, departements))
            case "dispositifs.condition":
                conditions[values["dispositif"][0]].append(_condition(values))
    return {
        code: SchemeRules(
            coverages=tuple(coverages[code]),
            conditions=tuple(sorted(conditions[code], key=lambda rule: rule.group)),
            vie=values.get("vie", "en_cours"),
            acces=values.get("acces", "direct"),
            ruralite=values["ruralite"],
            heir=values.get("replaced_by_text", ""),
            beneficiaires={key: FORMES[key] for [key] in values.get("beneficiaires", ())},
            phases={key: key for [key] in values.get("phases", ())},
        )
        for code, values in found.items()
    }


def _names(model):
    rows = yaml.safe_load((FIXTURES / "02_territoires.yaml").read_text("utf-8"))
    kept = (each["fields"] for each in rows if each["model"] == model)
    return {values["code"]: values for values in kept}


def _coverage(values, regions, departements):
    [departement] = values.get("departement") or [""]
    [region] = values.get("region") or [""]
    if departement:
        [region] = departements[departement]["region"]
    place = departements.get(departement) or regions.get(region) or {}
    return CoverageRow(
        mode=values.get("mode", "inclut"),
        kind=values["kind"],
        region=region,
        departement=departement,
        name=place.get("name") or values.get("text", ""),
        source=values["source"][0],
    )


def _condition(values):
    return Rule(
        kind=values["kind"],
        operator=values.get("operator", "enonce"),
        value=values.get("value", ""),
        sentence=values["sentence"].strip(),
        group=values.get("group", 1),
        is_blocking=values.get("is_blocking", True),
        source=values["source"][0],
    )
