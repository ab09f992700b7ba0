"""Why a scheme suits a network model: who must apply, against what the model is in law. Pure."""

from dataclasses import dataclass

from .choices import PorteurAttendu


@dataclass(frozen=True)
class Suits:
    """Whether a scheme suits a model, with the reason in words; ``is_editorial`` when we propose it."""

    is_suitable: bool
    reason: str
    is_editorial: bool = False


def suits_in_law(porteur: str, has_autonomous_sites: bool) -> Suits:
    """Return whether a network may apply, given who must and whether its sites are legal persons.

    A site without legal personality cannot apply in its own name: a scheme that only a local
    structure may ask for is then out of reach, unless the head applies for it elsewhere.
    """
    if porteur == PorteurAttendu.TETE_DE_RESEAU:
        return Suits(True, "La demande vient de la tête de réseau : tous les modèles en ont une.")
    if porteur == PorteurAttendu.IMPLANTATION_LOCALE and not has_autonomous_sites:
        return Suits(
            False,
            "La demande doit venir d’une structure locale\N{NO-BREAK SPACE}: une antenne sans personnalité juridique "
            "ne peut pas la faire.",
        )
    if porteur == PorteurAttendu.IMPLANTATION_LOCALE:
        return Suits(
            True,
            "La demande vient de l’implantation locale\N{NO-BREAK SPACE}: ici, c’est une structure à part entière.",
        )
    return Suits(True, "La tête de réseau ou l’implantation locale peut faire la demande.")


def suits(porteur: str, has_autonomous_sites: bool, editorial_reason: str = "") -> Suits:
    """Return the same, an explicit link with its reason coming first."""
    if editorial_reason:
        return Suits(True, editorial_reason, is_editorial=True)
    return suits_in_law(porteur, has_autonomous_sites)
