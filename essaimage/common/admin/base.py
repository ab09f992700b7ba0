"""What every page of the admin shares: French fields, and a database that refuses without a crash."""

import json
import re
from collections.abc import Callable
from contextlib import nullcontext

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.forms import BaseInlineFormSet, CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.text import capfirst

from ..fields import FrenchCharField, FrenchTextField, MarkdownField
from .forms import DeskForm
from .widgets import FrenchDecimalField, LineWidget, MarkdownWidget

LONG_LINE = 200  # letters: from there on, a one-line field wraps
LONGEST_TEXT = 100_000  # letters of a Markdown field: ten times the longest sheet
LONGEST_PARAGRAPH = 10_000  # letters of a field without Markdown
LONGEST_KEY = 18  # digits, all of which fit in 64 bits: beyond, each database says something else
# What comes along when one copies from a PDF or a word processor, and nobody sees; some of them
# would turn the words around them back to front.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

REFUSED = (
    "La base de données a refusé l’enregistrement : quelqu’un vient peut-être d’enregistrer la même "
    "chose. Rien n’est perdu : relisez la page, puis enregistrez à nouveau."
)
CODE_HELP = "Donné une fois pour toutes : les imports et les liens s’y rapportent."
NOT_DELETED = (
    "Rien n’a été supprimé : d’autres contenus s’appuient sur ce que vous vouliez supprimer."
)


