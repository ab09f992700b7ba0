"""Actions on several rows at once, which show what they will do before they do it.

An action is an object: it says, row by row, what would change (``Change``) or why the row is left out
(``Skip``); its page lists both; what was confirmed is worked out again, under lock, and nothing is done
when it is no longer what was shown.

    class Publish(BulkAction):
        name, label, permissions = "publish", "Publier", ("change", "publish")
        done = ("1 fiche publiée.", "{} fiches publiées.")

        def plan(self, row, context): return Change(row.get_status_display(), "Publié")
        def apply(self, row, context): ...

    class DispositifAdmin(FicheAdmin):
        actions = (Publish(),)
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin, helpers
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse

from ..models import NOTE_LENGTH
from .base import without_invisible

SHOWN = "bulk_shown"  # the field that says which list was confirmed
NOTE = "bulk_note"
MOST_ROWS = 500  # at once: a list that nobody would read is not confirmed knowingly

CHANGED_MEANWHILE = (
    "Rien n’est encore fait : ces lignes ont changé depuis que la liste vous a été montrée. "
    "La voici à jour : relisez-la avant de confirmer."
)
TOO_MANY = "Rien n’est fait : choisissez moins de lignes à la fois, {} au plus."
NOTE_WANTED = "Rien n’est encore fait : écrivez une note, pour la personne qui la lira."
NOTE_TOO_LONG = f"Rien n’est encore fait : {NOTE_LENGTH} caractères au plus pour la note."
NOT_ALLOWED = "Vos droits ne le permettent pas."
REFUSED = "Rien n’est fait : « {row} » a été refusé. {why}"
REFUSED_BY_DATABASE = (
    "Rien n’est fait : la base de données a refusé. D’autres contenus s’appuient peut-être dessus."
)


@dataclass(frozen=True)
class Change:
    """What an action will do to a row: « Brouillon » → « Publié »."""

    before: str
    after: str


@dataclass(frozen=True)
class Skip:
    """Why an action leaves a row as it is."""

    reason: str


@dataclass(frozen=True)
class BulkContext:
    """Who asks for an action, from which list, with what note."""

    request: HttpRequest
    model_admin: ModelAdmin
    note: str = ""
    prepared: Any = None  # what ``prepare`` returned


@dataclass(frozen=True)
class PlannedRow:
    """A row that was chosen, and what would become of it."""

    row: models.Model
    outcome: Change | Skip
    url: str | None

    @property
    def will_change(self) -> bool:
        return isinstance(self.outcome, Change)


class BulkAction:
    """An action of a list. ``plan`` and ``apply`` are its own; the rest is the same for all."""

    name: str
    label: str  # « Marquer comme traité »
    permissions: tuple[str, ...] = ("change",)  # as ``has_<permission>_permission`` of the admin
    done: tuple[str, str]  # « 1 message traité. », « {} messages traités. »
    explanation = ""  # what the page says first, where the label does not say it all
    asks_note = False
    note_is_wanted = False
    note_label = "Note"
    is_dangerous = False  # red button
    is_logged = True  # False when ``apply`` writes its own line in the history of the admin
    log_flag = CHANGE
    most_rows = MOST_ROWS
    refused_by_database = REFUSED_BY_DATABASE
    do_not_call_in_templates = True  # the page names it; only the list calls it

    def prepare(self, rows: list[models.Model], context: BulkContext) -> Any:
        """Fetch for all ``rows`` what ``plan`` would otherwise ask for each, as ``context.prepared``.

        Nothing is kept on the action itself: all threads share it.
        """

    def plan(self, row: models.Model, context: BulkContext) -> Change | Skip:
        """Say what would become of ``row``; reads only what ``prepare`` fetched."""
        raise NotImplementedError

    def apply(self, row: models.Model, context: BulkContext) -> None:
        """Do it; raise ``ValidationError`` to refuse, and then nothing at all is done."""
        raise NotImplementedError

    # --- What Django asks of an action ---------------------------------------------------------

    @property
    def __name__(self) -> str:
        return self.name

    @property
    def short_description(self) -> str:
        return self.label

    @property
    def allowed_permissions(self) -> tuple[str, ...]:
        return self.permissions

    def __call__(
        self, model_admin: ModelAdmin, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponse | None:
        """Show what would change; once confirmed, do it and go back to the list."""
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: self.most_rows + 1])
        if len(keys) > self.most_rows:
            messages.error(request, TOO_MANY.format(self.most_rows))
            return None
        note = without_invisible(request.POST).get(NOTE, "").strip()
        context = BulkContext(request, model_admin, note)
        if SHOWN not in request.POST:
            return self.confirmation(self.planned(queryset, keys, context), context)
        return self.confirmed(queryset, keys, context)

    # --- The two steps --------------------------------------------------------------------------

    def planned(self, queryset: models.QuerySet, keys: list, context: BulkContext) -> list:
        """Return the chosen rows, in the order of the list, each with what would become of it."""
        rows = list(queryset.filter(pk__in=keys))
        context = replace(context, prepared=self.prepare(rows, context))
        return [
            PlannedRow(row, self.outcome(row, context), address_of(row, context)) for row in rows
        ]

    def outcome(self, row: models.Model, context: BulkContext) -> Change | Skip:
        """Return the plan for ``row``, the rights on that very row asked first."""
        for permission in self.permissions:
            check = getattr(context.model_admin, f"has_{permission}_permission")
            of_a_row = permission in {"change", "delete", "view"}
            if not (check(context.request, row) if of_a_row else check(context.request)):
                return Skip(NOT_ALLOWED)
        return self.plan(row, context)

    def confirmed(
        self, queryset: models.QuerySet, keys: list, context: BulkContext
    ) -> HttpResponse | None:
        """Do what was confirmed, all of it or nothing."""
        problem = self.note_problem(context.note)
        try:
            with transaction.atomic():
                lock(queryset.model, keys)
                plan = self.planned(queryset, keys, context)
                if fingerprint(plan) != context.request.POST[SHOWN]:
                    problem = CHANGED_MEANWHILE
                changing = [planned.row for planned in plan if planned.will_change]
                if changing and not problem:
                    self.log(changing, context)
                    self.apply_all(changing, context)
        except ValidationError as error:
            problem = " ".join(error.messages)
        except (IntegrityError, DataError, ProtectedError, RestrictedError):
            problem = self.refused_by_database
        if problem:
            plan = self.planned(queryset, keys, context)
            return self.confirmation(plan, context, problem=problem)
        self.tell(len(changing), len(plan) - len(changing), context)
        return None

    def apply_all(self, rows: list[models.Model], context: BulkContext) -> None:
        """Apply to each row; a refusal names the row."""
        for row in rows:
            try:
                self.apply(row, context)
            except ValidationError as error:
                said = REFUSED.format(row=row, why=" ".join(error.messages))
                raise ValidationError(said) from error

    def note_problem(self, note: str) -> str:
        """Return what is wrong with the note, or nothing."""
        if self.note_is_wanted and not note:
            return NOTE_WANTED
        return NOTE_TOO_LONG if len(note) > NOTE_LENGTH else ""

    def log(self, rows: list[models.Model], context: BulkContext) -> None:
        """Keep who did it, in the history of each row."""
        if self.is_logged and rows:
            said = f"{self.label} ({context.note})" if context.note else self.label
            LogEntry.objects.log_actions(context.request.user.pk, rows, self.log_flag, f"{said}.")

    def tell(self, changed: int, skipped: int, context: BulkContext) -> None:
        """Say how many rows changed, and how many did not."""
        said = self.done[0] if changed == 1 else self.done[1].format(changed)
        if skipped:
            left = (
                "1 ligne laissée telle quelle"
                if skipped == 1
                else f"{skipped} lignes laissées telles quelles"
            )
            said = f"{said} {left}."
        messages.success(context.request, said)

    def confirmation(
        self, plan: list[PlannedRow], context: BulkContext, problem: str = ""
    ) -> TemplateResponse:
        """Return the page that lists what will change, what will not and why."""
        opts, site = context.model_admin.opts, context.model_admin.admin_site
        page = {
            **site.each_context(context.request),
            "title": f"{self.label}\N{NO-BREAK SPACE}: confirmer",
            "opts": opts,
            "action": self,
            "changing": [planned for planned in plan if planned.will_change],
            "skipped": [planned for planned in plan if not planned.will_change],
            "chosen": [planned.row.pk for planned in plan],
            "checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "shown_name": SHOWN,
            "shown": fingerprint(plan),
            "note_name": NOTE,
            "note": context.note,
            "problem": problem,
            "back": context.request.get_full_path(),
            "media": context.model_admin.media,
        }
        context.request.current_app = site.name
        status = 409 if problem == CHANGED_MEANWHILE else 200
        return TemplateResponse(context.request, "admin/bulk_confirm.html", page, status=status)


def lock(model: type[models.Model], keys: list) -> None:
    """Let nobody else write the rows until the end of the transaction (SQLite has one writer)."""
    rows = model._default_manager.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def fingerprint(plan: list[PlannedRow]) -> str:
    """Return what tells this list from the same one after somebody wrote in it."""
    lines = sorted(
        f"{planned.row.pk}|{planned.row}|{getattr(planned.row, 'updated_at', '')}|{planned.outcome}"
        for planned in plan
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def address_of(row: models.Model, context: BulkContext) -> str | None:
    """Return where the row is seen in the admin, or nothing."""
    site, opts = context.model_admin.admin_site, row._meta
    try:
        return reverse(f"{site.name}:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return None
