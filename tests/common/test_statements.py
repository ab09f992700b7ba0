"""Statements: what the ORM would answer, from SQL that it wrote once."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from dispositifs.models import Dispositif, Window
from essaimage.common.statements import Statement
from tests.factories import make_dispositif, make_window

pytestmark = pytest.mark.django_db


def published(pks, now) -> QuerySet:
    rows = Dispositif.objects.published(now).filter(pk__in=pks).order_by("pk")
    return rows.values_list("pk", "title", "published_at", "ended_on", "replaced_by__title")


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_rows_are_those_of_the_queryset(count):
    heir = make_dispositif(title="L’héritier")
    rows = [make_dispositif(replaced_by=heir, vie="remplace") for _ in range(count)]
    pks, now = [row.pk for row in rows], timezone.now()
    statement = Statement(published)

    assert statement.rows(pks, now) == list(published(pks, now))
    assert len(statement.rows(pks, now)) == count


def test_values_come_in_their_types():
    window = make_window(closes=timezone.localdate() + timedelta(days=3))
    asked = Statement(
        lambda pks, now: Window.objects.filter(dispositif__in=pks).values_list("pk", "closes")
    )

    assert asked.rows([window.dispositif_id], timezone.now()) == [(window.pk, window.closes)]


def test_each_question_has_its_own_rows_and_its_own_clock():
    now = timezone.now()
    coming = make_dispositif(published_at=now + timedelta(hours=1))
    statement = Statement(published)

    assert statement.rows([coming.pk], now) == []
    assert len(statement.rows([coming.pk], now + timedelta(hours=2))) == 1
    assert statement.rows([coming.pk + 1], now + timedelta(hours=2)) == []


def test_the_orm_writes_once():
    written = []

    def build(pks, now):
        written.append(len(pks))
        return published(pks, now)

    statement = Statement(build)
    for count in (1, 1, 2, 3, 4, 4, 1):
        statement.rows(range(1, count + 1), timezone.now())

    assert written == [1, 2, 4]


def test_nothing_is_asked_about_no_row(django_assert_num_queries):
    statement = Statement(published)

    with django_assert_num_queries(0):
        assert statement.rows([], timezone.now()) == []


def test_a_statement_may_be_about_no_row_in_particular():
    make_dispositif()
    statement = Statement(lambda pks, now: Dispositif.objects.published(now).values_list("pk"))

    assert len(statement.rows((), timezone.now())) == Dispositif.objects.count()
