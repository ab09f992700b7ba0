"""The reference as committed: five compressed CSV files and their checksums, read and written.

bzip2, because it gives the same bytes everywhere: the files can be built again and compared.
"""

import bz2
import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "reference"
CHECKSUMS = "SHA256SUMS"
PACKAGE = "@etalab/decoupage-administratif 6.0.0"
MAX_BYTES = 20_000_000  # of a file once read: ten times the longest


class BadReference(Exception):
    """The reference cannot be read or built; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A région. ``zone``: metro, drom, com."""

    code: str
    nom: str
    zone: str


@dataclass(frozen=True, slots=True)
class DepartementRow:
    """A département; ``region`` is a code."""

    code: str
    nom: str
    region: str


@dataclass(frozen=True, slots=True)
class EpciRow:
    """An intercommunality. ``genre``: CC, CA, CU, ME."""

    code: str
    nom: str
    genre: str


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune. Numbers are texts, empty when unknown; postcodes are separated by spaces."""

    code: str
    nom: str
    departement: str
    epci: str
    population: str
    annee: str
    codes_postaux: str


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A code that leads to a commune. ``genre``: ancien, deleguee, associee, arrondissement."""

    code: str
    nom: str
    genre: str
    commune: str
    codes_postaux: str


@dataclass(frozen=True)
class Reference:
    """The whole reference, each table sorted by code."""

    regions: list[RegionRow]
    departements: list[DepartementRow]
    epcis: list[EpciRow]
    communes: list[CommuneRow]
    aliases: list[AliasRow]


_FILES: dict[str, tuple[str, type]] = {
    "regions": ("regions.csv.bz2", RegionRow),
    "departements": ("departements.csv.bz2", DepartementRow),
    "epcis": ("epci.csv.bz2", EpciRow),
    "communes": ("communes.csv.bz2", CommuneRow),
    "aliases": ("anciens_codes.csv.bz2", AliasRow),
}


def write(reference: Reference, folder: Path = FOLDER) -> dict[str, str]:
    """Write the files and their checksums; return the checksum of each file, once compressed."""
    folder.mkdir(parents=True, exist_ok=True)
    sums = {}
    for name, (file, row) in _FILES.items():
        content = bz2.compress(_csv(row, getattr(reference, name)), 9)
        (folder / file).write_bytes(content)
        sums[file] = hashlib.sha256(content).hexdigest()
    lines = "".join(f"{sums[file]}  {file}\n" for file in sorted(sums))
    (folder / CHECKSUMS).write_text(lines)
    return sums


def read(folder: Path = FOLDER) -> Reference:
    """Read the reference; raises ``BadReference`` when a file is missing or is not the one expected."""
    expected = _checksums(folder)
    tables: dict[str, Any] = {
        name: list(_rows(folder / file, row, expected.get(file, "")))
        for name, (file, row) in _FILES.items()
    }
    return Reference(**tables)


def _csv(row: type, rows: Iterable[Any]) -> bytes:
    names = [field.name for field in fields(row)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([getattr(each, name) for name in names] for each in rows)
    return text.getvalue().encode()


def _checksums(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / CHECKSUMS).read_text().splitlines()
    except OSError:
        raise BadReference(f"Le fichier {CHECKSUMS} de la référence manque.") from None
    return {file: digest for digest, _, file in (line.partition("  ") for line in lines)}


def _rows(path: Path, row: type, expected: str) -> Iterator[Any]:
    try:
        content = path.read_bytes()
    except OSError:
        raise BadReference(f"Le fichier {path.name} de la référence manque.") from None
    if hashlib.sha256(content).hexdigest() != expected:
        raise BadReference(
            f"Le fichier {path.name} de la référence n’a pas l’empreinte attendue : "
            "il est abîmé ou a été modifié. « build_reference » le refait."
        )
    text = bz2.BZ2Decompressor().decompress(content, MAX_BYTES).decode()
    lines = csv.reader(io.StringIO(text))
    next(lines)
    return (row(*line) for line in lines)
