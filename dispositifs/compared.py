"""What is compared of a scheme, criterion by criterion: words and their source, as a dossier knows them."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.text import capfirst

from essaimage.common.typography import NBSP, typographie
from essaimage.territoires.locatives import in_commune

from .choices import Acces, Echelle, Etat, PorteurAttendu, RoleKind, Ruralite
from .comparing import Cell, Told
from .dossier import Entry, dossier_schemes


def compared_schemes() -> QuerySet:
    """Return schemes with all that is compared, once ``entries`` has read their rows."""
    return dossier_schemes().prefetch_related("publics", "phases")


def compared(entry: Entry) -> dict[str, Cell]:
    """Return what is said of a scheme by criterion, in reading order; nothing where the sources are silent."""
    one = entry.dispositif
    here = {}
    if entry.verdict and entry.place:
        here = {
            f"Verdict {in_commune(entry.place.name)}": [Told(entry.verdict_label)],
            "Pourquoi": [Told(entry.reason)],
        }
    return {
        **here,
        "État": [Told(Etat(one.etat).label)],
        "Preuve d’existence": [
            Told(capfirst(one.evidence.partition(f"{NBSP}: ")[2] or one.evidence), entry.proof)
        ],
        "Nature": _labels(one.natures.all()),
        "Niveau qui décide": [Told(Echelle(one.echelle).label)],
        "Qui décide": _text(one.who_decides),
        "Qui finance": [Told(role.partenaire.short_name, role.source) for role in entry.funders],
        "Qui pilote": [Told(role.partenaire.short_name, role.source) for role in entry.pilots],
        "Qui instruit": [
            Told(role.partenaire.short_name, role.source)
            for role in entry.partners(RoleKind.INSTRUIT)
        ],
        "Ruralité": [Told(Ruralite(one.ruralite).label)],
        "Où": [
            *(Told(row.said, row.source) for row in entry.included),
            *(Told(f"sauf {row.said}", row.source) for row in entry.excluded),
        ],
        "Qui peut demander": _labels(one.beneficiaires.all()),
        "Comment on y entre": [Told(Acces(one.acces).label)],
        "Dans un réseau, qui demande": [Told(PorteurAttendu(one.porteur_attendu).label)],
        "Qui est accompagné": _text(one.accompanied) or _labels(one.publics.all()),
        "Étapes du projet": [Told(phase.title) for phase in one.phases.all() if phase.is_published],
        "Combien": [Told(_amount(row), row.source) for row in entry.montants],
        "À quelles conditions": [
            Told(
                row.sentence if row.is_blocking else f"{row.sentence.rstrip('.')} (un plus)",
                row.source,
            )
            for row in one.conditions.all()
        ],
        "Quand": [
            *_text(entry.recurrence),
            *(
                Told(
                    f"{each.window.label} : {each.dates}{' (passée)' if each.is_over else ''}",
                    each.window.source,
                )
                for each in entry.windows
            ),
        ],
        "Coût pour qui demande": _text(one.cost),
        "Ce qui peut se cumuler": _text(one.cumul),
    }


def _amount(row) -> str:
    said = f"{row.get_nature_display()} : {row.said} {row.get_unit_display()}"
    return typographie(f"{said} ({row.label})" if row.label else said)


def _labels(rows: Iterable[object]) -> list[Told]:
    return [Told(str(row)) for row in rows]


def _text(text: str) -> list[Told]:
    return [Told(text)] if text else []
