"""Support schemes and the partners who run, fund or decide on them."""

from django.apps import AppConfig


class DispositifsConfig(AppConfig):
    name = "dispositifs"
    verbose_name = "Dispositifs et partenaires"

    def ready(self) -> None:
        """Offer schemes and partners to the index, and say what their upkeep asks for."""
        from essaimage.common import upkeep
        from essaimage.search import index

        from . import needs
        from .reperes import DispositifReperes
        from .scheme_source import DispositifSource
        from .sheet_sources import DispositifRepereSource, PartenaireSource

        for member in (
            *(DispositifSource(), DispositifReperes()),
            *(PartenaireSource(), DispositifRepereSource()),
        ):
            index.register(member)
        upkeep.register(needs.SCHEME, needs.PARTNER)
