"""Text fields that hold French as it is printed.

Typography is set when a value is written (``get_prep_value``), so that every way in, the admin, a
bulk update, ``loaddata`` or an import, gives the same text, and no template has to remember it.
"""

from typing import Any

from django.db import models

from .typography import typographie


class FrenchTextMixin:
    """Set French typography on whatever is written to the database."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return typographie(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Give the instance the very text that is stored, so that both say the same."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = typographie(value)
            setattr(model_instance, self.attname, value)
        return value


class FrenchCharField(FrenchTextMixin, models.CharField):
    """One line of French."""


class FrenchTextField(FrenchTextMixin, models.TextField):
    """Several lines of French, plain."""


class MarkdownField(FrenchTextMixin, models.TextField):
    """Several lines of French, written in Markdown and rendered by ``common.markdown``."""
