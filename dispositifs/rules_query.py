"""The query that reads the rules of schemes: three tables at once, its SQL written once by the ORM.

Writing such a query takes the ORM 2 ms, more than running it, and a list asks for it at each request.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import lru_cache

from django.db import connections
from django.db.models import Case, CharField, F, Model, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from essaimage.common.models import published

from .models import Condition, Coverage, Dispositif

SCHEME, COVERAGE, CONDITION = range(3)
_TEXTS = 7  # columns of a row, beside the scheme, the part and the primary key
_NONE = Value("", output_field=CharField())
_SOME_MOMENT = datetime(1, 2, 3, tzinfo=UTC)  # stands for the clock in the SQL that is kept
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
    if pks is None:
        return list(_union(None, timezone.now()))
    if not pks:
        return []
    alias = Dispositif.objects.db
    adapt = connections[alias].ops.adapt_datetimefield_value
    sql, params = _written(alias, len(pks))
    actual = dict(zip(_stand_ins(len(pks)), pks, strict=True))
    actual[adapt(_SOME_MOMENT)] = adapt(timezone.now())
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, [actual.get(param, param) for param in params])
        return cursor.fetchall()


def coverage_arm(kept: dict[str, Collection[int]]) -> QuerySet:
    """Return the rows of coverage that ``kept`` filters: mode, kind, codes of the places, name."""
    return _arm(Coverage, kept, "dispositif_id", COVERAGE, *_COVERAGE_COLUMNS)


@lru_cache(maxsize=128)
def _written(alias: str, count: int) -> tuple[str, tuple]:
    """Return the SQL for ``count`` schemes, and its parameters where stand-ins hold the place of values."""
    union = _union(_stand_ins(count), _SOME_MOMENT)
    return union.query.get_compiler(alias).as_sql()


def _stand_ins(count: int) -> range:
    """Return numbers that no scheme bears, and that nothing else in the query is."""
    return range(-1, -count - 1, -1)


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
