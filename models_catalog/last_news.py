"""When each pioneer was last heard of, in SQL."""

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from .models import CaseStudyCitation, Figure

_FIGURE_IS_NEWER = Q(figure_on__gt=F("source_on")) | Q(source_on=None)


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
