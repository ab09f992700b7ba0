"""The network models, key questions, success factors, phases and pioneers."""

from django.apps import AppConfig


class ModelsCatalogConfig(AppConfig):
    name = "models_catalog"
    verbose_name = "Modèles, questions et pionniers"
