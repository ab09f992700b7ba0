"""Official reference data: communes, EPCI, départements, régions, zonings."""

from django.apps import AppConfig


class TerritoiresConfig(AppConfig):
    name = "essaimage.territoires"
    label = "territoires"
    verbose_name = "Territoires"

    def ready(self) -> None:
        from essaimage.search import index

        from .directory import CommuneDirectory
        from .options import TerritoryChoices

        index.register(CommuneDirectory())
        index.register(TerritoryChoices())
