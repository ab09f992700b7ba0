"""The query that reads the rules of schemes: three tables at once, asked by each list of a commune."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, CharField, F, Model, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from essaimage.common.models import published
from essaimage.common.statements import Statement

from .models import Condition, Coverage, Dispositif

SCHEME, COVERAGE, CONDITION = range(3)
_TEXTS = 7  # columns of a row, beside the scheme, the part and the primary key
_NONE = Value("", output_field=CharField())
_COVERAGE_COLUMNS = (
    "mode",
    "kind",
    Coalesce("region__code", "departement__region__code", "commune__departement__region__code"),
    Coalesce("departement__code", "commune__departement__code"),
    Coalesce("epci__code", "commune__epci__code"),
    "commune__code",
    Coalesce(
        *("region__name", "departement__name", "epci__name", "commune__name", "text"),
        output_field=CharField(),
    ),
)


def read_rows(pks: Collection[int] | None) -> list[tuple]:
    """Return rows (scheme, part, pk, seven texts) of the schemes ``pks``, or of all: one query."""
    now = timezone.now()
    return list(_union(None, now)) if pks is None else _RULES.rows(pks, now)


def coverage_arm(kept: dict[str, Collection[int]]) -> QuerySet:
    """Return the rows of coverage that ``kept`` filters: mode, kind, codes of the places, name."""
    return _arm(Coverage, kept, "dispositif_id", COVERAGE, *_COVERAGE_COLUMNS)


def _union(pks: Collection[int] | None, now: datetime) -> QuerySet:
    mine = {} if pks is None else {"pk__in": pks}
    its = {} if pks is None else {"dispositif__in": pks}
    heir = Case(
        When(published("replaced_by", now), then=F("replaced_by__title")),
        default=F("replaced_by_text"),
    )
    ended, group = Cast("ended_on", CharField()), Cast("group", CharField())
    is_blocking = Case(When(is_blocking=True, then=Value("1")), default=_NONE)
    of_scheme = ("vie", ended, "ended_precision", heir, "acces", "ruralite")
    of_condition = ("kind", "operator", "value", "sentence", group, is_blocking)
    return _arm(Dispositif, mine, "pk", SCHEME, *of_scheme).union(
        coverage_arm(its),
        _arm(Condition, its, "dispositif_id", CONDITION, *of_condition),
        all=True,
    )


def _arm(
    model: type[Model], kept: dict[str, Collection[int]], owner: str, part: int, *columns
) -> QuerySet:
    texts = [F(column) if isinstance(column, str) else column for column in columns]
    texts += [_NONE] * (_TEXTS - len(texts))
    rows = model.objects.filter(**kept).order_by()
    return rows.values_list(F(owner), Value(part), F("pk"), *texts)


_RULES = Statement(_union)
