"""How templates say what sheets hold: Markdown, dates, figures, lists of words."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from ..completeness import is_old
from ..dates import DatePrecision, french_date
from ..evidence import Evidence
from ..figures import euros, number
from ..models import Fiche, Source
from ..texts import Texts

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
def a_revoir(fiche: Fiche) -> bool:
    """Whether its last verification is older than it should be; never for what nobody verified."""
    return is_old(fiche.verified_on, fiche.review_months, timezone.localdate())


register.filter("nombre", number)
register.filter("euros", euros)


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
