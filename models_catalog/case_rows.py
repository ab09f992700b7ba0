"""What the list of pioneers needs to know of each, read in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from essaimage.search.analysis import BODY, SUMMARY, TITLE, score

from .models import CaseStudy, CaseStudyCitation, Figure

_FIGURE_IS_NEWER = Q(figure_on__gt=F("source_on")) | Q(source_on=None)
_ROW_FIELDS = (
    *("pk", "title", "sigle", "summary", "body", "failure", "lesson", "legal_form"),
    *("terrain", "is_founding", "heard_on"),
)


@dataclass(frozen=True)
class CaseRow:
    """A published pioneer as the list filters and orders it; ``heard_on``: its last news."""

    pk: int
    title: str
    sigle: str
    summary: str
    body: str
    failure: str
    lesson: str
    legal_form: str
    terrain: str
    is_founding: bool
    heard_on: date | None

    def score(self, words: str, sectors: Sequence[str] = ()) -> int:
        """Return how well the pioneer answers ``words``: 0 when one of them is nowhere."""
        rest = " ".join((self.body, self.failure, self.lesson, self.legal_form, *sectors))
        return score(
            words, ((TITLE, f"{self.title} {self.sigle}"), (SUMMARY, self.summary), (BODY, rest))
        )


def with_last_news(cases: QuerySet) -> QuerySet:
    """Annotate ``heard_on`` and ``heard_precision``: when each pioneer was last heard of.

    The newest of its dated sources and of its dated figures: a page without a date may give the
    figure of a year, and that year is news.
    """
    source = CaseStudyCitation.objects.dated().filter(fiche=OuterRef("pk"))
    source = source.order_by("-source__date", "pk")
    figure = Figure.objects.filter(case=OuterRef("pk")).order_by("-date", "pk")
    return cases.annotate(
        source_on=Subquery(source.values("source__date")[:1]),
        source_precision=Subquery(source.values("source__date_precision")[:1]),
        figure_on=Subquery(figure.values("date")[:1]),
        figure_precision=Subquery(figure.values("date_precision")[:1]),
    ).annotate(
        heard_on=Case(When(_FIGURE_IS_NEWER, then=F("figure_on")), default=F("source_on")),
        heard_precision=Case(
            When(_FIGURE_IS_NEWER, then=F("figure_precision")), default=F("source_precision")
        ),
    )


def rows_of(cases: QuerySet) -> dict[int, CaseRow]:
    """Return ``cases`` in plain values, by primary key: one query."""
    rows = with_last_news(cases).order_by("pk").values_list(*_ROW_FIELDS)
    return {row.pk: row for row in (CaseRow(*values) for values in rows)}


def sectors_by_case() -> dict[int, dict[str, str]]:
    """Return the sectors (code → label) of each pioneer: one query."""
    found: dict[int, dict[str, str]] = {}
    rows = CaseStudy.objects.filter(sectors__isnull=False).order_by("pk", "sectors__order")
    for pk, code, label in rows.values_list("pk", "sectors__code", "sectors__label"):
        found.setdefault(pk, {})[code] = label
    return found


def scored(
    rows: Mapping[int, CaseRow], sectors: Mapping[int, Mapping[str, str]], words: str
) -> dict[int, int]:
    """Return the rows that hold every word of ``words``, with how well they answer."""
    scores = {pk: row.score(words, tuple(sectors.get(pk, {}).values())) for pk, row in rows.items()}
    return {pk: value for pk, value in scores.items() if value}


def scores_of(cases: QuerySet, words: str) -> dict[int, int]:
    """Return the pioneers among ``cases`` that hold every word, with how well: two queries."""
    return scored(rows_of(cases), sectors_by_case(), words)
