"""Settles a report: accepted and written, accepted and mended by hand, refused, or without follow-up.

The report is locked first, with those that say the same thing: of two editors, one settles it and the
other is told. Then the sheet is, and what is written passes by its field, its constraints and the
rules of publication; its version says which report it comes from.
"""

from copy import copy
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from essaimage.common import versions
from essaimage.common.content.values import Plain, RefusedError, python
from essaimage.common.fields import UpdatedField
from essaimage.common.models import Fiche, Keyed, Origin
from essaimage.common.publication import publication_errors

from .models import Correction, Settlement
from .points import Point, point_of
from .reading import read_proposal
from .subjects import model_labelled

GONE = "La fiche n’existe plus : classez ce signalement sans suite, ou refusez-le."
POINT_GONE = "Ce qui était signalé n’est plus sur la page : ouvrez la fiche."
NOT_PLAIN = (
    "Ce n’est pas une valeur simple : ouvrez la fiche, corrigez, puis marquez le signalement."
)
NOT_ALLOWED = (
    "Seules les personnes qui peuvent modifier cette fiche publiée peuvent accepter : demandez à "
    "quelqu’un du groupe « publication »."
)
ALREADY_SAID = (
    "La page dit déjà cela : si c’est vous qui venez de la corriger, marquez le signalement "
    "comme accepté, sinon classez-le sans suite."
)
CHANGED = (
    "La page a changé depuis ce signalement : elle disait « {then} », elle dit maintenant « {now} ». "
    "Relisez, puis acceptez à nouveau pour écrire la proposition quand même."
)
SETTLED = "{who} a déjà traité ce signalement le {day} : {what}. Rien n’a été changé de plus."

DELETED = "Quelqu’un vient de supprimer ce signalement."
REFUSED_BY_DATABASE = (
    "La base de données a refusé : ouvrez la fiche, corrigez, puis marquez le signalement."
)


class RefusedSettlementError(Exception):
    """Why a report cannot be settled so; the message is the French sentence."""


class ChangedSinceError(RefusedSettlementError):
    """The page does not say any more what the visitor saw."""


class SettledAlreadyError(RefusedSettlementError):
    """Somebody else settled it first."""


@dataclass(frozen=True)
class Reading:
    """What accepting a report in one go would write, or the reason why it cannot."""

    subject: Keyed | None
    point: Point | None
    values: dict[str, Plain]
    obstacle: str = ""
    has_changed: bool = False


def subject_of(correction: Correction, *, lock: bool = False) -> Keyed | None:
    """Return the sheet or the mark a report is about; None when it is gone."""
    try:
        rows = model_labelled(correction.model_label)._base_manager.all()
    except LookupError:
        return None
    rows = rows.select_for_update(no_key=True) if lock else rows
    return rows.filter(code=correction.fiche_code).first()


def read(correction: Correction, *, lock: bool = False) -> Reading:
    """Return what accepting ``correction`` would write, given what the page says now."""
    subject = subject_of(correction, lock=lock)
    if subject is None:
        return Reading(None, None, {}, GONE)
    point = point_of(subject, correction.point)
    if point is None:
        return Reading(subject, None, {}, POINT_GONE)
    has_changed = point.field is not None and point.values != correction.seen_values
    if not point.is_plain:
        return Reading(subject, point, {}, NOT_PLAIN, has_changed)
    try:
        values = read_proposal(point, correction.proposed)
    except RefusedError as error:
        return Reading(subject, point, {}, _sentence(str(error)), has_changed)
    if values == point.values:
        return Reading(subject, point, values, ALREADY_SAID, has_changed)
    return Reading(subject, point, values, " ".join(_broken(subject, point, values)), has_changed)


def may_change(request: HttpRequest, subject: Keyed) -> bool:
    """Whether the editor may write on ``subject`` as it stands: the admin's own rule."""
    return admin.site.get_model_admin(type(subject)).has_change_permission(request, subject)


def accept(request: HttpRequest, pk: int, *, despite_change: bool = False) -> Correction:
    """Write what the report proposes, and settle it with those that propose the same thing.

    Raises ``RefusedSettlementError``; nothing is then written.
    """
    with transaction.atomic():
        correction, alike = _locked(pk)
        reading = read(correction, lock=True)
        if reading.subject is not None and not may_change(request, reading.subject):
            raise RefusedSettlementError(NOT_ALLOWED)
        if reading.obstacle:
            raise RefusedSettlementError(reading.obstacle)
        if reading.has_changed and not despite_change:
            then, now = correction.seen or "rien", reading.point.said or "rien"
            raise ChangedSinceError(CHANGED.format(then=then, now=now))
        try:
            _write(request.user, correction, reading)
        except (IntegrityError, DataError):
            raise RefusedSettlementError(REFUSED_BY_DATABASE) from None
        _settle(request.user, [correction, *alike], Settlement.ACCEPTED, was_applied=True)
    return correction


