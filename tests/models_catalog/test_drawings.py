"""The drawings of the models: files one can hear as well as see, in colour or without."""

import re
from xml.etree import ElementTree

import pytest

from models_catalog.drawings import DRAWINGS, Drawing, explained
from models_catalog.models import Criterion, Trait

SVG = "{http://www.w3.org/2000/svg}"
PHONE = 288  # what a screen 320 px wide leaves to a drawing, in pixels
DRAWN = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)


def root(drawing: Drawing, settings) -> ElementTree.Element:
    path = settings.BASE_DIR / "essaimage" / "static" / drawing.image
    return ElementTree.fromstring(path.read_bytes())


@DRAWN
def test_a_drawing_says_in_words_what_the_page_says_beside_it(drawing, settings):
    svg = root(drawing, settings)

    assert svg.findtext(f"{SVG}title") == drawing.title
    assert svg.findtext(f"{SVG}desc") == drawing.said
    assert svg.get("role") == "img"
    assert svg.get("viewBox") == f"0 0 {drawing.width} {drawing.height}"


@DRAWN
def test_its_words_can_be_read_on_a_phone(drawing, settings):
    sizes = [float(text.get("font-size")) for text in root(drawing, settings).iter(f"{SVG}text")]

    assert min(sizes) * PHONE / drawing.width >= 12


@DRAWN
def test_money_and_know_how_differ_by_their_lines_and_the_legend_names_them(drawing, settings):
    svg = root(drawing, settings)
    lines = [path for path in svg.iter(f"{SVG}path") if path.get("class") == "ink-line"]
    words = {text.text for text in svg.iter(f"{SVG}text")}

    assert {"personne morale", "savoir-faire", "argent"} <= words
    assert {bool(line.get("stroke-dasharray")) for line in lines} == {True, False}
    assert {line.get("stroke") for line in lines} == {"#17211b"}


@DRAWN
def test_it_holds_one_tone_beside_ink_and_paper(drawing, settings):
    path = settings.BASE_DIR / "essaimage" / "static" / drawing.image
    light = re.sub(r"<style>.*?</style>", "", path.read_text("utf-8"), flags=re.DOTALL)

    assert len(set(re.findall(r"#[0-9a-f]{6}|#[0-9a-f]{3}\b", light)) - {"#fff", "#17211b"}) == 1


@DRAWN
def test_nothing_forbids_it_to_turn_dark(drawing, client):
    answer = client.get(f"/static/{drawing.image}")

    assert answer.status_code == 200
    assert "Content-Security-Policy" not in answer.headers
    assert b"prefers-color-scheme: dark" in b"".join(answer.streaming_content)


def test_each_claim_comes_with_the_traits_it_rests_on():
    trait = Trait(criterion=Criterion(code="qualite"), value="Direct")

    rows = explained(DRAWINGS["integre"], [trait])

    assert [row.claim.label for row in rows if row.traits] == ["Le savoir-faire"]
    assert len(rows) == 4


def test_a_model_not_drawn_claims_nothing():
    assert explained(None, []) == []
