"""How the content is written: nothing twice, marks in pairs, spaces where French wants them."""

import re
from collections import defaultdict

import pytest

from essaimage.common.fields import MarkdownField
from essaimage.common.texts import fiche_models

from .texts import french_texts, words_only

LONG_SENTENCE = 10  # words: shorter ones may be said twice (« Les sources lues ne le disent pas. »)
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
MARKUP = re.compile(r"^[#>*\-\d.\s|]+|[*_`]", re.MULTILINE)

SLIPS = {
    "dots apart": re.compile(r"\. \.|\.\.(?!\.)|…\."),
    "two spaces": re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)"),
    "space before a comma or a full stop": re.compile(r"(?<=\w)[ \u00a0][,.](?!\d|\w)"),
    "no space after a comma": re.compile(r",(?=[^\W\d])"),
    "two commas": re.compile(r",\s*,"),
    "space inside brackets": re.compile(r"\( | \)"),
    "straight quotation marks": re.compile(r'"'),
    "a word said twice": re.compile(r"\b(de|la|le|les|des|et|un|une|du|à|que|qui) \1\b"),
    "capital without its accent": re.compile(r"\b(?:Etat|Ecole|Etude|Elle-meme|A partir)\b"),
}
PAIRS = [("«", "»"), ("(", ")"), ("[", "]")]


def sentences(text: str) -> set[str]:
    """Return the long sentences of a Markdown text, without its marks."""
    plain = (MARKUP.sub("", part).strip() for part in SENTENCE_END.split(words_only(text)))
    return {part for part in plain if len(part.split()) >= LONG_SENTENCE}


@pytest.mark.parametrize("slip", SLIPS)
def test_no_text_has_that_slip(slip):
    found = [
        f"{where} : {words_only(text)[max(0, match.start() - 20) : match.end() + 20]!r}"
        for where, text in french_texts()
        for match in SLIPS[slip].finditer(words_only(text).replace("\n", "\n\n"))
    ]

    assert found == []


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_what_opens_closes(opening, closing):
    wrong = [where for where, text in french_texts() if text.count(opening) != text.count(closing)]

    assert wrong == []


def test_no_sentence_of_a_sheet_is_found_again_in_another():
    places = defaultdict(set)
    for model in fiche_models():
        fields = [f for f in model._meta.fields if isinstance(f, MarkdownField)]
        for fiche in model.objects.all():
            for field in fields:
                for sentence in sentences(getattr(fiche, field.attname)):
                    places[sentence].add(f"{model.link_prefix}:{fiche.code}")

    assert len(places) > 500
    assert {s: sorted(found) for s, found in places.items() if len(found) > 1} == {}


def test_no_summary_serves_two_sheets():
    summaries = [
        summary
        for model in fiche_models()
        for summary in model.objects.values_list("summary", flat=True)
    ]

    assert len(summaries) == len(set(summaries))
