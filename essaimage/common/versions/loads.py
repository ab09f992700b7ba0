"""The versions that a load of the fixtures makes: of the sheets it changes or deletes, not of new ones."""

from collections import defaultdict
from collections.abc import Mapping

from ..content.layout import Key, content_models
from ..content.planning import Plan, Values
from ..models import Keyed, Origin, Version
from .recording import record_gone, record_many
from .snapshots import snapshots
from .trees import Tree, sheets_of

Trees = dict[type[Keyed], dict[int, Tree]]
Keys = Mapping[str, Mapping[str, int]]  # label, code, primary key


class LoadVersions:
    """What a load is about to change, read before; ``record`` keeps what it became.

    ``keys`` gives the primary key of every row, kept up to date by the load; ``rows`` and ``written``
    the values of the rows before it and in the files.
    """

    def __init__(
        self, plan: Plan, keys: Keys, rows: Mapping[Key, Values], written: Mapping[Key, Values]
    ) -> None:
        self.keys = keys
        self.codes: dict[str, set[str]] = defaultdict(set)
        for key in [*plan.updates, *plan.creations, *plan.prunings]:
            for label, code in {*sheets_of(key, rows), *sheets_of(key, written)}:
                if (label, code) not in plan.creations:
                    self.codes[label].add(code)
        self._add_those_back(plan)
        self.found: Trees = {}
        for label, codes in self.codes.items():
            model = content_models()[label]
            pks = [keys[label][code] for code in sorted(codes) if code in keys[label]]
            self.found[model] = snapshots(model, pks)

    def _add_those_back(self, plan: Plan) -> None:
        """Add the sheets made again that have a history: it goes on."""
        labels, codes = ({key[part] for key in plan.creations} for part in (0, 1))
        if not codes or not Version.objects.exists():
            return
        kept = Version.objects.filter(model_label__in=labels, fiche_code__in=codes)
        for key in set(kept.values_list("model_label", "fiche_code")) & plan.creations.keys():
            self.codes[key[0]].add(key[1])

    def record(self) -> None:
        """Keep the versions; the load has written everything."""
        for label, codes in self.codes.items():
            model = content_models()[label]
            there = {self.keys[label][code] for code in codes if code in self.keys[label]}
            found = self.found[model]
            gone = {pk: tree for pk, tree in found.items() if pk not in there}
            record_gone(model, gone, author=None)
            record_many(model, there, author=None, origin=Origin.LOAD, found=found)
