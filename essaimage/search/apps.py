"""French analysis, facets and, later, the index in memory."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "essaimage.search"
    label = "search"
    verbose_name = "Recherche"
