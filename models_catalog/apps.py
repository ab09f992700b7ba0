"""The network models, key questions, success factors, phases and pioneers."""

from django.apps import AppConfig


class ModelsCatalogConfig(AppConfig):
    name = "models_catalog"
    verbose_name = "Modèles, questions et pionniers"

    def ready(self) -> None:
        """Offer pioneers, and every sheet that words find, to the index; say what their upkeep asks for."""
        from essaimage.common import upkeep
        from essaimage.search import index

        from . import needs
        from .case_source import CaseSource
        from .reperes import CaseReperes
        from .sheet_sources import (
            CaseRepereSource,
            FactorSource,
            ModelSource,
            PhaseSource,
            QuestionSource,
        )

        for member in (
            *(CaseSource(), CaseReperes(), CaseRepereSource()),
            *(ModelSource(), QuestionSource(), PhaseSource(), FactorSource()),
        ):
            index.register(member)
        upkeep.register(*needs.ALL)
