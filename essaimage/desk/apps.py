"""The editors' desk: groups, messages, the account of a demonstration."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "essaimage.desk"
    label = "desk"
    verbose_name = "Bureau de la rédaction"
