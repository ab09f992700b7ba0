"""What the rows of a page quote from their sheets, the words searched marked: one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from essaimage.common.markdown import plain_text
from essaimage.common.models import Fiche

from .extracts import extract, marked
from .found import Marks

_MARK = "<mark>"


@dataclass(frozen=True, slots=True)
class Passage:
    """A summary, and a sentence found further in the text when the summary does not answer."""

    summary: str | SafeString
    extract: str | SafeString
    marks: Marks

    def marked(self, text: str) -> str | SafeString:
        """Return a title with the words searched marked."""
        return marked(text, self.marks) if self.marks else text


def passages(
    model: type[Fiche], pks: Sequence[int], marks: Marks, fields: Sequence[str]
) -> Mapping[int, Passage]:
    """Return what each of ``pks`` says; ``fields`` are read only when there is something to mark in them."""
    if not pks:
        return {}
    columns = ("pk", "summary", *(fields if marks else ()))
    rows = model.objects.filter(pk__in=pks).order_by().values_list(*columns)
    return {pk: _passage(summary, texts, marks) for pk, summary, *texts in rows}


def _passage(summary: str, texts: Sequence[str], marks: Marks) -> Passage:
    if not marks:
        return Passage(summary, "", marks)
    shown = marked(summary, marks)
    if _MARK in shown:
        return Passage(shown, "", marks)
    for text in texts:
        found = extract(plain_text(text), marks) if text else ""
        if _MARK in found:
            return Passage(shown, found, marks)
    return Passage(shown, "", marks)
