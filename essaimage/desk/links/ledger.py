"""Who checks what: the addresses to visit, taken site by site, so that two checks share the work.

A check takes all the due addresses of one site at once, for half a minute that it renews while it
lives. Killed, it leaves its sites to the next one as soon as that time is over; what it had already
written stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .addresses import site_of
from .gathering import Use, uses
from .models import LinkCheck, LinkResult
from .verdicts import Outcome, judge

LEASE = 30.0  # seconds during which a silent check keeps its sites
FAILED_AGAIN = timedelta(hours=6)  # before a link that failed is visited again
DAYS = 7  # before a link that works is
BATCH = 500


@dataclass(frozen=True)
class Synced:
    """What gathering changed: addresses found in the content, new ones, forgotten ones."""

    found: int
    new: int
    forgotten: int


def sync(*, is_dry: bool = False) -> Synced:
    """Make the table hold the addresses of the content, and no other."""
    wanted = {use.address for use in uses()}
    known = set(LinkCheck.objects.values_list("address", flat=True))
    new, gone = wanted - known, known - wanted
    if not is_dry:
        add(new)
        for batch in _batches(sorted(gone)):
            LinkCheck.objects.filter(address__in=batch).delete()
    return Synced(len(wanted), len(new), len(gone))


def add(addresses: Iterable[str]) -> None:
    """Add addresses to the table, those that another check has just added excepted."""
    rows = [LinkCheck(address=address, site=site_of(address)) for address in sorted(addresses)]
    LinkCheck.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def rows_of(found: Iterable[Use]) -> list[LinkCheck]:
    """Return the rows of the addresses held in these places, added where they are missing."""
    wanted = {use.address for use in found}
    add(
        wanted - set(LinkCheck.objects.filter(address__in=wanted).values_list("address", flat=True))
    )
    return list(LinkCheck.objects.filter(address__in=wanted))


def due(now: datetime, days: int = DAYS, only: Iterable[int] | None = None) -> Q:
    """Return the condition under which a link is to be visited: its day has come, or it was asked for."""
    free = Q(not_before__isnull=True) | Q(not_before__lte=now)
    if only is not None:
        return free & Q(pk__in=list(only))
    is_old = Q(checked_at__isnull=True) | Q(checked_at__lte=now - timedelta(days=days))
    failed = ~Q(result=LinkResult.ALIVE) & Q(checked_at__lte=now - FAILED_AGAIN)
    return free & (is_old | failed | Q(asked_at__isnull=False))


class Ledger:
    """The part of one check in the work. ``only`` restricts it to some rows, due or not."""

    def __init__(
        self, *, days: int = DAYS, only: Iterable[int] | None = None, lease: float = LEASE
    ) -> None:
        self.token = uuid4().hex
        self.lease = lease
        self._days = days
        self._only = None if only is None else list(only)
        self._began = timezone.now()

    def to_do(self) -> Q:
        """What is to be visited; asked for by name, a row is visited once a check."""
        condition = due(timezone.now(), self._days, self._only)
        if self._only is not None:
            condition &= Q(checked_at__isnull=True) | Q(checked_at__lt=self._began)
        return condition

    def take(self) -> list[LinkCheck]:
        """Take the due addresses of a site that no other check visits; empty when there is none."""
        now = timezone.now()
        while True:
            busy = LinkCheck.objects.claimed(now).values("site")
            first = (
                LinkCheck.objects.filter(self.to_do())
                .exclude(site__in=busy)
                .order_by(F("asked_at").asc(nulls_last=True), F("checked_at").asc(nulls_first=True))
                .first()
            )
            if first is None:
                return []
            if taken := self._take_site(first.site):
                return taken
            now = timezone.now()  # another check was faster: look again

    def _take_site(self, site: str) -> list[LinkCheck]:
        """Take a site unless another check has just done so; its rows are locked meanwhile."""
        now = timezone.now()
        with transaction.atomic():
            rows = list(LinkCheck.objects.select_for_update().filter(site=site).order_by("pk"))
            if any(row.claimed_until and row.claimed_until > now for row in rows):
                return []
            wanted = LinkCheck.objects.filter(self.to_do(), pk__in=[row.pk for row in rows])
            pks = set(wanted.values_list("pk", flat=True))
            LinkCheck.objects.filter(pk__in=pks).update(
                claimed_by=self.token, claimed_until=self._until(now)
            )
        return [row for row in rows if row.pk in pks]

    def renew(self) -> None:
        """Keep what was taken for some time more."""
        self._mine().update(claimed_until=self._until(timezone.now()))

    def write(self, row: LinkCheck, outcome: Outcome) -> str:
        """Write what came of a visit and return the result; empty when the row is no longer ours."""
        verdict = judge(outcome, row.history, timezone.now())
        values = row.follow(verdict) | {"claimed_by": "", "claimed_until": None}
        if outcome.retry_after:
            values["not_before"] = timezone.now() + timedelta(seconds=outcome.retry_after)
        written = self._mine().filter(pk=row.pk).update(**values)
        return verdict.result.value if written else ""

    def leave(self, rows: Iterable[LinkCheck], seconds: float = 0.0) -> None:
        """Give back rows that were not visited; ``seconds``: nobody is to try before."""
        values: dict = {"claimed_by": "", "claimed_until": None}
        if seconds:
            values["not_before"] = timezone.now() + timedelta(seconds=seconds)
        self._mine().filter(pk__in=[row.pk for row in rows]).update(**values)

    def leave_all(self) -> None:
        """Give back everything."""
        self._mine().update(claimed_by="", claimed_until=None)

    def is_shared(self) -> bool:
        """Whether another check is visiting what this one would."""
        now = timezone.now()
        others = LinkCheck.objects.claimed(now).exclude(claimed_by=self.token)
        return others.filter(self.to_do()).exists()

    def waiting(self) -> int:
        """How many addresses are to be visited."""
        return LinkCheck.objects.filter(self.to_do()).count()

    def _mine(self):
        return LinkCheck.objects.filter(claimed_by=self.token)

    def _until(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self.lease)


def _batches(items: list[str]) -> Iterable[list[str]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
