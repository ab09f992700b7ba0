"""Sheets that may have been written twice."""

from django.urls import reverse

from dispositifs.models import Dispositif, Partenaire
from essaimage.common.models import Source, Term
from models_catalog.models import CaseStudy

from ..twins.finding import Pair, pairs
from ..twins.models import TwinsApart
from .base import Click, Link, Row, Section, Urgency
from .desk import Desk

WATCHED = (Dispositif, Partenaire, CaseStudy, Term, Source)


def possible_twins(desk: Desk) -> Section | None:
    """Pairs that may be one thing, until an editor says that they are two."""
    kinds = [kind for kind in WATCHED if desk.may("change", kind)]
    if not kinds:
        return None
    return Section(
        slug="doublons",
        title="Doublons possibles",
        why="Une aide écrite deux fois se contredit tôt ou tard : gardez la plus complète.",
        rows=[twin_row(desk, pair) for pair in pairs(kinds)],
        urgency=Urgency.WHEN_POSSIBLE,
        empty="Aucune fiche n’en répète une autre.",
    )


def twin_row(desk: Desk, pair: Pair) -> Row:
    """Two rows, the way to each, and a click to say that they are two things."""
    click = None
    if desk.may("add", TwinsApart):
        address = reverse("admin:desk_twinsapart_say")
        click = Click("Ce n’est pas un doublon", address, "deux", " ".join(pair.key))
    return Row(
        f"« {pair.one.name} » et « {pair.other.name} »",
        pair.one.url,
        f"{pair.why} ({pair.one.kind} ; {pair.other.kind})",
        links=(Link(f"Ouvrir « {pair.other.name} »", pair.other.url),),
        click=click,
    )
