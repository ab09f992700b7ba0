"""The admin of reported errors: side by side what the page said, says, would say; then one gesture."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from essaimage.common.admin import DeskAdmin
from essaimage.common.admin.base import INVISIBLE

from . import answering, settling
from .models import Correction, Settlement
from .moderation import Moderation
from .waiting import has_an_elder

LONGEST_ANSWER = 5_000  # letters
TOO_LONG = f"Ce texte dépasse {LONGEST_ANSWER} caractères : raccourcissez-le."
DONE = {
    "accepter": "La page est corrigée.",
    "corrige": "Le signalement est marqué comme accepté.",
    "refuser": "Le signalement est refusé, la raison est gardée.",
    "classer": "Le signalement est classé sans suite.",
}


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    """What visitors report: read, then accepted, refused or closed; never rewritten."""

    list_display = (
        "said_point",
        "said_title",
        "said_status",
        "beginning",
        "alike_count",
        "received_on",
    )
    list_filter = ("status",)
    search_fields = ("fiche_title", "fiche_code", "point_said", "proposed", "evidence", "email")
    date_hierarchy = "received_at"

    class Media:
        css = {"all": ["css/admin-corrections.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        likes = (
            Correction.objects.filter(alike_key=OuterRef("alike_key"), status=Settlement.WAITING)
            .order_by()
            .values("alike_key")
            .annotate(total=Count("pk"))
            .values("total")
        )
        total = Coalesce(Subquery(likes, output_field=IntegerField()), 0)
        rows = super().get_queryset(request).annotate(alike_count=total)
        if request.resolver_match.url_name != "desk_correction_changelist":
            return rows
        # What several people propose stands once in the list: the page of the first has the others.
        return rows.filter(~(Q(status=Settlement.WAITING) & Q(has_an_elder())))

    @admin.display(description="ce qui est signalé", ordering="point_said")
    def said_point(self, correction: Correction) -> str:
        """The point of the page."""
        return correction.point_said

    @admin.display(description="page", ordering="fiche_title")
    def said_title(self, correction: Correction) -> str:
        """What the page was called."""
        return correction.fiche_title

    @admin.display(description="suite", ordering="status")
    def said_status(self, correction: Correction) -> SafeString:
        """What became of it, as a word in a shape that tells it from the others."""
        return format_html(
            '<span class="suite" data-suite="{}">{}</span>',
            correction.status,
            correction.get_status_display(),
        )

    @admin.display(description="proposition")
    def beginning(self, correction: Correction) -> str:
        """Its first words."""
        return Truncator(correction.proposed).chars(80) or "effacée"

    @admin.display(description="personnes", ordering="alike_count")
    def alike_count(self, correction: Correction) -> int:
        """How many wait with the same proposal."""
        return correction.alike_count if correction.is_waiting else 1

    @admin.display(description="reçu", ordering="received_at")
    def received_on(self, correction: Correction) -> str:
        """The day it came."""
        return date_format(timezone.localtime(correction.received_at), "d/m/Y")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        """Show a report, or carry out the gesture that was asked for and show what came of it."""
        correction = self.get_object(request, unquote(object_id))
        if correction is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, correction):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, correction)
        if not self.has_change_permission(request, correction):
            raise PermissionDenied
        return self._act(request, correction, request.POST.get("geste", ""))

    def _act(self, request: HttpRequest, correction: Correction, gesture: str) -> HttpResponse:
        told = INVISIBLE.sub("", request.POST.get("texte", "")).replace("\r\n", "\n").strip()
        if len(told) > LONGEST_ANSWER:
            return self._page(request, correction, refusal=TOO_LONG, typed=told)
        acts = {
            "accepter": lambda: settling.accept(
                request, correction.pk, despite_change=request.POST.get("vu") == "oui"
            ),
            "corrige": lambda: settling.accept_by_hand(request, correction.pk),
            "refuser": lambda: settling.refuse(request, correction.pk, told),
            "classer": lambda: settling.close(request, correction.pk, told),
        }
        if gesture == "repondre":
            return self._answer(request, correction, told)
        if gesture not in acts:
            return self._page(request, correction, refusal="Choisissez ce qu’il faut en faire.")
        try:
            settled = acts[gesture]()
        except settling.SettledAlreadyError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.path)
        except settling.RefusedSettlementError as error:
            has_changed = isinstance(error, settling.ChangedSinceError)
            return self._page(
                request, correction, refusal=str(error), typed=told, confirms=has_changed
            )
        self.log_change(request, settled, f"{settled.get_status_display().capitalize()}.")
        messages.success(request, DONE[gesture])
        return HttpResponseRedirect(request.path)

    def _answer(self, request: HttpRequest, correction: Correction, body: str) -> HttpResponse:
        """Mail the answer, once, to somebody who gave an address."""
        if correction.is_waiting or not correction.email or not answering.is_mailed_by_the_site():
            raise PermissionDenied
        if not body:
            return self._page(request, correction, refusal="Écrivez la réponse avant de l’envoyer.")
        if answering.send(correction, body):
            self.log_change(request, correction, "Réponse envoyée.")
            messages.success(request, "La réponse est partie.")
            return HttpResponseRedirect(request.path)
        refusal = "Le serveur de courriel n’a pas répondu : la réponse n’est pas partie, réessayez."
        return self._page(request, correction, refusal=refusal, typed=body)

    def _page(
        self,
        request: HttpRequest,
        correction: Correction,
        *,
        refusal: str = "",
        typed: str = "",
        confirms: bool = False,
    ) -> HttpResponse:
        seen = Moderation(request, correction)
        address = request.build_absolute_uri(seen.page) if seen.page else ""
        source = {"url": seen.sources[0]} if seen.sources else {}
        can_answer = bool(correction.email) and not correction.is_waiting
        context = self.admin_site.each_context(request) | {
            "title": f"Erreur signalée n° {correction.pk}",
            "opts": self.opts,
            "original": correction,
            "correction": correction,
            "seen": seen,
            "refusal": refusal,
            "typed": typed,
            "confirms": confirms,
            "may_settle": correction.is_waiting and self.has_change_permission(request, correction),
            "may_delete": self.has_delete_permission(request, correction),
            "new_source": f"{reverse('admin:common_source_add')}?{urlencode(source)}",
            "can_answer": can_answer,
            "may_answer": self.has_change_permission(request, correction),
            "sends_itself": answering.is_mailed_by_the_site(),
            "mailto": answering.mailto(correction, address) if can_answer else "",
            "answer": typed or (answering.body_of(correction, address) if can_answer else ""),
        }
        return TemplateResponse(
            request, "admin/correction.html", context, status=400 if refusal else 200
        )
