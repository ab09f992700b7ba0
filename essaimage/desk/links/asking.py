"""« Vérifier maintenant »: a handful of addresses at once, within seconds; the others go first next time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from .ledger import due
from .models import LinkCheck
from .running import Account, check

AT_ONCE = 6  # addresses visited while the editor waits
SECONDS = 10.0  # that the editor waits at most
DEADLINE = 6.0  # seconds for one address


@dataclass(frozen=True)
class Answered:
    """What was checked, how many were put off, how many may not be asked yet (their site said so)."""

    account: Account
    put_off: int
    resting: int


def check_soon(rows: Iterable[LinkCheck], **options) -> Answered:
    """Check a handful of ``rows``, one of each site first; the others are noted as asked for.

    Raises ``running.NetworkDown``. ``options`` are those of ``running.check``.
    """
    began = timezone.now()
    pks = [row.pk for row in rows]
    allowed = list(LinkCheck.objects.filter(due(began, only=pks)))
    chosen = by_turns(allowed)[:AT_ONCE]
    LinkCheck.objects.filter(pk__in=[row.pk for row in allowed]).update(asked_at=began)
    limits = {"seconds": SECONDS, "deadline": DEADLINE}
    account = check(only=[row.pk for row in chosen], **limits | options) if chosen else Account()
    return Answered(account, len(allowed) - account.total, len(pks) - len(allowed))


def by_turns(rows: list[LinkCheck]) -> list[LinkCheck]:
    """Return ``rows`` with the first of each site, then the second of each, and so on."""
    ranks: dict[str, int] = {}
    placed = []
    for row in rows:
        ranks[row.site] = ranks.get(row.site, 0) + 1
        placed.append((ranks[row.site], row))
    return [row for _, row in sorted(placed, key=lambda pair: pair[0])]
