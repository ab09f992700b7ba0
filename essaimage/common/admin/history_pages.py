"""The pages of a sheet's history: every version, one of them, two compared, one put back."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ..content.layout import content_models
from ..models import PUBLIC_STATUSES, Fiche, Keyed, Version
from ..models.version import LONGEST_REASON
from ..typography import typographie
from ..versions import (
    RestorationRefusedError,
    differences,
    digest,
    names_in,
    restore,
    snapshot,
)
from ..versions.restoring import may_publish, plan_restoration
from ..versions.trees import whole

PER_PAGE = 25
RESTORED = "La version {number} est rétablie. Celle d’avant reste dans l’historique."
NOTHING_TO_RESTORE = "Cette version est celle d’aujourd’hui : il n’y a rien à rétablir."
CHANGED_MEANWHILE = (
    "Quelqu’un vient d’enregistrer cette fiche : voici ce qui changera maintenant. Relisez, puis "
    "rétablissez à nouveau."
)
REASON_TOO_LONG = f"La raison de la modification fait {LONGEST_REASON} caractères au plus."
LIGHT = ("values",)  # left in the database where only the list is shown


def versions(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show every version, a page at a time, the newest first."""
    fiche = fiche_of(model_admin, request, object_id)
    kept = Version.objects.of(fiche).defer(*LIGHT)
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "newest": page.paginator.count,
        "may_restore": model_admin.has_change_permission(request, fiche),
    }
    return draw(model_admin, request, fiche, "versions", "Historique", context)


