"""The editors' desk: groups, messages, the account of a demonstration."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from essaimage.common import twins

from .french import typeset_django


class DeskConfig(AppConfig):
    name = "essaimage.desk"
    label = "desk"
    verbose_name = "Bureau de la rédaction"

    def ready(self) -> None:
        typeset_django()
        from .twins.judging import DeskJudge

        twins.register(DeskJudge())


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our own front page; named in the settings, never found by itself."""

    default = False
    default_site = "essaimage.desk.site.DeskSite"
