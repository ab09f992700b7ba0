"""The pages of tables in the admin: taking one out, bringing one in, reading what it would do."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from essaimage.common.spreadsheets import XLSX
from essaimage.common.typography import NBSP

from .exporting import export_table
from .faults import TableError
from .files import annotated, fault_list
from .kinds import KINDS, Kind
from .listed import listed
from .models import ImportRun, ImportState, forget_old_tables, unpacked
from .reading import MAX_BYTES, MAX_LINES
from .report import faults_in
from .running import OverError, confirm, try_table
from .template import explained, template_csv, template_xlsx

PER_PAGE = 50
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
MOVED = (
    "Le contenu du site a changé depuis l’essai : rien n’a été écrit. Voici ce que l’import ferait "
    "maintenant ; relisez, puis confirmez."
)

BUSY = "Le site est occupé par un autre enregistrement : rien n’a été écrit. Réessayez dans une minute."


class FileForm(forms.Form):
    """The file to try."""

    fichier = forms.FileField(
        label="Le fichier",
        error_messages={
            "required": "Choisissez un fichier .csv ou .xlsx.",
            "empty": "Le fichier est vide.",
            "max_length": "Le nom du fichier est trop long.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


def export_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the file will hold, then give it: what the list shows with its filters."""
    kind = _kind(slug)
    if not kind.may(request.user, "view"):
        raise PermissionDenied
    fiches, is_filtered = listed(request, kind)
    if request.method == "POST":
        ending = "xlsx" if request.POST.get("format") == "xlsx" else "csv"
        table = export_table(kind, fiches, request.user)
        return _file(getattr(table, ending)(), kind.slug, ending)
    context = {
        "title": f"Exporter : {kind.title.lower()}",
        "total": fiches.count(),
        "is_filtered": is_filtered,
        "columns": kind.columns,
    }
    return _page(request, "export", kind, context)


def template_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give the empty table to fill."""
    kind = _kind(slug)
    if not kind.may_import(request.user):
        raise PermissionDenied
    content = template_xlsx(kind) if ending == "xlsx" else template_csv(kind)
    return _file(content, f"modele-{kind.slug}", ending)


def import_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file, try it, and lead to what it would do."""
    kind = _kind(slug)
    if not kind.may_import(request.user):
        raise PermissionDenied
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["fichier"]
        forget_old_tables()
        try:
            run = try_table(kind, file.read(), file.name, request.user)
            return HttpResponseRedirect(reverse("admin:import-run", args=[run.pk]))
        except TableError as error:
            form.add_error("fichier", str(error))
        except OperationalError:
            form.add_error("fichier", BUSY)
    return _import_form(request, kind, form)


def _import_form(request: HttpRequest, kind: Kind, form: FileForm) -> HttpResponse:
    runs = ImportRun.objects.filter(kind=kind.slug).defer("content", "report")
    context = {
        "title": f"Importer : {kind.title.lower()}",
        "form": form,
        "columns": explained(kind),
        "open_runs": [run for run in runs.filter(author=request.user)[:10] if run.is_open],
        "done_runs": runs.filter(state=ImportState.DONE)[:10],
        "max_megabytes": MAX_BYTES // 1_000_000,
        "max_lines_said": f"{MAX_LINES:,}".replace(",", NBSP),
    }
    return _page(request, "import", kind, context, status=400 if form.errors else 200)


def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an import would do, or what it did."""
    run, kind = _run(request, pk)
    report = unpacked(run.report) or {"counts": {}, "notes": [], "faults": [], "entries": []}
    page = Paginator(report["entries"], PER_PAGE).get_page(request.GET.get("page"))
    pks = kind.model.objects.filter(code__in=[entry["code"] for entry in page])
    meta = kind.model._meta
    context = {
        "title": f"Import : {run.file_name}",
        "run": run,
        "report": report,
        "faults": faults_in(report),
        "page": page,
        "pks": dict(pks.values_list("code", "pk")),
        "change": f"admin:{meta.app_label}_{meta.model_name}_change",
        "form": FileForm(),
    }
    return _page(request, "run", kind, context)


@require_POST
def confirm_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was shown, all of it or nothing."""
    run, kind = _run(request, pk)
    try:
        run = confirm(run, request.user)
    except (OverError, TableError, OperationalError) as error:
        messages.error(request, BUSY if isinstance(error, OperationalError) else str(error))
        return HttpResponseRedirect(reverse("admin:table-import", args=[kind.slug]))
    if run.is_done:
        messages.success(request, f"Import fait : {account(run)}.")
    else:
        messages.warning(request, MOVED)
    return HttpResponseRedirect(reverse("admin:import-run", args=[run.pk]))


@require_POST
def drop_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a file that was only tried."""
    run, kind = _run(request, pk)
    ImportRun.objects.filter(pk=run.pk, state=ImportState.TRIED).delete()
    messages.success(request, "Essai abandonné : le fichier n’est plus gardé, rien n’a été écrit.")
    return HttpResponseRedirect(reverse("admin:table-import", args=[kind.slug]))


@require_POST
def brought_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sheets of an import as they are now, with their codes and a mark, to go on from there."""
    run, kind = _run(request, pk)
    codes = run.brought.values_list("fiche_code", flat=True)
    ending = "xlsx" if run.file_name.lower().endswith(".xlsx") else "csv"
    table = export_table(kind, kind.model.objects.filter(code__in=codes), request.user)
    return _file(getattr(table, ending)(), f"{kind.slug}-importes", ending)


def faults_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list of what is to be corrected."""
    run, _ = _run(request, pk)
    faults = faults_in(unpacked(run.report) or {"faults": []})
    return _file(fault_list(faults), "a-corriger", "csv")


def annotated_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file back with one more column, that says what to correct on each line."""
    run, kind = _run(request, pk)
    if not run.is_open:
        raise Http404
    faults = faults_in(unpacked(run.report) or {"faults": []})
    content, ending = annotated(kind, bytes(run.content), faults)
    return _file(content, "a-corriger-lignes", ending)


def account(run: ImportRun) -> str:
    """Say what an import came to: « 24 créées, 3 modifiées »."""
    counts = (
        (run.created, "créée"),
        (run.changed, "modifiée"),
        (run.unchanged, "inchangée"),
    )
    said = [f"{total} {word}{'s' if total > 1 else ''}" for total, word in counts if total]
    return ", ".join(said) or "rien n’a changé"


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _run(request: HttpRequest, pk: int) -> tuple[ImportRun, Kind]:
    """Return an import and its kind; one that is only tried belongs to who tried it."""
    run = ImportRun.objects.filter(pk=pk).first()
    if run is None or run.kind not in KINDS:
        raise Http404
    kind = KINDS[run.kind]
    if not kind.may_import(request.user) or not (run.is_done or run.author_id == request.user.pk):
        raise PermissionDenied
    return run, kind


def _page(
    request: HttpRequest, name: str, kind: Kind, context: dict, status: int = 200
) -> HttpResponse:
    meta = kind.model._meta
    shared = {
        "kind": kind,
        "opts": meta,
        "list_url": reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"),
    }
    full = admin.site.each_context(request) | shared | context
    return TemplateResponse(request, f"admin/tables/{name}.html", full, status=status)


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(content, content_type=TYPES[ending], headers=headers)
