"""The points of one sheet that a visitor may report: what the page says of each, now."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from essaimage.common.content.values import Plain, plain
from essaimage.common.dates import french_date
from essaimage.common.fields import MarkdownField
from essaimage.common.figures import euros, number
from essaimage.common.models import Fiche, Keyed
from essaimage.common.typography import NBSP, typographie

from .asked import PAGES, Field, Remark, Rows

OTHER = "autre"  # the key of what is no point of the page
OTHER_SAID = "Autre chose sur cette page"
_EUROS = {"minimum", "maximum"}


@dataclass(frozen=True)
class Point:
    """One thing the page says. ``row`` is the sheet or one of its rows; without ``field``, it is told."""

    key: str
    label: str
    row: Keyed
    field: models.Field | None = None
    rank: int = 0  # of the row among its kind, as the form of the admin numbers them
    accessor: str = ""

    @property
    def is_markdown(self) -> bool:
        return isinstance(self.field, MarkdownField)

    @property
    def is_links(self) -> bool:
        return isinstance(self.field, models.ManyToManyField)

    @property
    def is_plain(self) -> bool:
        """Whether it is one value, which may be put right in one go.

        The sentence of a condition that the site compares with a number is not: the number would stay.
        """
        is_compared = bool(getattr(self.row, "value", "")) and self.field_name == "sentence"
        return self.field is not None and not (self.is_markdown or self.is_links or is_compared)

    @property
    def field_name(self) -> str:
        return self.field.name if self.field is not None else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The (value, label) one may choose from; empty when the value is free."""
        return list(self.field.choices or ()) if self.field is not None else []

    @property
    def precision(self) -> models.Field | None:
        """The field that says how much of a date is known, if there is one."""
        if not isinstance(self.field, models.DateField):
            return None
        names = {f"{self.field_name}_precision", f"{self.field_name.removesuffix('_on')}_precision"}
        return next((f for f in self.row._meta.concrete_fields if f.name in names), None)

    @property
    def values(self) -> dict[str, Plain]:
        """What the page says now, as plain values by field; links by the code of their target."""
        if self.field is None:
            return {}
        if self.is_links:
            linked = getattr(self.row, self.field_name).values_list("code", flat=True)
            return {self.field_name: sorted(linked)}
        fields = [self.field, *([self.precision] if self.precision else [])]
        return {field.name: plain(field, getattr(self.row, field.attname)) for field in fields}

    @property
    def said(self) -> str:
        """What the page says now, in words; empty when it says nothing."""
        if self.field is None:
            return ""
        if self.is_links:
            return ", ".join(str(row) for row in _shown(getattr(self.row, self.field_name).all()))
        return said(self.row, self.field, getattr(self.row, self.field.attname))


def is_words(point: Point) -> bool:
    """Whether the value is written freely, in French."""
    texts = (models.CharField, models.TextField)
    is_text = isinstance(point.field, texts) and not isinstance(point.field, models.URLField)
    return is_text and not point.choices


def said(row: Keyed, field: models.Field, value: object) -> str:
    """Say ``value`` of a ``field`` of ``row`` as the page says it."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        point = Point("", "", row, field)
        return french_date(value, getattr(row, point.precision.name) if point.precision else "jour")
    if isinstance(field, models.DecimalField):
        if field.name in _EUROS:
            return euros(value)
        unit = f"{NBSP}%" if field.name == "rate" else getattr(row, "unit", "")
        return f"{number(value)}{unit if unit.startswith(NBSP) else f'{NBSP}{unit}'}".strip()
    return str(value)


def parts_of(fiche: Keyed) -> list[tuple[str, list[Point]]]:
    """Return the parts of the page with their points, in its order."""
    parts = [(title, list(_points(fiche, asked))) for title, asked in PAGES[type(fiche)]]
    return [(title, points) for title, points in parts if points]


def point_of(fiche: Keyed, key: str) -> Point | None:
    """Return the point of ``fiche`` that bears ``key``; None when the page has it no more."""
    if key == OTHER:
        return Point(OTHER, OTHER_SAID, fiche)
    for _, points in parts_of(fiche):
        for point in points:
            if point.key == key:
                return point
    return None


def _points(fiche: Keyed, asked: tuple) -> Iterator[Point]:
    for each in asked:
        match each:
            case Field(name, label):
                yield Point(name, label, fiche, fiche._meta.get_field(name))
            case Remark(name, label):
                yield Point(f"~{name}", label, fiche, accessor=name)
            case Rows():
                yield from _row_points(fiche, each)


def _row_points(fiche: Keyed, asked: Rows) -> Iterator[Point]:
    rows = getattr(fiche, asked.accessor).select_related(*asked.related)
    shown = set(rows.filter(asked.only()).values_list("pk", flat=True)) if asked.only() else None
    for rank, row in enumerate(rows):
        if shown is not None and row.pk not in shown:
            continue
        told = asked.told(row)
        for name, label in asked.fields.items():
            field = row._meta.get_field(name)
            if getattr(row, field.attname) in (None, "") and name not in asked.always:
                continue
            yield Point(
                f"{asked.accessor}:{row.code}:{name}",
                typographie(label.format(row=told)),
                row,
                field,
                rank,
                asked.accessor,
            )


def _shown(rows: models.QuerySet) -> models.QuerySet:
    """Keep the links that visitors may read."""
    return rows.published() if issubclass(rows.model, Fiche) else rows
