"""What the clock alone changes is read without anything being written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaimage.common.models import Status, Term
from tests.factories import make_source, make_term

from .terms import titles_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(monkeypatch):
    """Move the clock: ``clock(days=1)`` is tomorrow."""
    real = timezone.now

    def move(**ahead: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(**ahead))

    return move


def test_the_hour_of_publication_comes_without_a_write(terms, clock, django_assert_num_queries):
    make_term(title="Déjà")
    make_term(title="Bientôt", published_at=timezone.now() + timedelta(hours=3))
    assert titles_of(terms) == ["Déjà"]

    clock(hours=2.9)
    assert titles_of(terms) == ["Déjà"]
    clock(hours=3.1)
    assert titles_of(terms) == ["Bientôt", "Déjà"]
    with django_assert_num_queries(1):
        titles_of(terms)

    # A clock set back by more than a moment: what was due is not any more.
    clock(hours=0)
    assert titles_of(terms) == ["Déjà"]


def test_a_publication_put_off_or_given_up_does_not_come(terms, clock):
    later = timezone.now() + timedelta(hours=3)
    put_off, given_up = make_term(title="A", published_at=later), make_term(published_at=later)
    assert titles_of(terms) == []
    Term.objects.filter(pk=put_off.pk).update(published_at=later + timedelta(hours=3))
    Term.objects.filter(pk=given_up.pk).update(status=Status.DRAFT)
    assert titles_of(terms) == []

    clock(hours=4)
    assert titles_of(terms) == []
    clock(hours=7)
    assert titles_of(terms) == ["A"]


def test_a_sheet_reads_otherwise_when_its_day_comes(terms, clock):
    term = make_term(published_at=timezone.now() - timedelta(days=59))
    is_old = lambda: terms.current()["termes"].rows[term.pk][2]  # noqa: E731
    assert not is_old()

    clock(hours=12)
    assert not is_old()
    clock(days=1, minutes=1)
    assert is_old()


def test_a_resource_is_built_again_when_its_day_comes(terms, clock):
    make_source()
    before = terms.current()["editeurs"]

    clock(hours=20)
    assert terms.current()["editeurs"] is before
    clock(hours=25)
    assert terms.current()["editeurs"] is not before
