"""The result of the questionnaire: three models in order, the addition, exits, what would change it."""

import pytest

from tests.assertions import assert_contains, assert_not_contains

from .orientations import PATH, addition, make_questionnaire, ranking

pytestmark = pytest.mark.django_db


def test_the_result_ranks_exactly_the_three_models(client):
    make_questionnaire({"federation": 2, "integre": -1}, {"federation": 1, "franchise-sociale": 1})

    page = client.get(PATH, {"q1": "oui", "q2": "oui"})

    assert ranking(page) == [("federation", 3), ("franchise-sociale", 1), ("integre", -1)]
    assert_contains(
        page, "La fédération vient en tête : 3 points, contre 1 pour la franchise sociale"
    )


def test_each_answer_shows_its_points_its_reason_and_its_source(client):
    made = make_questionnaire({"federation": 2, "integre": -1})

    page = client.get(PATH, {"q1": "oui"})

    source = made.questions[0].answers.get(slug="oui").affinities.first().source
    assert_contains(page, "Raison 1 de federation.", "Raison 1 de integre.", source.title)
    assert_contains(page, "2 − 0 = 2", "0 − 1 = −1")


def test_the_addition_is_a_table_whose_columns_add_up(client):
    make_questionnaire({"federation": 2, "integre": -1}, {"integre": -2}, {"federation": -1})

    page = client.get(PATH, {"q1": "oui", "q2": "oui", "q3": "oui"})

    *lines, total = addition(page)
    assert [sum(column) for column in zip(*lines, strict=True)] == total
    assert total == [points for _, points in ranking(page)]


def test_an_exit_is_shown_beside_the_three_models(client):
    make_questionnaire({"federation": 2}, exit="pas-encore-pret", todo="Ouvrir un deuxième site.")

    page = client.get(PATH, {"q1": "oui"})

    assert len(ranking(page)) == 3
    assert_contains(page, "pas encore prêt", "Ouvrir un deuxième site.")


def test_two_hints_say_that_giving_away_may_be_enough(client):
    make_questionnaire({"federation": 1}, {"integre": 1}, exit="diffusion-ouverte")

    alone = client.get(PATH, {"q1": "oui"})
    both = client.get(PATH, {"q1": "oui", "q2": "oui"})

    assert_not_contains(alone, "Une diffusion ouverte suffit peut-être")
    assert_contains(both, "Une diffusion ouverte suffit peut-être")
    assert len(ranking(both)) == 3


def test_a_tie_is_called_one_and_the_mix_is_proposed(client):
    make_questionnaire({"federation": 2}, {"franchise-sociale": 2})

    page = client.get(PATH, {"q1": "oui", "q2": "oui"})

    assert_contains(
        page, "sont à égalité : 2 points chacune", "Et un mélange des deux", "Oui, cas 1"
    )


def test_a_link_applies_the_smallest_change_that_puts_another_model_first(client):
    make_questionnaire({"federation": 2}, {"franchise-sociale": 1}, {"franchise-sociale": 2})

    page = client.get(PATH, {"q1": "oui", "q2": "oui"})
    assert ranking(page)[0] == ("federation", 2)
    assert_contains(page, f'href="{PATH}?q1=oui&amp;q2=oui&amp;q3=oui"')

    changed = client.get(f"{PATH}?q1=oui&q2=oui&q3=oui")
    assert ranking(changed)[0] == ("franchise-sociale", 3)


def test_changes_that_are_far_are_told_on_demand(client):
    make_questionnaire(*[{"federation": 1}] * 3, *[{"integre": 1}] * 4)
    three = {f"q{number}": "oui" for number in (1, 2, 3)}

    page = client.get(PATH, three)

    assert_contains(page, "Il faudrait changer 3 réponses à la fois", "c’est loin")
    assert_contains(page, "Aucun jeu de réponses ne le mettrait en tête")


def test_the_reasons_that_weigh_less_are_folded(client):
    make_questionnaire(*[{"federation": 2}] * 4, *[{"federation": 1}] * 3)

    page = client.get(PATH, {f"q{number}": "oui" for number in range(1, 8)})

    assert_contains(page, "3 autres raisons (+3)", "Raison 7 de federation.")


def test_questions_still_open_lead_to_their_sheet_and_to_their_step(client):
    make_questionnaire({"federation": 2}, {"integre": 1}, {"integre": 1})

    page = client.get(PATH, {"q1": "oui", "q2": "je-ne-sais-pas"})

    assert_contains(
        page, "2 réponses sur 3", "dont 1 « je ne sais pas »", "Questions encore ouvertes"
    )
    assert_contains(page, 'href="/questions/q2/"', 'href="/questions/q3/"')
    assert_contains(page, f"{PATH}?q1=oui&amp;q2=je-ne-sais-pas&amp;etape=3")


def test_not_knowing_gives_nothing_and_too_little_is_said(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    page = client.get(PATH, {"q1": "je-ne-sais-pas"})

    assert [points for _, points in ranking(page)] == [0, 0, 0]
    assert_contains(page, "Rien ne départage encore", "trop peu pour conclure")


def test_a_result_is_marked_as_an_editorial_proposal(client):
    make_questionnaire({"federation": 2})

    assert_contains(client.get(PATH, {"q1": "oui"}), "Proposition éditoriale", "/a-propos/methode/")


def test_the_result_can_be_sent_by_its_address(client):
    make_questionnaire({"federation": 2}, {"integre": 1})

    page = client.get(PATH, {"q2": "non", "q1": "oui"})

    assert_contains(page, "http%3A%2F%2Ftestserver%2Fquel-modele%2F%3Fq1%3Doui%26q2%3Dnon")
    assert_contains(
        page, "http://testserver/quel-modele/?q1=oui&amp;q2=non", "data-copy", "data-print"
    )


def test_the_result_leaves_no_cookie_and_no_form_that_posts(client):
    make_questionnaire({"federation": 2})

    page = client.get(PATH, {"q1": "oui"})

    assert not page.cookies
    assert_not_contains(page, "csrfmiddlewaretoken")
