"""From the public page of a sheet to its form: one address for everybody, the admin asks who comes."""

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from essaimage.common.models import Fiche


def open_fiche(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Lead to the form of the sheet; to the list of its kind when its address has changed since."""
    model = next((each for each in apps.get_models() if is_kind(each, kind)), None)
    if model is None:
        raise Http404
    name = model._meta.label_lower.replace(".", "_")
    found = model.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        return redirect(f"admin:{name}_changelist")
    return redirect(f"admin:{name}_change", found)


def is_kind(model: type, kind: str) -> bool:
    """Whether ``kind`` is the word that links to sheets of ``model``."""
    return issubclass(model, Fiche) and model.link_prefix == kind
