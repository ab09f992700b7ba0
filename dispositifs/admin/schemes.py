"""The admin of schemes, in the order of their page."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essaimage.common.admin import PUBLICATION, FicheAdmin, citation_inline
from essaimage.common.admin.forms import QuickFicheForm
from essaimage.common.copying import DUPLICATE, CopyKind

from ..choices import Etat, Ruralite
from ..models import Coverage, Dispositif, DispositifCitation, Guichet
from . import rows

LOCAL_VERSION = CopyKind(
    slug="version-locale",
    label="Version locale",
    title="Version locale de {}",
    explanation=(
        "La nouvelle fiche reprend les textes et les sources de celle-ci, qui devient son programme. Où elle "
        "s’applique et qui appeler restent à écrire : c’est ce qui la distingue."
    ),
    done=(
        "La version locale est faite, en brouillon. Écrivez où elle s’applique et qui appeler, puis relisez "
        "l’échelle, les montants et les dates : ce sont encore ceux du programme."
    ),
    without=(Coverage, Guichet),
    parent="programme",
)


class EtatFilter(admin.SimpleListFilter):
    """The état, as visitors read it today."""

    title = "état"
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Etat.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(etat=self.value()) if self.value() else queryset


class QuickDispositifForm(QuickFicheForm):
    """A new scheme; the reason for its rurality is asked when it has one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "ruralite_reason"
        ].help_text = f"À écrire, sauf pour « {Ruralite.OUVERT.label} »."


@admin.register(Dispositif)
class DispositifAdmin(FicheAdmin):
    """A scheme: what it gives, to whom, how much, on what conditions, where, when, whom to call."""

    add_form = QuickDispositifForm
    copies = (DUPLICATE, LOCAL_VERSION)
    add_fields = ("title", "summary", "natures", "echelle", "ruralite", "ruralite_reason")
    checkbox_fields = ("natures", "beneficiaires", "publics", "phases")
    helps = {
        "programme": "Le dispositif national dont celui-ci est la version d’ici. Vide, le plus souvent.",
        "ruralite": "« Ouvert » quand les textes n’en disent rien : ne pas supposer.",
        "beneficiaires": "Qui peut demander directement, et rien d’autre. Qui est aidé ensuite se dit plus bas.",
        "who_decides": "Qui dit oui ou non : un comité, une direction, une commission.",
        "porteur_attendu": "Qui doit signer la demande : la tête du réseau, ou la structure qui s’installe.",
        "accompanied": "Qui en profite à la fin, en une phrase.",
        "steps": "Dans l’ordre, une démarche par ligne. La première est souvent un appel.",
        "cost": "Ce que la demande coûte à qui la fait : un apport, une cotisation, du temps.",
        "site_url": "Celle qu’on ouvre pour vérifier la fiche. Vide plutôt que douteuse.",
        "application_url": "La page où l’on dépose la demande, si ce n’est pas la page officielle.",
        "cumul": "Ce avec quoi il se cumule ou non, d’après les textes.",
    }
    fieldsets = (
        ("Le dispositif", {"fields": ("title", "sigle", "summary", "programme")}),
        PUBLICATION,
        (
            "Sa vie",
            {
                "fields": (
                    "vie",
                    ("ended_on", "ended_precision"),
                    "replaced_by",
                    "replaced_by_text",
                ),
                "description": (
                    "L’état montré aux visiteurs (« actif », « à vérifier ») se déduit de la plus "
                    "récente source datée qui établit l’existence."
                ),
            },
        ),
        (
            "L’essentiel",
            {"fields": ("natures", "echelle", "ruralite", "ruralite_reason", "beneficiaires")},
        ),
        (
            "Qui décide, qui demande, qui est accompagné",
            {
                "fields": (
                    "who_decides",
                    ("porteur_attendu", "acces"),
                    "publics",
                    "accompanied",
                    "phases",
                )
            },
        ),
        (
            "Comment demander",
            {
                "fields": (
                    "steps",
                    "recurrence",
                    "cost",
                    "site_url",
                    "application_url",
                    "ask_whom",
                    "cumul",
                )
            },
        ),
        ("Le texte", {"fields": ("body",)}),
    )
    autocomplete_fields = ("programme", "replaced_by")
    inlines = (
        rows.RoleInline,
        rows.MontantInline,
        rows.ConditionInline,
        rows.CoverageInline,
        rows.WindowInline,
        rows.GuichetInline,
        rows.SuitabilityInline,
        rows.QuestionHelpInline,
        citation_inline(DispositifCitation),
    )
    counted = {"fact_count": "citations", "role_count": "roles"}
    list_display = (
        "title",
        "said_status",
        "said_etat",
        "echelle",
        "ruralite",
        "role_count",
        "fact_count",
        "updated_on",
    )
    list_filter = ("status", EtatFilter, "echelle", "ruralite", "natures")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_etat()

    @admin.display(description="état", ordering="etat")
    def said_etat(self, dispositif: Dispositif) -> SafeString:
        """The état, as visitors read it."""
        label = Etat(dispositif.etat).label
        return format_html('<span class="etat" data-etat="{}">{}</span>', dispositif.etat, label)

    @admin.display(description="partenaires", ordering="role_count")
    def role_count(self, dispositif: Dispositif) -> int:
        """How many roles partners have in it."""
        return dispositif.role_count
