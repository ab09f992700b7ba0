"""What the address of a selection says, and the addresses written from it.

``d`` repeated names the schemes, ``commune`` the place, ``o=question:answer`` repeated the answers
given to the questionnaire: the address holds everything, nothing is kept on our side.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from dispositifs.chosen import MOST, Chosen, choose
from dispositifs.dossier import dossier_schemes
from essaimage.territoires.asked import elsewhere, label_of
from essaimage.territoires.facts import PlaceFacts, facts_of
from essaimage.territoires.fields import CommuneField
from essaimage.territoires.lookup import Moved
from essaimage.territoires.models import Commune

SCHEME, PLACE, ANSWER = "d", "commune", "o"
MOST_ANSWERS = 40
OTHERS = ("funding", "csv", "xlsx", "ics")
_ANSWER = re.compile(r"([-a-z0-9_]{1,80}):([-a-z0-9_]{1,80})", re.ASCII | re.IGNORECASE)


class Asked:
    """A selection as an address asks for it. ``status`` is the HTTP status, ``moved`` the right address."""

    def __init__(
        self, request: HttpRequest, most: int = MOST, schemes: QuerySet | None = None
    ) -> None:
        self.path = request.path
        self.data: QueryDict = request.GET
        self.most = most
        self.commune_error = ""
        self._schemes = dossier_schemes() if schemes is None else schemes
        self._place = self._read_place()
        self.moved = elsewhere(request, self._place, "selection")

    def _read_place(self) -> Commune | Moved | None:
        try:
            return CommuneField(required=False).clean(self.data.get(PLACE))
        except ValidationError as error:
            self.commune_error = " ".join(error.messages)
            return None

    @property
    def status(self) -> int:
        return 400 if self.commune_error else 200

    @property
    def says_something(self) -> bool:
        """Whether it names a scheme, a place or an answer, rightly or not."""
        return any(value for name in (SCHEME, PLACE, ANSWER) for value in self.data.getlist(name))

    @property
    def commune(self) -> Commune | None:
        return self._place if isinstance(self._place, Commune) else None

    @property
    def commune_code(self) -> str:
        return self.commune.code if self.commune else ""

    @property
    def commune_said(self) -> str:
        """The commune as its field shows it: « Guéret (23) »."""
        return label_of(self.commune) if self.commune else ""

    @cached_property
    def place(self) -> PlaceFacts | None:
        """The facts of the commune: two queries."""
        return facts_of(self.commune) if self.commune else None

    @cached_property
    def chosen(self) -> Chosen:
        """The schemes: one query, two when one is missing, and those of their natures and applicants."""
        named = self.data.getlist(SCHEME)
        return choose(named, self._schemes, self.most)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The answers carried, by question; whether they exist is for the questionnaire to say."""
        found = (_ANSWER.fullmatch(each) for each in self.data.getlist(ANSWER)[:MOST_ANSWERS])
        return {match[1]: match[2] for match in found if match}

    def address(
        self, name: str = "pages:selection", slugs: Iterable[str] | None = None, **changed: str
    ) -> str:
        """Return the page ``name`` for this selection, or for other ``slugs``; ``commune=""`` leaves the place."""
        slugs = self.chosen.slugs if slugs is None else slugs
        pairs = [(SCHEME, slug) for slug in slugs]
        if place := changed.get("commune", self.commune_code):
            pairs.append((PLACE, place))
        pairs += [(ANSWER, f"{question}:{answer}") for question, answer in self.answers.items()]
        path = reverse(name)
        return f"{path}?{urlencode(pairs, safe=':')}" if pairs else path

    @cached_property
    def urls(self) -> Mapping[str, str]:
        """The other pages and files of this selection, and itself without its commune."""
        pages = {name: self.address(f"pages:selection-{name}") for name in OTHERS}
        return {**pages, "here": self.address(), "leave": self.address(commune="")}

    def earlier(self, slug: str) -> str:
        """Return the selection where a scheme comes one place sooner; empty for the first."""
        slugs = self.chosen.slugs
        place = slugs.index(slug)
        if not place:
            return ""
        slugs[place - 1 : place + 1] = [slug, slugs[place - 1]]
        return self.address(slugs=slugs)
