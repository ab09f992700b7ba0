"""What a load says of itself, in French. Pure: a plan in, lines out."""

from collections.abc import Iterator, Mapping

from .layout import Key
from .planning import Kept, Plan


def lines(
    plan: Plan, unsupported: list[Key], labels: Mapping[str, str], *, in_detail: bool
) -> Iterator[str]:
    """Yield a line for each thing that an editor or the author of the fixtures should know.

    ``labels`` gives the French plural of each model; ``in_detail`` names what only the database has.
    """
    for kept in plan.kept:
        yield f"Gardé : {_named(kept.key)}, champ « {kept.field} » : {_why(kept)}"
    for kept in plan.replaced:
        yield f"Remplacé : {_named(kept.key)}, champ « {kept.field} » : les fixtures l’emportent."
    for key in plan.deleted:
        yield f"Supprimé dans l’administration, le reste : {_named(key)}."
    for key, missing in plan.waiting.items():
        yield f"Pas créé : {_named(key)}, car {_named(missing)} est supprimé dans l’administration."
    for key in plan.restored:
        yield f"Rétabli : {_named(key)}, supprimé dans l’administration."
    for key in plan.left:
        yield f"N’est plus dans les fixtures, gardé : {_named(key)}."
    for key in plan.prunings:
        yield f"N’est plus dans les fixtures, supprimé : {_named(key)}."
    for key in unsupported:
        yield f"À corriger dans l’administration : {_named(key)} est publié sans aucun fait daté."
    if plan.desk_only:
        counts = ", ".join(f"{labels[label]} {len(own)}" for label, own in plan.desk_only.items())
        yield f"Seulement dans la base : {counts}."
        if in_detail:
            for label, codes in plan.desk_only.items():
                yield from (f"  {_named((label, code))}" for code in codes)


def account(plan: Plan) -> str:
    """Return the line of account: « 3 créées, 12 inchangées, 1 gardée. »."""
    with_kept = {kept.key for kept in plan.kept}
    counts = {
        "créée": len(plan.creations) - len(plan.restored),
        "rétablie": len(plan.restored),
        "mise à jour": len(plan.updates.keys() - with_kept),
        "inchangée": plan.unchanged,
        "gardée": len(with_kept),
        "supprimée": len(plan.prunings),
        "absente": len(plan.deleted) + len(plan.waiting),
    }
    said = ", ".join(_count(number, word) for word, number in counts.items() if number)
    return f"{said or 'Aucune fiche'}."


def is_quiet(plan: Plan) -> bool:
    """Whether the load wrote nothing at all."""
    return not (plan.creations or plan.updates or plan.prunings or plan.bases)


def _named(key: Key) -> str:
    return f"{key[0]} « {key[1]} »"


def _why(kept: Kept) -> str:
    if not kept.was_loaded:
        return "la base ne dit pas comme les fixtures, et n’a jamais été chargée d’elles."
    if kept.fixture_changed:
        return "changé dans l’administration, et les fixtures ont changé aussi."
    return "changé dans l’administration."


def _count(number: int, word: str) -> str:
    plural = {"mise à jour": "mises à jour"}.get(word, f"{word}s")
    return f"{number} {word if number < 2 else plural}"
