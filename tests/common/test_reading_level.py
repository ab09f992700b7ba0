"""How hard a text is to read: tables of cases, and the command that prints them."""

from io import StringIO

import pytest
from django.core.management import call_command

from essaimage.common.reading_level import ReadingLevel, reading_level, syllables
from tests.factories import make_dispositif, make_term


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("le", 1), ("les", 1), ("que", 1), ("qu’il", 1), ("aide", 1), ("villes", 1)),
        *(("longue", 1), ("guide", 1), ("prêt", 1), ("lieux", 1), ("l’eau", 1), ("rue", 1)),
        *(("réseau", 2), ("moyen", 2), ("payer", 2), ("naïf", 2), ("l’école", 2), ("idées", 2)),
        *(("famille", 2), ("équipe", 2), ("noël", 2), ("question", 2), ("œuvre", 1)),
        *(("travailler", 3), ("accueillir", 3), ("poésie", 3), ("réaliser", 4)),
        *(("association", 4), ("fédération", 4), ("ruralité", 4), ("européen", 4)),
        *(("coopérative", 5), ("accompagnement", 5), ("expérimentation", 6)),
        *(("2024", 1), ("ANCT", 4), ("à", 1), ("y", 1)),
    ],
)
def test_syllables_are_counted_as_they_are_read(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("La ville aide.", ReadingLevel(3, 1, 3, 0)),
        ("La ville aide. Qui paie\u00a0? Le réseau…", ReadingLevel(7, 3, 8, 0)),
        ("L’association accompagne l’école.", ReadingLevel(3, 1, 9, 2)),
        ("Un titre\n\nPuis un texte", ReadingLevel(5, 2, 5, 0)),
        ("Le prix est de 3,5 M€ (au plus).", ReadingLevel(9, 1, 9, 0)),
        ("«\u00a0Ça marche ici.\u00a0» Et ailleurs\u00a0?", ReadingLevel(5, 2, 7, 0)),
    ],
)
def test_words_sentences_and_long_words_are_counted(text, level):
    assert reading_level(text) == level


@pytest.mark.parametrize("text", ["", "  \n", "… ! — ?"])
def test_a_text_without_a_word_has_no_level(text):
    assert reading_level(text) is None


@pytest.mark.parametrize(
    ("level", "index", "said"),
    [
        (ReadingLevel(10, 1, 10, 0), 123.25, "facile"),
        (ReadingLevel(10, 1, 18, 0), 64.37, "courant"),
        (ReadingLevel(20, 1, 38, 0), 46.86, "difficile"),
        (ReadingLevel(30, 1, 60, 0), 29.35, "très difficile"),
    ],
)
def test_the_index_is_the_one_of_kandel_and_moles(level, index, said):
    assert level.index == pytest.approx(index)
    assert level.said == said


def test_shorter_sentences_are_easier():
    one = reading_level("La commune signe et le réseau ouvre une antenne dans le village.")
    two = reading_level("La commune signe. Le réseau ouvre une antenne dans le village.")

    assert one.index < two.index


@pytest.mark.django_db
def test_the_command_shows_the_median_and_the_hardest_of_each_kind():
    make_dispositif(title="Facile", summary="La ville aide. Le réseau ouvre.")
    make_dispositif(
        title="Ardu",
        summary="Accompagnement pluridisciplinaire des expérimentations territorialisées.",
    )
    make_dispositif(title="Caché", summary="Intercommunalité.", status="brouillon")
    make_term(title="Terme", summary="Un mot et ce qu’il veut dire.")
    out = StringIO()

    call_command("reading_level", stdout=out)

    lines = out.getvalue().splitlines()
    assert "Ardu" in out.getvalue()
    assert "Caché" not in out.getvalue()
    assert any(line.startswith("dispositifs d’appui") and " 2 " in line for line in lines)
    assert lines[-1].startswith("2 genres de fiches, 3 résumés")


@pytest.mark.django_db
def test_the_command_says_when_there_is_nothing_to_read():
    out = StringIO()

    call_command("reading_level", stdout=out)

    assert out.getvalue().splitlines()[-1] == "Aucun résumé publié."


@pytest.mark.django_db
def test_the_command_shows_as_many_hard_summaries_as_one_asks():
    for number in range(4):
        make_dispositif(title=f"Fiche {number}")
    out = StringIO()

    call_command("reading_level", "--worst", "3", stdout=out)

    assert out.getvalue().count("Fiche ") == 3
