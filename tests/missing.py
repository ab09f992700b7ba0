"""What a template of ours prints, in tests, for a variable the view did not give."""

import sys

from django.conf import settings
from django.template import Context, Template
from django.template.base import FilterExpression
from django.utils.safestring import SafeString

from .inspection import MISSING

# A template that names a default says that the variable is optional.
DEFAULTS = {"default", "default_if_none"}


class Absent(SafeString):
    """A text that is false, so that ``{% if %}`` decides as it does outside tests."""

    def __bool__(self) -> bool:
        return False


class MissingVariable(str):
    """The ``string_if_invalid`` of tests: the engine calls ``% variable`` on it.

    Django's own templates count on silence: they, and those of libraries, get what they would
    outside tests.
    """

    __slots__ = ()

    def __new__(cls) -> "MissingVariable":
        return super().__new__(cls, MISSING + "%s")

    def __mod__(self, variable: object) -> str:
        caller = sys._getframe(1).f_locals  # FilterExpression.resolve
        expression, context = caller["self"], caller["context"]
        if is_ours(context) and not has_default(expression):
            return Absent(f"{MISSING}{variable}")
        engine = context.template.engine
        engine.string_if_invalid = ""
        try:
            return expression.resolve(context)
        finally:
            engine.string_if_invalid = self


def has_default(expression: FilterExpression) -> bool:
    """Say whether the expression goes through ``|default:``."""
    return any(function.__name__ in DEFAULTS for function, _ in expression.filters)


def is_ours(context: Context) -> bool:
    """Say whether the template being rendered is one of the project's."""
    template: Template | None = getattr(context.render_context, "template", None)
    origin = str(template.origin.name) if template else ""
    return origin.startswith(str(settings.BASE_DIR)) and "site-packages" not in origin
