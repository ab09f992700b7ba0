"""Pages that join apps, one file each."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "essaimage.pages"
    label = "pages"
    verbose_name = "Pages"
