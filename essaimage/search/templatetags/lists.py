"""How a list draws what it draws most often: the options of its facets (decision 0015)."""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essaimage.common.molds import filled

from ..listing import Facet, Option, Result

_ROW = "components/row.html"

register = template.Library()


@register.simple_tag
def result_row(row: Result, heading: str) -> SafeString:
    """Draw ``components/row.html`` for ``row``: the template once for each shape, the words each time."""
    shape = (
        *(("etat", row.etat), ("verdict", row.verdict)),
        *(("heading", heading), ("keeps", row.keeps)),
    )
    words = {
        "url": row.url,
        "title": row.title,
        "slug": row.slug,
        "sigle": row.sigle,
        "summary": row.summary,
        "extract": row.extract,
        "evidence": row.evidence,
        "verdict_label": row.verdict_label,
        "reason": row.reason,
    }
    return filled(_ROW, shape, words, row.facts)


@register.simple_tag
def facet_options(facet: Facet) -> SafeString:
    """Draw every option of ``facet``: a label with its box, its words and what ticking it gives."""
    return SafeString("\n".join([_drawn(facet.name, option) for option in facet.options]))


def _drawn(name: str, option: Option) -> str:
    """Draw one option: parts escaped once and for all, and a number."""
    box, words = _unchanging(name, option.value, option.label, option.definition)
    empty = "" if option.count else " option--none"
    checked = " checked" if option.is_selected else ""
    return (
        f'<label class="option{empty}"{box}{checked} data-nombre="{option.count}"{words}'
        f'<span class="count">{option.count}</span></label>'
    )


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
