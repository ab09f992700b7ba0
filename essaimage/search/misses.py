"""Searches that found nothing: counted in memory, written at most once a minute, for editors to learn from.

What visitors type belongs to them: only short words without a figure that could be a telephone number,
a date of birth or an account, and without an address, are kept; no hour, no order, nothing about who
typed them. Decision: docs/decisions/0016.
"""

import atexit
import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from threading import Lock
from time import monotonic

from django.core.signals import request_finished
from django.db import Error, connection, transaction
from django.utils import timezone

from essaimage.common.typography import without_accents

from .miss_models import LONGEST_MISS, Miss
from .parameters import cleaned_query

log = logging.getLogger(__name__)

PERIOD = 60  # seconds between two writes of one process
HELD = 500  # different words waiting in memory, at most: a flood costs no more
KEPT = 2_000  # rows of the table, at most: the rarest and oldest are forgotten
KEPT_DAYS = 365  # a word that nobody has typed since is forgotten

# Five figures, even set apart as telephone numbers and dates are; « loi 1901 » and « France 2030 » stay.
_FIGURES = re.compile(r"\d(?:[ .,/_+()-]*\d){4}")
_ADDRESS = re.compile(r"@|://|\bwww\.")

# The same in both databases; the ORM cannot add to what is there.
_ADD = """
    INSERT INTO search_miss (word, times, last_seen, is_handled) VALUES (%s, %s, %s, false)
    ON CONFLICT (word) DO UPDATE
    SET times = search_miss.times + excluded.times, last_seen = excluded.last_seen
"""


def kept_form(query: str) -> str:
    """Return ``query`` as it is counted, or nothing when it must not be kept.

    « Prêt », « pret » and « PRÊT » are one word; so are two spellings of the apostrophe.
    """
    cleaned, was_cut = cleaned_query(query)
    form = without_accents(cleaned).lower().replace("’", "'")
    form = " ".join(form.split())  # what opens a letter may bring spaces of its own
    if was_cut or len(form) > LONGEST_MISS or not any(letter.isalpha() for letter in form):
        return ""
    return "" if _FIGURES.search(form) or _ADDRESS.search(form) else form


class Tally:
    """The searches of this process that wait to be written. Threads share it."""

    def __init__(
        self, write: Callable[[Mapping[str, int]], None], clock: Callable[[], float] = monotonic
    ) -> None:
        self._write = write
        self._clock = clock
        self._lock = Lock()
        self._writing = Lock()
        self._counts: Counter[str] = Counter()
        self._due: float | None = None  # when to write; None: nothing waits

    def note(self, query: str) -> None:
        """Count a search that found nothing. Touches no database."""
        if not (form := kept_form(query)):
            return
        with self._lock:
            self._add({form: 1})
            if self._due is None and self._counts:
                self._due = self._clock() + PERIOD

    def _add(self, counts: Mapping[str, int]) -> None:
        """Count what there is room for."""
        for form, times in counts.items():
            if form in self._counts or len(self._counts) < HELD:
                self._counts[form] += times

    def flush_when_due(self) -> None:
        """Write what waits once it has waited a minute."""
        if self._due is not None and self._clock() >= self._due:
            self.flush()

    def flush(self) -> None:
        """Write what waits. When the database refuses, say so in the log and keep it for later."""
        with self._writing:  # one thread at a time; the others find nothing to write
            with self._lock:
                counts, self._counts, self._due = self._counts, Counter(), None
            if not counts:
                return
            try:
                self._write(counts)
            except Error as error:
                # Its name alone: what a database complains of may quote what was typed.
                log.warning("Recherches sans résultat non écrites : %s", type(error).__name__)
                with self._lock:
                    self._add(counts)
                    self._due = self._clock() + PERIOD

    def forget(self) -> None:
        """Drop what waits."""
        with self._lock:
            self._counts, self._due = Counter(), None


def write(counts: Mapping[str, int]) -> None:
    """Add ``counts`` to the table, in one transaction; processes that write together add up.

    Raise ``django.db.Error`` when the database refuses. Words are written in order, so that two
    processes never wait for each other's rows.
    """
    today = timezone.localdate()
    rows = [(form, times, today) for form, times in sorted(counts.items())]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)
        forget_the_least(today)


def forget_the_least(today: date) -> None:
    """Drop the words of more than a year ago and, beyond ``KEPT`` rows, the rarest then the oldest."""
    Miss.objects.filter(last_seen__lt=today - timedelta(days=KEPT_DAYS)).delete()
    extra = Miss.objects.order_by("-times", "-last_seen", "-pk").values_list("pk", flat=True)[KEPT:]
    if dropped := list(extra):
        Miss.objects.filter(pk__in=dropped).delete()


_tally = Tally(write)
note, flush, forget = _tally.note, _tally.flush, _tally.forget


def watch() -> None:
    """Write at the end of a request, once its answer has left, and when the process stops."""
    request_finished.connect(
        lambda **kwargs: _tally.flush_when_due(), weak=False, dispatch_uid="misses"
    )
    atexit.register(flush)
