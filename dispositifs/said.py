"""What pages say of schemes in French sentences: pure functions over plain values."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from essaimage.common.dates import french_date
from essaimage.common.figures import euros, number
from essaimage.common.typography import NBSP
from essaimage.search.presentation import or_list

from .choices import Etat, Ruralite

_RURALITE = {
    Ruralite.RURAL_RESERVE: ("réservé au rural", "réservés au rural"),
    Ruralite.RURAL_PRIORITAIRE: ("qui donne priorité au rural", "qui donnent priorité au rural"),
    Ruralite.OUVERT: ("ouvert partout", "ouverts partout"),
    Ruralite.URBAIN_RESERVE: ("réservé à la ville", "réservés à la ville"),
}
_BEFORE = {
    "echelle": "à l’échelle",
    "nature": "sous forme de",
    "beneficiaire": "que peut demander :",
    "phase": "pour l’étape",
    "modele": "pour le modèle",
    "partenaire": "avec",
    "etat": "à l’état",
}


def amount_said(
    minimum: Decimal | None, maximum: Decimal | None, rate: Decimal | None, base: str
) -> str:
    """Say an amount in euros, a rate in percent, or both."""
    if minimum is not None and maximum is not None:
        amount = euros(minimum) if minimum == maximum else f"de {euros(minimum)} à {euros(maximum)}"
    elif maximum is not None:
        amount = f"jusqu’à {euros(maximum)}"
    else:
        amount = f"à partir de {euros(minimum)}" if minimum is not None else ""
    if rate is None:
        return amount
    share = f"jusqu’à {number(rate)}{NBSP}% (base{NBSP}: {base})"
    return f"{share}, {amount}" if amount else share


def etat_sentence(
    etat: str,
    existence_on: date | None,
    precision: str | None,
    ended_said: str = "",
    replaced_by: str = "",
) -> str:
    """Say the état with its evidence: « Actif : existence confirmée le 5 février 2026 »."""
    match etat:
        case Etat.TERMINE:
            return f"Terminé ({ended_said})" if ended_said else "Terminé"
        case Etat.REMPLACE:
            return f"Remplacé par {replaced_by}"
    if existence_on is None:
        return "À vérifier : aucune source datée ne confirme son existence"
    when = french_date(existence_on, precision or "jour")
    preposition = "le" if precision == "jour" else "en"
    if etat == Etat.ACTIF:
        return f"Actif : existence confirmée {preposition} {when}"
    since = "depuis le" if precision == "jour" else "depuis"
    return f"À vérifier : existence non reconfirmée {since} {when}"


def list_sentence(
    total: int, ticked: Mapping[str, Sequence[tuple[str, str]]], words: str = "", place: str = ""
) -> str:
    """Say what the list shows.

    ``ticked`` maps each facet to the (value, label) in force: « 3 dispositifs d’appui réservés au
    rural, à l’échelle nationale ou régionale ».
    """
    many = total > 1
    counted = f"{total or 'Aucun'} dispositif{'s' if many else ''} d’appui"
    parts = []
    if chosen := ticked.get("ruralite"):
        forms = [_RURALITE[Ruralite(value)][many] for value, _ in chosen]
        counted += f" {or_list(forms)}"
    for facet, before in _BEFORE.items():
        if chosen := ticked.get(facet):
            parts.append(f"{before} {or_list([label for _, label in chosen])}")
    if place:
        parts.append(f"pour {place}")
    if words:
        parts.append(f"qui parlent de « {words} »" if many else f"qui parle de « {words} »")
    return ", ".join([counted, *parts])
