"""What a full sheet has, what one lacks, and when it is to be looked at again. Plain values only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .dates import DatePrecision, french_date, months_before


@dataclass(frozen=True)
class Need:
    """Something a full sheet of its kind has.

    ``met`` is the condition of a query under which a sheet has it, or does not have to (a scheme that
    gives no money has no amount); only ``common.upkeep`` reads it.
    """

    code: str  # the value of the filter « manque », and of the annotation ``has_<code>``
    lacking: str  # « sans montant »
    advice: str  # what to add, in one sentence
    anchor: str  # the field, or the rows, of the form where it is written
    met: Any = None


@dataclass(frozen=True)
class Completeness:
    """How far a sheet is from a full one."""

    total: int
    missing: tuple[Need, ...]

    @property
    def score(self) -> int:
        """How many of the things a full sheet has are there."""
        return self.total - len(self.missing)

    @property
    def is_full(self) -> bool:
        return not self.missing

    @property
    def said(self) -> str:
        """« 12 sur 16 »."""
        return f"{self.score} sur {self.total}"

    @property
    def lacking(self) -> str:
        """« sans montant, sans guichet »; empty when nothing is missing."""
        return ", ".join(need.lacking for need in self.missing)


def completeness(needs: Iterable[Need], has: Mapping[str, bool]) -> Completeness:
    """Return what is missing, in the order of ``needs``; ``has`` says, by code, what is there."""
    asked = tuple(needs)
    return Completeness(len(asked), tuple(need for need in asked if not has.get(need.code)))


@dataclass(frozen=True)
class Freshness:
    """When something last proved that a sheet is true, and every how many months to look again."""

    evidence_on: date | None  # the newest date among its sources
    verified_on: date | None  # the last day somebody opened its official page
    read_on: date | None  # the last day its sources were read; for what has no official page
    review_months: int
    today: date
    evidence_precision: str = DatePrecision.DAY

    @property
    def last(self) -> date | None:
        """The last day of proof; None when nothing is dated."""
        return max(filter(None, (self.evidence_on, self.verified_on, self.read_on)), default=None)

    @property
    def limit(self) -> date:
        """The oldest proof that still holds today."""
        return months_before(self.today, self.review_months)

    @property
    def is_due(self) -> bool:
        """Whether it is time to look again."""
        return self.last is None or self.last < self.limit

    @property
    def said(self) -> str:
        """« vérifiée le 3 mars 2026 », « preuve : février 2024 », « aucune preuve datée »."""
        if self.last is None:
            return "aucune preuve datée"
        if self.last == self.verified_on:
            return f"vérifiée le {french_date(self.verified_on)}"
        if self.last == self.evidence_on:
            return f"preuve : {french_date(self.evidence_on, self.evidence_precision)}"
        return f"sources lues le {french_date(self.read_on)}"


def is_old(day: date | None, review_months: int, today: date) -> bool:
    """Whether ``day`` is more than ``review_months`` months before ``today``; never without a day."""
    return day is not None and day < months_before(today, review_months)
