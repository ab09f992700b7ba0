"""What stands under the schemes of the bench: territories, vocabularies, partners, synonyms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from dispositifs.choices import CoverageKind, Echelle, PartenaireKind
from dispositifs.models import Beneficiaire, DispositifRepere, Nature, Partenaire
from essaimage.common.models import Direction, Reference, Source, Status, Synonym, Term
from essaimage.territoires.models import (
    Classement,
    Commune,
    Departement,
    Epci,
    Region,
    Zonage,
    ZonageVersion,
)
from essaimage.territoires.zonages import ACV, DENSITE, FRR, PVD, QPV, VILLAGES_DAVENIR
from models_catalog.models import ModelKind, NetworkModel, Phase

from .schemes import BENEFICIAIRES, NATURES, PHASES, partner_count
from .words import Vocabulary

MODELS = {"integre": False, "federation": True, "franchise-sociale": True}
TERMS, SYNONYMS, REPERES = 80, 160, 24
# The share of communes that each zonage classes, close to the real ones.
ZONAGES = {DENSITE: 1.0, FRR: 0.5, PVD: 0.05, ACV: 0.007, VILLAGES_DAVENIR: 0.07, QPV: 0.04}
NOT_EXHAUSTIVE = (VILLAGES_DAVENIR, QPV)


@dataclass(frozen=True)
class Ground:
    """The numbers of the rows that schemes point to."""

    numbers: dict[str, dict[str, int]]  # vocabulary → code → number
    partners: Sequence[int]
    places: dict[str, Sequence[int]]

    @property
    def place_counts(self) -> dict[str, int]:
        """How many territories there are of each kind."""
        return {kind: len(numbers) for kind, numbers in self.places.items()}


def lay(seed: int, size: int, vocabulary: Vocabulary) -> Ground:
    """Write the ground of a catalogue of ``size`` schemes."""
    random = Random(f"socle {seed}")  # noqa: S311 (a draw, not a secret)
    with transaction.atomic():
        numbers = {
            "nature": _references(Nature, NATURES),
            "beneficiaire": _references(Beneficiaire, BENEFICIAIRES),
            "phase": _sheets(Phase, [(code, code.capitalize()) for code in PHASES]),
        }
        _models()
        source = Source.objects.create(code="socle", publisher="Observatoire", title="Socle")
        _reperes(random, vocabulary, source, list(numbers["nature"].values()))
        _terms(random, vocabulary)
        named = [
            (f"partenaire-{number}", vocabulary.title(random))
            for number in range(partner_count(size))
        ]
        partners = _sheets(Partenaire, named, kind=PartenaireKind.FONDATION)
        return Ground(numbers, list(partners.values()), _territories(random, source))


def _references(model: type[Reference], codes: dict[str, int]) -> dict[str, int]:
    rows = [
        model(
            code=code, label=code.replace("_", " ").capitalize(), definition="Ce qu’il faut lire."
        )
        for code in codes
    ]
    return _numbers(model, rows)


def _numbers(model: type[Model], rows: list[Any]) -> dict[str, int]:
    model.objects.bulk_create(rows)
    return dict(model.objects.values_list("code", "pk"))


def _sheets(model: type[Model], named: Sequence[tuple[str, str]], **values: Any) -> dict[str, int]:
    rows = [
        model(
            code=code,
            slug=code,
            title=title,
            summary=f"Ce qu’il faut savoir de {title}."[:300],
            status=Status.PUBLISHED,
            published_at=timezone.now() - timedelta(days=60),
            **values,
        )
        for code, title in named
    ]
    return _numbers(model, rows)


def _models() -> None:
    for order, (code, is_autonomous) in enumerate(MODELS.items()):
        named = [(code, code.replace("-", " ").capitalize())]
        kind = {"kind": ModelKind.MODEL, "has_autonomous_sites": is_autonomous, "order": order}
        _sheets(NetworkModel, named, **kind)


def _reperes(
    random: Random, vocabulary: Vocabulary, source: Source, natures: Sequence[int]
) -> None:
    DispositifRepere.objects.bulk_create(
        DispositifRepere(
            code=f"repere-{number}",
            name=vocabulary.title(random),
            territory="Partout",
            fact=vocabulary.text(random, 12),
            source=source,
            nature_id=random.choice(natures),
            echelle=random.choice(Echelle.values),
        )
        for number in range(REPERES)
    )


def _terms(random: Random, vocabulary: Vocabulary) -> None:
    words = list(dict.fromkeys(vocabulary.draw(random, 4 * (TERMS + SYNONYMS))))
    named = [(f"terme-{number}", words.pop()) for number in range(TERMS)]
    terms = list(_sheets(Term, named).values())
    Synonym.objects.bulk_create(
        Synonym(
            code=f"synonyme-{number}",
            term_id=random.choice(terms),
            word=words.pop(),
            direction=random.choice(Direction.values),
        )
        for number in range(SYNONYMS)
    )


def _territories(random: Random, source: Source) -> dict[str, Sequence[int]]:
    """Load the official territories, and class communes at random in every zonage."""
    call_command("load_reference", verbosity=0)
    kinds = {
        CoverageKind.REGION: Region.objects,
        CoverageKind.DEPARTEMENT: Departement.objects,
        CoverageKind.EPCI: Epci.objects,
        CoverageKind.COMMUNE: Commune.objects.current(),
    }
    places = {
        kind: list(rows.order_by("code").values_list("pk", flat=True))
        for kind, rows in kinds.items()
    }
    for code, share in ZONAGES.items():
        _class(random, code, source, share, places[CoverageKind.COMMUNE])
    return places


def _class(
    random: Random, code: str, source: Source, share: float, communes: Sequence[int]
) -> None:
    """Write the list in force of a zonage: ``share`` of the communes are in it."""
    is_whole = code not in NOT_EXHAUSTIVE
    zonage = Zonage.objects.create(code=code, label=code, source=source, is_exhaustive=is_whole)
    named = [commune for commune in communes if random.random() < share]
    version = ZonageVersion.objects.create(
        zonage=zonage,
        date=date(2026, 1, 1),
        source_title="Liste",
        licence="Licence Ouverte 2.0",
        checksum="0" * 64,
        is_exhaustive=is_whole,
        is_current=True,
        row_count=max(1, len(named)),
    )
    Classement.objects.bulk_create(
        Classement(
            version=version,
            commune_id=commune,
            value=random.choice("1344556677") if code == DENSITE else "",
        )
        for commune in named
    )
