"""A day and an hour, as people of the Paris time zone write them: nights of the clock change included."""

from datetime import UTC, datetime, time

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone

NO_SUCH_HOUR = (
    "Cette nuit-là, on passe à l’heure d’été : cette heure n’existe pas. Choisissez-en une autre."
)
TWICE = "Cette nuit-là, on passe à l’heure d’hiver : cette heure vient deux fois. Choisissez-en une autre."


class MomentField(forms.SplitDateTimeField):
    """A day, and an hour when midnight is not meant."""

    widget = AdminSplitDateTime

    def compress(self, data_list: list) -> datetime | None:
        """Return the moment in Paris; midnight when no hour is given."""
        if not data_list or data_list[0] in self.empty_values:
            if data_list and data_list[1] not in self.empty_values:
                raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
            return None
        hour = data_list[1] if data_list[1] not in self.empty_values else time.min
        return in_paris(datetime.combine(data_list[0], hour))


def in_paris(written: datetime) -> datetime:
    """Return the moment when clocks of the site show ``written``, which has no zone.

    Raises ``ValidationError`` when they never show it, or show it twice.
    """
    zone = timezone.get_current_timezone()
    first, second = (written.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != written:
        raise ValidationError(NO_SUCH_HOUR, code="no_such_hour")
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(TWICE, code="twice")
    return first
