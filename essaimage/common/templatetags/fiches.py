"""How templates say what sheets hold: Markdown, dates, figures, lists of words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from ..dates import DatePrecision, french_date
from ..evidence import Evidence
from ..models import Source
from ..texts import Texts
from ..typography import NBSP

register = template.Library()


@register.simple_tag(takes_context=True)
def markdown(context: template.Context, text: str) -> SafeString:
    """Render ``text`` with the ``texts`` of the page, made here when the view gave none."""
    if "texts" not in context:
        context["texts"] = Texts()
    return context["texts"].markdown(text)


@register.filter
def said(value: date | None, precision: str = DatePrecision.DAY) -> str:
    """Say a date in French, as precisely as it is known."""
    return french_date(value, precision)


@register.filter
def nombre(value: Decimal | int | float | None) -> str:
    """Say a number in French: « 1 646 », « 57,5 », « 1 000 000 »."""
    if value is None:
        return ""
    whole = Decimal(str(value)).normalize()
    decimals = max(0, -whole.as_tuple().exponent)
    return number_format(whole, decimal_pos=decimals, use_l10n=True, force_grouping=True).replace(
        "\u202f", NBSP
    )


@register.filter
def euros(value: Decimal | int | None) -> str:
    """Say an amount in euros as people do: « 6 000 € », « 1,5 M€ », « 3 Md€ »."""
    if value is None:
        return ""
    for size, unit in ((10**9, "Md€"), (10**6, "M€")):
        if value >= size and Decimal(value) % (size // 100) == 0:
            return f"{nombre(Decimal(value) / size)}{NBSP}{unit}"
    return f"{nombre(value)}{NBSP}€"


@register.filter
def lignes(text: str) -> list[str]:
    """Return the lines of ``text`` that hold something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


@register.filter
def enumere(items: Iterable[object], last: str = "et") -> str:
    """Say a list in French: « a, b et c »."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


@register.filter
def pluriel(count: int, forms: str) -> str:
    """Return the form that agrees with ``count``: ``{{ n|pluriel:"dispositif,dispositifs" }}`` (1,5 is singular)."""
    singular, _, plural = forms.partition(",")
    return plural if abs(count) >= 2 else singular


@register.inclusion_tag("components/cite.html")
def cite(evidence: Evidence, source: Source | None) -> dict[str, object]:
    """Call a source by its number on the page, linked to the list of sources; nothing without a source."""
    return {"number": evidence.number(source) if source else None, "source": source}
