"""From an address to answers and back: the address alone reproduces every result."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from essaimage.pages.orientation_answers import Asked
from essaimage.pages.orientation_result import Result
from models_catalog.orientation import orient
from tests.models_catalog.inquiries import answered_inquiries

PATH = "/quel-modele/"


def read(inquiry, address: str) -> Asked:
    """Return what an address says."""
    return Asked(PATH, inquiry, QueryDict(address.partition("?")[2]))


@given(answered_inquiries(), st.sampled_from(["", "23096", "é&=?#+ %"]))
def test_an_address_says_again_all_it_was_made_from(made, commune):
    inquiry, answers = made
    asked = Asked(PATH, inquiry, answers | {"commune": commune, "inconnu": "x"})

    again = read(inquiry, asked.address())

    assert again.given == asked.given == {slug: said for slug, said in answers.items() if said}
    assert again.situation == asked.situation == ({"commune": commune} if commune else {})
    assert again.address() == asked.address()


@given(answered_inquiries())
def test_each_change_proposed_leads_to_a_result_headed_by_its_model(made):
    inquiry, answers = made
    result = Result(Asked(PATH, inquiry, answers), {})

    for ways in result.ways:
        for way in ways.shown:
            changed = orient(inquiry, read(inquiry, way.url).given)
            assert changed.first.model == ways.ranked.slug


@given(answered_inquiries(), st.text(max_size=12))
def test_a_step_is_a_question_or_nothing(made, said):
    inquiry, answers = made
    asked = Asked(PATH, inquiry, answers | {"etape": said})

    assert asked.step is None or asked.current in asked.fields
    assert asked.given == {slug: each for slug, each in answers.items() if each}
