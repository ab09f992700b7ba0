"""What a page showed when it was opened, carried by the page itself, signed so that nobody rewrites it."""

from dataclasses import asdict, dataclass, field, replace
from typing import Self

from django.core import signing

from .sheets import Difference, Sheet

SEEN = "seen"  # the hidden field
_SALT = "essaimage.common.editing"


@dataclass(frozen=True)
class Seen:
    """The sheet as its form showed it.

    ``digest`` is that of the sheet with its rows (``versions.digest``), ``version`` the number of the
    last one kept, ``notes`` what two editors both wrote and the page still shows.
    """

    digest: str = ""
    version: int = 0
    sheet: Sheet | None = None
    notes: list[Difference] = field(default_factory=list)

    def signed(self) -> str:
        """Return it as the value of a field."""
        notes = [asdict(note) for note in self.notes]
        kept = {"d": self.digest, "v": self.version, "n": notes}
        kept["s"] = self.sheet and self.sheet.plain()
        return signing.dumps(kept, salt=_SALT, compress=True)

    def holding(self, sheet: Sheet) -> Self:
        return replace(self, sheet=sheet)

    @classmethod
    def read(cls, sent: str) -> Self:
        """Return what a page showed; nothing known when it was not signed by this site, as it is today."""
        try:
            kept = signing.loads(sent, salt=_SALT)
            sheet = kept["s"] and Sheet.read(kept["s"])
            return cls(kept["d"], kept["v"], sheet, [Difference.read(note) for note in kept["n"]])
        except (signing.BadSignature, KeyError, TypeError, ValueError):
            return cls()
