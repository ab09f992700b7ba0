"""What a table is going to do: the three-way merge of the content, on the lines of a file."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

from essaimage.common.content.checking import all_links
from essaimage.common.content.planning import Desk, Incoming, Plan, Values, make_plan
from essaimage.common.content.problems import Place
from essaimage.common.content.snapshot import Snapshot
from essaimage.common.models import PUBLIC_STATUSES, Status

from .bases import read_bases
from .faults import CellError, Fault
from .headings import columns_of
from .kinds import CODE, MARK, Kind
from .lines import Line, Lines
from .names import Names
from .reading import Sheet

NOT_YOURS = (
    "Cette fiche est visible sur le site : seules les personnes du groupe « publication » peuvent la "
    "modifier."
)
PUBLISHERS_ONLY = "Publier ou archiver revient au groupe « publication »."


@dataclass
class TablePlan:
    """The plan of a file: what will be written, what stays, what is wrong."""

    kind: Kind
    sheet: Sheet
    lines: dict[str, Line] = field(default_factory=dict)  # by code, those that were read
    plan: Plan = field(default_factory=Plan)
    incoming: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)  # what the database holds, by key
    faults: list[Fault] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    snapshot: Snapshot | None = None
    unknown_marks: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What tells this plan from any other: what is written, over what, what stays."""
        plan = self.plan
        told = {
            "creations": [[key[1], values] for key, values in plan.creations.items()],
            "updates": [
                [key[1], values, {name: self.rows[key][name] for name in values}]
                for key, values in plan.updates.items()
            ],
            "kept": [
                [each.key[1], each.field, self.rows[each.key][each.field]] for each in plan.kept
            ],
            "deleted": [key[1] for key in plan.deleted],
        }
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def lineage(self, code: str) -> str:
        """Return the mark of the export that the line of a sheet comes from; empty when it has none."""
        mark = self.lines[code].mark
        return "" if mark in self.unknown_marks else mark

    @property
    def does_something(self) -> bool:
        """Whether confirming would write anything."""
        return bool(self.plan.creations or self.plan.updates)


def plan_table(kind: Kind, sheet: Sheet, user, now: datetime, *, lock: bool = False) -> TablePlan:
    """Return what bringing ``sheet`` in would do.

    ``user``: whose rights count (None: those of whoever runs the server); ``now``: when what the file
    publishes without a date is published; ``lock``: keep others from changing the sheets meanwhile.
    """
    table = TablePlan(kind, sheet)
    columns, table.faults = columns_of(kind, sheet)
    if not columns or not {"title", CODE} & {column.name for column in columns.values()}:
        return table
    reading = Lines(kind, sheet, columns)
    table.names = reading.names
    codes, marks = _written(columns, sheet)
    names = reading.names.shelf(kind.label)
    bases = read_bases(kind, marks, {*codes, *names.names})
    reading.bases = bases
    table.unknown_marks = sorted({mark for mark in marks if mark} - bases.exported.keys())
    lines = reading.identified()
    keys = {line.code: (kind.label, line.code) for line in lines}
    table.snapshot = Snapshot(lock=lock)
    table.rows = table.snapshot.read(keys.values())
    written_bases: dict = {}
    for line in lines:
        key = keys[line.code]
        whole = reading.read(line, table.rows.get(key))
        if not whole:
            continue
        table.lines[line.code] = line
        table.incoming[key] = Incoming(key, line.values, Place("", line.number, *key))
        if line.base is not None:
            written_bases[key] = line.base
    _merge(table, written_bases, {column.name for column in columns.values()})
    _publish(table, now)
    table.faults += reading.faults
    if user is not None:
        table.faults += _forbidden(table, reading, kind.may(user, "publish"))
    table.faults.sort(key=lambda fault: fault.line)
    return table


def _written(columns, sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the codes and the marks that a file bears."""
    at = {column.name: index for index, column in columns.items()}
    codes = [cells[at[CODE]].strip() for _, cells in sheet.lines] if CODE in at else []
    marks = [cells[at[MARK]].strip()[:16] for _, cells in sheet.lines] if MARK in at else []
    return codes, marks


def _merge(table: TablePlan, bases: dict, present: set[str]) -> None:
    """Make the plan. Only the links that the file has a column for are looked at."""
    label = table.kind.label
    links = {name: link for name, link in all_links()[label].items() if name in present}
    codes = {label: set(table.names.shelf(label).names)}
    table.plan = make_plan(table.incoming, Desk(table.rows, codes), bases, {label: links})
    table.plan.desk_only = {}


def _publish(table: TablePlan, now: datetime) -> None:
    """Date what the file publishes without saying when."""
    moment = now.astimezone(UTC).isoformat()
    for key, values in [*table.plan.creations.items(), *table.plan.updates.items()]:
        held: Values = table.rows.get(key, {})
        dated = values.get("published_at", held.get("published_at"))
        if values.get("status") == Status.PUBLISHED and dated is None:
            values["published_at"] = moment


def _forbidden(table: TablePlan, reading: Lines, may_publish: bool) -> list[Fault]:
    """Return what the editor may not do: publish, archive, touch what visitors read."""
    if may_publish:
        return []
    found: list[Fault] = []
    reading.faults = found
    for key, values in [*table.plan.creations.items(), *table.plan.updates.items()]:
        line = table.lines[key[1]]
        if table.rows.get(key, {}).get("status") in PUBLIC_STATUSES:
            reading.fault(line, "title", CellError(NOT_YOURS, "retirez cette ligne du fichier"))
        elif values.get("status") in PUBLIC_STATUSES:
            reading.fault(line, "status", CellError(PUBLISHERS_ONLY, "Brouillon ou À relire"))
    return found
