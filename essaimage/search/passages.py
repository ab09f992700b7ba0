"""What the rows of a page quote from their sheets, the words searched marked: one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from essaimage.common.kept_queries import KeptQuery
from essaimage.common.markdown import plain_text
from essaimage.common.models import Fiche

from .extracts import extract, marked
from .found import Marks

_MARK = "<mark>"


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, a summary, and a sentence found further in the text when neither of them answers."""

    title: str | SafeString
    summary: str | SafeString
    extract: str | SafeString = ""


def passages(
    model: type[Fiche], titles: Mapping[int, str], marks: Marks, fields: Sequence[str]
) -> Mapping[int, Passage]:
    """Return what each sheet of ``titles`` says; ``fields`` are read only when there is something to mark."""
    if not titles:
        return {}
    rows = _texts(model, tuple(fields) if marks else ()).rows(list(titles))
    return {pk: _passage(titles[pk], summary, texts, marks) for pk, summary, *texts in rows}


@cache
def _texts(model: type[Fiche], fields: tuple[str, ...]) -> KeptQuery:
    """Return the query of the summaries of some sheets, and of their other texts."""

    def write(pks: Sequence[int]) -> QuerySet:
        return model.objects.filter(pk__in=pks).order_by().values_list("pk", "summary", *fields)

    return KeptQuery(model, write)


def _passage(title: str, summary: str, texts: Sequence[str], marks: Marks) -> Passage:
    if not marks:
        return Passage(title, summary)
    title, summary = marked(title, marks), marked(summary, marks)
    if _MARK in title or _MARK in summary:
        return Passage(title, summary)
    quoted = (extract(plain_text(text), marks) for text in texts if text)
    return Passage(title, summary, next((each for each in quoted if _MARK in each), ""))
