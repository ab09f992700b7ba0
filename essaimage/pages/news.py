"""What's new: the sheets published last."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from essaimage.common.models import Fiche
from essaimage.common.texts import fiche_models, published_sheets
from essaimage.common.typography import sort_key

SHOWN = 60  # sheets


@dataclass(frozen=True)
class NewSheet:
    """A sheet as the news tell it; ``kinds`` is its kind in the plural."""

    kind: str
    kinds: str
    title: str
    summary: str
    url: str
    published_at: datetime

    @property
    def day(self):
        """The day it was published, in Paris."""
        return timezone.localtime(self.published_at).date()


def newest_sheets(limit: int = SHOWN) -> list[NewSheet]:
    """Return the sheets published last, of every kind: one query."""
    kinds: dict[str, type[Fiche]] = {model.link_prefix: model for model in fiche_models()}
    sheets = published_sheets("title", "slug", "summary", "published_at")
    rows = sheets.order_by("-published_at", "slug")[:limit]
    return [
        NewSheet(
            kind=kinds[prefix]._meta.verbose_name,
            kinds=kinds[prefix]._meta.verbose_name_plural,
            title=title,
            summary=summary,
            url=kinds[prefix](slug=slug).get_absolute_url(),
            published_at=published_at,
        )
        for prefix, title, slug, summary, published_at in rows
    ]


def headed(sheets: list[NewSheet]) -> tuple[str, list[NewSheet]]:
    """Return sheets of one kind under its name, in the plural when they are several."""
    return (sheets[0].kinds if len(sheets) > 1 else sheets[0].kind), sheets


def news(request: HttpRequest) -> HttpResponse:
    """Show the newest sheets, by day then kind."""
    sheets = sorted(
        newest_sheets(),
        key=lambda sheet: (-sheet.day.toordinal(), sheet.kind, sort_key(sheet.title)),
    )
    days = [
        (day, [headed(list(rows)) for _, rows in groupby(group, key=lambda row: row.kind)])
        for day, group in groupby(sheets, key=lambda sheet: sheet.day)
    ]
    return render(request, "pages/news.html", {"days": days, "shown": len(sheets)})
