"""Searches that found nothing: a synonym to write, or a sheet that is missing."""

from django.urls import reverse
from django.utils.http import urlencode

from dispositifs.models import Dispositif
from essaimage.search.models import Miss, SynonymGroup

from .base import SHOWN, Link, Row, Section, Urgency
from .dates import day_said
from .desk import Desk


def vain_searches(desk: Desk) -> Section | None:
    """What visitors looked for in vain, the most often sought first."""
    if not desk.may("change", Miss):
        return None
    waiting = Miss.objects.filter(is_handled=False).order_by("-times", "-last_seen", "word")
    return Section(
        slug="recherches",
        title="Recherches sans résultat",
        why="Des visiteurs sont repartis sans rien : un synonyme ou une fiche leur aurait répondu.",
        rows=[miss_row(desk, miss) for miss in waiting[:SHOWN]],
        total=waiting.count(),
        elsewhere=f"{reverse('admin:search_miss_changelist')}?is_handled__exact=0",
        urgency=Urgency.WHEN_POSSIBLE,
        empty="Toutes les recherches ont trouvé quelque chose, ou ont été traitées.",
    )


def miss_row(desk: Desk, miss: Miss) -> Row:
    """The words, how often, and the forms that already bear them."""
    times = "1 fois" if miss.times == 1 else f"{miss.times} fois"
    links = []
    if desk.may("add", SynonymGroup):
        query = urlencode({"name": miss.word, "words": miss.word})
        links.append(
            Link("Écrire un synonyme", f"{reverse('admin:search_synonymgroup_add')}?{query}")
        )
    if desk.may("add", Dispositif):
        query = urlencode({"title": miss.word})
        address = reverse("admin:dispositifs_dispositif_add")
        links.append(Link("Écrire une fiche", f"{address}?{query}"))
    return Row(
        f"« {miss.word} »",
        reverse("admin:search_miss_change", args=[miss.pk]),
        f"cherché {times}, la dernière {day_said(miss.last_seen)}",
        links=tuple(links),
    )
