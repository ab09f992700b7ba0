"""What a sheet needs before visitors may read it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from essaimage.common.models import Source, Status, Term, TermCitation
from essaimage.common.publication import (
    NO_DATED_CITATION,
    NO_PUBLICATION_DATE,
    NO_SUMMARY,
    publication_errors,
    published_without_evidence,
)
from tests.factories import make_source, make_term

DATED = TermCitation(source=Source(date=date(2026, 2, 5)))
UNDATED = TermCitation(source=Source(date=None))
COMPLETE = {"summary": "Une définition.", "published_at": date(2026, 2, 5)}


@pytest.mark.parametrize(
    ("status", "values", "citations", "errors"),
    [
        (Status.PUBLISHED, COMPLETE, [DATED], []),
        (Status.PUBLISHED, COMPLETE, [UNDATED, DATED], []),
        (Status.PUBLISHED, COMPLETE, [UNDATED], [NO_DATED_CITATION]),
        (Status.PUBLISHED, COMPLETE, [], [NO_DATED_CITATION]),
        (Status.PUBLISHED, {"summary": " "}, [DATED], [NO_SUMMARY, NO_PUBLICATION_DATE]),
        (Status.DRAFT, {}, [], []),
        (Status.TO_REVIEW, {}, [], []),
        (Status.ARCHIVED, {}, [], []),
    ],
)
def test_what_a_published_sheet_lacks(status, values, citations, errors):
    assert publication_errors(Term(status=status, **values), citations) == errors


@pytest.mark.django_db
def test_published_sheets_without_a_dated_fact_are_found():
    make_term()
    make_term(dated=False, status=Status.DRAFT)
    bare = make_term(dated=False)
    undated = make_term(dated=False)
    undated.citations.create(source=make_source(date=None), establishes="date", fact="Un fait.")

    assert set(published_without_evidence(Term)) == {bare, undated}


@pytest.mark.django_db
def test_what_waits_for_its_hour_is_told_with_that_hour():
    now = timezone.now()
    hours = [now + timedelta(days=days) for days in (2, 1, -1)]
    later, sooner, _ = [make_term(published_at=hour) for hour in hours]
    make_term(published_at=hours[0], status=Status.DRAFT)

    assert list(Term.objects.waiting(now)) == [sooner, later]
    assert Term.objects.publication_hours(now) == {sooner.pk: hours[1], later.pk: hours[0]}
    assert Term.objects.next_change(now) == hours[1]
    assert Term.objects.next_change(hours[0]) is None
