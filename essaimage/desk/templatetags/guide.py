"""``{% guide_here as chapter %}``: the chapter of the guide that answers on the page one is on."""

from django import template

from ..guide.chapters import Chapter, answering

register = template.Library()


@register.simple_tag(takes_context=True)
def guide_here(context: template.Context) -> Chapter | None:
    """Return the chapter of this page; None when there is none, or no request (a page of errors)."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    return answering(match.url_name or "") if match else None
