"""What is known in one line, under a list: the same for every visitor, so drawn once (decision 0015)."""

from datetime import datetime

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from essaimage.common.models import Fiche, Repere, Source
from essaimage.common.typography import in_french_order

from .documents import Resource, Watch


class Reperes(Resource):
    """The lines of ``model``, as HTML.

    ``nouns`` says what they stand beside (« dispositifs »); ``joined`` names the table that each line
    shows besides its source, by the link to it.
    """

    nouns: str
    model: type[Repere]
    joined: tuple[str, type[Model]]

    @property
    def watches(self) -> tuple[Watch, ...]:
        """Every table that the lines show."""
        tables = (self.model, self.joined[1], Source)
        return tuple(Watch(table) for table in tables)

    def build(self, now: datetime) -> SafeString:
        """Draw the lines: one query."""
        rows = self.model.objects.shown().select_related(self.joined[0], "source")
        context = {"reperes": in_french_order(rows, "name"), "nouns": self.nouns}
        return render_to_string("components/reperes.html", context)

    def due(self, now: datetime) -> datetime | None:
        """Return when a sheet that a line names comes or goes, when it is a sheet."""
        joined = self.joined[1]
        return joined.objects.next_change(now) if issubclass(joined, Fiche) else None
