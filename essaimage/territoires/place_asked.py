"""The commune that the address of a page asks for: a code, or a name typed without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from essaimage.common.typography import typographie

from .asked import label_of
from .directory import resolve, suggest
from .facts import PlaceFacts, facts_of
from .fields import CommuneField
from .lookup import Moved
from .models import Commune

NAME, TYPED = "commune", "lieu"
LONGEST = 200  # letters of a name that are read
NO_SUCH_PLACE = typographie(
    "Aucune commune ne répond à ce nom. Essayez son code postal, ou une autre graphie."
)


@dataclass(frozen=True)
class Candidate:
    """A commune that what was typed may mean, and the address of the page for it."""

    name: str
    detail: str
    url: str


class PlaceAsked:
    """The commune a page is asked for, what is wrong with it, and the addresses that change it.

    ``kept``: the parameters of the page that stay when the commune changes; ``anchor``: where, on the
    page, the commune is answered; ``data``: what the address says, where some of it means something else.
    """

    def __init__(
        self,
        request: HttpRequest,
        kept: tuple[str, ...] = (),
        anchor: str = "",
        data: Mapping[str, str] | None = None,
    ) -> None:
        self.path = request.path
        self.data = request.GET if data is None else data
        self.kept = kept
        self.anchor = f"#{anchor}" if anchor else ""
        self._code_error = ""
        self._found = self._read()

    def _read(self) -> Commune | Moved | None:
        try:
            return CommuneField(required=False).clean(self.data.get(NAME, "").strip())
        except ValidationError as error:
            self._code_error = " ".join(error.messages)
            return None

    @property
    def commune(self) -> Commune | None:
        return self._found if isinstance(self._found, Commune) else None

    @cached_property
    def typed(self) -> str:
        """The name typed, unless it is that of the commune in force."""
        typed = self.data.get(TYPED, "").strip()[:LONGEST]
        return "" if self.commune and typed == label_of(self.commune) else typed

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The communes that the name typed may mean."""
        matches = suggest(self.typed) if self.typed else []
        return [
            Candidate(match.name, match.departement_name, self.address(match.code) + self.anchor)
            for match in matches
        ]

    @property
    def redirect(self) -> str:
        """The address that should have been used: an old code, a name typed; empty when it is right."""
        if isinstance(self._found, Moved):
            return self.address(self._found.to.code)
        if self.typed:
            match = resolve(self.typed)
            return self.address(match.code) if match else ""
        return self.address() if TYPED in self.data and not self.data[TYPED].strip() else ""

    @property
    def error(self) -> str:
        """What is wrong with the commune asked for."""
        return self._code_error or (NO_SUCH_PLACE if self.typed and not self.candidates else "")

    @property
    def status(self) -> int:
        """400 when there is no such commune."""
        return 400 if self.error else 200

    @property
    def shown(self) -> str:
        """What stands in the field of the commune."""
        return self.typed or (label_of(self.commune) if self.commune else "")

    @property
    def code(self) -> str:
        """The code the field holds beside the name."""
        return self.commune.code if self.commune and not self.typed else ""

    @cached_property
    def facts(self) -> PlaceFacts | None:
        """What is known of the commune: two queries."""
        return facts_of(self.commune) if self.commune else None

    def address(self, code: str = "") -> str:
        """Return the page for another commune, or for none, all else being kept."""
        kept = self.data.copy()
        for name in [*kept]:
            if name not in self.kept or not any(kept.getlist(name)):
                del kept[name]
        if code:
            kept[NAME] = code
        return f"{self.path}?{kept.urlencode()}" if kept else self.path
