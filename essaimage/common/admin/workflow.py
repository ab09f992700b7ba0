"""The steps of a sheet in the admin: buttons on its page, actions on its list, its way (decision 0020)."""

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..dates import day_and_hour
from ..models import Fiche, Standing, Status, Step, published
from ..steps import TAKES_A_MOMENT, steps_from
from ..workflow import course_of, keep_move, reason_of
from .step_actions import STEP_ACTIONS
from .stepping import MOMENT, NOTE, FicheForm
from .way import old_addresses, way_of

DONE = {
    Step.SUBMIT: "« {title} » est envoyée à relire : le groupe « publication » la trouve sur son bureau.",
    Step.SEND_BACK: "« {title} » est renvoyée en brouillon, avec votre note.",
    Step.PUBLISH: "« {title} » est sur le site.",
    Step.PUBLISH_AT: "« {title} » paraîtra le {moment}. D’ici là, personne d’autre que la rédaction ne la voit.",
    Step.END_AT: "« {title} » sera retirée le {moment} : son adresse restera, marquée.",
    Step.GO_ON: "« {title} » ne sera pas retirée : aucune fin n’est plus prévue.",
    Step.UNPUBLISH: "« {title} » n’est plus sur le site : c’est un brouillon.",
    Step.ARCHIVE: "« {title} » est archivée : son adresse reste, marquée, hors des listes et de la recherche.",
}
# What a button does, for those who hesitate.
MEANING = {
    Step.SUBMIT: "Pour que le groupe « publication » la relise.",
    Step.SEND_BACK: "En brouillon, pour qui l’a écrite.",
    Step.PUBLISH: "Tout de suite, pour tout le monde.",
    Step.PUBLISH_AT: "Elle paraîtra seule, à la date écrite ci-dessus.",
    Step.END_AT: "À la date écrite ci-dessus, elle sera comme archivée.",
    Step.GO_ON: "Elle restera sur le site.",
    Step.UNPUBLISH: "Elle quitte le site et redevient un brouillon.",
    Step.ARCHIVE: "Son adresse reste, marquée, hors des listes.",
}


class StandingFilter(admin.SimpleListFilter):
    """Where the sheets stand at this moment: to come and withdrawn are told from published."""

    title = "statut"
    parameter_name = "en_est"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Standing.choices

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        now, wanted = timezone.now(), self.value()
        match wanted:
            case Standing.COMING:
                return queryset.filter(status=Status.PUBLISHED, published_at__gt=now)
            case Standing.PUBLIC:
                return queryset.filter(published(now=now))
            case Standing.ENDED:
                return queryset.filter(status=Status.PUBLISHED, ends_at__lte=now)
        return queryset.filter(status=wanted) if wanted else queryset


class WorkflowMixin:
    """What the admin of a sheet has so that it goes from draft to archive by buttons."""

    form = FicheForm
    actions = STEP_ACTIONS

    def get_list_filter(self, request: HttpRequest) -> list:
        """Filter lists by where sheets stand, which the clock changes, rather than by their status."""
        asked = super().get_list_filter(request)
        return [StandingFilter if each == "status" else each for each in asked]

    # --- The form ------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Fiche | None = None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None:
            form.steps = self.steps_for(request, obj)
        return form

    def steps_for(self, request: HttpRequest, fiche: Fiche) -> tuple[Step, ...]:
        """Return the steps that the editor may make ``fiche`` take now."""
        if not self.has_change_permission(request, fiche):
            return ()
        can_publish = self.has_publish_permission(request)
        return tuple(steps_from(course_of(fiche), timezone.now(), can_publish=can_publish))

    def save_model(self, request: HttpRequest, obj: Fiche, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if step := getattr(form, "step", None):
            request.step_said = reason_of(step, form.note)
            keep_move(
                obj, step, form.before, author=request.user, note=form.note, moment=form.moment
            )

    def construct_change_message(self, request: HttpRequest, form, formsets, add=False) -> list:
        """Tell the step in the history of the admin, rather than the fields that went with it."""
        if step := getattr(form, "step", None):
            form.changed_data[:] = [n for n in form.changed_data if n not in {NOTE, MOMENT}]
            message = super().construct_change_message(request, form, formsets, add)
            return [*message, {"added": {"name": "l’étape", "object": step.label}}]
        return super().construct_change_message(request, form, formsets, add)

    def response_change(self, request: HttpRequest, obj: Fiche) -> HttpResponse:
        """Stay on the sheet once it has taken a step: its way says whose turn it is."""
        asked = request.POST.get("_step")
        if asked not in Step.values:
            return super().response_change(request, obj)
        step = Step(asked)
        hour = obj.published_at if step == Step.PUBLISH_AT else obj.ends_at
        said = day_and_hour(hour) if step in TAKES_A_MOMENT else ""
        messages.success(request, DONE[step].format(title=obj, moment=said))
        return HttpResponseRedirect(request.path)

    # --- The page ------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        fiche: Fiche | None = kwargs.get("obj")
        if fiche is not None and fiche.pk:
            form = context["adminform"].form
            if hasattr(form, "restore"):
                form.restore()  # what was refused is not where the sheet stands
            steps = self.steps_for(request, fiche)
            context["way"] = way_of(fiche)
            context["standing"] = fiche.standing
            context["steps"] = [(step.value, step.label, MEANING[step]) for step in steps]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="anciennes adresses")
    def former_addresses(self, fiche: Fiche) -> SafeString | str:
        """The addresses it no longer bears, each leading to it still."""
        found = old_addresses(fiche)
        if not found:
            return "Aucune : la fiche n’a pas changé d’adresse depuis qu’elle est publique."
        rows = format_html_join("", '<li><a href="{0}">{0}</a></li>', ((each,) for each in found))
        return format_html('<ul class="former-addresses">{}</ul>', rows)
