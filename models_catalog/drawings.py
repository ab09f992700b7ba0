"""What each drawing of a model says, in words: the same as its file, claim by claim. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from essaimage.common.typography import NBSP

if TYPE_CHECKING:
    from .models import Trait


@dataclass(frozen=True)
class Claim:
    """One thing that a drawing shows, and the codes of the criteria whose traits explain it."""

    label: str
    text: str
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A file of ``static/img``: its size in units of its own, what it is called, what it says.

    The <title> and <desc> of the file are ``title`` and ``said``, word for word (a test reads both).
    """

    image: str
    height: int
    title: str
    claims: tuple[Claim, ...]
    width: int = 320

    @property
    def said(self) -> str:
        """All that it shows, in one text."""
        return " ".join(f"{claim.label}{NBSP}: {claim.text}" for claim in self.claims)


DRAWINGS = {
    "integre": Drawing(
        "img/modele-integre.svg",
        488,
        "Le modèle intégré en un dessin",
        (
            Claim(
                "Qui possède",
                "Un seul contour entoure le siège et les sites : ils forment une seule "
                "personne morale.",
                ("statut-juridique",),
            ),
            Claim(
                "Qui décide",
                "Le siège, marqué d’un losange. Les équipes locales agissent dans le cadre "
                "qu’il fixe.",
                ("gouvernance", "autonomie-locale"),
            ),
            Claim(
                "L’argent",
                "Il entre dans une seule caisse : le siège paie les ouvertures, les recettes "
                "des sites lui reviennent.",
                ("financement-ouverture", "ressources-tete"),
            ),
            Claim("Le savoir-faire", "Il va du siège vers chaque site.", ("qualite",)),
        ),
    ),
    "federation": Drawing(
        "img/modele-federation.svg",
        516,
        "La fédération en un dessin",
        (
            Claim(
                "Qui possède",
                "Chaque membre a son contour : c’est une personne morale. La tête de réseau, "
                "cellule vide au centre, est l’association de ses membres.",
                ("statut-juridique", "gouvernance"),
            ),
            Claim(
                "Qui décide",
                "Chaque membre chez lui, marqué d’un losange plein. En assemblée, losange "
                "vide, ils décident de ce qui est commun.",
                ("autonomie-locale", "gouvernance"),
            ),
            Claim(
                "L’argent",
                "Il vient à chaque membre de son territoire. Les cotisations vont des membres "
                "à la tête de réseau.",
                ("financement-ouverture", "ressources-tete"),
            ),
            Claim(
                "Le savoir-faire",
                "Il circule entre voisins, et dans les deux sens avec la tête de réseau.",
                ("qualite", "autonomie-locale"),
            ),
        ),
    ),
    "franchise-sociale": Drawing(
        "img/modele-franchise-sociale.svg",
        564,
        "La franchise sociale en un dessin",
        (
            Claim(
                "Qui possède",
                "La structure fondatrice et chaque franchisé ont leur contour : autant de "
                "personnes morales. L’encoche, la même partout, est la méthode que le "
                "fondateur protège.",
                ("statut-juridique", "marque"),
            ),
            Claim(
                "Qui décide",
                "Le fondateur décide de la méthode, losange plein. Le franchisé dirige sa "
                "structure dans les limites du contrat, losange vide.",
                ("autonomie-locale",),
            ),
            Claim(
                "L’argent",
                "Le franchisé réunit ses propres ressources. Il verse une redevance au "
                "fondateur, ou rien, selon le contrat.",
                ("financement-ouverture", "cout-ouverture"),
            ),
            Claim(
                "Le savoir-faire",
                "La méthode, le nom et l’appui vont du fondateur vers les franchisés.",
                ("qualite", "marque"),
            ),
        ),
    ),
}


@dataclass(frozen=True)
class Explained:
    """A claim, and the traits of the sheet that explain and source it."""

    claim: Claim
    traits: Sequence["Trait"]


def explained(drawing: Drawing | None, traits: Iterable["Trait"]) -> list[Explained]:
    """Return each claim of ``drawing`` with the traits it rests on; nothing for a model not drawn."""
    by_criterion = {trait.criterion.code: trait for trait in traits}
    return [
        Explained(claim, [by_criterion[code] for code in claim.criteria if code in by_criterion])
        for claim in (drawing.claims if drawing else ())
    ]
