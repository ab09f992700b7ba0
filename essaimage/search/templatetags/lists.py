"""How a list draws what it draws most often: the options of its facets (decision 0015)."""

from dataclasses import fields
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essaimage.common.molds import filled

from ..listing import Facet, Result

_ROW, _FACET = "components/row.html", "components/facet.html"
# What the template of a row compares makes its shape; the rest are words, and facts.
_ROW_SHAPE = tuple(
    field.name
    for field in fields(Result)
    if field.type is bool or field.name in ("etat", "verdict")
)
_ROW_WORDS = tuple(
    field.name for field in fields(Result) if field.name not in (*_ROW_SHAPE, "facts")
)

register = template.Library()


@register.simple_tag
def result_row(row: Result, heading: str) -> SafeString:
    """Draw ``components/row.html`` for ``row``: the template once for each shape, the words each time."""
    shape = (("heading", heading), *[(name, getattr(row, name)) for name in _ROW_SHAPE])
    words = {name: getattr(row, name) for name in _ROW_WORDS}
    return filled(_ROW, shape, words, row.facts)


@register.simple_tag
def facet_field(facet: Facet) -> SafeString:
    """Draw ``components/facet.html`` for ``facet``, its options one after the other."""
    shape = (
        ("name", facet.name),
        ("label", facet.label),
        ("help", facet.help),
        ("is_open", facet.is_open),
        ("ticked", len(facet.selected)),
    )
    words = {"error": " ".join(facet.errors), "options": _options(facet)}
    return filled(_FACET, shape, words)


def _options(facet: Facet) -> SafeString:
    """Draw every option: a label with its box, its words and what ticking it gives."""
    counted, ticked = facet.counts.get, facet.ticked
    drawn = []
    for option in facet.options:
        value = option.value
        count = counted(value, 0)
        before, after = _unchanging(facet.name, value, option.label, option.definition)
        empty = "" if count else " option--none"
        checked = " checked" if value in ticked else ""
        drawn.append(
            f'<label class="option{empty}"{before}{checked} data-nombre="{count}"{after}'
            f'<span class="count">{count}</span></label>'
        )
    return SafeString("\n".join(drawn))


@lru_cache(maxsize=20_000)
def _unchanging(
    name: str, value: str, label: str, definition: str
) -> tuple[SafeString, SafeString]:
    """Return what never changes of an option, escaped once: before the count of its box, and after."""
    title = format_html(' title="{}"', definition) if definition else ""
    before = format_html(
        '{0}><input type="checkbox" id="{1}-{2}" name="{1}" value="{2}" data-facette="{1}" data-valeur="{2}"',
        title,
        name,
        value,
    )
    return before, format_html("><span>{}</span>", label)
