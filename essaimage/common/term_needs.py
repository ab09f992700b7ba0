"""What a full term of the glossary has."""

from .completeness import Need
from .models import Term
from .upkeep import Upkeep, fact_needs, filled, has_rows

TERM = Upkeep(
    Term,
    needs=(
        Need(
            "definition",
            "sans définition",
            "Écrivez la définition : c’est le résumé de la fiche.",
            "id_summary",
            filled("summary"),
        ),
        *fact_needs(Term, facts=1, sources=1),
        Need(
            "synonymes",
            "sans autre mot",
            "Ajoutez les mots que les visiteurs emploient pour la même chose.",
            "synonyms-group",
            has_rows("synonyms", Term),
        ),
    ),
)