def one(model_admin: ModelAdmin, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
    """Show what a version changed, and what it says."""
    fiche = fiche_of(model_admin, request, object_id)
    version = version_of(fiche, number)
    before = Version.objects.of(fiche).filter(number__lt=number).first()
    then, now = whole(before.values) if before else {}, whole(version.values)
    context = {
        "version": version,
        "before": before,
        "differences": differences(then, now, names_in(then, now)),
        "following": Version.objects.of(fiche).filter(number=number + 1).exists(),
        "may_restore": model_admin.has_change_permission(request, fiche),
    }
    return draw(model_admin, request, fiche, "version", f"Version {number}", context)


def compare(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show what tells any version from any other one, the older first whatever was asked."""
    fiche = fiche_of(model_admin, request, object_id)
    asked = [request.GET.get(name, "") for name in ("de", "a")]
    if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in asked):
        messages.error(request, "Choisissez deux versions à comparer.")
        return HttpResponseRedirect(history_address(fiche))
    older, newer = (version_of(fiche, number) for number in sorted(map(int, asked)))
    then, now = whole(older.values), whole(newer.values)
    context = {
        "older": older,
        "newer": newer,
        "differences": differences(then, now, names_in(then, now)),
        "may_restore": model_admin.has_change_permission(request, fiche),
    }
    title = f"De la version {older.number} à la version {newer.number}"
    return draw(model_admin, request, fiche, "compare", title, context)


def put_back(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str, number: int
) -> HttpResponse:
    """Show what putting a version back will change and ask why; then do it."""
    fiche = fiche_of(model_admin, request, object_id)
    if not model_admin.has_change_permission(request, fiche):
        raise PermissionDenied
    version = version_of(fiche, number)
    if request.method == "POST" and (done := try_to_restore(model_admin, request, version)):
        messages.success(request, RESTORED.format(number=number))
        return HttpResponseRedirect(address(done, "change"))
    context = restoration_context(request, version)
    if not context["refusals"] and not context["differences"]:
        messages.info(request, NOTHING_TO_RESTORE)
        return HttpResponseRedirect(history_address(fiche))
    title = f"Rétablir la version {number}"
    return draw(model_admin, request, fiche, "restore", title, context)


def try_to_restore(model_admin: ModelAdmin, request: HttpRequest, version: Version) -> Keyed | None:
    """Put ``version`` back as the form says; None when it was refused, and the request knows why."""
    if "seen" in request.POST and request.POST["seen"] != state_of(version):
        request.refusals = [typographie(CHANGED_MEANWHILE)]
        return None
    reason = request.POST.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        request.refusals = [REASON_TOO_LONG]
        return None
    try:
        fiche, notes = restore(
            version,
            author=request.user,
            reason=reason,
            with_status="with_status" in request.POST,
            without_missing="without_missing" in request.POST,
        )
    except RestorationRefusedError as refusal:
        request.refusals = refusal.sentences
        return None
    model_admin.log_change(request, fiche, f"Version {version.number} rétablie.")
    for note in notes:
        messages.warning(request, note)
    return fiche


def state_of(version: Version) -> str:
    """Return what tells the sheet, as it stands now, from what it was or will be."""
    last = Version.objects.filter(
        model_label=version.model_label, fiche_code=version.fiche_code
    ).newest()
    number = last.values_list("number", flat=True).first()
    fiche = content_models()[version.model_label]._base_manager.filter(code=version.fiche_code)
    found = snapshot(there) if (there := fiche.first()) else {}
    return f"{number}-{digest(found)}"


def restoration_context(request: HttpRequest, version: Version) -> dict:
    """Return what the page that asks before restoring shows."""
    sent = request.POST
    context = {
        "version": version,
        "reason": sent.get("reason", ""),
        "seen": state_of(version),
        "refusals": getattr(request, "refusals", []),
        "differences": [],
    }
    allowed = may_publish(request.user, version.model_label)
    with_status, drops = "with_status" in sent, "without_missing" in sent
    try:
        plan = plan_restoration(
            version, may_publish=allowed, with_status=with_status, without_missing=drops
        )
    except RestorationRefusedError as refusal:
        return context | {"refusals": refusal.sentences, "is_hopeless": True}
    names = names_in(plan.found, plan.target)
    return context | {
        "differences": differences(plan.found, plan.target, names),
        "notes": plan.notes,
        "missing": plan.missing,
        "drops": drops,
        "other_status": _other_status(plan.fiche, version, allowed),
        "with_status": with_status,
    }


def _other_status(fiche: Keyed | None, version: Version, allowed: bool) -> str:
    """Return the status that the restorer may take back along with the texts, said in French."""
    if not isinstance(fiche, Fiche) or fiche.status == version.status:
        return ""
    labels = dict(fiche._meta.get_field("status").choices)
    is_public = version.status in PUBLIC_STATUSES
    return labels.get(version.status, "") if allowed or not is_public else ""


def fiche_of(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> Keyed:
    """Return the sheet, to somebody who may see it."""
    fiche = model_admin.get_object(request, unquote(object_id))
    if fiche is None:
        raise Http404("Cette fiche n’existe pas.")
    if not model_admin.has_view_or_change_permission(request, fiche):
        raise PermissionDenied
    return fiche


def version_of(fiche: Keyed, number: int) -> Version:
    """Return a version of ``fiche``."""
    version = Version.objects.of(fiche).filter(number=min(number, 2**31 - 1)).first()
    if version is None:
        raise Http404("Cette version n’existe pas.")
    return version


def address(fiche: Keyed, page: str, **kwargs) -> str:
    """Return the address of a page of the desk about ``fiche``."""
    name = f"admin:{fiche._meta.app_label}_{fiche._meta.model_name}_{page}"
    return reverse(name, args=[fiche.pk, *kwargs.values()])


def history_address(fiche: Keyed) -> str:
    return address(fiche, "history")


def draw(
    model_admin: ModelAdmin,
    request: HttpRequest,
    fiche: Keyed,
    template: str,
    title: str,
    context: dict,
) -> TemplateResponse:
    """Return a page of the history of ``fiche``."""
    base = model_admin.admin_site.each_context(request)
    shared = {
        "title": typographie(f"{title} : {fiche}"),
        "fiche": fiche,
        "opts": model_admin.opts,
        "history_url": history_address(fiche),
        "change_url": address(fiche, "change"),
        "compare_url": address(fiche, "compare"),
        "page_name": template,
        "crumb": title,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, f"admin/history/{template}.html", base | shared | context)
