"""Rows of lists, drawn by shapes: what the template draws, word for word."""

from dataclasses import asdict

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from essaimage.common import molds
from essaimage.search.listing import Result
from essaimage.search.templatetags.lists import result_row

WORDS = st.text(st.sampled_from("aé<>&\"'% %s{}$#\ue000\ue0010 1"), max_size=8)
TEXTS = WORDS | st.builds(mark_safe, st.just("du <mark>rural</mark> &amp; plus"))
ROWS = st.builds(
    Result,
    slug=st.sampled_from(["", "adie", "fonds-2"]),
    url=WORDS,
    title=TEXTS,
    sigle=WORDS,
    summary=TEXTS,
    facts=st.lists(st.tuples(st.sampled_from(["Nature", "Échelle"]), WORDS), max_size=4),
    etat=st.sampled_from(["", "actif", "a_verifier", "termine", "remplace", "archive"]),
    evidence=WORDS,
    extract=TEXTS,
    verdict=st.sampled_from(["", "oui", "a-verifier", "non"]),
    verdict_label=WORDS,
    reason=WORDS,
)


def from_template(row: Result, heading: str) -> str:
    return render_to_string("components/row.html", {**asdict(row), "heading": heading})


@given(row=ROWS, heading=st.sampled_from(["h2", "h3"]))
def test_a_row_is_what_its_template_draws(row, heading):
    assert result_row(row, heading) == from_template(row, heading)


def test_words_are_escaped_and_marks_are_not():
    title = SafeString("<mark>Adie</mark>")
    row = Result("adie", "/d/?a=1&b=2", title, "<b>", "100 %", [("Nature", "<i>")], "actif", "Oui")

    shown = result_row(row, "h2")

    assert "<mark>Adie</mark>" in shown
    assert "&lt;b&gt;" in shown
    assert "&lt;i&gt;" in shown
    assert "/d/?a=1&amp;b=2" in shown
    assert "<p>100 %</p>" in shown


@pytest.mark.parametrize(("is_developing", "kept"), [(False, 1), (True, 0)])
def test_a_template_is_drawn_once_for_a_shape_but_while_developing(settings, is_developing, kept):
    settings.DEBUG = is_developing
    molds._cast.cache_clear()

    for title in ("Un", "Deux"):
        row = Result("a", "/a/", title, "", "Texte", [("Nature", title)], "actif", "Oui")
        assert title in result_row(row, "h2")

    assert molds._cast.cache_info().currsize == kept
