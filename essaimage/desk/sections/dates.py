"""How the desk says days: « le 3 novembre », with the year when it is not this one."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format


def day_said(moment: date | datetime) -> str:
    """Return « aujourd’hui », « hier », « le 3 novembre » or « le 3 novembre 2025 », in Paris."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    today = timezone.localdate()
    if day == today:
        return "aujourd’hui"
    if (today - day).days == 1:
        return "hier"
    said = date_format(day, "j F" if day.year == today.year else "j F Y")
    return f"le {said.replace('1 ', '1er ', 1) if said.startswith('1 ') else said}"
