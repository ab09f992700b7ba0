"""Fields that keep their own promise whatever writes them: French as it is printed, last change.

Typography is set when a value is written (``get_prep_value``), so that every way in, the admin, a
bulk update, ``loaddata`` or an import, gives the same text, and no template has to remember it.
"""

from typing import Any

from django.db import models
from django.utils import timezone

from .typography import tidy, typographie


class FrenchTextMixin:
    """Set French typography on whatever is written to the database, and tidy it."""

    def stored_text(self, text: str) -> str:
        """Return the very text that the database holds once ``text`` is written."""
        return typographie(tidy(text))

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return typographie(value) if isinstance(value, str) else value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Tidy what is written, and only that: a text that is looked for keeps its spaces."""
        value = self.stored_text(value) if isinstance(value, str) else value
        return super().get_db_prep_save(value, connection)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Give the instance the very text that is stored, so that both say the same."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.stored_text(value)
            setattr(model_instance, self.attname, value)
        return value


class FrenchCharField(FrenchTextMixin, models.CharField):
    """One line of French."""

    def stored_text(self, text: str) -> str:
        return super().stored_text(" ".join(tidy(text).split("\n")))


class FrenchTextField(FrenchTextMixin, models.TextField):
    """Several lines of French, plain."""


class MarkdownField(FrenchTextMixin, models.TextField):
    """Several lines of French, written in Markdown and rendered by ``common.markdown``."""


class UpdatedField(models.DateTimeField):
    """When the row was last written.

    Unlike ``auto_now``, it has a value in raw saves too: ``loaddata`` never calls ``pre_save``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"default": timezone.now, "editable": False})

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["default"], kwargs["editable"]
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        setattr(model_instance, self.attname, timezone.now())
        return getattr(model_instance, self.attname)
