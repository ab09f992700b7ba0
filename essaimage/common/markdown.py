"""Markdown to safe HTML: the one way in which text written by editors becomes a page.

Python-Markdown writes the HTML, nh3 keeps only what is listed here. Links between sheets are written
``[texte](dispositif:petites-villes-de-demain)`` and follow the sheet when its address changes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString
from markdown import Markdown
from markdown.extensions.toc import TocExtension

from .typography import typographie

TAGS = {
    *("p", "br", "hr", "strong", "em", "ul", "ol", "li", "blockquote", "a", "abbr"),
    *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "sup", "sub"),
}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "th": {"scope"}, "ol": {"start"}}
URL_SCHEMES = {"http", "https", "mailto"}

_SHEET_LINK = re.compile(r'<a href="([a-z]+):([a-z0-9_-]+)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"(<[^>]+>)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_HEADING = re.compile(r"^[ \t]*#{1,6} (.*[^\s.:?!…#])[ #]*$", re.MULTILINE)
_MARKUP = re.compile(
    r"^[ \t]*(?:#{1,6} |[-*+] |\d+\. |> ?|[|: -]+$)|[*_`]{1,3}|<[^<>]+>|\\(?=\W)", re.MULTILINE
)
_SILENT = {"a", "h2", "h3", "h4", "code", "pre", "abbr"}  # where no term is linked


@dataclass(frozen=True)
class Link:
    """Where a sheet is read."""

    url: str
    title: str


@dataclass(frozen=True)
class GlossaryEntry:
    """A term as it may be met in a text: any of ``words``, whose definition stands at ``url``."""

    words: tuple[str, ...]
    url: str
    definition: str


@dataclass
class Glossary:
    """Terms to link in the texts of one page, each the first time it is met only."""

    entries: Iterable[GlossaryEntry] = ()
    met: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.entries = list(self.entries)
        self._by_word = {_form(word): entry for entry in self.entries for word in entry.words}
        words = sorted(
            {word for entry in self.entries for word in entry.words}, key=len, reverse=True
        )
        self._pattern = (
            re.compile(rf"(?<![\w-])({'|'.join(_loose(word) for word in words)})(?![\w-])")
            if words
            else None
        )

    def link(self, html: str) -> str:
        """Return ``html`` with each term not met yet on the page linked to its definition."""
        if self._pattern is None:
            return html
        depth = 0
        pieces = []
        for piece in _TAG.split(html):
            if piece.startswith("<"):
                name = piece.strip("</>").split()[0].lower() if piece.strip("</>") else ""
                if name in _SILENT:
                    depth += -1 if piece.startswith("</") else 1
                pieces.append(piece)
            else:
                pieces.append(piece if depth else self._pattern.sub(self._linked, piece))
        return "".join(pieces)

    def _linked(self, match: re.Match[str]) -> str:
        entry = self._by_word.get(_form(unescape(match[0])))
        if entry is None or entry.url in self.met:
            return match[0]
        self.met.add(entry.url)
        return (
            f'<a class="term" href="{entry.url}" title="{escape(entry.definition)}">{match[0]}</a>'
        )


def _loose(word: str) -> str:
    """A pattern for ``word``: an acronym as it is; another word with or without its capital or plural."""
    if word.isupper():
        return re.escape(escape(word))
    first = word[0]
    capital = f"[{re.escape(first.lower())}{re.escape(first.upper())}]"
    return capital + re.escape(escape(word[1:])).replace(r"\ ", r"[ \u00a0]") + "(?:s|x)?"


def _form(word: str) -> str:
    """The form under which a word is looked up, its plural included."""
    if word.isupper():
        return word
    return word.lower().replace("\u00a0", " ").rstrip("sx")


def plain_text(text: str) -> str:
    """Return the words of a Markdown ``text`` on one line, without marks nor addresses: for searches.

    A heading ends with a full stop: it would run into the sentence that follows.
    """
    words = _HEADING.sub(r"\1.", _LINK.sub(r"\1", text))
    words = _MARKUP.sub("", words).replace("|", " ")
    return " ".join(words.split())


def render_markdown(
    text: str,
    *,
    links: Mapping[str, Link] | None = None,
    glossary: Glossary | None = None,
) -> SafeString:
    """Return ``text`` as HTML that is safe to show.

    ``links`` maps « dispositif:code » to where the sheet is read; a link to a sheet that is not there
    (deleted, not published) leaves its words and no link. Headings start at ``h2``, whatever was
    typed: the page owns its ``h1``. Raw HTML outside ``TAGS`` is dropped with what it does.
    """
    writer = Markdown(
        extensions=["tables", "sane_lists", "abbr", TocExtension(baselevel=2)], output_format="html"
    )
    html = writer.convert(typographie(text))
    html = _SHEET_LINK.sub(lambda match: _resolved(match, links or {}), html)
    html = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=URL_SCHEMES,
        link_rel="noopener noreferrer",
    )
    html = html.replace("<th>", '<th scope="col">')
    if glossary is not None:
        html = glossary.link(html)
    return SafeString(html)


def _resolved(match: re.Match[str], links: Mapping[str, Link]) -> str:
    prefix, code, words = match.groups()
    if prefix in URL_SCHEMES:
        return match[0]
    link = links.get(f"{prefix}:{code}")
    return f'<a href="{escape(link.url)}">{words}</a>' if link else words
