"""The form of a condition: what its value may be, checked against what eligibility understands."""

from essaimage.common.admin.forms import DeskForm
from essaimage.common.typography import typographie
from essaimage.territoires.zonages import CODES, DENSITE

from ..choices import ConditionKind, Operator
from ..models import Beneficiaire, Condition
from ..predicates import PLACE_KINDS, is_readable, tokens
from ..rules import Rule

_READ_AS = {
    ConditionKind.POPULATION: "un nombre d’habitants, comparé par un seuil : 3500",
    ConditionKind.DENSITE: "des niveaux de la grille de l’Insee, de 1 à 7 : 5,6,7",
    ConditionKind.ZONAGE: "des codes de zonages : frr,pvd",
}


class ConditionForm(DeskForm):
    """A condition that pages can answer, or that its sentence tells."""

    class Meta:
        model = Condition
        fields = (
            "dispositif",
            "sentence",
            "kind",
            "group",
            "is_blocking",
            "operator",
            "value",
            "source",
        )
        help_texts = {
            "value": typographie(
                "Population : un nombre d’habitants. Densité : niveaux de 1 à 7 de la grille de l’Insee "
                "(5,6,7 = rural). Zonage : frr, pvd, acv, villages-davenir, qpv. Forme juridique : "
                "codes des bénéficiaires. Le reste n’est pas calculé : la phrase est montrée, à confirmer."
            )
        }

    def clean(self) -> dict:
        """Refuse a value that no place could ever answer: « abc » habitants, le zonage « zrr »."""
        cleaned = super().clean() or self.cleaned_data
        kind, operator = cleaned.get("kind"), cleaned.get("operator")
        value = cleaned.get("value") or ""
        if not kind or operator in (None, Operator.TOLD):
            return cleaned
        if kind in PLACE_KINDS and not is_readable(Rule(kind, operator, value)):
            self.add_error("value", f"Cette valeur ne se lit pas. Attendu : {_READ_AS[kind]}.")
        elif unknown := sorted(set(tokens(value)) - _known(kind, value)):
            self.add_error("value", typographie(f"Code inconnu : {', '.join(unknown)}."))
        return cleaned


def _known(kind: str, value: str) -> set[str]:
    """Return the codes that a condition of this kind may name; where nothing is worked out, those it names."""
    match kind:
        case ConditionKind.ZONAGE:
            return {*CODES} - {DENSITE}
        case ConditionKind.FORME_JURIDIQUE:
            return set(Beneficiaire.objects.values_list("code", flat=True))
    return set(tokens(value))
