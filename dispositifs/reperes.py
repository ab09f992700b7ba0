"""The schemes of which one line is known, under the list of schemes."""

from essaimage.search.reperes import Reperes

from .models import DispositifRepere, Nature


class DispositifReperes(Reperes):
    """Those that stand beside the schemes."""

    name = "reperes-dispositifs"
    nouns = "dispositifs"
    model = DispositifRepere
    joined = ("nature", Nature)
