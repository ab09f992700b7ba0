"""What is wrong with a page, whatever its content: read once per page the test client fetches."""

import re
from collections import Counter
from html.parser import HTMLParser

# Printed in place of a variable the view did not give (see conftest.py).
MISSING = "⟦absent⟧"

DEBRIS = ("{{", "}}", "{%", "%}", "{#", "#}")
# What Python prints for a value nobody formatted.
PYTHON_WORDS = re.compile(r"\b(None|True|False|NaN|Undefined)\b|<[\w.]+ object at 0x")
# An address inside the site starts with « / »; a fragment stays on the page.
ADDRESS = re.compile(r"(/(?!/)|#|https?://|mailto:|tel:|$)")
RAW_TEXT = {"script", "style", "textarea", "code", "pre"}


class PageReader(HTMLParser):
    """Gathers, in one pass, what ``faults_of`` judges."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language: str | None = None
        self.headings = 0
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.inline: list[str] = []
        self.words: list[str] = []
        self.open_raw: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "html":
            self.language = attributes.get("lang")
        self.headings += tag == "h1"
        if attributes.get("id"):
            self.ids[attributes["id"]] += 1
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"] or "")
        if tag == "style" or (tag == "script" and not is_data_or_file(attributes)):
            self.inline.append(f"<{tag}>")
        self.inline += [name for name in attributes if name == "style" or name.startswith("on")]
        if tag in RAW_TEXT:
            self.open_raw.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open_raw:
            self.open_raw.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.open_raw:
            self.words += [found[0] for found in PYTHON_WORDS.finditer(data)]


def is_data_or_file(attributes: dict[str, str | None]) -> bool:
    """Say whether a script element runs nothing written in the page itself."""
    return bool(attributes.get("src")) or attributes.get("type") in {
        "application/ld+json",
        "application/json",
    }


def faults_of(html: str, *, is_admin: bool = False) -> list[str]:
    """Return what is wrong with a whole page, one sentence per fault.

    The admin's own templates write relative links and, on a few pages, no heading: those two rules
    are for the public pages. Its rows carry their settings as JSON, which closes braces by pairs.
    """
    if is_admin:
        html = re.sub(r'data-inline-formset="[^"]*"', "", html)
    reader = PageReader()
    reader.feed(html)
    reader.close()
    faults = [f"template debris: {mark}" for mark in DEBRIS if mark in html]
    faults += [f"missing variable: {found}" for found in missing_variables(html)]
    faults += [f"inline: {what}" for what in reader.inline]
    faults += [f"id used twice: {name}" for name, times in reader.ids.items() if times > 1]
    faults += [f"Python word shown: {word}" for word in reader.words]
    if reader.language != "fr":
        faults.append(f"lang is {reader.language!r}, not 'fr'")
    if not is_admin:
        if reader.headings != 1:
            faults.append(f"{reader.headings} <h1>, not one")
        faults += [
            f"link that does not start with /: {link!r}"
            for link in reader.links
            if not ADDRESS.match(link)
        ]
    return faults


def missing_variables(html: str) -> list[str]:
    """Return the names of the variables a template asked for in vain."""
    return re.findall(rf"{re.escape(MISSING)}([\w.|:\"'-]*)", html)
