"""One edit, written by a process and seen by another: what the next answer of the reader costs more."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.conf import settings

from dispositifs.models import Dispositif
from essaimage.search import index

from .clock import timed
from .finding import Pages
from .queries import address

CALM = 5  # answers without an edit, to know what one costs by itself


class UnseenEditError(Exception):
    """The next answer did not show what was written."""


def write(lines: Iterator[str], tell: Callable[..., None]) -> None:
    """Write each edit asked for on ``lines``, by the admin's way and by a bulk update in turn."""
    for number, line in enumerate(lines):
        asked = json.loads(line)
        rows = Dispositif.objects.filter(pk=asked["pk"])
        if number % 2:
            rows.update(title=asked["title"])
        else:
            row = rows.get()
            row.title = asked["title"]
            row.save()
        tell(written=asked["pk"])


@contextmanager
def writer() -> Iterator[Callable[[int, str], None]]:
    """Start the process that writes; yield what makes it write a title and waits until it did."""
    process = subprocess.Popen(
        [sys.executable, "-m", "essaimage.pages.bench", "edit", "{}"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def edit(pk: int, title: str) -> None:
        process.stdin.write(json.dumps({"pk": pk, "title": title}) + "\n")
        process.stdin.flush()
        if not process.stdout.readline():
            raise UnseenEditError("Le processus qui écrit s’est arrêté.")

    try:
        yield edit
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def seen(pages: Pages, numbers: list[int]) -> dict[str, list[float]]:
    """Return the extra seconds of the next answer after each edit, of the index alone and of a page."""
    extra: dict[str, list[float]] = {"index": [], "page": []}
    with writer() as edit:
        edit(numbers[0], "Première modification zazouxa")  # the first connection of the writer
        refreshed()
        for place, pk in enumerate(numbers):
            word = f"zazoux{chr(97 + place % 26)}{chr(97 + place // 26)}"
            is_page = place % 2
            answer = _page(pages, word, pk) if is_page else refreshed
            calm = [timed(answer)[0] for _ in range(CALM)]
            edit(pk, f"Titre changé {word}")
            seconds, content = timed(answer)
            if is_page and f'data-slug="d-{pk}"'.encode() not in content:
                raise UnseenEditError(f"La modification de la fiche {pk} n’a pas été vue.")
            extra["page" if is_page else "index"].append(seconds - median(calm))
    return extra


def refreshed() -> Any:
    """Bring the index of this process up to date, as the beginning of a request does."""
    return index.current()["dispositifs"]


def _page(pages: Pages, word: str, pk: int) -> Callable[[], bytes]:
    """Return what asks for the list by ``word``, a new request each time."""
    path = address({"q": [word]})
    return lambda: pages.prepare(path)()
