"""Pages that join apps, one file each."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "essaimage.pages"
    label = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from essaimage.search import index

        from .territory_map import MappedDepartements
        from .territory_zonages import KnownZonages

        index.register(KnownZonages())
        index.register(MappedDepartements())
