"""How well a search answers queries judged beforehand: recall, precision, the first answer, by difficulty.

Precision counts judged sheets only: those that must or may be found against those that must not, and,
for a query whose answer is known whole (``only``), against anything else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Ranked = Mapping[str, list[str]]  # kind → codes (« dispositif:insite »), best first
Engine = Callable[[str], Ranked]


@dataclass(frozen=True)
class Query:
    """What is typed, what makes it hard (``kind``), what has been judged."""

    q: str
    kind: str
    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    first: str = ""
    only: bool = False
    corrected: str = ""
    aside: str = ""


@dataclass
class Score:
    """What a search made of some queries."""

    queries: int = 0
    wanted: int = 0
    found: int = 0
    right: int = 0  # judged sheets found with reason…
    wrong: int = 0  # … and without
    firsts: int = 0
    first_right: int = 0

    def add(self, other: "Score") -> None:
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        judged = self.right + self.wrong
        return self.right / judged if judged else 1.0

    @property
    def first(self) -> float:
        return self.first_right / self.firsts if self.firsts else 1.0


@dataclass
class Verdict:
    """What was wrong with the answer to one query; nothing when it is right."""

    query: Query
    score: Score
    missing: list[str] = field(default_factory=list)
    intruders: list[str] = field(default_factory=list)
    first: str = ""  # what stood where another was expected

    @property
    def is_right(self) -> bool:
        return not (self.missing or self.intruders or self.first)


def read_table(path: Path) -> list[Query]:
    """Return the judged queries of a YAML file. Raises ``ValueError`` when it is not one."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(rows, list):
        raise ValueError("une liste de recherches jugées est attendue")
    return [_query(row) for row in rows]


def _query(row: Mapping[str, Any]) -> Query:
    sets = {name: frozenset(row.get(key, ())) for name, key in _SETS}
    plain = {name: row[name] for name in ("first", "only", "corrected", "aside") if name in row}
    return Query(str(row["q"]), row["kind"], **sets, **plain)


_SETS = (("must", "must"), ("may", "may"), ("wrong", "not"))


def judge(query: Query, ranked: Ranked) -> Verdict:
    """Compare an answer to what has been judged."""
    found = {code for codes in ranked.values() for code in codes}
    good = query.must | query.may | ({query.first} - {""})
    intruders = found & query.wrong | (found - good if query.only else frozenset())
    score = Score(
        queries=1,
        wanted=len(query.must),
        found=len(query.must & found),
        right=len(good & found),
        wrong=len(intruders),
    )
    verdict = Verdict(query, score, sorted(query.must - found), sorted(intruders))
    if query.first:
        codes = ranked.get(query.first.partition(":")[0]) or [""]
        score.firsts, score.first_right = 1, int(codes[0] == query.first)
        verdict.first = "" if score.first_right else codes[0] or "rien"
    return verdict


def totals(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Return the scores by difficulty, in the order of the table."""
    found: dict[str, Score] = {}
    for verdict in verdicts:
        found.setdefault(verdict.query.kind, Score()).add(verdict.score)
    return found


def overall(scores: Mapping[str, Score]) -> Score:
    """Return the sum of scores."""
    whole = Score()
    for score in scores.values():
        whole.add(score)
    return whole
