"""Official reference data: communes, EPCI, départements, régions, zonings."""

from django.apps import AppConfig


class TerritoiresConfig(AppConfig):
    name = "essaimage.territoires"
    label = "territoires"
    verbose_name = "Territoires"
