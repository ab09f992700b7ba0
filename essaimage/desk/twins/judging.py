"""Answers the forms of the admin: what resembles what is being written."""

from collections.abc import Iterable

from django.db.models import Model

from essaimage.common.twins import Twin

from .finding import twins_of
from .models import TwinsApart

SHOWN = 5  # twins named in a warning


class DeskJudge:
    """Finds twins in the database, and remembers those that are none."""

    def twins_of(self, row: Model) -> list[Twin]:
        """Return the rows close to ``row``."""
        return [
            Twin(each.key, each.name, each.kind, each.url, why)
            for each, why in twins_of(row)[:SHOWN]
        ]

    def set_apart(self, row: Model, keys: Iterable[str]) -> None:
        """Remember that ``row`` is none of those that ``keys`` name, when these exist."""
        existing = [key for key in keys if is_key(key)]
        TwinsApart.objects.set_apart(f"{row._meta.label_lower}:{row.code}", existing)


def is_key(key: str) -> bool:
    """Whether ``key`` may name a row: a form is read, whatever wrote it."""
    label, found, code = key.partition(":")
    return bool(found and code) and label.count(".") == 1 and len(key) <= 150
