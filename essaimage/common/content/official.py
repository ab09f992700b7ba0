"""Tables that an official source rules (``Keyed.official_seed``): which of their rows fixtures hold.

Those that the model always wants there, those that content names, and those that these name in turn.
The rest, tens of thousands of rows, belongs to the official source alone (decision 0013).
"""

from collections import defaultdict

from ..models import Keyed
from .layout import content_fields, content_models, is_link, is_links, target_label


def is_official(model: type[Keyed]) -> bool:
    """Whether an official source rules the rows of ``model``."""
    return model.official_seed is not None


def official_labels() -> frozenset[str]:
    """Return the labels of the official tables."""
    return frozenset(label for label, model in content_models().items() if is_official(model))


def named_by_content() -> dict[str, set[int]]:
    """Return, by label of official table, the primary keys of the rows that content names."""
    official = official_labels()
    named: dict[str, set[int]] = defaultdict(set)
    for label, model in content_models().items():
        if label in official:
            continue
        for field in content_fields(model).values():
            if (is_link(field) or is_links(field)) and target_label(field) in official:
                named[target_label(field)] |= _ends(model, field)
    return named


def held_by_fixtures() -> dict[str, set[int]]:
    """Return, by label of official table, the primary keys of the rows that fixtures hold."""
    held = named_by_content()
    # A row names those of the tables before its own: a commune its département, then its région.
    for label, model in reversed(content_models().items()):
        if not is_official(model):
            continue
        seed = model._base_manager.filter(model.official_seed)
        held[label] |= set(seed.values_list("pk", flat=True))
        for field in content_fields(model).values():
            if is_link(field) and held[label]:
                held[target_label(field)] |= _ends(model, field, pk__in=held[label])
    return held


def _ends(model: type[Keyed], field, **only) -> set[int]:
    """Return the primary keys that a link leads to, from every row or from some."""
    if is_links(field):
        rows = field.remote_field.through._base_manager
        found = rows.values_list(f"{field.m2m_reverse_field_name()}_id", flat=True)
    else:
        found = model._base_manager.filter(**only).values_list(field.attname, flat=True)
    return set(found.distinct().order_by()) - {None}
