"""A copy of a sheet with its rows and its links: a draft of its own, that nobody has verified."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from .models import Fiche, Keyed, Status, new_code
from .slugs import free_code, free_slug
from .versions.trees import rows_of

ATTEMPTS = 3  # somebody else may take the address between the look and the write
Rows = Mapping[type[Keyed], str]  # rows to copy, and the key that says whose they are


@dataclass(frozen=True)
class CopyKind:
    """A way to copy. ``title`` is the title offered; ``without`` are the rows to be written anew."""

    slug: str
    label: str
    title: str
    explanation: str
    done: str
    without: tuple[type[Keyed], ...] = ()
    parent: str = ""  # the field of the copy that names the original


DUPLICATE = CopyKind(
    slug="dupliquer",
    label="Dupliquer",
    title="Copie de {}",
    explanation="La copie a tous les textes, toutes les lignes et toutes les sources de cette fiche.",
    done="La copie est faite, en brouillon : changez ce qui diffère.",
)


def copy_of(fiche: Fiche, kind: CopyKind, rows: Rows, title: str) -> Fiche:
    """Return a new draft that says what ``fiche`` says, under ``title``; its address comes from it.

    Raises ``IntegrityError`` when no address could be taken.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return _copy(fiche, kind, rows, title)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise


def _copy(fiche: Fiche, kind: CopyKind, rows: Rows, title: str) -> Fiche:
    model = type(fiche)
    slug = free_slug(model, title)
    values = {
        "title": title,
        "slug": slug,
        "code": free_code(model, slug),
        "status": Status.DRAFT,
        "published_at": None,
        "ends_at": None,
        "verified_on": None,
    }
    if kind.parent:
        values[kind.parent] = fiche
    copy = _twin(fiche, values)
    for row, name in rows.items():
        if row not in kind.without:
            _copy_rows(row, name, fiche, copy)
    return copy


def _copy_rows(model: type[Keyed], name: str, owner: models.Model, copy: models.Model) -> None:
    """Copy the rows of ``owner``, and theirs."""
    for row in model._base_manager.filter(**{name: owner}).order_by("pk"):
        twin = _twin(row, {name: copy, "code": new_code()})
        for under, link in rows_of(model).items():
            _copy_rows(under, link, row, twin)


def _twin(row: models.Model, values: dict) -> models.Model:
    """Save a row like ``row`` but for ``values``, with its links to other rows."""
    fields = [each for each in row._meta.concrete_fields if not each.primary_key]
    kept = {each.attname: getattr(row, each.attname) for each in fields if each.name not in values}
    twin = type(row)(**kept, **values)
    twin.save()
    for link in row._meta.many_to_many:
        if link.remote_field.through._meta.auto_created:
            getattr(twin, link.name).set(getattr(row, link.name).all())
    return twin


def counted(fiche: Fiche, kind: CopyKind, rows: Rows) -> Iterable[tuple[str, int]]:
    """Yield how many rows of each kind the copy will have: one query for each kind."""
    for model, name in rows.items():
        if model not in kind.without:
            total = model._base_manager.filter(**{name: fiche}).count()
            if total:
                meta = model._meta
                yield str(meta.verbose_name if total == 1 else meta.verbose_name_plural), total
