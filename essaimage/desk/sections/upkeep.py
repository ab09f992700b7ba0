"""What is stale and what is incomplete, among the sheets the user may write on."""

from collections import Counter

from django.urls import reverse
from django.utils.http import urlencode

from essaimage.common.completeness import Completeness, Freshness
from essaimage.common.models import Fiche, Status
from essaimage.common.upkeep import (
    Upkeep,
    completeness_of,
    freshness_of,
    put_away,
    upkeep_of,
    with_upkeep,
)

from .base import Click, Link, Row, Rows, Section, Urgency, guide
from .desk import Desk, form_address


def stale(desk: Desk) -> Section | None:
    """Published sheets whose last proof is too old, the oldest first: what cannot be dated opens."""
    if not any(desk.may_write(kind, Status.PUBLISHED) for kind in desk.kinds):
        return None
    found = []
    for fiche, upkeep in kept(desk):
        fresh = freshness_of(fiche, desk.today)
        if fiche.status == Status.PUBLISHED and fresh.is_due and not fiche.is_settled:
            found.append((fresh, fiche, upkeep))
    found.sort(key=lambda each: (each[0].last is not None, each[0].last, each[1].title))
    return Section(
        slug="a-revoir",
        title="À revoir",
        why="Les visiteurs agissent sur ces fiches, et plus rien de récent ne dit qu’elles sont vraies.",
        rows=Rows(found, stale_row),
        urgency=Urgency.SOON,
        empty="Toutes les fiches publiées reposent sur une preuve récente.",
        guide=guide("Comment vérifier une fiche", "fraicheur"),
    )


def stale_row(fresh: Freshness, fiche: Fiche, upkeep: Upkeep) -> Row:
    """One sheet, its last proof, and what renews it: its official page, else its sources."""
    said = f"{fiche._meta.verbose_name}, {fresh.said}"
    page = (getattr(fiche, upkeep.official) or "") if upkeep.official else ""
    if not upkeep.official:
        return Row(
            fiche.title, form_address(fiche, "citations-group"), f"{said}. Relisez ses sources."
        )
    if not page:
        return Row(
            fiche.title,
            form_address(fiche, f"id_{upkeep.official}"),
            f"{said}. Sans page officielle : indiquez-la d’abord.",
        )
    name = fiche._meta.label_lower.replace(".", "_")
    return Row(
        fiche.title,
        form_address(fiche),
        said,
        links=(Link("Ouvrir sa page officielle", page, is_outside=True),),
        click=Click(
            "J’ai vérifié aujourd’hui",
            reverse(f"admin:{name}_verify", args=[fiche.pk]),
            "opened",
            page,
        ),
    )


def gaps(desk: Desk) -> Section | None:
    """Sheets that lack something: what visitors read first, then what lacks most."""
    if not any(desk.may_write(kind, Status.DRAFT) for kind in desk.kinds):
        return None
    lacking = [
        (full, fiche) for fiche, _ in kept(desk) if not (full := completeness_of(fiche)).is_full
    ]
    lacking.sort(
        key=lambda each: (each[1].status != Status.PUBLISHED, -len(each[0].missing), each[1].title)
    )
    return Section(
        slug="manques",
        title="Fiches incomplètes",
        why="Une fiche sans montant, sans guichet ou sans page officielle laisse la question sans réponse.",
        rows=Rows(lacking, gap_row),
        urgency=Urgency.WHEN_POSSIBLE,
        empty="Rien ne manque aux fiches que vous pouvez modifier.",
        ways=tuple(lists_by_gap(desk, lacking)),
    )


def gap_row(full: Completeness, fiche: Fiche) -> Row:
    """One sheet, its score, and what to add, each with its way."""
    draft = "" if fiche.status == Status.PUBLISHED else f", {fiche.get_status_display().lower()}"
    return Row(
        fiche.title,
        form_address(fiche, full.missing[0].anchor),
        f"{fiche._meta.verbose_name}, {full.said}{draft}",
        links=tuple(Link(need.lacking, form_address(fiche, need.anchor)) for need in full.missing),
    )


def lists_by_gap(desk: Desk, lacking: list[tuple[Completeness, Fiche]]) -> list[Link]:
    """Return a link per missing thing, with how many sheets lack it, the most frequent first.

    Only for the kinds on which the user may write whatever the status: the list shows them all.
    """
    totals = Counter(
        (type(fiche), need)
        for full, fiche in lacking
        if desk.may_write(type(fiche), Status.PUBLISHED)
        for need in full.missing
    )
    return [
        Link(
            f"{kind._meta.verbose_name_plural}, {need.lacking} : {total}",
            f"{list_address(kind)}?{urlencode({'manque': need.code})}",
        )
        for (kind, need), total in totals.most_common()
    ]


def list_address(kind: type[Fiche]) -> str:
    """The address of the list of a kind."""
    return reverse(f"admin:{kind._meta.label_lower.replace('.', '_')}_changelist")


def kept(desk: Desk) -> list[tuple[Fiche, Upkeep]]:
    """Return what the user may write on, read with its upkeep: one query per kind."""
    return desk.once("upkeep", lambda: read(desk))


def read(desk: Desk) -> list[tuple[Fiche, Upkeep]]:
    """Read the sheets of every kind, without their texts; the archived are left in peace."""
    found = []
    for kind in desk.kinds:
        upkeep = upkeep_of(kind)
        if upkeep is None or not desk.may_write(kind, Status.DRAFT):
            continue
        columns = ["title", "status", "verified_on", "review_months", upkeep.official or "pk"]
        rows = with_upkeep(kind.objects.order_by().exclude(put_away(desk.now))).only(*columns)
        found += [(row, upkeep) for row in rows if desk.may_write(kind, row.status)]
    return found
