"""What an import says of itself: plain data kept with it, drawn by the page, the CSV and the command."""

from typing import Any

from essaimage.common.content.planning import Kept, Values
from essaimage.common.models import Status

from .cells import told
from .faults import Fault
from .lines import Line
from .planning import TablePlan

SHOWN = 200  # letters of a value, around what differs
FAULTS_KEPT = 1_000
CREATED, CHANGED, KEPT, DELETED = "creation", "modification", "gardee", "supprimee"
FAULT_HEADERS = (
    "Ligne",
    "Colonne",
    "Ce qui est écrit",
    "Ce qui ne va pas",
    "Attendu",
    "Proposition",
)


def report_of(table: TablePlan) -> dict[str, Any]:
    """Return the report of a plan, as plain data."""
    entries = _entries(table)
    counts = {
        "lines": len(table.sheet.lines),
        "created": len(table.plan.creations),
        "changed": len(table.plan.updates),
        "unchanged": table.plan.unchanged,
        "kept": len({kept.key for kept in table.plan.kept}),
        "deleted": len(table.plan.deleted),
        "faults": len(table.faults),
        "faulty_lines": len({fault.line for fault in table.faults}),
        "published": sum(
            values.get("status") == Status.PUBLISHED
            for values in [*table.plan.creations.values(), *table.plan.updates.values()]
        ),
    }
    return {
        "counts": counts,
        "notes": [*table.sheet.notes, *_notes(table)],
        "faults": [list(vars(fault).values()) for fault in table.faults[:FAULTS_KEPT]],
        "entries": entries,
    }


def faults_in(report: dict[str, Any]) -> list[Fault]:
    """Return the faults of a kept report."""
    return [Fault(*fault) for fault in report["faults"]]


def _notes(table: TablePlan) -> list[str]:
    notes = []
    named = {name for line in table.lines.values() for name in line.cells}
    absent = [
        column.header for column in table.kind.columns if column.field and column.name not in named
    ]
    if named and absent:
        notes.append(
            f"Colonnes absentes du fichier, laissées comme elles sont : {', '.join(absent)}."
        )
    if table.unknown_marks:
        notes.append(
            "Repère inconnu de ce site ou trop ancien : ces lignes complètent ce qui est vide et ne "
            "remplacent rien."
        )
    return notes


def _entries(table: TablePlan) -> list[dict[str, Any]]:
    """Return what becomes of each line that does not stay as it is, in the order of the file."""
    plan, headers = table.plan, table.kind.by_name
    kept: dict[str, list[Kept]] = {}
    for each in plan.kept:
        kept.setdefault(each.key[1], []).append(each)
    deleted = {key[1] for key in plan.deleted}
    entries = []
    for code, line in table.lines.items():
        key = (table.kind.label, code)
        creation, update = plan.creations.get(key), plan.updates.get(key)
        if creation is None and update is None and code not in kept and code not in deleted:
            continue
        row = table.rows.get(key, {})
        values = creation if creation is not None else update or {}
        fields = [
            [headers[name].header, *clipped(_said(table, name, row.get(name)), said)]
            for name, value in values.items()
            if (said := _said(table, name, value)) or creation is None
        ]
        stays = [_stay(table, each, row, line) for each in kept.get(code, [])]
        what = CREATED if creation is not None else CHANGED if update else KEPT
        entries.append(
            {
                "line": line.number,
                "code": code,
                "title": str(line.values.get("title") or row.get("title") or code),
                "what": DELETED if code in deleted else what,
                "fields": fields,
                "kept": stays,
            }
        )
    return entries


def _stay(table: TablePlan, kept: Kept, row: Values, line: Line) -> list[Any]:
    """Return a field that stays: its heading, what the site says, what the file says, who moved."""
    name = kept.field
    site, file = _said(table, name, row[name]), _said(table, name, line.values[name])
    return [table.kind.by_name[name].header, *clipped(site, file), kept.fixture_changed]


def _said(table: TablePlan, name: str, value: Any) -> str:
    return told(table.kind.by_name[name], value, table.names)


def clipped(old: str, new: str) -> tuple[str, str]:
    """Return two values cut around the first place where they differ, when they are long."""
    if len(old) <= SHOWN and len(new) <= SHOWN:
        return old, new
    start = 0
    if old and new:
        pairs = enumerate(zip(old, new, strict=False))
        same = min(len(old), len(new))
        start = next((index for index, (left, right) in pairs if left != right), same)
    start = max(0, start - 40)
    return _around(old, start), _around(new, start)


def _around(text: str, start: int) -> str:
    cut = text[start : start + SHOWN]
    before = "…" if start and text else ""
    return f"{before}{cut}{'…' if len(text) > start + SHOWN else ''}"
