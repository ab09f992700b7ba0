"""What editors see of what was searched in vain."""

import pytest

from essaimage.search.miss_models import Miss
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.desk.bulk import confirmed
from tests.factories import make_editor, make_miss

pytestmark = pytest.mark.django_db

LIST = "/admin/search/miss/"


def test_a_word_leads_to_the_form_of_a_synonym_that_bears_it(admin_client):
    make_miss(word="colloc & cie", times=7)

    page = admin_client.get(LIST)
    assert_contains(page, "colloc & cie", "à traiter")
    address = "/admin/search/synonymgroup/add/?name=colloc+%26+cie&amp;words=colloc+%26+cie"
    assert_contains(page, f'href="{address}"')

    form = admin_client.get(address.replace("&amp;", "&"))
    assert form.context["adminform"].form.initial["words"] == "colloc & cie"


def test_what_was_searched_most_comes_first_and_what_is_handled_last(admin_client):
    make_miss(word="handled", times=9, is_handled=True)
    make_miss(word="seldom", times=1)
    make_miss(word="often", times=5)

    shown = admin_client.get(LIST).context["cl"].result_list

    assert [miss.word for miss in shown] == ["often", "seldom", "handled"]


def test_words_are_marked_as_handled_together(admin_client):
    page = confirmed(admin_client, LIST, "mark_as_handled", make_miss(), make_miss())

    assert_contains(page, "2 recherches traitées.")
    assert Miss.objects.filter(is_handled=True).count() == 2


def test_nobody_writes_what_visitors_searched(admin_client):
    miss = make_miss(word="colloc", times=7)

    assert admin_client.get(f"{LIST}add/").status_code == 403
    admin_client.post(f"{LIST}{miss.pk}/change/", {"word": "autre", "times": 1, "is_handled": "on"})

    miss.refresh_from_db()
    assert (miss.word, miss.times, miss.is_handled) == ("colloc", 7, True)


def test_who_is_in_no_group_sees_nothing(client):
    client = InspectingClient()
    client.force_login(make_editor())

    assert client.get(LIST).status_code == 403
    assert_not_contains(client.get("/admin/"), "Recherches sans résultat")
