"""A commune in one sentence, above a list: what is known of it, in plain words. Pure."""

from essaimage.common.figures import inhabitants
from essaimage.common.typography import typographie

from .facts import PlaceFacts, ZonageFact
from .models import Status
from .zonages import ACV, CODES, DENSITE, FRR, PVD, QPV, VILLAGES_DAVENIR

_NAMES = {
    FRR: "FRR",
    PVD: "Petites villes de demain",
    ACV: "Action cœur de ville",
    VILLAGES_DAVENIR: "Villages d’avenir",
    QPV: "un quartier prioritaire (QPV)",
}


def place_sentence(facts: PlaceFacts) -> str:
    """« Guéret (Creuse) : 12 955 habitants, « Petites villes » pour l’Insee, FRR, Action cœur de ville. »."""
    parts = []
    if facts.population is not None:
        parts.append(inhabitants(facts.population))
    density = facts.zonage(DENSITE)
    if density.words:
        parts.append(f"« {density.words} » pour l’Insee")
    inside = [_named(facts.zonage(code)) for code in CODES if code != DENSITE]
    parts += [said for said in inside if said]
    if not any(facts.zonage(code).is_known for code in CODES):
        parts.append("zonages non renseignés")
    return typographie(f"{facts.name} ({facts.departement_name}) : {', '.join(parts)}.")


def _named(fact: ZonageFact) -> str:
    """Name a zonage where the commune is, wholly or in part; nothing for the others."""
    if fact.status not in (Status.YES, Status.PARTIAL):
        return ""
    name = fact.value if fact.code == FRR and fact.value else _NAMES[fact.code]
    return f"{name} en partie" if fact.status == Status.PARTIAL else name
