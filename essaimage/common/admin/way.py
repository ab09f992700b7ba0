"""The way of a sheet, in words: who has it now, since when, what was noted, every step it took."""

from dataclasses import dataclass

from django.utils import timezone

from ..dates import day_and_hour, french_date, moment_said
from ..models import PUBLIC_STATUSES, PUT_AWAY, Fiche, Move, SlugRedirect, Standing, Step
from ..typography import NBSP

# The four stages of the track, with the standings that stand there.
STAGES = (
    (Standing.DRAFT, {Standing.DRAFT}),
    (Standing.TO_REVIEW, {Standing.TO_REVIEW}),
    (Standing.PUBLIC, {Standing.COMING, Standing.PUBLIC}),
    (Standing.ARCHIVED, PUT_AWAY),
)
SHOWN = 30  # steps: beyond, the oldest are left out, and it is said


@dataclass(frozen=True)
class Stage:
    """A stage of the track; ``is_here`` on the one where the sheet stands."""

    code: str
    label: str
    is_here: bool


@dataclass(frozen=True)
class StepTaken:
    """A step as the page tells it."""

    label: str
    author: str
    when: str
    target: str  # the hour that the step set
    note: str


@dataclass(frozen=True)
class Way:
    """Where a sheet stands, whose turn it is, and how it came here."""

    stages: list[Stage]
    said: str
    steps: list[StepTaken]
    is_cut: bool  # older steps are left out

    @property
    def last(self) -> StepTaken | None:
        """The last step, when it came with a note."""
        return self.steps[0] if self.steps and self.steps[0].note else None


def way_of(fiche: Fiche) -> Way:
    """Return the way of ``fiche``: one query."""
    moves = list(Move.objects.of(fiche)[: SHOWN + 1])
    here = fiche.standing
    stages = [
        Stage(
            code=here if here in stands else stage,
            label=here.label if here in stands else stage.label,
            is_here=here in stands,
        )
        for stage, stands in STAGES
    ]
    steps = [told(move) for move in moves[:SHOWN]]
    return Way(stages, said_of(fiche, here, moves), steps, len(moves) > SHOWN)


def told(move: Move) -> StepTaken:
    """Return a step in words."""
    return StepTaken(
        label=Step(move.step).label,
        author=move.author_name or "quelqu’un dont le compte n’existe plus",
        when=moment_said(move.moved_at),
        target=moment_said(move.moment) if move.moment else "",
        note=move.note,
    )


def said_of(fiche: Fiche, here: Standing, moves: list[Move]) -> str:
    """Return whose turn it is, in one or two sentences."""
    last = moves[0] if moves and moves[0].to_status == fiche.status else None
    by = f" par {last.author_name}, le {moment_said(last.moved_at)}" if last else ""
    ends = f" Elle sera retirée le {day_and_hour(fiche.ends_at)}." if fiche.ends_at else ""
    match here:
        case Standing.DRAFT if last and last.step == Step.SEND_BACK:
            return f"À la rédaction{NBSP}: la fiche a été renvoyée{by}. À compléter, puis à renvoyer à relire."
        case Standing.DRAFT:
            return f"À la rédaction{NBSP}: c’est un brouillon, à compléter puis à envoyer à relire."
        case Standing.TO_REVIEW:
            return (
                f"Au groupe « publication »{NBSP}: la fiche attend d’être relue. Envoyée{by}."
                if by
                else (f"Au groupe « publication »{NBSP}: la fiche attend d’être relue.")
            )
        case Standing.COMING:
            return f"À l’horloge{NBSP}: la fiche paraîtra toute seule le {day_and_hour(fiche.published_at)}.{ends}"
        case Standing.PUBLIC:
            since = french_date(timezone.localdate(fiche.published_at))
            return f"Sur le site, première publication le {since}.{ends}"
        case Standing.ENDED:
            return (
                f"Retirée à l’heure prévue, le {moment_said(fiche.ends_at)}{NBSP}: son adresse reste, "
                "marquée ; elle n’est plus dans les listes ni dans la recherche."
            )
    return (
        f"Archivée{by}{NBSP}: son adresse reste, marquée ; elle n’est plus dans les listes ni dans "
        "la recherche."
    )


def old_addresses(fiche: Fiche) -> list[str]:
    """Return the addresses that lead to ``fiche`` and that it no longer bears: one query."""
    rows = SlugRedirect.objects.filter(
        model_label=fiche._meta.label_lower, fiche_code=fiche.code
    ).exclude(slug__in=type(fiche).objects.filter(status__in=PUBLIC_STATUSES).values("slug"))
    return [
        type(fiche)(slug=slug).get_absolute_url()
        for slug in rows.order_by("slug").values_list("slug", flat=True)
    ]
