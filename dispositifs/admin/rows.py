"""The rows of a scheme, each kind with its own source, in the order of the page."""

from essaimage.common.admin import RowInline, StackedRowInline

from ..models import (
    Condition,
    Coverage,
    Guichet,
    Montant,
    QuestionHelp,
    Role,
    SchemeUse,
    Suitability,
    Window,
)
from .conditions import ConditionForm


class RoleInline(RowInline):
    """Who runs, funds, decides, animates."""

    model = Role
    fields = ("partenaire", "kind", "source")
    autocomplete_fields = ("partenaire", "source")


class MontantInline(StackedRowInline):
    """How much."""

    model = Montant
    fields = (
        ("nature", "unit"),
        ("minimum", "maximum"),
        "rate",
        "base",
        "label",
        "source",
    )
    autocomplete_fields = ("source",)


class ConditionInline(StackedRowInline):
    """On what conditions."""

    model = Condition
    form = ConditionForm
    fields = (
        "sentence",
        ("kind", "group", "is_blocking"),
        ("operator", "value"),
        "source",
    )
    autocomplete_fields = ("source",)


class CoverageInline(StackedRowInline):
    """Where."""

    model = Coverage
    fields = (
        ("mode", "kind"),
        ("region", "departement"),
        ("epci", "commune"),
        "text",
        "source",
    )
    autocomplete_fields = ("region", "departement", "epci", "commune", "source")


class WindowInline(StackedRowInline):
    """When."""

    model = Window
    fields = (
        "label",
        ("opens", "opens_precision"),
        ("closes", "closes_precision"),
        "source",
    )
    autocomplete_fields = ("source",)


class GuichetInline(StackedRowInline):
    """Whom to call."""

    model = Guichet
    fields = ("role", ("region", "departement"), "territory", "url", "source")
    autocomplete_fields = ("region", "departement", "source")


class SuitabilityInline(RowInline):
    """The models the editors advise, with the reason."""

    model = Suitability
    fields = ("model", "reason")


class QuestionHelpInline(RowInline):
    """The key questions it helps to work on, with the reason."""

    model = QuestionHelp
    fields = ("question", "reason")
    autocomplete_fields = ("question",)


class SchemeUseInline(StackedRowInline):
    """The schemes a pioneer used (on the pioneer's page)."""

    model = SchemeUse
    fields = ("dispositif", "text", ("used_on", "used_precision"), "source")
    autocomplete_fields = ("dispositif", "source")
