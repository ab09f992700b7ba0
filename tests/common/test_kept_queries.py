"""Queries whose SQL is kept: what the ORM would give, with other values each time."""

from collections.abc import Sequence

import pytest
from django.db.models import QuerySet

from essaimage.common.kept_queries import KeptQuery, unwritten
from essaimage.common.models import Source
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def sources(pks: Sequence[int]) -> QuerySet:
    columns = ("pk", "date", "is_worth_reading", "url", "title")
    return Source.objects.filter(pk__in=pks).order_by("pk").values_list(*columns)


def coded(codes: Sequence[str]) -> QuerySet:
    return Source.objects.filter(code__in=codes).order_by("pk").values_list("title", "code")


def test_rows_are_those_of_the_queryset_dates_and_booleans_included():
    pks = [make_source(code=f"s{number}").pk for number in range(5)]
    Source.objects.filter(pk=pks[1]).update(is_worth_reading=True, reason_to_read="Clair.")
    query = KeptQuery(Source, sources)

    for asked in (pks, pks[:2], pks[2:4], pks[4:], [pks[0], 10**9]):
        assert [tuple(row) for row in query.rows(asked)] == list(sources(asked))


def test_the_sql_is_written_once_for_as_many_values(django_assert_num_queries):
    first, second = make_source(code="un"), make_source(code="deux")
    written = []
    query = KeptQuery(Source, lambda pks: written.append(pks) or sources(pks))

    with django_assert_num_queries(2):
        query.rows([first.pk])
        (row,) = query.rows([second.pk])

    assert row[0] == second.pk
    assert len(written) == 1


def test_codes_are_values_too_and_no_value_is_no_query(django_assert_num_queries):
    make_source(code="un", title="Un")
    query = KeptQuery(Source, coded, unwritten)

    with django_assert_num_queries(1):
        assert query.rows([]) == []
        assert [tuple(row) for row in query.rows(["un"])] == [("Un", "un")]
