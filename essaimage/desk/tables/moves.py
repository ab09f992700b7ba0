"""The steps that a table makes sheets take: kept like those of the buttons (decision 20)."""

import datetime as dt

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from essaimage.common.content.planning import Values
from essaimage.common.models import PUBLIC_STATUSES, Move, Status, Step

from .planning import TablePlan


def keep_moves(
    table: TablePlan, author: AbstractBaseUser | None, author_name: str, note: str
) -> None:
    """Keep the step that each sheet of a written plan took, those whose status or end changed."""
    now = timezone.now()
    rows = []
    for key, values in [*table.plan.creations.items(), *table.plan.updates.items()]:
        before = table.rows.get(key, {"status": Status.DRAFT.value})
        step = step_of(before, values, now)
        if step is None:
            continue
        hour = values.get("ends_at" if step == Step.END_AT else "published_at")
        rows.append(
            Move(
                model_label=key[0],
                fiche_code=key[1],
                step=step,
                from_status=before["status"],
                to_status=values.get("status", before["status"]),
                moment=dt.datetime.fromisoformat(hour)
                if hour and step in (Step.END_AT, Step.PUBLISH_AT)
                else None,
                note=note,
                author=author,
                author_name=author_name,
                moved_at=now,
            )
        )
    Move.objects.bulk_create(rows, batch_size=200)


def step_of(before: Values, values: Values, now: dt.datetime) -> Step | None:
    """Return the step that turns ``before`` into what ``values`` change; None when it takes none."""
    left, reached = before["status"], values.get("status", before["status"])
    if reached == left:
        if left != Status.PUBLISHED or "ends_at" not in values:
            return None
        return Step.END_AT if values["ends_at"] else Step.GO_ON
    if reached == Status.PUBLISHED:
        hour = values.get("published_at") or before.get("published_at")
        is_later = bool(hour) and dt.datetime.fromisoformat(str(hour)) > now
        return Step.PUBLISH_AT if is_later else Step.PUBLISH
    if reached == Status.ARCHIVED:
        return Step.ARCHIVE
    if left in PUBLIC_STATUSES:
        return Step.UNPUBLISH
    return Step.SUBMIT if reached == Status.TO_REVIEW else Step.SEND_BACK