class FrenchFieldsMixin:
    """Give each kind of text the widget one writes it in."""

    checkbox_fields: tuple[str, ...] = ()  # short lists of choices, all seen at once
    helps: dict[str, str] = {}  # {field: what to write there}, where the model says nothing

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, MarkdownField):
            kwargs |= {"widget": MarkdownWidget(), "max_length": LONGEST_TEXT}
        elif isinstance(db_field, FrenchTextField):
            length = db_field.max_length or LONGEST_PARAGRAPH
            kwargs |= {"widget": AdminTextareaWidget({"rows": 4}), "max_length": length}
        elif isinstance(db_field, FrenchCharField) and db_field.max_length >= LONG_LINE:
            kwargs["widget"] = LineWidget()
        elif isinstance(db_field, models.DecimalField):
            kwargs["form_class"] = FrenchDecimalField
        elif isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield and not formfield.help_text:
            formfield.help_text = self.helps.get(db_field.name, "")
        if isinstance(db_field, models.CharField | models.TextField) and formfield:
            # A browser would cut what is pasted without a word; the form says it is too long.
            formfield.widget.attrs.pop("maxlength", None)
        if formfield and isinstance(formfield.widget, RelatedFieldWidgetWrapper):
            # One does not delete a source from the row that cites it.
            formfield.widget.can_delete_related = formfield.widget.can_view_related = False
        elif formfield and isinstance(formfield.widget, AdminSplitDateTime):
            for part, word in zip(formfield.widget.widgets, ("date", "heure"), strict=True):
                part.attrs["aria-label"] = f"{capfirst(db_field.verbose_name)} : {word}"
        return formfield

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.checkbox_fields:
            kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskAdmin(FrenchFieldsMixin, admin.ModelAdmin):
    """A page of the admin. ``counted`` names relations to count: {« fact_count »: « citations »}."""

    form = DeskForm
    list_per_page = 50
    counted: dict[str, str] = {}

    class Media:
        js = ["js/admin-names.js", "js/admin-keep.js"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        counts = {
            name: models.Count(relation, distinct=True) for name, relation in self.counted.items()
        }
        return super().get_queryset(request).annotate(**counts)

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        kwargs.setdefault("help_texts", {"code": CODE_HELP})
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def changeform_view(
        self, request: HttpRequest, object_id=None, form_url="", extra_context=None
    ) -> HttpResponse:
        """Show the form again, with all that was typed, when the database refuses it.

        The second time, validation sees what another editor has written in between and says which
        field it is about.
        """
        if request.method == "POST":
            request.POST = without_invisible(request.POST)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, DataError):
            request.refusal = REFUSED
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None) -> list:
        """Say in plain French how to add a row, and how many there are under a folded title."""
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for rows in shown:
            data = json.loads(rows.inline_formset_data())
            data["options"]["addText"] = f"Ajouter : {rows.opts.verbose_name}"
            rows.inline_formset_data = json.dumps(data)
            if rows.formset.is_bound and any(row.has_changed() for row in rows.formset.extra_forms):
                rows.classes = ""  # what was typed and is not kept yet stays in sight
            elif rows.is_collapsible:
                title = rows.opts.verbose_name_plural
                rows.opts.verbose_name_plural = f"{title} : {rows.formset.initial_form_count()}"
        return shown

    def get_deleted_objects(self, objs, request: HttpRequest) -> tuple:
        """Return what goes along, without the links between tables, which only machines can name."""
        nested, counts, lacking, protected = super().get_deleted_objects(objs, request)
        links = [
            field.remote_field.through._meta
            for field in self.opts.many_to_many
            if field.remote_field.through._meta.auto_created
        ]
        kept = {str(meta.verbose_name_plural) for meta in links}
        counts = {said: total for said, total in counts.items() if str(said) not in kept}
        silent = tuple(f"{capfirst(meta.verbose_name)}: " for meta in links)
        return printed(nested, silent), counts, lacking, printed(protected, ())

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """Say so when another row came to rely on this one since the page was shown."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except (IntegrityError, ProtectedError, RestrictedError):
            self.message_user(request, NOT_DELETED, messages.ERROR)
            address = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(address, args=[object_id]))

    def asked_action(self, request: HttpRequest) -> Callable | None:
        """Return the action that the request asks for on several rows, if it does."""
        name = request.POST.get("action")
        return self.get_actions(request).get(name, [None])[0] if name else None

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Say so when an action on several rows is refused by the database, and log none of it."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        if not all(map(readable_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest(REFUSED)  # no list of ours sends such a key
        # Of what visits other sites for seconds, nobody else’s writes should have to wait for the end.
        runs_alone = getattr(self.asked_action(request), "runs_alone", False)
        is_whole = request.method == "POST" and not runs_alone
        try:
            with transaction.atomic() if is_whole else nullcontext():
                return super().changelist_view(request, title | (extra_context or {}))
        except (IntegrityError, ProtectedError, RestrictedError):
            self.message_user(request, NOT_DELETED, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


def readable_key(sent: str) -> bool:
    """Whether ``sent`` may be the key of a row chosen in a list, on any database."""
    return len(sent) <= LONGEST_KEY and sent.isascii() and sent.isdigit()


def printed(nested: list, silent: tuple[str, ...]) -> list:
    """Set the lines of a (nested) list as French is printed, without those that begin as ``silent``."""
    return [
        printed(line, silent)
        if isinstance(line, list)
        else type(line)(line.replace(": ", "\N{NO-BREAK SPACE}: ", 1))  # safe text stays safe
        for line in nested
        if isinstance(line, list) or not line.startswith(silent)
    ]


def without_invisible(sent: QueryDict) -> QueryDict:
    """Return what a form sent, without the characters nobody typed on purpose.

    Browsers end lines with two characters: left so, a text nobody touched would count as changed.
    """
    kept = sent.copy()
    for name, values in sent.lists():
        kept.setlist(name, [INVISIBLE.sub("", value).replace("\r\n", "\n") for value in values])
    return kept


class RowFormSet(BaseInlineFormSet):
    """Rows in a table: its headings name each field for the eye, these names for the ear."""

    def add_fields(self, form: DeskForm, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", capfirst(field.label or ""))


class RowInline(FrenchFieldsMixin, admin.TabularInline):
    """Rows of a sheet, one per line."""

    form = DeskForm
    formset = RowFormSet
    extra = 0


class StackedRowInline(FrenchFieldsMixin, admin.StackedInline):
    """Rows of a sheet with many fields, one under the other, folded until they are wanted."""

    form = DeskForm
    extra = 0
    classes = ("collapse",)


class ReadOnlyAdmin(DeskAdmin):
    """What is looked at and never written by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
