"""Who asks, when, and what every section reads: the sheets of all kinds, in one query."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import CharField, Model, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from essaimage.common.models import PUBLIC_STATUSES, Fiche

T = TypeVar("T")


@dataclass(frozen=True)
class FicheLine:
    """What the desk knows of a sheet without opening it."""

    kind: type[Fiche]
    pk: int
    code: str
    title: str
    status: str
    updated_at: datetime
    published_at: datetime | None
    ends_at: datetime | None

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from any other sheet."""
        return self.kind._meta.label_lower, self.pk

    @property
    def kind_said(self) -> str:
        """« dispositif d’appui »."""
        return str(self.kind._meta.verbose_name)

    def form(self, anchor: str = "") -> str:
        """The address of its form, down to the field or the rows that ``anchor`` names."""
        return address_of(self.kind, self.pk, anchor)


def form_address(row: Model, anchor: str = "") -> str:
    """The address of the form of ``row``, down to the field or the rows that ``anchor`` names."""
    return address_of(type(row), row.pk, anchor)


def address_of(model: type[Model], pk: int, anchor: str = "") -> str:
    """The address of a form of the admin."""
    name = model._meta.label_lower.replace(".", "_")
    address = reverse(f"admin:{name}_change", args=[pk])
    return f"{address}#{anchor}" if anchor else address


class Desk:
    """The desk of one user at one moment: everything is read once, and only what they may see."""

    def __init__(self, user: AbstractBaseUser, now: datetime | None = None) -> None:
        self.user = user
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)
        self._kept: dict[str, Any] = {}

    def once(self, name: str, read: Callable[[], T]) -> T:
        """Return what ``read`` gives, asked for once however many sections need it."""
        if name not in self._kept:
            self._kept[name] = read()
        return self._kept[name]

    # --- Who may do what ------------------------------------------------------------------------

    def may(self, action: str, model: type[Model]) -> bool:
        """Whether the user may do ``action`` (view, add, change, delete, publish) on ``model``."""
        return self.user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")

    def may_write(self, kind: type[Fiche], status: str) -> bool:
        """Whether the user may write on a sheet in this ``status``: what is public, publishers only."""
        return self.may("change", kind) and (
            status not in PUBLIC_STATUSES or self.may("publish", kind)
        )

    @cached_property
    def kinds(self) -> list[type[Fiche]]:
        """The kinds of sheets that the user may see."""
        return [
            kind
            for kind in apps.get_models()
            if issubclass(kind, Fiche) and (self.may("view", kind) or self.may("change", kind))
        ]

    # --- What there is --------------------------------------------------------------------------

    @cached_property
    def fiches(self) -> list[FicheLine]:
        """Every sheet the user may see, the last modified first: one query."""
        by_label = {kind._meta.label_lower: kind for kind in self.kinds}
        columns = [field for field in FicheLine.__dataclass_fields__ if field != "kind"]
        parts: list[QuerySet] = [
            kind.objects.order_by().values_list(Value(label, output_field=CharField()), *columns)
            for label, kind in by_label.items()
        ]
        rows = parts[0].union(*parts[1:], all=True) if parts else []
        found = [FicheLine(by_label[label], *values) for label, *values in rows]
        return sorted(found, key=lambda line: line.updated_at, reverse=True)

    @cached_property
    def mine_to_write(self) -> list[FicheLine]:
        """The sheets that the user may change."""
        return [line for line in self.fiches if self.may_write(line.kind, line.status)]
