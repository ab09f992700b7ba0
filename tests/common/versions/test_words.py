"""Two texts are compared as one reads: words, not letters; what did not change is shortened."""

from time import perf_counter

import pytest

from essaimage.common.versions.words import Piece, compare_texts

SIGNS = {"kept": "{}", "removed": "[-{}-]", "added": "[+{}+]", "skipped": "…"}


def drawn(before: str, after: str) -> str:
    return "".join(SIGNS[piece.kind].format(piece.text) for piece in compare_texts(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Un prêt.", "Un prêt.", "Un prêt."),
        ("Un prêt d’honneur.", "Un prêt sans intérêt.", "Un prêt [-d’honneur-][+sans intérêt+]."),
        ("Trois ans au plus.", "Cinq ans au plus.", "[-Trois-][+Cinq+] ans au plus."),
        ("De l’aide.", "De l’appui.", "De l’[-aide-][+appui+]."),
        (
            "Dans la Creuse et le Lot.",
            "Dans le Gers et le Lot.",
            "Dans [-la Creuse-][+le Gers+] et le Lot.",
        ),
        ("", "Neuf.", "[+Neuf.+]"),
        ("Vieux.", "", "[-Vieux.-]"),
        ("Un\n\nDeux\n", "Un\n\nTrois\n\nDeux\n", "Un\n\n[+Trois\n\n+]Deux\n"),
        ("<b>Un</b>", "<i>Un</i>", "<[-b-][+i+]>Un</[-b-][+i+]>"),
    ],
)
def test_a_change_is_told_in_words(before, after, expected):
    assert drawn(before, after) == expected


def test_what_is_rewritten_is_shown_whole():
    before, after = "Le siège signe tout.", "Chaque antenne choisit ses partenaires locaux."

    assert drawn(before, after) == f"[-{before}-][+{after}+]"


def test_what_is_far_from_a_change_is_skipped():
    long = "mot " * 300

    pieces = compare_texts(f"{long}ancien {long}", f"{long}nouveau {long}")

    assert [piece.kind for piece in pieces] == [
        "skipped",
        "kept",
        "removed",
        "added",
        "kept",
        "skipped",
    ]
    assert all(len(piece.text) < 200 for piece in pieces if piece.kind == "kept")
    assert pieces[2:4] == [Piece("removed", "ancien"), Piece("added", "nouveau")]


def test_a_long_passage_is_compared_in_little_time():
    words = [f"mot{number % 97} de la" for number in range(450)]
    before, after = " ".join(words), " ".join(reversed(words))
    start = perf_counter()

    compare_texts(before, after)

    assert perf_counter() - start < 2  # seconds; a tenth of one where nothing else runs


@pytest.mark.parametrize("size", [0, 1, 100, 40_000])
def test_both_texts_are_found_again_in_the_pieces(size):
    before = "Un mot, puis l’autre. " * size + "Fin"
    after = "Un mot, mais l’autre. " * size + "Suite et fin"

    pieces = compare_texts(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
