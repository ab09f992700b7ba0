"""Why the database refused a row, in the French of its constraints."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, models

from ..models import Keyed
from .layout import Key


@dataclass(frozen=True)
class Refusal:
    """The sentence, and the fields it is about."""

    sentence: str
    fields: tuple[str, ...] = ()


def explain(error: DatabaseError, row: Keyed, origins: Callable[[Key], str]) -> Refusal:
    """Return why ``row`` was refused; ``origins`` says where the row in its way comes from.

    Both databases name the broken check in their message; the row that already holds a unique value
    is looked for, since only one of them says which value it was.
    """
    broken = [
        constraint
        for constraint in row._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and constraint.name in str(error)
    ]
    if broken:
        constraint = max(broken, key=lambda each: len(each.name))
        return Refusal(constraint.violation_error_message, _fields_of(constraint.condition))
    for names, sentence in _unique_rules(row):
        values = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
        twin = type(row)._base_manager.filter(**values).exclude(pk=row.pk).first()
        if twin and None not in values.values():
            origin = origins((row._meta.label_lower, twin.code))
            said = f"« {values[names[0]]} » est déjà pris" if len(names) == 1 else sentence
            return Refusal(
                f"{said.rstrip('.')} : voyez « {twin} » (code « {twin.code} », {origin}).", names
            )
    return Refusal(f"la base refuse cet objet ({str(error).splitlines()[0]}).")


def _unique_rules(row: Keyed) -> list[tuple[tuple[str, ...], str]]:
    alone = [
        ((field.name,), "")
        for field in row._meta.concrete_fields
        if field.unique and not field.primary_key
    ]
    together = [
        (constraint.fields, constraint.violation_error_message)
        for constraint in row._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    return alone + together


def _fields_of(condition: models.Q) -> tuple[str, ...]:
    """Return the names of the fields that a condition looks at, each once."""
    names: dict[str, None] = {}
    for child in condition.children:
        found = _fields_of(child) if isinstance(child, models.Q) else (child[0].split("__")[0],)
        names |= dict.fromkeys(found)
    return tuple(names)
