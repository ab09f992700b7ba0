"""Support schemes and the partners who run, fund or decide on them."""

from django.apps import AppConfig


class DispositifsConfig(AppConfig):
    name = "dispositifs"
    verbose_name = "Dispositifs et partenaires"

    def ready(self) -> None:
        """Offer schemes and partners to the index."""
        from essaimage.search import index

        from .partenaire_source import PartenaireSource
        from .reperes import DispositifReperes
        from .source import DispositifSource

        for member in (DispositifSource(), PartenaireSource(), DispositifReperes()):
            index.register(member)
