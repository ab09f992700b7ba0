"""The answers of a search as its page draws them: a title, where it leads, the sentence that answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.utils.safestring import SafeString

from essaimage.common.markdown import plain_text
from essaimage.search.analysis import place_key
from essaimage.search.extracts import extract, marked
from essaimage.search.found import Marks
from essaimage.search.sheets import RepereRow, SheetRow

from .site_search_kinds import Kind

MARK = "<mark>"
Wanted = Mapping[Kind, Sequence[int]]
Read = Mapping[tuple[str, int], "Sheet"]


@dataclass(frozen=True)
class Sheet:
    """What the database says of a sheet to show."""

    slug: str
    title: str
    sigle: str
    summary: str
    body: str


# How well an answer does: its name is what was typed; its title holds the words; its summary; its text.
EXACT, TITLE, SUMMARY, TEXT = range(4)


@dataclass(frozen=True)
class Card:
    """One answer; the lowest ``rank`` is the best. ``commune`` is its INSEE code, when it is one."""

    url: str
    title: SafeString | str
    extract: SafeString | str = ""
    sigle: str = ""
    slug: str = ""
    commune: str = ""
    rank: int = TEXT


def read_sheets(wanted: Wanted) -> Read:
    """Return the sheets of every kind by kind and key: one query; those no longer published are missing."""
    parts = [
        kind.model.objects.published()
        .order_by()
        .filter(pk__in=list(pks))
        .annotate(kind_name=Value(kind.name, output_field=CharField()))
        .values_list("kind_name", "pk", "slug", "title", "sigle", "summary", "body")
        for kind, pks in wanted.items()
        if pks
    ]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {(name, pk): Sheet(*told) for name, pk, *told in rows}


def card(kind: Kind, sheet: Sheet, marks: Marks, words: str) -> Card:
    """Return the card of ``sheet``; its extract is the summary, unless the text alone answers.

    A text is long to read: it is left alone when the title or the summary answers.
    """
    title, said = marked(sheet.title, marks), marked(sheet.summary, marks)
    rank = TITLE if MARK in title else SUMMARY if MARK in said else TEXT
    typed = place_key(words)
    if typed and typed in {place_key(sheet.title), place_key(sheet.sigle)}:
        rank = EXACT
    if rank == TEXT and MARK in (told := extract(plain_text(sheet.body), marks)):
        said = told
    url = kind.model(slug=sheet.slug).get_absolute_url()
    return Card(url, title, said, sheet.sigle, sheet.slug, rank=rank)


def cards(kind: Kind, pks: Iterable[int], read: Read, marks: Marks, words: str) -> list[Card]:
    """Return the cards of ``pks``, in their order, those that the database no longer has left out."""
    found = [read.get((kind.name, pk)) for pk in pks]
    return [card(kind, sheet, marks, words) for sheet in found if sheet]


def bare_card(kind: Kind, row: SheetRow) -> Card:
    """Return a title and where it leads, from a row of the index: no query."""
    url = kind.model(slug=row.slug).get_absolute_url()
    return Card(url, row.title, sigle=row.sigle, slug=row.slug)


def repere_card(kind: Kind, row: RepereRow, marks: Marks) -> Card:
    """Return the card of a mark, which leads to the list that it stands under: no query."""
    title, said = marked(row.name, marks), marked(row.fact, marks)
    rank = TITLE if MARK in title else SUMMARY if MARK in said else TEXT
    return Card(f"{kind.url}#reperes", title, said, rank=rank)