def accept_by_hand(request: HttpRequest, pk: int) -> Correction:
    """Settle a report as accepted, the sheet being mended by hand."""
    with transaction.atomic():
        correction, alike = _locked(pk)
        subject = subject_of(correction)
        if subject is None:
            raise RefusedSettlementError(GONE)
        if not may_change(request, subject):
            raise RefusedSettlementError(NOT_ALLOWED)
        _settle(request.user, [correction, *alike], Settlement.ACCEPTED)
    return correction


def refuse(request: HttpRequest, pk: int, reason: str) -> Correction:
    """Refuse a report for a reason, which the person may be told."""
    if not reason.strip():
        raise RefusedSettlementError("Dites pourquoi : la raison est gardée avec le signalement.")
    return _settled(request, pk, Settlement.REFUSED, reason)


def close(request: HttpRequest, pk: int, note: str) -> Correction:
    """Take a report off the list: neither right nor wrong, or already done."""
    return _settled(request, pk, Settlement.CLOSED, note)


def alike(correction: Correction) -> list[Correction]:
    """Return the other reports that wait and propose the same thing, the oldest first."""
    waiting = Correction.objects.filter(
        alike_key=correction.alike_key, status=Settlement.WAITING, erased_at__isnull=True
    )
    return list(waiting.exclude(pk=correction.pk).order_by("pk"))


def _settled(request: HttpRequest, pk: int, status: str, answer: str) -> Correction:
    with transaction.atomic():
        correction, alike = _locked(pk)
        _settle(request.user, [correction, *alike], status, answer=answer.strip())
    return correction


def _locked(pk: int) -> tuple[Correction, list[Correction]]:
    """Return a report that waits and its likes, which nobody else settles meanwhile."""
    key = Correction.objects.filter(pk=pk).values_list("alike_key", flat=True).first()
    # By primary key: two editors on two reports of the same group never wait for each other in turn.
    rows = Correction.objects.select_for_update().filter(alike_key=key).order_by("pk")
    locked = {row.pk: row for row in rows}
    correction = locked.pop(pk, None)
    if correction is None:
        raise SettledAlreadyError(DELETED)
    if not correction.is_waiting:
        raise SettledAlreadyError(settled_said(correction))
    others = [row for row in locked.values() if row.is_waiting and row.erased_at is None]
    return correction, others


def settled_said(correction: Correction) -> str:
    """Say who settled a report, when and how, to somebody who comes after."""
    when = date_format(timezone.localtime(correction.handled_at), "j F à H:i")
    who = correction.handled_name or "Quelqu’un"
    return SETTLED.format(who=who, day=when, what=correction.get_status_display())


def _settle(
    user: User, rows: list[Correction], status: str, *, answer: str = "", was_applied: bool = False
) -> None:
    name = versions.name_of(user)[:150]
    for row in rows:
        row.status, row.answer, row.was_applied = status, answer, was_applied
        row.handled_by, row.handled_name, row.handled_at = user, name, timezone.now()
        row.save()


def _write(user: User, correction: Correction, reading: Reading) -> None:
    """Write the values on the row, which break no rule; the version names the report."""
    subject, row = reading.subject, reading.point.row
    for name, value in reading.values.items():
        setattr(row, name, python(row._meta.get_field(name), value))
    reason = f"Erreur signalée n° {correction.pk} : {correction.point_said}"
    with versions.recording(subject, author=user, reason=reason, origin=Origin.CORRECTION):
        row.save(update_fields=[*reading.values, *_moments(row)])
        if row is not subject and _moments(subject):
            subject.save(update_fields=_moments(subject))


def _broken(subject: Keyed, point: Point, values: dict[str, Plain]) -> list[str]:
    """Return what the field, the model, the constraints and the rules of publication say of ``values``."""
    row = copy(point.row)
    for name, value in values.items():
        setattr(row, name, python(row._meta.get_field(name), value))
    others = {field.name for field in row._meta.fields} - values.keys()
    try:
        row.clean_fields(exclude=others)
        row.clean()
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        return [_sentence(message) for message in error.messages]
    if isinstance(row, Fiche):
        return publication_errors(row, subject.citations.select_related("source"))
    return []


def _moments(row: Keyed) -> list[str]:
    """Return the fields that date the last change of ``row``: other editors are told by them."""
    return [field.name for field in row._meta.concrete_fields if isinstance(field, UpdatedField)]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
