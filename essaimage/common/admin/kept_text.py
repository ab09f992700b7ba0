"""The page that keeps what was typed when it can no longer be saved where it was (decision 0026).

The sheet was deleted, or published by somebody while a writer was at work, or the database is busy:
everything sent stays on the page, to be read, copied, sent again, or made into a new draft.
"""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from ..editing.authors import Authors, Hand, last_version
from ..editing.seen import SEEN, Seen
from ..editing.sent import as_new, normal_for, sheet_of, typed_in
from ..editing.sheets import Sheet, merge
from ..editing.telling import Telling
from ..models import Fiche, Status
from ..slugs import free_code, free_slug
from ..versions import name_of, record
from .base import without_invisible
from .whole import WholeForm, whole_form

DELETED = (
    "Cette fiche a été supprimée {hand}, pendant que vous y écriviez : elle ne peut plus être enregistrée. "
    "Votre texte est gardé sur cette page, et nulle part ailleurs : copiez-le, ou faites-en une nouvelle fiche."
)
OUT_OF_REACH = (
    "Cette fiche est passée au statut « {status} » {hand}, pendant que vous y écriviez : elle est visible "
    "sur le site, et seules les personnes du groupe « publication » peuvent maintenant l’enregistrer. "
    "Votre texte est gardé sur cette page, et nulle part ailleurs : copiez-le, ou faites-en un brouillon à part."
)
BUSY = (
    "Le site est occupé par un autre enregistrement, plus long que d’habitude. Rien n’est enregistré, rien "
    "n’est perdu : attendez un moment, puis envoyez de nouveau."
)
RECREATED = (
    "Votre texte est dans une nouvelle fiche, en brouillon. Relisez-la avant de l’envoyer à relire."
)
NOT_YET = "Ce texte ne peut pas encore devenir une fiche. Il reste gardé sur cette page."
AGAIN_REASON = "Texte repris d’une fiche qui ne pouvait plus être enregistrée"


def kept_text_page(
    admin: ModelAdmin,
    request: HttpRequest,
    object_id: str,
    fiche: Fiche | None,
    seen: Seen | None,
) -> HttpResponse:
    """Show what was typed in a sheet that is gone (None), or that the editor may no longer write on."""
    draft = admin.model(status=Status.DRAFT)
    whole = whole_form(admin, request, fiche or draft, None, as_for=draft)
    if fiche is None:
        hand = _who_deleted(admin, object_id)
        said = DELETED.format(hand=hand)
    else:
        authors = Authors.since(fiche, seen.version if seen else last_version(fiche))
        said = OUT_OF_REACH.format(status=fiche.get_status_display(), hand=authors.last)
    context = {
        "said": said,
        "told": _told(whole, fiche, seen, request.POST),
        "is_gone": fiche is None,
        "recreate_address": _recreate_address(admin, request, object_id),
    }
    return _page(admin, request, context, 404 if fiche is None else 403)


def busy_page(admin: ModelAdmin, request: HttpRequest, sent: QueryDict) -> HttpResponse:
    """Keep what was sent on a page that sends it again."""
    request.POST = sent
    return _page(admin, request, {"said": BUSY, "again_address": request.get_full_path()}, 503)


def recreate(admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Make a new draft of what was sent; say what is missing when it cannot be saved yet."""
    if request.method != "POST" or not admin.has_add_permission(request):
        raise PermissionDenied
    request.POST = without_invisible(request.POST)
    draft = admin.model(status=Status.DRAFT)
    empty = whole_form(admin, request, draft, None)
    sent = as_new(empty.form, empty.formsets, request.POST)
    sent["slug"] = free_slug(admin.model, sent.get("slug") or sent.get("title", ""))
    draft.slug, draft.code = sent["slug"], free_code(admin.model, sent["slug"])
    whole = whole_form(admin, request, draft, sent)
    try:
        with transaction.atomic():
            is_valid = whole.is_valid()
            if is_valid:
                _save(admin, request, draft, whole)
    except IntegrityError:
        is_valid = False
    if is_valid:
        messages.success(request, RECREATED)
        return HttpResponseRedirect(_address(admin, "change", draft.pk))
    context = {
        "said": NOT_YET,
        "refusals": list(whole.refusals()),
        "told": _told(empty, None, _seen(request), request.POST),
        "is_gone": True,
        "recreate_address": _recreate_address(admin, request, object_id),
    }
    return _page(admin, request, context, 422)


def _save(admin: ModelAdmin, request: HttpRequest, draft: Fiche, whole: WholeForm) -> None:
    draft.status, draft.published_at, draft.verified_on = Status.DRAFT, None, None
    whole.form.save(commit=False)
    whole.save_as(draft)
    record(draft, author=request.user, reason=AGAIN_REASON)
    admin.log_addition(request, draft, AGAIN_REASON)


def _told(whole: WholeForm, fiche: Fiche | None, seen: Seen | None, sent: QueryDict) -> list:
    """Return what was typed beside what the page showed, and what is there now."""
    forms = whole.form, whole.formsets
    typed = typed_in(*forms, sent)
    if typed is None:
        return []
    base = seen.sheet if seen else None
    theirs = sheet_of(*forms) if fiche else base or Sheet()
    merged = merge(base, theirs, typed, normal_for(*forms))
    return Telling(fiche or whole.form.instance, *forms, whole.inlines).told(merged.differences)


def _seen(request: HttpRequest) -> Seen | None:
    return Seen.read(request.POST[SEEN]) if SEEN in request.POST else None


def _who_deleted(admin: ModelAdmin, object_id: str) -> Hand:
    kind = ContentType.objects.get_for_model(admin.model, for_concrete_model=False)
    entries = LogEntry.objects.filter(
        content_type=kind, object_id=unquote(object_id), action_flag=DELETION
    )
    entry = entries.select_related("user").order_by("-action_time").first()
    if entry is None:
        return Hand("")
    return Hand(name_of(entry.user), entry.action_time)


def _recreate_address(admin: ModelAdmin, request: HttpRequest, object_id: str) -> str:
    return _address(admin, "recreate", object_id) if admin.has_add_permission(request) else ""


def _address(admin: ModelAdmin, role: str, object_id: object) -> str:
    name = f"{admin.opts.app_label}_{admin.opts.model_name}_{role}"
    return reverse(f"{admin.admin_site.name}:{name}", args=[object_id])


def _page(admin: ModelAdmin, request: HttpRequest, context: dict, status: int) -> HttpResponse:
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    shared = {
        **admin.admin_site.each_context(request),
        "title": "Votre texte est gardé",
        **dict.fromkeys(("told", "refusals"), ()),
        **dict.fromkeys(("recreate_address", "again_address"), ""),
        "opts": admin.opts,
        "kept": kept,
        "list_address": reverse(
            f"{admin.admin_site.name}:{admin.opts.app_label}_{admin.opts.model_name}_changelist"
        ),
    }
    page = TemplateResponse(request, "admin/kept_text.html", shared | context, status=status)
    return page.render()  # within the transaction that read it
