"""« Quel modèle ? »: the contract of the questionnaire, one page or step by step, and of its result."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaimage.common.models import Status
from tests.assertions import assert_contains, assert_not_contains, text_of
from tests.factories import make_affinity, make_answer, make_question

from .orientations import PATH, asked, checked, hidden, make_questionnaire, ranking

pytestmark = pytest.mark.django_db


# --- the questions ----------------------------------------------------------------------------


def test_each_question_is_a_fieldset_whose_radios_offer_its_answers(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    page = client.get(PATH)

    offered = ["oui", "non", "je-ne-sais-pas"]
    assert asked(page) == {"q1": offered, "q2": offered}
    assert checked(page) == {}
    assert ranking(page) == []


def test_each_question_says_why_it_is_asked_and_leads_to_its_sheet(client):
    make_questionnaire({"federation": 2})

    page = client.get(PATH)

    assert_contains(page, "Pourquoi cette question", "Parce que.", 'href="/questions/q1/"')


def test_a_draft_or_a_question_to_come_is_not_asked_and_its_answer_is_ignored(client):
    make_questionnaire({"federation": 2})
    tomorrow = timezone.now() + timedelta(days=1)
    draft = make_question(slug="q8", title="Secret ?", status=Status.DRAFT, published_at=None)
    coming = make_question(slug="q9", title="Bientôt ?", published_at=tomorrow)
    for question in (draft, coming):
        make_answer(
            question, slug="oui", label="Réponse cachée", exit="pas-encore-pret", todo="Rien."
        )

    page = client.get(PATH, {"q1": "oui", "q8": "oui", "q9": "zzz"})

    assert_not_contains(page, "Secret", "Bientôt", "Réponse cachée")
    assert_not_contains(client.get(PATH), "Secret", "Bientôt", "Réponse cachée")
    assert ranking(page)[0] == ("federation", 2)


def test_without_questions_the_page_says_so_and_leads_to_the_comparison(client):
    page = client.get(PATH, {"etape": "1", "voir": "resultat"})

    assert_contains(page, "ne sont pas encore publiées", "/modeles/comparer/")


def test_questions_without_models_to_rank_are_not_asked(client):
    make_answer(make_question(slug="q1"), slug="oui")

    page = client.get(PATH, {"q1": "oui"})

    assert_contains(page, "ne sont pas encore publiées")
    assert ranking(page) == []


# --- going on, going back ---------------------------------------------------------------------


def test_the_result_offers_the_questions_again_as_they_were_answered(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    page = client.get(PATH, {"q1": "oui", "q2": "je-ne-sais-pas"})

    assert checked(page) == {"q1": "oui", "q2": "je-ne-sais-pas"}


def test_all_the_questions_can_be_seen_again_with_their_answers(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    page = client.get(PATH, {"q1": "oui", "voir": "questions"})

    assert ranking(page) == []
    assert checked(page) == {"q1": "oui"}
    assert_contains(page, "1 réponse sur 2")


def test_a_step_asks_one_question_and_carries_the_other_answers(client):
    make_questionnaire({"federation": 2}, {"integre": 1}, {"integre": 1})

    page = client.get(PATH, {"q1": "oui", "q2": "non", "q3": "oui", "phase": "", "etape": "2"})

    assert list(asked(page)) == ["q2"]
    assert checked(page) == {"q2": "non"}
    assert hidden(page) == {"q1": "oui", "q3": "oui"}
    assert_contains(page, "Question 2 sur 3", "3 réponses sur 3")
    for button in ('name="etape" value="1"', 'name="etape" value="3"', 'value="resultat"'):
        assert_contains(page, button)


def test_the_first_submit_of_a_step_goes_on_and_that_of_the_last_one_ends(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    first, last = (
        client.get(PATH, {"etape": step}).content.decode().split('class="questionnaire"')[1]
        for step in (1, 2)
    )

    assert first.index('name="etape" value="2"') < first.index('name="voir"')
    assert last.index('value="resultat"') < last.index('name="etape"')


def test_the_button_of_the_result_leads_to_an_address_that_holds_nothing_but_answers(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    response = client.get(PATH, {"q2": "oui", "q1": "", "x": "y", "voir": "resultat"})

    assert (response.status_code, response.headers["Location"]) == (302, f"{PATH}?q2=oui")


def test_asking_for_a_result_without_answers_is_said_gently(client):
    make_questionnaire({"federation": 2})

    page = client.get(PATH, {"voir": "resultat"})

    assert_contains(page, "Rien à additionner pour l’instant")
    assert "q1" in asked(page)


# --- what makes no sense ----------------------------------------------------------------------


def test_an_answer_that_does_not_exist_is_refused_by_its_question_and_the_others_are_kept(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    page = client.get(PATH, {"q1": "peut-être", "q2": "non", "inconnu": "x"})

    assert page.status_code == 400
    assert checked(page) == {"q2": "non"}
    assert ranking(page) == []
    fieldset = page.content.decode().split('data-question="q1"')[1].split("</fieldset>")[0]
    assert "Cette réponse n’existe pas" in fieldset
    assert 'href="#question-q1"' in page.content.decode()


def test_a_wrong_answer_is_told_whatever_else_is_to_be_put_right(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    for said in ({"voir": "resultat"}, {"lieu": ""}, {"etape": "2"}):
        page = client.get(PATH, {"q1": "zzz", "q2": "oui", **said})

        assert_contains(page, "Cette réponse n’existe pas", status=400)


@pytest.mark.parametrize("step", ["0", "3", "-1", "abc", "1.5", "²", "١", "9" * 5000, "1 "])
def test_a_step_that_does_not_exist_loses_no_answer(client, step):
    make_questionnaire({"federation": 2}, {"integre": 1})

    page = client.get(PATH, {"q1": "oui", "etape": step})

    assert page.status_code == 404
    assert checked(page) == {"q1": "oui"}
    assert_contains(page, "Les questions vont de 1 à 2", status=404)


@pytest.mark.parametrize(
    "query",
    [
        "q1=%00",
        "q1=%FF%FE",
        "q1=<script>alert(1)</script>",
        "q1=oui'%20OR%201=1--",
        "q1=" + "a" * 5000,
        "q1=je-ne-sais-pas%00",
        "q1=OUI",
    ],
)
def test_hostile_answers_are_refused_and_never_drawn(client, query):
    make_questionnaire({"federation": 2})

    page = client.get(f"{PATH}?{query}")

    assert page.status_code == 400
    assert "alert(1)" not in page.content.decode()


def test_of_several_answers_to_one_question_the_last_counts(client):
    make_questionnaire({"federation": 2})

    assert ranking(client.get(f"{PATH}?q1=oui&q1=non"))[0][1] == 0
    assert ranking(client.get(f"{PATH}?q1=zzz&q1=oui"))[0] == ("federation", 2)


def test_an_empty_or_unknown_parameter_is_an_absent_one(client):
    make_questionnaire({"federation": 2})

    page = client.get(PATH, {"q1": "", "nimporte": "quoi", "etape": "", "commune": ""})

    assert page.status_code == 200
    assert "q1" in asked(page)
    assert "nimporte" not in text_of(page)


def test_a_form_is_not_posted_here(client):
    assert client.post(PATH, {"q1": "oui"}).status_code == 405


def test_a_question_named_like_a_parameter_keeps_its_name(client):
    made = make_questionnaire({"federation": 2})
    start = make_answer(make_question(slug="phase", title="Où en est-on ?", order=9), slug="debut")
    make_affinity(start, model=made.models["integre"], weight=2)

    page = client.get(PATH, {"phase": "debut"})

    assert ranking(page)[0] == ("integre", 2)
