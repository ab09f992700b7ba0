"""What a version holds: a sheet, its rows and its links, as one document of plain values. Pure.

A tree gives, by label of model then by code, the plain values of each row (``content.values``): the
sheet stands first, under its own label. It is what ``content.planning`` merges, key by key.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.db.models import Field
from django.db.models.fields import NOT_PROVIDED

from ..content.layout import Key, content_fields, content_models, owner_of, target_label
from ..content.planning import Values
from ..content.values import default
from ..fields import UpdatedField
from ..models import Fiche, Keyed

Tree = dict[str, dict[str, Values]]


@cache
def rows_of(model: type[Keyed]) -> dict[type[Keyed], str]:
    """Return the models whose rows are part of a sheet of ``model``, each with the path that says so.

    The rows of its rows are too: « answer__question » leads from a weight to its question.
    """
    found = {}
    for row in content_models().values():
        for name in ties_of(row):
            if row._meta.get_field(name).related_model is model:
                found[row] = name
    for row, name in list(found.items()):
        for under in content_models().values():
            if owner_of(under) is row:
                found.setdefault(under, f"{under.fixture_owner}__{name}")
    return found


def ties_of(row: type[Keyed]) -> tuple[str, ...]:
    """Return the foreign keys that make a row of ``row`` part of another one."""
    return (*([row.fixture_owner] if row.fixture_owner else []), *row.shown_with)


def sheets_of(key: Key, values: Mapping[Key, Values]) -> set[Key]:
    """Return the sheet that ``key`` is, and those that it is a row of, as ``values`` tie them."""
    model = content_models()[key[0]]
    found = {key} if issubclass(model, Fiche) else set()
    for name in ties_of(model):
        target = target_label(model._meta.get_field(name)), values.get(key, {}).get(name)
        if target[1] and target[0] in content_models():
            found |= sheets_of(target, values)
    return found


@cache
def kept_fields(model: type[Keyed]) -> dict[str, Field]:
    """Return the fields of ``model`` that versions keep: those of fixtures, then those of the desk.

    The date of the last change is left out: it changes when nothing else does.
    """
    desk = [
        field
        for field in model._meta.concrete_fields
        if field.name in model.desk_fields and not isinstance(field, UpdatedField)
    ]
    shared = {
        name: field
        for name, field in content_fields(model).items()
        if not isinstance(field, UpdatedField)
    }
    return shared | {field.name: field for field in desk}


def flat(tree: Tree) -> dict[Key, Values]:
    """Return the rows of ``tree`` by label and code, as plans want them."""
    return {(label, code): values for label, rows in tree.items() for code, values in rows.items()}


def compact(tree: Tree) -> Tree:
    """Return ``tree`` without the values that are the default of their field, as it is stored.

    A field that comes later changes no version: those from before held its default.
    """
    return {
        label: {
            code: {
                name: value for name, value in values.items() if not _is_default(label, name, value)
            }
            for code, values in rows.items()
        }
        for label, rows in tree.items()
        if rows
    }


def whole(stored: Tree) -> Tree:
    """Return a stored tree with every field of today: the reverse of ``compact``.

    What models no longer have is left out.
    """
    return {
        label: {
            code: {name: values.get(name, start) for name, start in _starts(label).items()}
            for code, values in rows.items()
        }
        for label, rows in stored.items()
        if label in content_models()
    }


def digest(tree: Tree) -> str:
    """Return 64 letters and digits that are the same for two trees that say the same."""
    written = json.dumps(compact(tree), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@cache
def _starts(label: str) -> dict[str, object]:
    """Return what each field holds when a tree does not name it."""
    return {name: default(field) for name, field in kept_fields(apps.get_model(label)).items()}


@cache
def _drawn(label: str) -> frozenset[str]:
    """Return the fields whose default is worked out each time: they are always stored."""
    fields = kept_fields(apps.get_model(label))
    return frozenset(
        name
        for name, field in fields.items()
        if getattr(field, "default", NOT_PROVIDED) is not NOT_PROVIDED and callable(field.default)
    )


def _is_default(label: str, name: str, value: object) -> bool:
    starts = _starts(label)
    return name in starts and name not in _drawn(label) and starts[name] == value
