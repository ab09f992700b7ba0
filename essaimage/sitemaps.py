"""The sitemap: every public page, and no other."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from dispositifs.models import Dispositif, Partenaire
from essaimage.common.models import Fiche
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
            *("home", "rurality", "glossary", "resources", "news"),
            *("about", "method", "contact", "legal", "accessibility"),
        )
        lists = (
            "model-list",
            "model-compare",
            "question-list",
            "factor-list",
            "phase-list",
            "case-list",
        )
        return [
            *(f"pages:{name}" for name in names),
            *(f"models_catalog:{name}" for name in lists),
            "dispositifs:dispositif-list",
            "dispositifs:partenaire-list",
        ]

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {
    "pages": PageSitemap(),
    **{
        model._meta.model_name: FicheSitemap(model)
        for model in (NetworkModel, KeyQuestion, Phase, CaseStudy, Dispositif, Partenaire)
    },
}
