"""The conditions of all schemes, as a place answers them: each distinct one is asked once.

Schemes share a few dozen conditions, and communes a few hundred ways to answer them: whoever asks for
one that was met before, among the last ones, is answered from memory.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

from essaimage.territoires.facts import PlaceFacts

from .choices import Verdict
from .predicates import answer
from .rules import Rule

NO, DOUBT, YES = range(3)  # verdicts in numbers: the worst is the least
_RANKS = {Verdict.NON: NO, Verdict.A_VERIFIER: DOUBT, Verdict.OUI: YES}
_KEPT = 64  # ways to answer: two bitmaps each

Met = tuple[
    AbstractBitMap, AbstractBitMap
]  # the schemes whose conditions hold, those where they may


class Judging:
    """Sets of conditions, each with its schemes. ``groups`` None: refused whatever the place."""

    def __init__(
        self, sets: Sequence[tuple[AbstractBitMap, Sequence[Sequence[Rule]] | None]]
    ) -> None:
        numbers: dict[Rule, int] = {}
        self._sets = [
            (
                schemes,
                [[numbers.setdefault(rule, len(numbers)) for rule in group] for group in groups],
            )
            for schemes, groups in sets
            if groups is not None
        ]
        self._rules = tuple(numbers)
        self._known: OrderedDict[bytes, Met] = OrderedDict()
        self._lock = Lock()

    def met(self, place: PlaceFacts) -> Met:
        """Return the schemes whose conditions ``place`` surely meets, and those where it may."""
        ranks = bytes(_RANKS[answer(rule, place)] for rule in self._rules)
        with self._lock:
            if ranks in self._known:
                self._known.move_to_end(ranks)
                return self._known[ranks]
        found = self._met(ranks)
        with self._lock:
            self._known[ranks] = found
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def _met(self, ranks: bytes) -> Met:
        by_rank: Mapping[int, list[AbstractBitMap]] = {NO: [], DOUBT: [], YES: []}
        for schemes, groups in self._sets:
            # All groups must hold, one condition of a group is enough.
            worst = min((max(ranks[rule] for rule in group) for group in groups), default=YES)
            by_rank[worst].append(schemes)
        met = BitMap.union(BitMap(), *by_rank[YES])
        return FrozenBitMap(met), FrozenBitMap(BitMap.union(met, *by_rank[DOUBT]))
