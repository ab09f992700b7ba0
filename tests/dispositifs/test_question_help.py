"""A scheme and the key questions it helps with lead to each other."""

import pytest

from dispositifs.choices import Vie
from tests.assertions import assert_contains, assert_not_contains
from tests.factories import make_dispositif, make_question, make_question_help

pytestmark = pytest.mark.django_db


def test_a_scheme_and_a_question_lead_to_each_other_with_the_reason(client):
    question = make_question(title="Sommes-nous mûrs ?")
    dispositif = make_dispositif(title="Conseil gratuit")
    make_question_help(dispositif, question=question, reason="Il paie un diagnostic.")

    assert_contains(
        client.get(question.get_absolute_url()),
        *("Conseil gratuit", "Il paie un diagnostic.", "proposition éditoriale"),
    )
    assert_contains(
        client.get(dispositif.get_absolute_url()), "Sommes-nous mûrs ?", "Il paie un diagnostic."
    )


@pytest.mark.parametrize(
    "hidden", [{"status": "brouillon"}, {"vie": Vie.TERMINE, "ended_on": "2020-01-01"}]
)
def test_what_cannot_be_asked_for_helps_with_nothing(client, hidden):
    question = make_question()
    make_question_help(make_dispositif(title="Disparu", **hidden), question=question)

    assert_not_contains(client.get(question.get_absolute_url()), "Disparu", "Qui peut aider")


def test_a_draft_question_is_not_told_by_the_scheme(client):
    dispositif = make_dispositif()
    make_question_help(dispositif, question=make_question(title="Secrète", status="brouillon"))

    assert_not_contains(client.get(dispositif.get_absolute_url()), "Secrète")
