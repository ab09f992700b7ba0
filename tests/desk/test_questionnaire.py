"""Answers and weights are written by hand: in words, explained, by those who may publish."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from essaimage.common.models import Status
from models_catalog.models import Affinity, Answer, ModelKind
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.factories import (
    make_affinity,
    make_answer,
    make_editor,
    make_model,
    make_question,
    make_source,
)

from .forms import filled, with_row

pytestmark = pytest.mark.django_db


def answer_page(answer: Answer) -> str:
    return reverse("admin:models_catalog_answer_change", args=[answer.pk])


def question_page(question) -> str:
    return reverse("admin:models_catalog_keyquestion_change", args=[question.pk])


def signed_in(*groups: str) -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor(*groups))
    return client


def test_an_answer_is_written_on_the_page_of_its_question(admin_client):
    question = make_question()
    data = filled(admin_client.get(question_page(question)))

    admin_client.post(
        question_page(question),
        with_row(data, "answers", label="Le siège décide de l’essentiel", order="10"),
    )

    answer = question.answers.get()
    assert answer.slug == "le-siege-decide-de-l-essentiel"
    assert_contains(admin_client.get(question_page(question)), answer_page(answer))


def test_two_answers_alike_have_two_words_in_addresses(admin_client):
    question = make_question()
    for _ in range(2):
        data = filled(admin_client.get(question_page(question)))
        admin_client.post(
            question_page(question), with_row(data, "answers", label="Oui", order="10")
        )

    assert sorted(answer.slug for answer in question.answers.all()) == ["oui", "oui-2"]


def test_i_do_not_know_cannot_be_added(admin_client):
    question = make_question()
    data = filled(admin_client.get(question_page(question)))

    page = admin_client.post(
        question_page(question), with_row(data, "answers", label="Je ne sais pas", order="10")
    )

    assert_contains(page, "est proposé partout")
    assert not question.answers.exists()


def test_rewording_an_answer_keeps_the_links_to_it(admin_client):
    answer = make_answer(slug="oui", label="Oui")

    admin_client.post(
        answer_page(answer), filled(admin_client.get(answer_page(answer)), label="Oui, partout")
    )
    answer.refresh_from_db()

    assert (answer.slug, answer.label) == ("oui", "Oui, partout")


def test_a_weight_is_chosen_in_words_and_explained(admin_client):
    answer, model = make_answer(), make_model()
    data = filled(admin_client.get(answer_page(answer)))
    source = make_source()

    page = admin_client.get(answer_page(answer))
    admin_client.post(
        answer_page(answer),
        with_row(
            data,
            "affinities",
            model=str(model.pk),
            weight="-2",
            reason="Le siège répond de tout.",
            source=str(source.pk),
        ),
    )

    assert_contains(page, "Très en faveur (+2)", "Très contre (−2)")
    assert answer.affinities.get().weight == -2


def test_a_weight_without_a_reason_is_refused_with_the_sentence(admin_client):
    answer, model = make_answer(), make_model()
    data = filled(admin_client.get(answer_page(answer)))

    page = admin_client.post(
        answer_page(answer),
        with_row(data, "affinities", model=str(model.pk), weight="1", reason="Parce que."),
    )

    assert_contains(page, "Un poids autre que 0 a une raison et une source.")
    assert not Affinity.objects.exists()


def test_only_the_three_models_are_offered(admin_client):
    answer = make_answer()
    make_model(title="Un des trois")
    make_model(title="Une stratégie voisine", kind=ModelKind.STRATEGY)

    page = admin_client.get(answer_page(answer)).content.decode()

    assert "Un des trois" in page
    assert "Une stratégie voisine" not in page


def test_the_list_shows_the_points_of_each_answer(admin_client):
    affinity = make_affinity(model=make_model(title="Fédération"), weight=-1)

    page = admin_client.get(reverse("admin:models_catalog_answer_changelist"))

    assert_contains(page, affinity.answer.label, "Fédération −1")


def test_the_page_of_a_question_says_what_each_answer_gives(admin_client):
    affinity = make_affinity(model=make_model(title="Franchise sociale"), weight=2)
    silent = make_answer(affinity.answer.question)

    page = admin_client.get(question_page(affinity.answer.question))

    assert_contains(page, "Franchise sociale +2", "Aucun", answer_page(silent))


def test_answers_of_a_published_question_are_kept_by_those_who_publish():
    answer = make_answer()
    draft = make_answer(make_question(status=Status.DRAFT, published_at=None))
    writer, publisher = signed_in("rédaction"), signed_in("publication")

    assert writer.post(answer_page(answer), {"label": "Changée"}).status_code == 403
    assert b'name="label"' in writer.get(answer_page(draft)).content
    assert b'name="label"' in publisher.get(answer_page(answer)).content


def test_a_writer_adds_no_answer_to_a_published_question():
    public = make_question()
    writer = signed_in("rédaction")
    add = reverse("admin:models_catalog_answer_add")
    data = filled(writer.get(add), question=str(public.pk), label="Oui")

    page = writer.post(add, data)

    assert_contains(page, "seules les personnes du groupe « publication »")
    assert not public.answers.exists()


@pytest.mark.parametrize("group", ["rédaction", "publication"])
def test_both_groups_have_what_they_need(group):
    held = Permission.objects.filter(group__name=group, codename__regex="_(answer|affinity)$")

    assert held.count() == 8


NO_EFFECT = "La choisir ne change rien au résultat."


def test_deleting_every_weight_of_an_answer_is_said(admin_client):
    answer = make_answer()
    make_affinity(answer=answer, weight=2)
    data = filled(admin_client.get(answer_page(answer)))

    page = admin_client.post(
        answer_page(answer), data | {"affinities-0-DELETE": ["on"]}, follow=True
    )

    assert not answer.affinities.exists()
    assert_contains(page, NO_EFFECT)


@pytest.mark.parametrize("exit", ["", "pas-encore-pret"])
def test_an_answer_that_still_says_something_is_saved_without_a_word(admin_client, exit):
    answer = make_answer(exit=exit, todo="Consolidez le premier lieu." if exit else "")
    if not exit:
        make_affinity(answer=answer, weight=1)

    page = admin_client.post(
        answer_page(answer), filled(admin_client.get(answer_page(answer))), follow=True
    )

    assert_not_contains(page, NO_EFFECT)
