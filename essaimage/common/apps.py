"""What every sheet (fiche) shares."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "essaimage.common"
    label = "common"
    verbose_name = "Fonds commun"
