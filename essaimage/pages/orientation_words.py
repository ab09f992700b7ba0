"""The result of the questionnaire in sentences. Pure: an ``Orientation`` and the names of models in, words out."""

from collections.abc import Mapping, Sequence

from django.utils.text import capfirst

from essaimage.common.figures import number
from essaimage.common.typography import NBSP, typographie
from essaimage.search.presentation import lowered
from models_catalog.orientation import Certainty, ExitKind, Orientation

ARTICLES = {"integre": "le", "federation": "la", "franchise-sociale": "la"}
"""By the slug of the model, which the contract fixes: what an editor may rename keeps its gender."""

WAYS_OUT = {
    ExitKind.NOT_READY: "Consolidez d’abord. Ensuite",
    ExitKind.OPEN_SHARING: "Une diffusion ouverte suffit peut-être. Sinon",
}
"""What the answers open comes before any model: the title of the page must not say otherwise."""

Names = Mapping[str, str]  # slug of a model → « la fédération »


def named(slug: str, title: str) -> str:
    """Return a model inside a sentence: « la fédération »; between quotes when its gender is not known."""
    article = ARTICLES.get(slug)
    return f"{article} {lowered(title)}" if article else typographie(f"« {title} »")


def points(value: int) -> str:
    """Say points with their noun: « 9 points », « 1 point », « −2 points »."""
    return f"{number(value)}{NBSP}point{'s' if abs(value) > 1 else ''}"


def said(names: Sequence[str]) -> str:
    """Join names: « la fédération et la franchise sociale »."""
    *others, last = names
    return f"{', '.join(others)} et {last}" if others else last


def sentence(orientation: Orientation, names: Names) -> str:
    """Return the way out that answers open, if any, then who comes first, with how many points."""
    open_ways = [said for kind, said in WAYS_OUT.items() if orientation.exit(kind)]
    found = _first(orientation, names)
    return typographie(f"{open_ways[0]}, {found}" if open_ways else capfirst(found))


def _first(orientation: Orientation, names: Names) -> str:
    if not orientation.answered:
        return "rien ne départage encore les trois modèles"
    best = orientation.first.points
    first = [each for each in orientation.ranking if each.points == best]
    others = [each for each in orientation.ranking if each.points != best]
    who = said([names[each.model] for each in first])
    if len(first) > 1:
        each_one = (
            "chacune" if all(names[each.model].startswith("la ") for each in first) else "chacun"
        )
        score = f"{points(best)} {each_one}"
        head = f"{who} sont à égalité"
    elif orientation.certainty == Certainty.CLOSE:
        head = f"{who} devance de peu {names[others[0].model]}"
        return f"{head} : {points(best)} contre {number(others[0].points)}"
    else:
        score = points(best)
        head = f"{who} vient en tête"
    against = f", contre {number(others[0].points)} pour {names[others[0].model]}" if others else ""
    return f"{head} : {score}{against}"


def sureness(orientation: Orientation) -> str:
    """Return how far the order may be trusted: the gap, against the gap that would be a near tie.

    Some question has an answer: without any, ``thinness`` says that there is nothing to trust.
    """
    gap, close = orientation.margin, orientation.close_up_to
    if orientation.first.points <= 0:
        found = "Aucun modèle n’a plus de points pour lui que contre lui : vos réponses n’en appellent aucun."
    elif orientation.certainty == Certainty.TIE:
        found = "Vos réponses ne les départagent pas : ne choisissez pas sur ce seul résultat."
    elif orientation.certainty == Certainty.CLOSE:
        found = (
            f"C’est presque une égalité : {points(gap)} d’écart. "
            f"Jusqu’à {close}, nous ne tranchons pas : regardez les deux."
        )
    else:
        beyond = f" Nous parlons de presque égalité jusqu’à {close}." if close else ""
        found = f"L’écart est net : {points(gap)}.{beyond}"
    return typographie(found)


def thinness(answered: int, total: int) -> str:
    """Return the warning of a result that stands on too few answers, « je ne sais pas » being none."""
    if not answered:
        found = "Aucune de vos réponses ne tranche"
    else:
        found = f"Le résultat tient à {answered} question{'s' if answered > 1 else ''} sur {total}"
    return typographie(
        f"{found} : c’est trop peu pour conclure. Reprenez les questions ouvertes à plusieurs, puis revenez."
    )
