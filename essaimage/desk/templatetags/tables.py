"""What a list of the admin needs to lead to its tables."""

from django import template
from django.db.models.options import Options

from ..tables.kinds import Kind, kind_of

register = template.Library()


@register.simple_tag
def table_kind(opts: Options) -> Kind | None:
    """Return the kind of table of a list; None when its rows are not exported."""
    return kind_of(opts.label_lower)


@register.simple_tag
def may_import(kind: Kind, user) -> bool:
    """Whether ``user`` may bring a table of ``kind`` in."""
    return kind.may_import(user)


@register.filter
def item(mapping: dict, key: str):
    """Return what ``mapping`` holds for ``key``; None for nothing."""
    return mapping.get(key)
