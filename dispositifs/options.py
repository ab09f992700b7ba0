"""The options of the facets of schemes, with their labels and definitions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from essaimage.common.models import Reference, next_moment
from essaimage.common.typography import sort_key
from essaimage.search.documents import Choice
from models_catalog.case_source import modele_options, phase_options
from models_catalog.models import NetworkModel, Phase

from .choices import RURALITE_DEFINITIONS, Echelle, Etat, Ruralite, Verdict
from .models import Beneficiaire, Nature, Partenaire


def options_at(now: datetime) -> Mapping[str, Sequence[Choice]]:
    """Return every option of every facet: sheets that visitors may read, reference rows, enumerations."""
    partners = Partenaire.objects.published(now).order_by().values_list("slug", "title")
    return {
        "ruralite": [Choice(each, each.label, RURALITE_DEFINITIONS[each]) for each in Ruralite],
        "echelle": [Choice(each, each.label) for each in Echelle],
        "nature": _references(Nature),
        "beneficiaire": _references(Beneficiaire),
        "phase": phase_options(now),
        "modele": modele_options(now),
        "partenaire": [
            Choice(slug, title) for slug, title in sorted(partners, key=_by_french_title)
        ],
        "etat": [Choice(each, each.label) for each in Etat],
        "verdict": [Choice(each, each.label) for each in Verdict],
    }


def next_option_after(now: datetime) -> datetime | None:
    """Return when the clock alone will add or drop an option: a sheet that is one comes or goes."""
    sheets = (Partenaire, Phase, NetworkModel)
    return next_moment(now, *(model.objects.next_change(now) for model in sheets))


def _references(model: type[Reference]) -> list[Choice]:
    return [Choice(*row) for row in model.objects.values_list("code", "label", "definition")]


def _by_french_title(row: tuple[str, str]) -> tuple[str, str]:
    return sort_key(row[1])
