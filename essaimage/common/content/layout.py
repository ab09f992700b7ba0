"""Which models are content, which of their fields fixtures hold, and in which file each row stands.

Each model says it itself (``Keyed.fixture_file``, ``fixture_owner``, ``desk_fields``): this floor names
no application above it.
"""

from functools import cache

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model

from ..models import Keyed

Key = tuple[
    str, str
]  # label of the model in lower case, code: « dispositifs.dispositif », « insite »


@cache
def content_models() -> dict[str, type[Keyed]]:
    """Return the models that fixtures hold, by label, in the order of the floors."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, Keyed) and (model.fixture_file or model.fixture_owner)
    }


@cache
def content_fields(model: type[Keyed]) -> dict[str, Field]:
    """Return the fields of ``model`` that fixtures hold, its code excepted, in the order of writing.

    Left out: the key of the database, what editors alone set, links kept in rows of their own.
    """
    plain = [field for field in model._meta.concrete_fields if not field.primary_key]
    linked = [
        field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created
    ]
    held = [
        field
        for field in [*plain, *linked]
        if field.name != "code" and field.name not in model.desk_fields
    ]
    # A row first says whose it is; then the order in which the model declares its fields.
    held.sort(key=lambda field: (field.name != model.fixture_owner, field.creation_counter))
    return {field.name: field for field in held}


def is_link(field: Field) -> bool:
    """Whether the field holds the code of another row."""
    return isinstance(field, ForeignKey)


def is_links(field: Field) -> bool:
    """Whether the field holds the codes of other rows."""
    return isinstance(field, ManyToManyField)


def target_label(field: Field) -> str:
    """Return the label of the model that a link leads to."""
    return field.related_model._meta.label_lower


def rows_under(model: type[Keyed]) -> list[type[Keyed]]:
    """Return the models whose rows are written under those of ``model``."""
    return [row for row in content_models().values() if owner_of(row) is model]


def owner_of(model: type[Keyed]) -> type[Model] | None:
    """Return the model under whose rows those of ``model`` are written, if any."""
    if not model.fixture_owner:
        return None
    return model._meta.get_field(model.fixture_owner).related_model


@cache
def files() -> dict[str, list[type[Keyed]]]:
    """Return the name of each file of fixtures, in order, with the models it begins with."""
    roots = [model for model in content_models().values() if model.fixture_file]
    names = sorted({model.fixture_file for model in roots})
    return {name: [model for model in roots if model.fixture_file == name] for name in names}
