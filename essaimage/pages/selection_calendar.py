"""The dates of a selection as a calendar (iCalendar, RFC 5545): days that a source gives, and no other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dispositifs.dossier import Entry
from dispositifs.models import Dispositif, Window
from essaimage.common.dates import DatePrecision
from essaimage.common.typography import typographie, without_controls

LONGEST_LINE = 75  # octets, the end of the line left out (RFC 5545, 3.1)


@dataclass(frozen=True)
class Day:
    """A day when a time to apply opens or closes, known to the day."""

    on: date
    is_opening: bool
    window: Window
    dispositif: Dispositif

    @property
    def what(self) -> str:
        return "Ouverture" if self.is_opening else "Clôture"

    @property
    def uid(self) -> str:
        """The same whoever exports it, whenever: the code of the row never changes."""
        return f"{self.window.code}-{'ouverture' if self.is_opening else 'cloture'}@essaimage"


def calendar_days(entries: Iterable[Entry]) -> list[Day]:
    """Return the days of the windows of ``entries`` that are known to the day, in order."""
    days = []
    for entry in entries:
        for window in entry.dispositif.windows.all():
            ends = (
                (window.opens, window.opens_precision, True),
                (window.closes, window.closes_precision, False),
            )
            days += [
                Day(on, is_opening, window, entry.dispositif)
                for on, precision, is_opening in ends
                if on and precision == DatePrecision.DAY
            ]
    return sorted(days, key=lambda day: (day.on, day.uid))


def calendar(days: Sequence[Day], site_url: str) -> str:
    """Return the calendar of ``days``. It needs at least one: a calendar without component is not one."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Essaimage//Selection//FR"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for day in days:
        lines += _event(day, site_url)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(day: Day, site_url: str) -> Iterator[str]:
    source = day.window.source
    address = site_url + day.dispositif.get_absolute_url()
    dated = f", {source.date_said}" if source.date_said else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{day.uid}"
    # When the sheet last changed, not when it was asked for: the same calendar each time.
    yield f"DTSTAMP:{_stamp(day.dispositif.updated_at)}"
    yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(typographie(f'{day.what} : {day.dispositif.title}'))}"
    said = f"{day.window.label}\nSource : {source.publisher}, {source.title}{dated}\n{address}"
    yield f"DESCRIPTION:{escaped(typographie(said))}"
    yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return ``text`` as a value of type TEXT (RFC 5545, 3.3.11), its control characters dropped."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return without_controls(text).replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Yield the parts of a line, 75 octets at most, a letter never cut; the next ones begin with a space."""
    part, size = "", 0
    for letter in line:
        weight = len(letter.encode())
        if size + weight > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + weight
    yield part
