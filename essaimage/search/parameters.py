"""The parameters of a list page: read, cleaned, and written back as links."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

QUERY_LENGTH = 200  # characters
_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}  # Unicode categories that no word needs


def cleaned_query(text: str) -> tuple[str, bool]:
    """Return what was typed without control characters, cut at 200 characters, and whether it was cut."""
    kept = "".join(
        " " if letter in "\t\n\r" else letter
        for letter in text
        if letter in "\t\n\r" or unicodedata.category(letter) not in _CONTROL
    )
    kept = re.sub(r"\s+", " ", kept).strip()
    return kept[:QUERY_LENGTH].rstrip(), len(kept) > QUERY_LENGTH


def filled(data: QueryDict) -> QueryDict:
    """Return ``data`` without its empty values and repetitions: an empty parameter is an absent one."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        seen = dict.fromkeys(value for value in values if value != "")
        if seen:
            kept.setlist(name, list(seen))
    return kept


class Address:
    """The address of a list with the parameters it knows, from which its links are written."""

    def __init__(self, path: str, data: QueryDict, known: Iterable[str]) -> None:
        self.path = path
        self.known = tuple(known)
        self.values = {name: data.getlist(name) for name in self.known if name in data}

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of ``name``."""
        return self.values.get(name, [default])[-1]

    def without(self, *names: str) -> str:
        """Return the address without these parameters; back on the first page."""
        return self._written(dict.fromkeys((*names, "page"), ()))

    def without_value(self, name: str, value: str) -> str:
        """Return the address without one of the values of ``name``; back on the first page."""
        return self.with_value(name, *(kept for kept in self.values[name] if kept != value))

    def with_value(self, name: str, *values: str) -> str:
        """Return the address with ``name`` set to ``values``; back on the first page."""
        return self._written({"page": (), name: values})

    def _written(self, changed: Mapping[str, Sequence[str]]) -> str:
        values = {**self.values, **changed}
        kept = [_pair(name, each) for name in self.known for each in values.get(name, ())]
        return f"{self.path}?{'&'.join(kept)}" if kept else self.path


@lru_cache(maxsize=10_000)
def _pair(name: str, value: str) -> str:
    """Return one parameter as an address holds it: a page writes the same ones in twenty links."""
    return urlencode({name: value})
