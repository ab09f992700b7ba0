"""Erases, after the time that visitors were told, what they wrote of themselves; the facts stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from essaimage.common.dates import months_before
from essaimage.common.versions.snapshots import parts

from .models import Correction, Message, Settlement
from .people.invitations import forget_invitations
from .people.lock import forget_failures
from .tables.models import forget_old_tables

ERASED = "Texte effacé, passé le délai annoncé."


@dataclass(frozen=True)
class Account:
    """How many rows were erased, or would be; ``unread`` counts those that nobody had settled."""

    messages: int
    corrections: int
    unread: int
    sessions: int


def oldest_kept(now: datetime) -> datetime:
    """Return the moment before which what visitors wrote is erased."""
    today = timezone.localtime(now)
    day = months_before(today.date(), settings.PERSONAL_DATA_MONTHS)
    return datetime.combine(day, today.time(), today.tzinfo)


def erase(*, tries: bool = False, now: datetime | None = None) -> Account:
    """Erase what is due; with ``tries``, only count it.

    What nobody dealt with by then is closed: nothing is left to read.
    Of a message, its subject and its day stay; of a correction, the sheet, the point, what the page
    said, what became of it, and the value that was written on the page.
    Each row is erased once: a second run, or another one at the same time, finds nothing left to do.
    """
    now = now or timezone.now()
    before = oldest_kept(now)
    due = {"received_at__lt": before, "erased_at__isnull": True}
    messages, corrections = Message.objects.filter(**due), Correction.objects.filter(**due)
    with transaction.atomic():
        # Locked in the order of their key: two runs at once wait for each other, and none is counted twice.
        letters, reports = _locked(messages), _locked(corrections)
        unread = len(letters["waiting"]) + len(reports["waiting"])
        ended = Session.objects.filter(expire_date__lt=now)
        account = Account(len(letters["all"]), len(reports["all"]), unread, ended.count())
        if not tries:
            _erase_messages(letters["all"], now)
            _erase_corrections(reports["all"], now)
            ended.delete()
            forget_failures(now - timedelta(days=1))
            forget_invitations(before)
            forget_old_tables()
    return account


def _locked(rows: models.QuerySet) -> dict[str, list[int]]:
    """Return the keys of ``rows``, which nobody else erases meanwhile, and of those still unsettled."""
    field = "is_handled" if rows.model is Message else "status"
    waits = False if rows.model is Message else Correction._meta.get_field("status").default
    found = list(rows.select_for_update().order_by("pk").values_list("pk", field))
    return {"all": [pk for pk, _ in found], "waiting": [pk for pk, now in found if now == waits]}


def _erase_messages(pks: list[int], now: datetime) -> None:
    for some in parts(pks):
        Message.objects.filter(pk__in=some).update(
            name="",
            email="",
            text=ERASED,
            page="",
            sender_key="",
            is_handled=True,  # nothing is left to answer
            erased_at=now,
        )
        _rename(Message, some)


def _erase_corrections(pks: list[int], now: datetime) -> None:
    """Erase free texts; a proposal written on the page as it stands is content, and stays."""
    kept = Case(
        When(was_applied=True, then=F("proposed")),
        default=Value(""),
        output_field=models.TextField(),
    )
    for some in parts(pks):
        Correction.objects.filter(pk__in=some).update(
            evidence="",
            email="",
            answer="",
            sender_key="",
            alike_key="",
            proposed=kept,
            status=Case(
                When(status=Settlement.WAITING, then=Value(Settlement.CLOSED)),
                default=F("status"),
                output_field=models.CharField(),
            ),
            handled_at=Coalesce("handled_at", Value(now)),
            erased_at=now,
        )
        _rename(Correction, some)


def _rename(model: type[models.Model], pks: Iterable[int]) -> None:
    """Take out of the history of the admin the names it kept of these rows."""
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in pks]
    ).update(object_repr=str(model._meta.verbose_name).capitalize())
