"""Several editors write one sheet at the same moment: each write has its version, in order."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from essaimage.common.models import Term, Version
from essaimage.common.versions import deleting, record, recording, restore
from tests.factories import make_term

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


def at_once(*works) -> list[BaseException | None]:
    """Do every work in its own thread and connection; return what each raised."""

    def done(work):
        try:
            work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(done, works))


def test_writes_at_the_same_moment_are_all_kept_in_order():
    fiche = make_term()

    def write(word: str):
        with recording(fiche, author=None, reason=word):
            Term.objects.filter(pk=fiche.pk).update(body=word)

    errors = at_once(*[lambda word=f"texte {n}": write(word) for n in range(WRITERS)])

    kept = list(Version.objects.of(fiche).reverse())
    assert errors == [None] * WRITERS
    assert [each.number for each in kept] == list(range(1, WRITERS + 2))
    assert [each.origin for each in kept] == ["reprise"] + ["bureau"] * WRITERS
    for each in kept[1:]:
        assert each.values["common.term"][fiche.code]["body"] == each.reason
    fiche.refresh_from_db()
    assert fiche.body == kept[-1].reason


def test_a_deleted_sheet_asked_back_twice_at_once_comes_back_once():
    fiche = make_term()
    with deleting(Term, [fiche.pk], author=None):
        Term.objects.filter(pk=fiche.pk).delete()
    version = Version.objects.get()

    at_once(*[lambda: restore(version, author=None)] * 2)

    assert Term.objects.count() == 1
    numbers = [each.number for each in Version.objects.of(fiche)]
    assert numbers == sorted(set(numbers), reverse=True)
    record(Term.objects.get(), author=None)
    assert Version.objects.of(fiche).count() == len(numbers)


def test_a_restoration_and_a_write_at_the_same_moment_lose_nothing():
    fiche = make_term(body="Un")
    version = record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Deux")
    record(fiche, author=None)

    def write():
        with recording(fiche, author=None):
            Term.objects.filter(pk=fiche.pk).update(body="Trois")

    errors = at_once(write, lambda: restore(version, author=None))

    kept = [each.values["common.term"][fiche.code]["body"] for each in Version.objects.of(fiche)]
    assert errors == [None, None]
    assert {"Un", "Deux", "Trois"} <= set(kept)
    fiche.refresh_from_db()
    assert fiche.body == kept[0]
