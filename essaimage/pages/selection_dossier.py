"""The rows of a selection, and how it is handed on: its link, its letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpRequest

from dispositifs.dossier import Entry
from essaimage.common.typography import typographie

from .context import site
from .selection_asked import Asked


@dataclass(frozen=True)
class SelectionRow:
    """A scheme of the selection, with the address where it stands one place sooner (empty for the first)."""

    entry: Entry
    earlier_url: str

    @property
    def slug(self) -> str:
        return self.entry.dispositif.slug


def rows_of(asked: Asked, entries: Sequence[Entry]) -> list[SelectionRow]:
    """Return the rows of a selection, in its order."""
    return [SelectionRow(entry, asked.earlier(entry.dispositif.slug)) for entry in entries]


def link_to(request: HttpRequest, asked: Asked, name: str = "pages:selection") -> str:
    """Return the whole address of a page of the selection, as one hands it on."""
    return site(request)["site"].url + asked.address(name)


def letter(link: str, count: int) -> str:
    """Return the address that opens a letter with the title and the link of the selection."""
    said = f"{count} dispositif{'s' if count > 1 else ''} d’appui"
    subject, body = f"Ma sélection : {said}", f"{said}, sur Essaimage :"
    parts = {"subject": typographie(subject), "body": f"{typographie(body)}\r\n{link}\r\n"}
    return f"mailto:?{urlencode(parts, quote_via=quote)}"
