"""The official lists one can import: where they are, what their columns are called, how a row reads.

Column names are compared in lower case, without accents, words joined by ``_``. Lists change their
headings from one year to the next: several names are known for each column.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from essaimage.common.dates import DatePrecision, french_date
from essaimage.common.typography import without_accents

from .models import Status
from .zonages import ACV, DENSITE, DENSITIES, FRR, PVD, QPV, VILLAGES_DAVENIR

Row = Mapping[str, str]
LICENCE = "Licence Ouverte 2.0"
DATA_GOUV = "https://www.data.gouv.fr/api/1/datasets/r/"
CODE_COLUMNS = (
    *("code_insee", "insee_com", "insee", "codgeo", "code_commune", "code_commune_insee"),
    *("code_insee_commune", "code_insee_de_la_commune", "insee_commune", "com", "depcom"),
)
DETAIL_LENGTH = 120  # characters, those of Classement.detail


class BadList(Exception):
    """A list that is refused whole; the message is a French sentence, without the name of the file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of a commune."""

    status: str = Status.YES
    value: str = ""
    detail: str = ""


@dataclass(frozen=True)
class OfficialList:
    """A list of communes. ``files``: how its file is called in a folder (shell patterns).

    ``rows``: how few and how many rows a whole list may have. ``columns``: other columns it must
    have, each under one of several names; ``read`` is given them under the first.
    """

    zonage: str
    title: str
    licence: str
    files: tuple[str, ...]
    rows: tuple[int, int]
    read: Callable[[Row], Entry | None]
    columns: tuple[tuple[str, ...], ...] = ()
    address: str = ""
    second_files: tuple[str, ...] = ()  # communes of the list that a second one marks
    second_detail: str = ""
    several_rows: bool = False  # a commune may come back: one row a district
    known_dates: Mapping[str, date] = field(default_factory=dict)  # by SHA-256 of the file


def heading(text: str) -> str:
    """Return a heading as it is compared: « Code INSEE » → « code_insee »."""
    return re.sub(r"[^a-z0-9]+", "_", without_accents(str(text)).lower()).strip("_")


def _listed(row: Row) -> Entry:
    """A row of a list: the commune is in it; the day it signed, when it is told."""
    signed = row.get("date_signature", "").strip()
    try:
        day = french_date(date.fromisoformat(signed[:10]), DatePrecision.DAY) if signed else ""
    except ValueError:
        day = ""
    return Entry(detail=f"convention signée le {day}" if day else "")


_LEVELS = {heading(words): level for level, words in DENSITIES.items()}


def _density(row: Row) -> Entry:
    """A row of INSEE's grid: read by its words when they are there, else by its number.

    INSEE also has a grid of three levels, whose numbers are among these: its words betray it.
    """
    words = row.get("libdens7") or row.get("libdens") or ""
    level = _LEVELS.get(heading(words)) or row["densite_niveau"].strip().removesuffix(".0")
    if (words and heading(words) not in _LEVELS) or level not in DENSITIES:
        raise BadList(f"« {words or level} » n’est pas un des sept niveaux de densité.")
    return Entry(value=level)


_DEGREES = (("beneficiaire", "FRR bénéficiaire"), ("socle", "FRR socle"), ("frr+", "FRR+"))


def _frr(row: Row) -> Entry | None:
    """A row of the DGCL's list: « FRR+ », « FRR socle », « FRR bénéficiaire », « … partiellement »."""
    said = without_accents(row["classement"]).lower().strip()
    if not said or said.startswith("non"):
        return None
    if "frr" not in said:
        raise BadList(f"« {row['classement']} » n’est pas un classement FRR connu.")
    value = next((value for word, value in _DEGREES if word in said), "FRR")
    partial = "partiel" in said
    return Entry(Status.PARTIAL if partial else Status.YES, value)


def _district(row: Row) -> Entry:
    """A row of a district: the commune has at least this one."""
    return Entry(value=row["code_qp_exemple"][:40], detail=shortened(row["nom_qp_exemple"]))


