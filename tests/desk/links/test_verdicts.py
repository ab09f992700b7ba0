"""What each way a visit may end makes of a link."""

from datetime import UTC, datetime, timedelta

import pytest

from essaimage.desk.links.verdicts import History, Kind, Outcome, Result, explained, judge

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = History()
ALIVE, DEAD, UNSURE = Result.ALIVE, Result.DEAD, Result.UNSURE


def answer(status: int, **values) -> Outcome:
    return Outcome(Kind.ANSWER, status, **values)


def missing_for(**since) -> History:
    """A link that was not found for the first time some time ago."""
    return History(UNSURE, 1, NOW - timedelta(**since), NOW - timedelta(**since))


@pytest.mark.parametrize(
    ("outcome", "before", "result"),
    [
        (answer(200), NEW, ALIVE),
        (answer(204), NEW, ALIVE),
        (answer(206), History(DEAD, 4, NOW, NOW), ALIVE),
        (answer(200, hops=1), NEW, ALIVE),
        (answer(200, hops=1, moved_to="https://exemple.fr/b"), NEW, ALIVE),
        (answer(200, hops=1, fell_home=True), NEW, UNSURE),
        # Dead at once: the server says so, or the address cannot be right.
        (answer(410), NEW, DEAD),
        (Outcome(Kind.UNREADABLE, reason="elle est mal écrite"), NEW, DEAD),
        # Not found: dead the second time, hours later.
        (answer(404), NEW, UNSURE),
        (answer(404), missing_for(minutes=5), UNSURE),
        (answer(404), missing_for(hours=5, minutes=59), UNSURE),
        (answer(404), missing_for(hours=6), DEAD),
        (answer(404), missing_for(days=30), DEAD),
        (Outcome(Kind.NO_SUCH_NAME), NEW, UNSURE),
        (Outcome(Kind.NO_SUCH_NAME), missing_for(hours=7), DEAD),
        (Outcome(Kind.NO_SUCH_NAME, hops=1), missing_for(hours=7), DEAD),
        # A failure of another kind, long ago, does not make a first 404 sure.
        (answer(404), History(UNSURE, 9, NOW - timedelta(days=90)), UNSURE),
        # Never sure, however long it lasts.
        *[
            (answer(status), History(UNSURE, 50, NOW - timedelta(days=300)), UNSURE)
            for status in (
                300,
                302,
                400,
                401,
                402,
                403,
                405,
                406,
                408,
                418,
                429,
                451,
                500,
                502,
                503,
            )
        ],
        *[
            (Outcome(kind), History(UNSURE, 50, NOW - timedelta(days=300)), UNSURE)
            for kind in Kind
            if kind not in {Kind.ANSWER, Kind.NO_SUCH_NAME, Kind.UNREADABLE}
        ],
        # What was found missing, then could not be read: still as it was.
        (answer(503), missing_for(hours=7), UNSURE),
        (answer(503), History(DEAD, 2, NOW, NOW), DEAD),
        (Outcome(Kind.TIMEOUT), History(DEAD, 2, NOW, NOW), DEAD),
        (answer(404), History(DEAD, 2, NOW, NOW), DEAD),
        # … but a server that answers otherwise casts a doubt again.
        (answer(401), History(DEAD, 2, NOW, NOW), UNSURE),
        (Outcome(Kind.LOOP), History(DEAD, 2, NOW, NOW), UNSURE),
        (answer(200, hops=1, fell_home=True), History(DEAD, 2, NOW, NOW), UNSURE),
    ],
)
def test_each_answer_has_its_result(outcome, before, result):
    assert judge(outcome, before, NOW).result == result


def test_a_second_not_found_counts_even_after_a_breakdown_in_between():
    first = judge(answer(404), NEW, NOW)
    broken = judge(answer(500), first.history, NOW + timedelta(hours=3))
    second = judge(answer(404), broken.history, NOW + timedelta(hours=9))

    assert [each.result for each in (first, broken, second)] == [UNSURE, UNSURE, DEAD]
    assert second.history.failures == 3
    assert second.history.first_failed_at == second.history.missing_since == NOW


def test_a_page_that_answers_forgets_its_failures():
    first = judge(answer(404), NEW, NOW)
    back = judge(answer(200), first.history, NOW + timedelta(hours=7))
    again = judge(answer(404), back.history, NOW + timedelta(hours=14))

    assert back.history == History(ALIVE)
    assert again.result == UNSURE


def test_a_first_not_found_says_that_it_is_to_be_confirmed():
    assert "À confirmer" in judge(answer(404), NEW, NOW).detail
    assert "À confirmer" not in judge(answer(404), missing_for(days=1), NOW).detail


def test_a_permanent_redirection_is_told_with_its_end():
    verdict = judge(answer(200, hops=1, moved_to="https://exemple.fr/b"), NEW, NOW)

    assert verdict.moved_to == "https://exemple.fr/b"
    assert "nouvelle adresse" in verdict.detail


def test_a_page_that_is_not_given_proposes_no_address():
    verdict = judge(answer(404, hops=1, moved_to="https://exemple.fr/b"), NEW, NOW)

    assert verdict.moved_to == ""
    assert verdict.detail.startswith("Après redirection : page introuvable")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.ANSWER])
def test_every_failure_is_explained_in_a_sentence(kind):
    text = explained(Outcome(kind, reason="parce que"))

    assert text[0].isupper()
    assert text.endswith(".")
    assert "{" not in text


@pytest.mark.parametrize("status", [302, 304, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503])
def test_every_status_is_explained_with_its_number(status):
    text = explained(answer(status))

    assert str(status) in text
    assert text.endswith(".")
