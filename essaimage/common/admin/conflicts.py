"""Two editors on one sheet: the second to save sees what the first wrote, and loses nothing (decision 0026).

The page carries, signed, what it showed. When it comes back, the sheet is locked, and compared with
what is there now, rows included, in the very transaction that would save it. Where something else was
written meanwhile, the form is drawn again with both, and nothing is saved until it comes back once more.
"""

from dataclasses import replace

from django.contrib.admin.utils import unquote
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path

from ..editing.authors import Authors, last_version
from ..editing.choosing import chosen
from ..editing.seen import SEEN, Seen
from ..editing.sent import drawn_again, normal_for, sheet_of, typed_in
from ..editing.sheets import Kind, Merged, merge
from ..editing.telling import Telling
from ..models import Fiche
from ..versions import digest, locked_snapshot, snapshot
from .base import without_invisible
from .kept_text import busy_page, kept_text_page, recreate
from .whole import WholeForm, whole_form

CHOICE = "_choisir"  # the button that takes theirs, or mine again: « 3:leur »
CHANGED_MEANWHILE = (
    "Cette fiche a été enregistrée {hand}, depuis que vous l’avez ouverte. Relisez ci-dessous ce qui a "
    "changé, puis enregistrez à nouveau."
)
CHOSEN = "Votre choix est dans le formulaire : relisez, puis enregistrez."


class ConflictsMixin:
    """Compares what an editor sends with what others saved meanwhile. Stands outside the other mixins."""

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_recreate"
        view = self.admin_site.admin_view(self.recreate_view)
        return [path("<path:object_id>/reprendre/", view, name=name), *super().get_urls()]

    def recreate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make a new draft of a text that could not be saved where it was written."""
        return recreate(self, request, object_id)

    def changeform_view(
        self, request: HttpRequest, object_id=None, form_url="", extra_context=None
    ) -> HttpResponse:
        if object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method != "POST":
            # Before the form is read: what is written between the two is then seen as a change.
            request.seen = self._opening(request, object_id)
            return super().changeform_view(request, object_id, form_url, extra_context)
        sent = without_invisible(request.POST)
        for attempt in (1, 2):
            request.POST = sent
            try:
                with transaction.atomic():
                    return self._saved(request, object_id, form_url, extra_context)
            except OperationalError:
                # Two transactions that wait for each other, or a very long one.
                if attempt == 2 or transaction.get_connection().in_atomic_block:
                    return busy_page(self, request, sent)

    def _opening(self, request: HttpRequest, object_id: str) -> Seen | None:
        fiche = self.get_object(request, unquote(object_id))
        if fiche is None or not self.has_change_permission(request, fiche):
            return None
        return Seen(digest(snapshot(fiche)), last_version(fiche))

    def _saved(
        self, request: HttpRequest, object_id: str, form_url: str, extra_context: dict | None
    ) -> HttpResponse:
        """Save what was sent, or draw it again with what others wrote; the sheet is locked."""
        fiche = self.get_object(request, unquote(object_id))
        found = locked_snapshot(fiche) if fiche else {}
        # Read again: as it is, once nobody else can write it.
        fiche = self.get_object(request, unquote(object_id)) if found else None
        seen = Seen.read(request.POST[SEEN]) if SEEN in request.POST else None
        if self.has_change_permission(request) and not self.has_change_permission(request, fiche):
            return kept_text_page(self, request, object_id, fiche, seen)
        if fiche is None and self.has_change_permission(request):
            return kept_text_page(self, request, object_id, None, seen)
        if fiche and seen:
            request.seen = seen
            self._bring_up(request, fiche, seen, digest(found))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _bring_up(self, request: HttpRequest, fiche: Fiche, seen: Seen, found: str) -> None:
        """Put into the request what others wrote since ``seen``, and what the editor has chosen."""
        choice = request.POST.get(CHOICE, "")
        if seen.digest == found and not choice:
            return
        whole = whole_form(self, request, fiche, None)
        forms = whole.form, whole.formsets
        typed = typed_in(*forms, request.POST)
        if typed is None:
            return
        notes = seen.notes
        if choice:
            typed, notes = chosen(choice, typed, notes, *forms)
            request.refusal = CHOSEN
        now = sheet_of(*forms)
        merged = merge(seen.sheet, now, typed, normal_for(*forms))
        if merged.has_theirs:
            notes = notes + self._signed(request, fiche, whole, merged, seen)
        if choice or merged.has_theirs:
            request.POST = drawn_again(*forms, request.POST, merged)
        request.seen = Seen(found, last_version(fiche), now, notes)

    def with_others(self, request: HttpRequest, fiche: Fiche, sent: QueryDict) -> QueryDict:
        """Return what was sent with what others saved meanwhile: what saving it would be about."""
        if SEEN not in sent:
            return sent
        whole = whole_form(self, request, fiche, None)
        forms = whole.form, whole.formsets
        typed = typed_in(*forms, sent)
        if typed is None:
            return sent
        seen = Seen.read(sent[SEEN])
        merged = merge(seen.sheet, sheet_of(*forms), typed, normal_for(*forms))
        return drawn_again(*forms, sent, merged)

    def _signed(
        self, request: HttpRequest, fiche: Fiche, whole: WholeForm, merged: Merged, seen: Seen
    ) -> list:
        """Return the differences, each with who made it; the page will say that there are some."""
        authors = Authors.since(fiche, seen.version)
        telling = Telling(fiche, whole.form, whole.formsets, whole.inlines)
        codes = sheet_of(whole.form, whole.formsets).codes
        before = seen.sheet.codes if seen.sheet else {}
        codes = {rows: before.get(rows, {}) | codes.get(rows, {}) for rows in codes}
        telling.sign(merged.differences, authors, codes)
        request.refusal = CHANGED_MEANWHILE.format(hand=authors.last)
        return merged.differences

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        fiche, seen = kwargs.get("obj"), getattr(request, "seen", None)
        if fiche and seen and self.has_change_permission(request, fiche):
            form = context["adminform"].form
            rows = [each.formset for each in context["inline_admin_formsets"]]
            inlines = [each.opts for each in context["inline_admin_formsets"]]
            if request.method != "POST":
                seen = replace(seen, sheet=sheet_of(form, rows))
            context["seen"] = seen.signed()
            told = Telling(fiche, form, rows, inlines).told(seen.notes)
            context["two_editors"] = two_editors(told, request.path)
        return super().render_change_form(request, context, *args, **kwargs)


def two_editors(told: list, address: str) -> dict | None:
    """Return what the page shows of two editors; None when there is nothing to show."""
    if not told:
        return None
    return {
        "address": address,
        "to_choose": [each for each in told if each.is_open],
        "theirs": [each for each in told if not each.is_open and each.kind != Kind.KEPT],
        "mine": [each for each in told if each.kind == Kind.KEPT],
    }
