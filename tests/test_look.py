"""The look keeps its promises: colours one can read, light files, nothing from elsewhere."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path("essaimage") / "static"
TEMPLATES = Path("templates")

TEXT = 4.5  # WCAG 2.2, 1.4.3
CONTROL = 3.0  # WCAG 2.2, 1.4.11
# (what is read, on what, at least)
PAIRS = [
    ("ink", "ground", TEXT),
    ("ink", "surface", TEXT),
    ("ink-2", "ground", TEXT),
    ("ink-2", "surface", TEXT),
    ("green", "ground", TEXT),
    ("green-deep", "ground", TEXT),
    ("on-green", "green", TEXT),
    ("on-green", "green-deep", TEXT),
    ("blue", "ground", TEXT),
    ("plum", "ground", TEXT),
    ("no", "ground", TEXT),
    ("honey-ink", "ground", TEXT),
    ("honey-ink", "honey-pale", TEXT),
    ("ink", "honey-pale", TEXT),
    ("ink-2", "honey-pale", TEXT),
    ("cell-text-0", "cell-0", TEXT),
    ("cell-text", "cell-1", TEXT),
    ("cell-text", "cell-2", TEXT),
    ("cell-text-full", "cell-3", TEXT),
    ("cell-text-full", "cell-4", TEXT),
    ("edge", "ground", CONTROL),
    ("edge", "surface", CONTROL),
    ("focus", "ground", CONTROL),
    ("focus", "surface", CONTROL),
]


def read(path: Path, settings) -> str:
    return (settings.BASE_DIR / path).read_text(encoding="utf-8")


def files(folder: Path, pattern: str, settings) -> list[Path]:
    return sorted((settings.BASE_DIR / folder).rglob(pattern))


def palette(settings, scheme: str) -> dict[str, str]:
    """Return the colours of a scheme: the dark one only says what it changes."""
    light, dark = read(STATIC / "css" / "tokens.css", settings).split("prefers-color-scheme: dark")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark))
    return colours


def luminance(colour: str) -> float:
    """Return the relative luminance of « #rrggbb » or « #rgb », as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read(settings, scheme, text, ground, least):
    colours = palette(settings, scheme)

    assert contrast(colours[text], colours[ground]) >= least


def test_the_style_sheets_weigh_less_than_12_kilobytes(settings):
    sheets = files(STATIC / "css", "*.css", settings)
    linked = [s for s in sheets if f'css/{s.name}"' in read(TEMPLATES / "base.html", settings)]

    assert len(linked) == 4
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in linked) < 12_000


def test_static_files_call_nothing_from_elsewhere(settings):
    elsewhere = re.compile(r"https?://(?!www\.w3\.org/2000/svg)|data:|@import|\burl\(")
    texts = [p for p in files(STATIC, "*.*", settings) if p.suffix in {".css", ".js", ".svg"}]

    assert {p.name: elsewhere.findall(p.read_text(encoding="utf-8")) for p in texts} == {
        p.name: [] for p in texts
    }


def test_every_class_of_a_public_page_is_styled(settings):
    css = "".join(p.read_text(encoding="utf-8") for p in files(STATIC / "css", "*.css", settings))
    styled = set(re.findall(r"\.([a-z][\w-]*)", css))
    used = {}
    for page in files(TEMPLATES, "*.html", settings):
        if "admin" in page.relative_to(settings.BASE_DIR / TEMPLATES).parts:
            continue
        html = re.sub(r"{[{%#].*?[}%#]}", " {} ", page.read_text(encoding="utf-8"))
        for value in re.findall(r'class="([^"]*)"', html):
            # What a variable completes (« state--{{ etat }} ») is left to the eye.
            words = [w for w in value.split() if w != "{}" and not w.endswith("-")]
            used |= dict.fromkeys(words, page.name)

    assert {word: page for word, page in used.items() if word not in styled} == {}


@pytest.mark.parametrize("name", ["base_bare.html", "400.html", "500.html"])
def test_an_error_page_counts_on_nothing(settings, name):
    template = read(TEMPLATES / name, settings)

    assert not re.search(r"{{|{% (load|static|url|if|for)\b", template)


CODE = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
PLAIN_SPACE = re.compile(r"\S [;?!»]|\S :(?=\s|$)|« ")


def test_no_line_of_a_template_starts_with_a_punctuation_mark(settings):
    """French sets a no-break space before « ; : ? ! » and inside quotation marks."""
    loose = {
        page.name: found
        for page in files(TEMPLATES, "*.html", settings)
        if (found := PLAIN_SPACE.findall(CODE.sub("x", page.read_text(encoding="utf-8"))))
    }

    assert loose == {}
