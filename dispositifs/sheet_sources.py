"""What the searches of the whole site find in partners and marks."""

from essaimage.search.sheets import RepereSource, SheetSource

from .models import DispositifRepere, Partenaire


class PartenaireSource(SheetSource):
    """Partners, by title."""

    name = "partenaires"
    model = Partenaire
    rest = ("body", "scope")


class DispositifRepereSource(RepereSource):
    """The schemes of which one line is known."""

    name = "lignes-dispositifs"
    model = DispositifRepere
