"""Parameters are read and written back without losing or leaking anything."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from essaimage.search.parameters import QUERY_LENGTH, Address, cleaned_query, filled


@given(st.text(max_size=500))
def test_words_typed_are_cleaned_once_and_never_too_long(text):
    kept, _ = cleaned_query(text)

    assert len(kept) <= QUERY_LENGTH
    assert cleaned_query(kept) == (kept, False)
    assert all(letter.isprintable() or letter == " " for letter in kept)


def test_empty_and_repeated_values_are_dropped():
    data = filled(QueryDict("a=&b=1&b=1&b=2&c="))

    assert dict(data.lists()) == {"b": ["1", "2"]}


def test_links_keep_known_parameters_only_and_go_back_to_the_first_page():
    data = QueryDict("nature=pret&nature=prix&utm=x&page=3")
    address = Address("/dispositifs/", data, ("nature", "tri", "page"))

    assert address.without_value("nature", "pret") == "/dispositifs/?nature=prix"
    assert address.without("nature") == "/dispositifs/"
    assert address.with_value("tri", "titre") == ("/dispositifs/?nature=pret&nature=prix&tri=titre")
    assert address.with_value("page", "2") == "/dispositifs/?nature=pret&nature=prix&page=2"


def test_values_are_encoded_in_links():
    address = Address("/dispositifs/", QueryDict("q=a%26b%3Cscript%3E"), ("q", "tri"))

    assert address.with_value("tri", "titre") == "/dispositifs/?q=a%26b%3Cscript%3E&tri=titre"
