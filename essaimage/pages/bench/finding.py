"""The work that is measured: the index without a page, a page without a server."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.handlers.wsgi import WSGIHandler
from django.http import QueryDict
from django.test import RequestFactory

from dispositifs.catalogue import DispositifCatalogue
from dispositifs.filters import DispositifFilterSet
from essaimage.search import index
from essaimage.search.grammar import Grammar
from essaimage.search.listing import PAGE_SIZE

from .queries import Parameters, address

HEADERS = {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}


class BadPageError(Exception):
    """A page answered something else than 200: what was measured means nothing."""


class Pages:
    """Asks for pages as gunicorn does, through every middleware, in this process."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.requests = RequestFactory()

    def prepare(self, path: str, *, is_compressed: bool = False) -> Callable[[], bytes]:
        """Return what asks for ``path``; its answer is read to the end and closed."""
        compressed = {"HTTP_ACCEPT_ENCODING": "gzip"} if is_compressed else {}
        environ = self.requests.get(path, **HEADERS, **compressed).environ

        def ask() -> bytes:
            said: list[str] = []
            response = self.handler(environ, lambda status, headers: said.append(status))
            content = b"".join(response)
            response.close()
            if not said[0].startswith(str(HTTPStatus.OK.value)):
                raise BadPageError(f"{path} répond {said[0]}")
            return content

        return ask


def build() -> None:
    """Build what the index of this process holds."""
    snapshot = index.current()
    for name in index.site.members:
        snapshot[name]


def prepare_work(parameters: Parameters) -> Callable[[], tuple[int, int]]:
    """Return the index work of one list: the total, all counts, the rows of the first page.

    What was asked is read before, and so are the facts of a commune, which come from the database.
    """
    collection = index.current()["dispositifs"]
    data = QueryDict(address(parameters).partition("?")[2])
    reading = Grammar(DispositifFilterSet, collection.vocabulary).read(data)
    if not reading.is_valid:
        raise BadPageError(f"{data.urlencode()} : {reading.errors}")
    catalogue = DispositifCatalogue(collection, reading.chosen)
    _ = catalogue.facts

    def work() -> tuple[int, int]:
        return len(catalogue.selection.ids), len(catalogue.page(0, PAGE_SIZE))

    return work


def prepare_suggestion(parameters: Parameters) -> Callable[[], int]:
    """Return what proposes communes for a name as it is typed."""
    directory = index.current()["communes"]
    (typed,) = parameters["q"]
    return lambda: len(directory.suggest(typed))
