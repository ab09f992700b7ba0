"""The pioneers of whom one line is known, under the list of pioneers."""

from essaimage.search.reperes import Reperes

from .models import CaseRepere, NetworkModel


class CaseReperes(Reperes):
    """Those that stand beside the pioneers."""

    name = "reperes-pionniers"
    nouns = "pionniers"
    model = CaseRepere
    joined = ("model", NetworkModel)
