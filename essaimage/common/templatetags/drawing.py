"""Parts of a page that are the same for every visitor, drawn once in each process (decision 0015)."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def drawn_once(name: str, **arguments: str | bool) -> SafeString:
    """Draw the template ``name`` with ``arguments``, which are all that it may depend on."""
    return (_drawn.__wrapped__ if settings.DEBUG else _drawn)(name, **arguments)


@lru_cache(maxsize=512)
def _drawn(name: str, **arguments: str | bool) -> SafeString:
    return render_to_string(name, arguments)
