"""What pages say of schemes in French sentences: pure functions over plain values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from essaimage.common.dates import french_date
from essaimage.common.figures import euros, number
from essaimage.common.typography import NBSP, without_accents
from essaimage.search.presentation import and_list, either, lowered
from essaimage.territoires.locatives import in_commune

from .choices import Acces, Echelle, Etat, Ruralite, Verdict

_RURALITE = {
    Ruralite.RURAL_RESERVE: ("réservé au rural", "réservés au rural"),
    Ruralite.RURAL_PRIORITAIRE: ("qui donne priorité au rural", "qui donnent priorité au rural"),
    Ruralite.OUVERT: ("ouvert partout", "ouverts partout"),
    Ruralite.URBAIN_RESERVE: ("réservé à la ville", "réservés à la ville"),
}
_ETAT = {
    Etat.ACTIF: ("actif", "actifs"),
    Etat.A_VERIFIER: ("à vérifier", "à vérifier"),
    Etat.TERMINE: ("terminé", "terminés"),
    Etat.REMPLACE: ("remplacé", "remplacés"),
}
# Editors may add legal forms: those that are not listed are said without an article.
_ARTICLES = {
    "association": "une",
    "cooperative": "une",
    "societe_esus": "une",
    "societe": "une",
    "fondation": "une",
    "collectivite": "une",
    "particulier": "un",
}


def with_de(noun: str) -> str:
    """Put « de » before a noun: « de prêt », « d’ingénierie », « d’exonération »."""
    return f"d’{noun}" if without_accents(noun[:1]) in "aeiouy" else f"de {noun}"


def amount_said(
    minimum: Decimal | None,
    maximum: Decimal | None,
    rate: Decimal | None,
    base: str,
    *,
    is_total: bool = False,
) -> str:
    """Say an amount in euros, a rate in percent, or both.

    ``is_total``: the amount is what a programme holds in all, not the most one may get.
    """
    if is_total and (maximum is None or minimum is None):
        amount = euros(maximum if minimum is None else minimum)
    elif minimum is not None and maximum is not None:
        amount = euros(minimum) if minimum == maximum else f"de {euros(minimum)} à {euros(maximum)}"
    elif maximum is not None:
        amount = f"jusqu’à {euros(maximum)}"
    else:
        amount = f"à partir de {euros(minimum)}" if minimum is not None else ""
    if rate is None:
        return amount
    share = f"jusqu’à {number(rate)}{NBSP}% (base{NBSP}: {base})"
    return f"{share}, {amount}" if amount else share


def on_date(when: date, precision: str) -> str:
    """Say when something happens: « le 6 janvier 2026 », « en janvier 2026 », « en 2026 »."""
    return f"{'le' if precision == 'jour' else 'en'} {french_date(when, precision)}"


def is_over(closes: date | None, precision: str, today: date) -> bool:
    """Whether the day, the month or the year of closing is behind; never without one."""
    if closes is None:
        return False
    units = {"jour": 3, "mois": 2, "annee": 1}[precision]  # how much of the date is known
    return (today.year, today.month, today.day)[:units] > (closes.year, closes.month, closes.day)[
        :units
    ]


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
            return f"Remplacé par {replaced_by}" if replaced_by else "Remplacé"
    if existence_on is None:
        return "À vérifier : aucune source datée ne confirme son existence"
    when = french_date(existence_on, precision or "jour")
    if etat == Etat.ACTIF:
        return f"Actif : existence confirmée {on_date(existence_on, precision or 'jour')}"
    since = "depuis le" if precision == "jour" else "depuis"
    return f"À vérifier : existence non reconfirmée {since} {when}"


def row_facts(
    natures: Iterable[str], echelle: Echelle, ruralite: Ruralite, acces: str, who: Iterable[str]
) -> list[tuple[str, str]]:
    """Return the four facts that every row of a list gives, in the same order; those told are labels."""
    applicant = and_list(who)
    if acces != Acces.DIRECT:
        way = Acces(acces).label
        applicant = f"En passant {lowered(way)}" if way.startswith("Par ") else way
    facts = [
        ("Nature", and_list(natures)),
        ("Échelle", echelle.label),
        ("Ruralité", ruralite.label),
        ("Qui peut demander", applicant),
    ]
    return [(label, value) for label, value in facts if value]


def list_sentence(
    total: int,
    ticked: Mapping[str, Sequence[tuple[str, str]]],
    words: str = "",
    place: str = "",
    commune: str = "",
) -> str:
    """Say what the list shows.

    ``ticked`` maps each facet to the (value, label) in force: « 3 dispositifs d’appui réservés au
    rural, à l’échelle nationale ou régionale ». ``place`` says where: « en Nouvelle-Aquitaine ». With
    a ``commune``, its verdicts come first.
    """
    many = total > 1
    parts = [
        _facet_said(facet, chosen, many)
        for facet in _SAID
        if (chosen := [(value, lowered(label)) for value, label in ticked.get(facet, ())])
    ]
    if partners := ticked.get("partenaire"):
        parts.append(f"avec pour partenaire {either([label for _, label in partners])}")
    if place:
        parts.append(place)
    if words:
        parts.append(f"qui parlent de « {words} »" if many else f"qui parle de « {words} »")
    counted = f"{total or 'Aucun'} dispositif{'s' if many else ''} d’appui"
    if commune:
        verdicts = frozenset(value for value, _ in ticked.get("verdict", ()))
        counted = f"{counted} {_VERDICTS[verdicts][many]} {in_commune(commune)}"
    return (
        f"{counted} {', '.join(parts)}" if parts and not commune else ", ".join([counted, *parts])
    )


_O, _V, _N = Verdict.OUI, Verdict.A_VERIFIER, Verdict.NON
_VERDICTS = {  # verdicts ticked → what is said before the place, of one or of several
    frozenset({_O}): ("qui s’applique", "qui s’appliquent"),
    frozenset({_V}): ("à confirmer", "à confirmer"),
    frozenset({_N}): ("qui ne s’applique pas", "qui ne s’appliquent pas"),
    frozenset({_O, _V}): (
        "qui s’applique ou pourrait s’appliquer",
        "qui s’appliquent ou pourraient s’appliquer",
    ),
    frozenset({_O, _N}): ("qui s’applique ou non", "qui s’appliquent ou non"),
    frozenset({_V, _N}): (
        "à confirmer, ou qui ne s’applique pas,",
        "à confirmer, ou qui ne s’appliquent pas,",
    ),
    frozenset({_O, _V, _N}): ("qui s’applique ou non", "qui s’appliquent ou non"),
}
_SAID = ("ruralite", "etat", "echelle", "nature", "beneficiaire", "phase", "modele")


def _facet_said(facet: str, chosen: Sequence[tuple[str, str]], many: bool) -> str:
    """Say the (value, label) ticked in one facet; labels begin with a small letter."""
    match facet:
        case "ruralite":
            return either([_RURALITE[Ruralite(value)][many] for value, _ in chosen])
        case "etat":
            return either([_ETAT[Etat(value)][many] for value, _ in chosen])
        case "echelle":
            return f"à l’échelle {either([label for _, label in chosen])}"
        case "nature":
            return f"sous forme {either([with_de(label) for _, label in chosen])}"
        case "beneficiaire":
            forms = [f"{_ARTICLES.get(value, '')} {label}".strip() for value, label in chosen]
            return f"que peut demander {either(forms)}"
        case "phase":
            return f"à l’étape {either([label for _, label in chosen])}"
        case _:
            return f"pour un réseau {either([f'en {label}' for _, label in chosen])}"
