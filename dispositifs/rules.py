"""What eligibility judges and what it answers: a scheme's rules, a project, a judgement, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .choices import Acces, Ruralite, Verdict, Vie
from .coverage import CoverageRow

if TYPE_CHECKING:
    from essaimage.territoires.facts import PlaceFacts, ZonageFact

FORME_UNDECIDED = "inconnue"  # of ``Project.forme``: the legal form counts, and is not decided yet


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition of a scheme; ``source`` is whatever the caller cites it by.

    ``value`` is a number for numeric kinds (inhabitants, level 1 to 7 of the density grid, months,
    people, euros), else one or several codes separated by commas.
    """

    kind: str
    operator: str
    value: str = ""
    sentence: str = ""
    group: int = 1
    is_blocking: bool = True
    source: object = None


@dataclass(frozen=True)
class SchemeRules:
    """All that decides whether a scheme applies. ``beneficiaires`` maps codes to labels, ``phases`` too.

    ``models`` maps the slug of a model to whether the scheme suits it, and why.
    """

    coverages: tuple[CoverageRow, ...] = ()
    conditions: tuple[Rule, ...] = ()
    vie: str = Vie.EN_COURS
    ended_said: str = ""
    heir: str = ""
    acces: str = Acces.DIRECT
    ruralite: str = Ruralite.OUVERT
    beneficiaires: Mapping[str, str] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, tuple[bool, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Project:
    """What is known of a project. ``forme`` « » : the question is not asked; « inconnue »: undecided.

    ``formes`` maps the legal forms that exist to their labels.
    """

    place: PlaceFacts | None = None
    forme: str = ""
    phase: str = ""
    modele: str = ""
    formes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CriterionResult:
    """One criterion: what is asked (``sentence``), the answer, its reason, and where both come from.

    ``decides`` is false for what is only good to know, or asked of who hands in the demand; criteria of
    the same ``group`` are alternatives. ``fact`` is what a zonage says of the commune. ``is_told``: nothing
    answers it but its own words.
    """

    kind: str
    label: str
    verdict: Verdict
    reason: str
    sentence: str = ""
    decides: bool = True
    group: int | None = None
    source: object = None
    fact: ZonageFact | None = None
    is_told: bool = False


@dataclass(frozen=True)
class Judgement:
    """The verdict, criterion by criterion, and the one reason that is most worth telling."""

    verdict: Verdict
    criteria: tuple[CriterionResult, ...]
    reason: str
