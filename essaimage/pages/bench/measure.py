"""The step that measures one process: its index, its pages, its memory, what it sees of an edit."""

import gc
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from statistics import median
from typing import Any

from dispositifs.models import Dispositif
from essaimage.territoires.models import Commune

from .clock import Times, timed
from .edits import seen
from .finding import Pages, build, prepare_suggestion, prepare_work
from .processes import memory_of
from .queries import KINDS, Questions, Sample, address
from .words import Vocabulary

SAMPLES = 400  # schemes that questions are drawn from
WARMING = 5  # questions asked before the clock starts: templates and code are then read
LIGHTEST = "/mentions-legales/"  # a page that needs no index


def questions(seed: int) -> Questions:
    """Read what questions are drawn from: a sample of the catalogue, and every commune."""
    random = Random(f"échantillon {seed}")  # noqa: S311 (a draw, not a secret)
    numbers = list(Dispositif.objects.published().order_by("pk").values_list("pk", flat=True))
    kept = random.sample(numbers, min(SAMPLES, len(numbers)))
    rows = Dispositif.objects.filter(pk__in=kept).with_etat().order_by("pk")
    rows = rows.prefetch_related("natures", "beneficiaires", "phases", "roles__partenaire")
    communes = dict(Commune.objects.current().order_by("pk").values_list("code", "name"))
    words = frozenset(Vocabulary(seed).words)
    return Questions([sample_of(row) for row in rows], communes, words)


def sample_of(row: Dispositif) -> Sample:
    """Return a scheme as questions are drawn from it."""
    facets = {
        "ruralite": [row.ruralite],
        "echelle": [row.echelle],
        "etat": [row.etat],
        "nature": [nature.code for nature in row.natures.all()],
        "beneficiaire": [kind.code for kind in row.beneficiaires.all()],
        "phase": [phase.code for phase in row.phases.all()],
        "partenaire": [role.partenaire.slug for role in row.roles.all()],
    }
    return Sample(row.pk, row.title, row.body, facets)


class Measuring:
    """One process under the clock. Every question is asked once, and differs from the others."""

    def __init__(self, options: Mapping[str, Any], tell: Callable[..., None]) -> None:
        self.options = options
        self.tell = tell
        self.pages = Pages()
        self.random = Random(f"questions {options['seed']}")  # noqa: S311 (a draw, not a secret)

    def run(self) -> None:
        """Tell every measure; edits come last, since they change the catalogue."""
        self.build()
        self.questions = questions(self.options["seed"])
        for kind in KINDS:
            self.time(f"index.{kind}", prepare_work, kind)
        for kind in KINDS:
            self.time(f"page.{kind}", self.page, kind)
        self.time("page.gzip", partial(self.page, is_compressed=True), "filtres")
        for kind in ("nom", "nom_faute"):
            self.time(f"commune.{kind}", prepare_suggestion, kind)
        self.edits()
        count = self.options["addresses"]
        self.tell(addresses=self.questions.addresses(count, self.random))

    def build(self) -> None:
        """Tell what building the index takes, in seconds and in bytes."""
        self.pages.prepare(LIGHTEST)()
        gc.collect()
        self.tell(**{"memory.before": memory_of()})
        seconds, _ = timed(build)
        gc.collect()
        self.tell(**{"index.build": seconds, "memory.after": memory_of()})

    def page(self, parameters: Any, *, is_compressed: bool = False) -> Callable[[], bytes]:
        return self.pages.prepare(address(parameters), is_compressed=is_compressed)

    def time(self, key: str, prepare: Callable[[Any], Callable[[], Any]], kind: str) -> None:
        """Tell the times of as many questions of ``kind`` as asked for, each a new one."""
        seconds = []
        for number in range(WARMING + self.options["repeat"]):
            work = prepare(self.questions.draw(kind, self.random))
            taken, _ = timed(work)
            if number >= WARMING:
                seconds.append(taken)
        times = Times.of(seconds)
        self.tell(**{f"{key}.median": times.median, f"{key}.p95": times.p95})

    def edits(self) -> None:
        """Tell what an edit of another process costs the next answer of this one, in seconds."""
        samples = self.questions.samples
        numbers = [samples[at % len(samples)].number for at in range(self.options["edits"])]
        for what, extra in seen(self.pages, numbers).items():
            self.tell(**{f"edit.{what}.median": median(extra), f"edit.{what}.worst": max(extra)})
