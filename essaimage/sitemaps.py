"""The sitemap: every public page, and no other."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Q, QuerySet
from django.urls import reverse

from dispositifs.models import Dispositif, Partenaire
from essaimage.common.models import Fiche
from essaimage.territoires.models import Commune, Departement, Region, Territory
from models_catalog.models import CaseStudy, KeyQuestion, NetworkModel, Phase


class FicheSitemap(Sitemap):
    """The published sheets of one kind."""

    def __init__(self, model: type[Fiche]) -> None:
        self.model = model

    def items(self) -> QuerySet:
        return self.model.objects.published().order_by("slug")

    def lastmod(self, fiche: Fiche) -> datetime:
        return fiche.updated_at


class PageSitemap(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        names = (
            *("home", "orientation", "rurality", "glossary", "resources", "news"),
            *("about", "method", "contact", "legal", "accessibility"),
        )
        lists = (
            "model-list",
            "model-compare",
            "question-list",
            "checklist",
            "factor-list",
            "phase-list",
            "case-list",
        )
        return [
            *(f"pages:{name}" for name in names),
            *(f"models_catalog:{name}" for name in lists),
            "dispositifs:dispositif-list",
            "dispositifs:partenaire-list",
            "pages:territory-list",
        ]

    def location(self, name: str) -> str:
        return reverse(name)


class TerritorySitemap(Sitemap):
    """The régions and départements, then the communes of which the content itself says something.

    The 34 969 communes all have a page, made from the same official lists: told to search engines one
    by one, they would drown the sheets that are written. Those kept were described by an editor, are
    named by a scheme, or house a pioneer. The others are reached by their name.
    """

    def items(self) -> list[Territory]:
        wide = [*Region.objects.all(), *Departement.objects.select_related("region")]
        told = Q(temoins__isnull=False) | Q(coverage__isnull=False)
        told |= Q(cases__in=CaseStudy.objects.published())
        return [*wide, *Commune.objects.current().filter(told).distinct()]


SITEMAPS = {
    "pages": PageSitemap(),
    "territoires": TerritorySitemap(),
    **{
        model._meta.model_name: FicheSitemap(model)
        for model in (NetworkModel, KeyQuestion, Phase, CaseStudy, Dispositif, Partenaire)
    },
}
