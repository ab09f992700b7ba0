"""Which sheets and marks visitors may report on, and how the address of the form names them."""

import re
from functools import cache

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse

from dispositifs.models import DispositifRepere
from essaimage.common.models import Fiche, Keyed, Repere, SlugRedirect
from models_catalog.models import CaseRepere

from .asked import PAGES

_SLUG = re.compile(r"[-\w]+", re.ASCII)
_LISTS = {
    DispositifRepere: "dispositifs:dispositif-list",
    CaseRepere: "models_catalog:case-list",
}


@cache
def kinds() -> dict[str, type[Keyed]]:
    """Return the models visitors may report on, by the word that names each in addresses."""
    return {kind_of(model): model for model in PAGES}


def kind_of(model: type[Keyed]) -> str:
    """Return the word that names a kind of sheet or of mark in addresses."""
    return model.report_kind if issubclass(model, Repere) else model.link_prefix


@cache
def has_own_page(model: type[Keyed]) -> bool:
    """Whether each of its rows has a page, rather than a place on a page of several."""
    return issubclass(model, Fiche) and "#" not in model(slug="x").get_absolute_url()


def readable(model: type[Keyed]) -> QuerySet:
    """Return what visitors may read of ``model``: the others are as if they did not exist.

    What is archived keeps its page; a term or a principle has none to keep.
    """
    if issubclass(model, Repere):
        return model.objects.shown()
    return model.objects.reachable() if has_own_page(model) else model.objects.published()


def found(kind: str, slug: str) -> Keyed | None:
    """Return the sheet at this address, as far as visitors may read it; a mark bears its code there."""
    model = kinds().get(kind)
    if model is None:
        return None
    name = "code" if issubclass(model, Repere) else "slug"
    return readable(model).filter(**{name: slug}).first()


def moved(kind: str, slug: str) -> Keyed | None:
    """Return the sheet that was at this address before it was renamed, if visitors may read it."""
    model = kinds().get(kind)
    if model is None or issubclass(model, Repere):
        return None
    return SlugRedirect.objects.target(readable(model), slug)


def told_at(path: str) -> Keyed | None:
    """Return the sheet whose own page stands at ``path``; None when there is no such page."""
    slug = path.rstrip("/").rpartition("/")[2]
    for model in PAGES:
        if (
            _SLUG.fullmatch(slug)
            and has_own_page(model)
            and model(slug=slug).get_absolute_url() == path
        ):
            return readable(model).filter(slug=slug).first()
    return None


def report_url(subject: Keyed) -> str:
    """Return the address of the form about ``subject``."""
    name = subject.code if isinstance(subject, Repere) else subject.slug
    return reverse("pages:report", args=[kind_of(type(subject)), name])


def page_of(subject: Keyed) -> tuple[str, str]:
    """Return the name of ``subject`` and the address where visitors read it; a mark stands in a list."""
    if isinstance(subject, Repere):
        return str(subject), reverse(_LISTS[type(subject)])
    return str(subject), subject.get_absolute_url()


def model_labelled(label: str) -> type[Keyed]:
    """Return the model of a correction; raises ``LookupError`` when the site has it no more."""
    return apps.get_model(label)
