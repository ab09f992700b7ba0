"""A file from an official address: tried again when the network fails, bounded in every way.

Size, type, time and redirections are limited; an answer that is cut short is never taken for whole.
"""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from .zonage_lists import BadList
from .zonage_reading import MAX_BYTES

TRIES = 4
FIRST_WAIT = 1.0  # seconds before the second try; doubled each time
SILENCE = 20.0  # seconds without a byte
DEADLINE = 180.0  # seconds for the whole file
REDIRECTIONS = 5
CHUNK = 65_536
_RETRIED = {408, 425, 429, 500, 502, 503, 504}
_REFUSED_TYPES = ("text/html", "application/xhtml+xml", "application/json", "image/", "video/")


@dataclass(frozen=True)
class Downloaded:
    """A file and what its server said of it. ``is_whole``: its length was vouched for."""

    content: bytes
    modified: date | None
    is_whole: bool


class _Failed(Exception):
    """A try that failed and may succeed another time; the message is a French sentence."""


class _Redirections(urllib.request.HTTPRedirectHandler):
    max_redirections = REDIRECTIONS

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str):
        """Follow to the web only, never from a safe address to one that is not."""
        if not newurl.startswith(("https://", "http://")) or (
            req.full_url.startswith("https://") and not newurl.startswith("https://")
        ):
            raise BadList("l’adresse renvoie ailleurs que vers un site sûr.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(
    address: str,
    *,
    wait: Callable[[float], None] = time.sleep,
    silence: float = SILENCE,
    deadline: float = DEADLINE,
    max_bytes: int = MAX_BYTES,
) -> Downloaded:
    """Return the file at ``address``; raises ``BadList`` when it cannot be had whole."""
    pause = FIRST_WAIT
    for attempt in range(1, TRIES + 1):
        try:
            return _tried(address, silence, deadline, max_bytes)
        except _Failed as error:
            if attempt == TRIES:
                raise BadList(f"{error} après {TRIES} essais.") from None
        wait(pause)
        pause *= 2
    raise AssertionError


def _tried(address: str, silence: float, deadline: float, max_bytes: int) -> Downloaded:
    limit = time.monotonic() + deadline
    request = urllib.request.Request(  # noqa: S310 - our own addresses, and see _Redirections
        address, headers={"User-Agent": "Essaimage", "Accept-Encoding": "identity"}
    )
    opener = urllib.request.build_opener(_Redirections)
    try:
        with opener.open(request, timeout=silence) as answer:
            expected = _checked(answer, max_bytes)
            content = _read(answer, limit, max_bytes)
            modified = _modified(answer.headers.get("Last-Modified"))
    except urllib.error.HTTPError as error:
        sentence = f"le serveur répond {error.code}"
        if error.code in _RETRIED:
            raise _Failed(sentence) from None
        raise BadList(f"{sentence}.") from None
    except http.client.IncompleteRead:
        raise _Failed("le téléchargement s’interrompt avant la fin") from None
    except TimeoutError:
        raise _Failed("le serveur ne répond plus") from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        raise _Failed(f"l’adresse ne répond pas ({getattr(error, 'reason', error)})") from None
    if expected is not None and len(content) != expected:
        raise _Failed("le téléchargement s’interrompt avant la fin")
    return Downloaded(content, modified, expected is not None)


def _checked(answer: Any, max_bytes: int) -> int | None:
    """Return the length that the server announces; raises ``BadList`` for what is no list."""
    kind = answer.headers.get_content_type()
    if kind.startswith(_REFUSED_TYPES):
        raise BadList(f"l’adresse donne autre chose qu’une liste ({kind}).")
    length = answer.headers.get("Content-Length", "")
    expected = int(length) if length.isascii() and length.isdigit() else None
    if expected is not None and expected > max_bytes:
        raise BadList(f"le fichier dépasse {max_bytes // 1_000_000} Mo.")
    return expected


def _read(answer: Any, limit: float, max_bytes: int) -> bytes:
    parts = []
    size = 0
    while part := answer.read1(CHUNK):
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            raise BadList(f"le fichier dépasse {max_bytes // 1_000_000} Mo.")
        if time.monotonic() > limit:
            raise BadList("le téléchargement est trop lent : il a été abandonné.")
    return b"".join(parts)


def _modified(header: str | None) -> date | None:
    try:
        return parsedate_to_datetime(header).date() if header else None
    except ValueError:
        return None