def shortened(text: str, length: int = DETAIL_LENGTH) -> str:
    """Cut a list of names between two names, and say so."""
    if len(text) <= length:
        return text
    return f"{text[: length - 2].rpartition(',')[0] or text[: length - 2]}…"


LISTS: tuple[OfficialList, ...] = (
    OfficialList(
        zonage=DENSITE,
        title="Insee, grille communale de densité à sept niveaux",
        licence=LICENCE,
        files=("densite*.csv", "*densite*.csv", "fichier_diffusion*.xlsx"),
        rows=(30_000, 40_000),
        read=_density,
        columns=(("densite_niveau", "dens7", "dens"),),
        address="https://www.insee.fr/fr/statistiques/fichier/8571524/fichier_diffusion_2025.xlsx",
        known_dates={
            "0aa67358c3ae5b3436c91cc9dca48b947933b22250d6b673e886ce1ae92c1acf": date(2026, 7, 21)
        },
    ),
    OfficialList(
        zonage=FRR,
        title="Direction générale des collectivités locales, communes classées FRR",
        licence="Information publique",
        files=("frr*.csv",),
        rows=(12_000, 30_000),
        read=_frr,
        columns=(("classement", "classement_frr", "statut_frr"),),
        known_dates={
            "402235bb1d62e075ed57d37ffe94f6c0a1bbd1117ed545d1faa75e26a34f9759": date(2025, 7, 10)
        },
    ),
    OfficialList(
        zonage=PVD,
        title="ANCT, communes du programme Petites villes de demain",
        licence=LICENCE,
        files=("petites_villes_de_demain*.csv", "*pvd*.csv"),
        rows=(1_200, 2_200),
        read=_listed,
        address=f"{DATA_GOUV}1fa831ec-d912-4277-8b95-a8b998bf951e",
        known_dates={
            "4a386ce36af9fe8dae62cfabc5adb061976f50291502982edd6366f0a172ce69": date(2024, 8, 7)
        },
    ),
    OfficialList(
        zonage=ACV,
        title="ANCT, communes du programme Action cœur de ville",
        licence=LICENCE,
        files=("action_coeur_de_ville.csv", "*acv*.csv"),
        rows=(150, 400),
        read=_listed,
        address=f"{DATA_GOUV}8b6f422b-cbdf-459a-9a16-d6be4b92d91a",
        second_files=("action_coeur_de_ville_2*.csv",),
        second_detail="et pour ses entrées de ville",
        known_dates={
            "e1304ce7608d26bd977efde84d9257a05ac998beb5b04cc7c799760052158592": date(2025, 4, 2)
        },
    ),
    OfficialList(
        zonage=VILLAGES_DAVENIR,
        title="ANCT, communes du programme Villages d’avenir",
        licence=LICENCE,
        files=("villages_avenir*.csv", "villages_d_avenir*.csv"),
        rows=(1_500, 8_000),
        read=_listed,
        address=f"{DATA_GOUV}fbef04bb-3df9-4d6d-a23f-0a0034f6a3f8",
        known_dates={
            "b985d94c411ed76f12e1344d2c5293a87c5ee9f935e217923353f96158b4e21f": date(2024, 9, 5)
        },
    ),
    OfficialList(
        zonage=QPV,
        title="ANCT, communes qui ont un quartier prioritaire de la politique de la ville",
        licence="À confirmer",
        files=("qpv*.csv",),
        rows=(500, 6_000),
        read=_district,
        columns=(
            ("code_qp_exemple", "code_qp", "code_qpv"),
            ("nom_qp_exemple", "nom_qp", "lib_qp", "nom_qpv"),
        ),
        several_rows=True,
        known_dates={
            "9498bb78c7c3f0b83214f1d705d4ab6503190f7f4208e5e56acdc393a5806d4f": date(2024, 1, 1)
        },
    ),
)


def lists_of(codes: Iterable[str] | None) -> list[OfficialList]:
    """Return the lists of some zonages, of all when None."""
    wanted = None if codes is None else set(codes)
    return [each for each in LISTS if wanted is None or each.zonage in wanted]
