"""What an editor sees of a report: what the page said, says now, would say, and what can be done."""

import re
from copy import copy
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from essaimage.common.content.values import python
from essaimage.common.models import Keyed

from . import settling
from .models import Correction
from .points import OTHER, said
from .subjects import has_own_page

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+[^\s<>\"'«».,;:!?)]")


class Moderation:
    """One report as its page in the admin shows it."""

    def __init__(self, request: HttpRequest, correction: Correction) -> None:
        self.request = request
        self.correction = correction
        self.reading = settling.read(correction)

    @property
    def subject(self) -> Keyed | None:
        return self.reading.subject

    @property
    def now(self) -> str:
        """What the page says now, in words."""
        return self.reading.point.said if self.reading.point else ""

    @property
    def is_told(self) -> bool:
        """Whether the report is about something the page says, rather than « autre chose »."""
        point = self.reading.point
        return bool(self.correction.seen_values) or (point is not None and point.field is not None)

    @property
    def has_changed(self) -> bool:
        return self.reading.has_changed

    @cached_property
    def proposal(self) -> str:
        """What the page would say; the very words of the visitor when they are no value."""
        if not self.reading.values:
            return self.correction.proposed
        row = copy(self.reading.point.row)
        for name, value in self.reading.values.items():
            setattr(row, name, python(row._meta.get_field(name), value))
        field = self.reading.point.field
        return said(row, field, getattr(row, field.attname))

    @property
    def is_reworded(self) -> bool:
        """Whether the site would write it otherwise than the visitor did."""
        return self.proposal != self.correction.proposed.strip()

    @property
    def may_accept(self) -> bool:
        """Whether the editor may write on the sheet."""
        return self.subject is not None and settling.may_change(self.request, self.subject)

    @property
    def can_be_written(self) -> bool:
        """Whether one button is enough."""
        return self.may_accept and not self.reading.obstacle

    @property
    def obstacle(self) -> str:
        """Why one button is not enough."""
        if self.subject is not None and not self.may_accept:
            return settling.NOT_ALLOWED
        return self.reading.obstacle

    @cached_property
    def alike(self) -> list[Correction]:
        """The other reports that wait and propose the same thing."""
        return settling.alike(self.correction) if self.correction.is_waiting else []

    @property
    def sources(self) -> list[str]:
        """The addresses that the visitors give as their source, each once."""
        told = [self.correction, *self.alike]
        found = [url for row in told for url in _ADDRESS.findall(row.evidence)]
        return list(dict.fromkeys(found))

    @property
    def page(self) -> str:
        """The address of the page; empty when there is none to see."""
        if self.subject is None:
            return ""
        if hasattr(self.subject, "get_absolute_url") and (
            has_own_page(type(self.subject)) or self.subject.is_published
        ):
            return self.subject.get_absolute_url()
        return ""

    @property
    def form(self) -> str:
        """The form of the sheet in the admin, at the field reported."""
        return f"{self._form}{self._anchor}" if self.subject else ""

    @property
    def facts(self) -> str:
        """The place of that form where a sourced fact is added; empty for a mark, which has one source."""
        has_facts = self.subject is not None and hasattr(self.subject, "citations")
        return f"{self._form}#citations-group" if has_facts else ""

    @property
    def _form(self) -> str:
        meta = self.subject._meta
        name = f"admin:{meta.app_label}_{meta.model_name}_change"
        return reverse(name, args=[self.subject.pk])

    @property
    def _anchor(self) -> str:
        point = self.reading.point
        if point is None or point.key == OTHER:
            return ""
        if point.field is not None and point.accessor:
            return f"#id_{point.accessor}-{point.rank}-{point.field.name}"
        name = point.field.name if point.field is not None else point.accessor
        own = {field.name for field in self.subject._meta.get_fields() if not field.auto_created}
        return f"#id_{name}" if name in own else f"#{name}-group"
