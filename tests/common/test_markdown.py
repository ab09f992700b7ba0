"""Markdown is rendered safely, links follow sheets, terms are linked once."""

import pytest

from essaimage.common.markdown import Glossary, GlossaryEntry, Link, plain_text, render_markdown
from essaimage.common.texts import Texts
from tests.factories import make_dispositif, make_term

LINKS = {"dispositif:insite": Link("/dispositifs/insite-2/", "InSite")}


def glossary():
    return Glossary(
        [
            GlossaryEntry(("Tête de réseau",), "/glossaire/#tete", 'La "tête"'),
            GlossaryEntry(("Économie sociale et solidaire", "ESS"), "/glossaire/#ess", "…"),
        ]
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        '<a href="#" onclick="x()">x</a>',
        '<p style="position:fixed">x</p>',
        "<iframe src='//evil'></iframe>",
        "<svg onload=alert(1)>",
        "[x](vbscript:x)",
        "<style>*{display:none}</style>",
        '<form action="//evil"><input name="p"></form>',
        "![x](http://pixel.example/x.gif)",
    ],
)
def test_nothing_hostile_goes_through(hostile):
    html = render_markdown(hostile).lower()

    for danger in ("<script", "<img", "onerror", "javascript:", "data:", "onclick", "style"):
        assert danger not in html
    for danger in ("<iframe", "<svg", "vbscript", "<form", "<input", "onload"):
        assert danger not in html


def test_a_link_to_a_sheet_follows_its_address():
    assert 'href="/dispositifs/insite-2/"' in render_markdown(
        "[InSite](dispositif:insite)", links=LINKS
    )


def test_a_link_to_a_sheet_that_is_not_there_leaves_its_words():
    html = render_markdown("Voir [le programme](dispositif:disparu).", links=LINKS)

    assert html == "<p>Voir le programme.</p>"


def test_headings_leave_the_first_level_to_the_page():
    html = render_markdown("# Un\n\n## Deux")

    assert "<h2>Un</h2>" in html
    assert "<h1" not in html
    assert "id=" not in html


def test_a_term_is_linked_the_first_time_only_and_not_inside_links_or_titles():
    entries = glossary()

    first = render_markdown(
        "# Tête de réseau\n\nLa tête de réseau, la tête de réseau.", glossary=entries
    )
    second = render_markdown("[tête de réseau](https://exemple.fr) et l'ESS", glossary=entries)

    assert first.count('class="term"') == 1
    assert "<h2>Tête de réseau</h2>" in first
    assert "La &quot;tête&quot;" in first
    assert second.count('class="term"') == 1
    assert ">ESS</a>" in second


def test_an_acronym_is_not_found_inside_a_word_or_in_lower_case():
    html = render_markdown("Une adrESSe, un essai, ess.", glossary=glossary())

    assert 'class="term"' not in html


def test_a_term_that_html_escapes_is_linked_all_the_same():
    terms = Glossary([GlossaryEntry(("R&D",), "/glossaire/#rd", "Recherche et développement")])

    html = render_markdown("La R&D compte.", glossary=terms)

    assert '<a class="term" href="/glossaire/#rd"' in html
    assert ">R&amp;D</a>" in html


@pytest.mark.django_db
def test_a_page_resolves_all_its_texts_in_one_query(django_assert_num_queries):
    make_dispositif(code="insite", slug="insite", title="InSite")
    make_dispositif(code="cache", slug="cache", status="brouillon")
    make_term(title="Antenne")

    with django_assert_num_queries(1):
        texts = Texts()
        html = texts.markdown("[a](dispositif:insite) [b](dispositif:cache) une antenne")
        texts.markdown("[c](dispositif:insite)")

    assert 'href="/dispositifs/insite/"' in html
    assert "cache" not in html
    assert 'href="/glossaire/#antenne"' in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Un **mot** et _deux_.", "Un mot et deux."),
        ("## Titre\n\n- un\n- deux\n\n1. trois", "Titre. un deux trois"),
        (
            "Voir [la page](dispositif:petites-villes) et [là](https://exemple.fr/a).",
            "Voir la page et là.",
        ),
        ("| a | b |\n|---|:-:|\n| c | d |", "a b c d"),
        ("### Qui paie ?\n\nVous.", "Qui paie ? Vous."),
        ("> cité\n\nsuite", "cité suite"),
        ("<b>gras</b> et 3 < 4", "gras et 3 < 4"),
        ("[" * 5_000 + "(" * 5_000, "[" * 5_000 + "(" * 5_000),
        ("", ""),
    ],
)
def test_the_words_of_a_text_stand_without_its_marks(text, words):
    assert plain_text(text) == words
