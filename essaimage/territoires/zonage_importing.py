"""A list brought into the database as a new version, in force at once; or refused, and nothing changes.

Old codes and arrondissements are read as the commune of today. Former versions are kept.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from essaimage.common.figures import number

from .models import Classement, Commune, CommuneAlias, Status, Zonage, ZonageVersion
from .zonage_lists import BadList, Entry, OfficialList
from .zonage_reading import read_entries

UNKNOWN_SHARE = 0.1  # of the codes: above, the file or the reference is of another time
FEWEST, MOST = 0.7, 1.5  # times the rows of the version in force
BATCH = 5000  # rows a query


@dataclass(frozen=True)
class ListFile:
    """The file of a list, wherever it comes from. ``second``: the file that marks some of its communes."""

    content: bytes
    date: date
    address: str = ""
    is_whole: bool = False
    second: bytes = b""

    @property
    def checksum(self) -> str:
        """The SHA-256 of what was read, both files when there are two."""
        return hashlib.sha256(self.content + self.second).hexdigest()


@dataclass(frozen=True)
class Account:
    """What an import did: how many rows were read, how many communes are classed, and how."""

    rows: int
    statuses: Mapping[str, int]
    values: Mapping[str, int]
    moved: int  # rows read under an old code or an arrondissement
    unknown: tuple[str, ...]  # codes that no commune bears
    former_rows: int | None  # of the version that was in force
    is_new: bool


def import_list(
    official: OfficialList, file: ListFile, *, dry_run: bool = False, accept_gap: bool = False
) -> Account:
    """Import a list; raises ``BadList``, and then nothing has changed.

    ``accept_gap``: a number of rows far from that of the version in force is meant.
    """
    entries = read_entries(file.content, official, is_whole=file.is_whole)
    _check_size(official, len(entries))
    if file.second:
        entries = _marked(entries, read_entries(file.second, official), official.second_detail)
    with transaction.atomic():
        zonage = Zonage.objects.select_for_update().filter(code=official.zonage).first()
        if zonage is None:
            raise BadList("ce zonage n’est pas dans la base : lancez d’abord « load_content ».")
        current = zonage.versions.filter(is_current=True).first()
        if current and not accept_gap:
            _check_gap(current.row_count, len(entries))
        placed, moved, unknown = _placed(entries)
        is_new = current is None or not _is_same(current, file.checksum, placed)
        if is_new and not dry_run:
            _write(zonage, official, file, len(entries), placed)
        return Account(
            rows=len(entries),
            statuses=Counter(entry.status for entry in placed.values()),
            values=Counter(entry.value for entry in placed.values() if len(entry.value) < 20),
            moved=moved,
            unknown=unknown,
            former_rows=current.row_count if current else None,
            is_new=is_new,
        )


def put_back(zonage: str) -> ZonageVersion:
    """Put back in force the version imported before the current one; raises ``BadList`` without one."""
    with transaction.atomic():
        versions = ZonageVersion.objects.select_for_update().filter(zonage__code=zonage)
        current = versions.filter(is_current=True).first()
        before = current and versions.filter(pk__lt=current.pk).order_by("-pk").first()
        if not before:
            raise BadList("il n’y a pas de version d’avant.")
        versions.filter(pk=current.pk).update(is_current=False)
        versions.filter(pk=before.pk).update(is_current=True)
        return before


def _check_size(official: OfficialList, rows: int) -> None:
    fewest, most = official.rows
    if not fewest <= rows <= most:
        raise BadList(
            f"{number(rows)} communes y sont classées ; de {number(fewest)} à {number(most)} sont attendues."
        )


def _check_gap(before: int, now: int) -> None:
    if not before * FEWEST <= now <= before * MOST:
        raise BadList(
            f"{number(now)} communes au lieu de {number(before)} dans la version en vigueur : l’écart "
            "est trop grand. S’il est voulu, ajoutez --accepter-ecart."
        )


def _marked(
    entries: dict[str, Entry], second: Mapping[str, Entry], detail: str
) -> dict[str, Entry]:
    """Return the entries with those of the second list marked; one that was missing is added."""
    marked = dict(entries)
    for code in second:
        entry = entries.get(code, Entry())
        told = ", ".join(part for part in (entry.detail, detail) if part)
        marked[code] = replace(entry, detail=told)
    return marked


def _placed(entries: Mapping[str, Entry]) -> tuple[dict[int, Entry], int, tuple[str, ...]]:
    """Return the entries by primary key of commune, how many had an old code, the codes unknown."""
    communes = dict(Commune.objects.current().values_list("code", "pk"))
    old = dict(CommuneAlias.objects.values_list("code", "commune"))
    placed: dict[int, list[Entry]] = {}
    moved, unknown = 0, []
    for code, entry in entries.items():
        pk = communes.get(code) or old.get(code)
        if pk is None:
            unknown.append(code)
            continue
        moved += code not in communes
        placed.setdefault(pk, []).append(entry)
    if len(unknown) > len(entries) * UNKNOWN_SHARE:
        raise BadList(
            f"{number(len(unknown))} codes sur {number(len(entries))} ne sont ceux d’aucune commune "
            f"({', '.join(unknown[:3])}…). Si la référence n’est pas chargée, lancez « load_reference »."
        )
    return {pk: _together(several) for pk, several in placed.items()}, moved, tuple(unknown)


def _together(several: list[Entry]) -> Entry:
    """Return what is said of a commune whose former communes are all in the list.

    The same of all is said of it; degrees that differ make a commune classed in part.
    """
    first = several[0]
    same = all((entry.status, entry.value) == (first.status, first.value) for entry in several)
    return first if same else replace(first, status=Status.PARTIAL)


def _is_same(current: ZonageVersion, checksum: str, placed: Mapping[int, Entry]) -> bool:
    """Whether the version in force says the very same of the very same communes."""
    if current.checksum != checksum:
        return False
    held = current.classements.values_list("commune_id", "status", "value", "detail")
    return {pk: Entry(*said) for pk, *said in held} == placed


def _write(
    zonage: Zonage, official: OfficialList, file: ListFile, rows: int, placed: Mapping[int, Entry]
) -> None:
    zonage.versions.filter(is_current=True).update(is_current=False)
    version = zonage.versions.create(
        date=file.date,
        source_title=official.title,
        source_url=file.address or official.address,
        licence=official.licence,
        checksum=file.checksum,
        is_exhaustive=zonage.is_exhaustive,
        is_current=True,
        row_count=rows,
    )
    Classement.objects.bulk_create(
        (
            Classement(
                version=version,
                commune_id=pk,
                status=entry.status,
                value=entry.value,
                detail=entry.detail,
            )
            for pk, entry in placed.items()
        ),
        batch_size=BATCH,
    )
