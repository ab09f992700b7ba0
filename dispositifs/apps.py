"""Support schemes and the partners who run, fund or decide on them."""

from django.apps import AppConfig


class DispositifsConfig(AppConfig):
    name = "dispositifs"
    verbose_name = "Dispositifs et partenaires"
