"""What the searches of the whole site find in partners."""

from essaimage.search.sheets import SheetSource

from .models import Partenaire


class PartenaireSource(SheetSource):
    """Partners, by title."""

    name = "partenaires"
    model = Partenaire
    rest = ("body", "scope")
