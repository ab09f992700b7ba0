"""Keeps what a visitor reports, and finds the reports that propose the same thing."""

import json
from contextlib import suppress

from django.conf import settings
from django.utils.crypto import salted_hmac

from essaimage.common.content.values import RefusedError
from essaimage.common.models import Keyed

from ..messages import sent_lately
from .models import SEEN_LENGTH, Correction
from .points import Point, is_words
from .reading import folded, read_proposal


def is_too_many(key: str) -> bool:
    """Whether this sender reached the limit of reports per hour."""
    return sent_lately(Correction, key) >= settings.CORRECTIONS_PER_HOUR


def seal_of(point: Point) -> str:
    """Return a few letters that change when what the page says of ``point`` does."""
    told = json.dumps(point.values, sort_keys=True, ensure_ascii=False)
    return salted_hmac("corrections", f"{point.key} {told}").hexdigest()[:12]


def keep(
    subject: Keyed, point: Point, *, proposed: str, evidence: str, email: str, sender_key: str
) -> Correction:
    """Keep a report about ``point`` of ``subject``, with what the page says now."""
    return Correction.objects.create(
        model_label=subject._meta.label_lower,
        fiche_code=subject.code,
        fiche_title=str(subject)[:160],
        point=point.key,
        point_said=point.label[:240],
        seen=point.said[:SEEN_LENGTH],
        seen_values=point.values,
        proposed=proposed,
        evidence=evidence,
        email=email,
        alike_key=alike_key(subject, point, proposed),
        sender_key=sender_key,
    )


def alike_key(subject: Keyed, point: Point, proposed: str) -> str:
    """Return what two reports share when they propose the same thing for the same point.

    « 20 000 € » and « 20000 euros » are the same amount; for what is no value, the same words are.
    """
    meant = folded(proposed) or proposed
    if point.is_plain and not is_words(point):
        with suppress(RefusedError):
            values = read_proposal(point, proposed)
            meant = json.dumps(values, sort_keys=True).replace('/"', '"')  # a final slash
    told = f"{subject._meta.label_lower} {subject.code} {point.key} {meant}"
    return salted_hmac("corrections-alike", told, algorithm="sha256").hexdigest()
