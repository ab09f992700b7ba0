"""Rows and facets of lists, drawn by shapes: what their templates draw, word for word."""

from dataclasses import asdict

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from essaimage.common import molds
from essaimage.search.documents import Choice
from essaimage.search.listing import Facet, Result
from essaimage.search.templatetags.lists import facet_field, result_row

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


@given(
    errors=st.lists(WORDS, max_size=1),
    ticked=st.sets(st.sampled_from(["pret", "<b>", "absent"])),
    is_open=st.booleans(),
    help_=st.sampled_from(["", "Qui « décide » & quoi"]),
)
def test_a_facet_is_what_its_template_draws(errors, ticked, is_open, help_):
    choices = (Choice("pret", "Prêt"), Choice("<b>", "100 % <i>", 'dit "tout"'))
    facet = Facet("nature", "Nature", choices, {"pret": 3}, ticked, is_open, errors, help_)
    drawn = facet_field(facet)
    options = drawn[drawn.index("<label") : drawn.rindex("</label>") + len("</label>")]
    told = {"name": "nature", "label": "Nature", "help": help_, "is_open": is_open}
    told |= {"ticked": len(ticked - {"absent"}), "error": " ".join(errors)}

    assert drawn == render_to_string(
        "components/facet.html", {**told, "options": mark_safe(options)}
    )


def test_the_options_of_a_facet_are_escaped_counted_and_ticked():
    choices = (Choice("pret", "Prêt"), Choice("<b>", "100 % <i>", 'dit "tout"'))

    drawn = facet_field(Facet("nature", "Nature", choices, {"pret": 3}, ["pret"]))

    assert 'value="pret" data-facette="nature" data-valeur="pret" checked data-nombre="3"' in drawn
    assert (
        'value="&lt;b&gt;" data-facette="nature" data-valeur="&lt;b&gt;" data-nombre="0"' in drawn
    )
    assert ' title="dit &quot;tout&quot;"' in drawn
    assert "100 % &lt;i&gt;" in drawn
    assert "(1 cochée)" in drawn
