"""Dates that are known to the day, to the month or to the year, and how they are said."""

from datetime import date, datetime
from functools import lru_cache

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from .typography import NBSP


class DatePrecision(models.TextChoices):
    """How much of a date its source gives; the date stored is the first day of the period."""

    DAY = "jour", "au jour"
    MONTH = "mois", "au mois"
    YEAR = "annee", "à l’année"


_FORMATS = {DatePrecision.DAY: "j F Y", DatePrecision.MONTH: "F Y", DatePrecision.YEAR: "Y"}


@lru_cache(maxsize=10_000)
def french_date(value: date | None, precision: str = DatePrecision.DAY) -> str:
    """Say ``value`` as its source does: « 5 février 2026 », « février 2026 » or « 2026 »."""
    if value is None:
        return ""
    said = date_format(value, _FORMATS[DatePrecision(precision)])
    return said.replace("1 ", "1er ", 1) if said.startswith("1 ") else said


def months_before(value: date, months: int) -> date:
    """Return the day ``months`` months before ``value``, the last of the month when it has no such day."""
    month_index = value.year * 12 + value.month - 1 - months
    year, month = divmod(month_index, 12)
    for day in range(value.day, 0, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


class Dated(models.Model):
    """A row that a source dates to the day, the month or the year."""

    date = models.DateField(
        "date", help_text="Si seul le mois ou l’année est connu, indiquez le premier jour."
    )
    date_precision = models.CharField(
        "précision de la date",
        max_length=5,
        choices=DatePrecision,
        default=DatePrecision.DAY,
    )

    class Meta:
        abstract = True

    @property
    def date_said(self) -> str:
        """The date as its source gives it, in French."""
        return french_date(self.date, self.date_precision)


def moment_said(moment: datetime) -> str:
    """Return « 5 février 2026 à 9 h 05 », in Paris."""
    local = timezone.localtime(moment)
    return f"{french_date(local.date())} à {local.hour}{NBSP}h{NBSP}{local:%M}"


def day_and_hour(moment: datetime) -> str:
    """Return the same with the day of the week, for what is to come."""
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    return f"{days[timezone.localtime(moment).weekday()]} {moment_said(moment)}"
