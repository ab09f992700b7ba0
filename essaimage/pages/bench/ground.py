"""What stands under the schemes of the bench: territories, vocabularies, partners, synonyms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from dispositifs.choices import CoverageKind, Echelle, PartenaireKind
from dispositifs.models import Beneficiaire, DispositifRepere, Nature, Partenaire
from essaimage.common.models import Direction, Reference, Source, Status, Synonym, Term
from essaimage.territoires.models import Commune, Departement, Epci, Region, Zone
from models_catalog.models import ModelKind, NetworkModel, Phase

from .schemes import BENEFICIAIRES, NATURES, PHASES, partner_count
from .words import Vocabulary

MODELS = {"integre": False, "federation": True, "franchise-sociale": True}
TERMS, SYNONYMS, REPERES = 80, 160, 24
REGIONS, DEPARTEMENTS, EPCIS = 18, 100, 1_250


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


def lay(seed: int, size: int, communes: int, vocabulary: Vocabulary) -> Ground:
    """Write the ground of a catalogue of ``size`` schemes."""
    random = Random(f"socle {seed}")  # noqa: S311 (a draw, not a secret)
    with transaction.atomic():
        numbers = {
            "nature": _references(Nature, NATURES),
            "beneficiaire": _references(Beneficiaire, BENEFICIAIRES),
            "phase": _sheets(Phase, [(code, code.capitalize()) for code in PHASES]),
        }
        _models()
        _reperes(random, vocabulary, list(numbers["nature"].values()))
        _terms(random, vocabulary)
        named = [
            (f"partenaire-{number}", vocabulary.title(random))
            for number in range(partner_count(size))
        ]
        partners = _sheets(Partenaire, named, kind=PartenaireKind.FONDATION)
        return Ground(numbers, list(partners.values()), _territories(random, communes, vocabulary))


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


def _reperes(random: Random, vocabulary: Vocabulary, natures: Sequence[int]) -> None:
    source = Source.objects.create(code="reperes", publisher="Observatoire", title="Repères")
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


def _territories(random: Random, communes: int, vocabulary: Vocabulary) -> dict[str, Sequence[int]]:
    """Write territories as many as France has, with names of ours."""
    regions = _numbers(
        Region,
        [
            Region(
                code=f"R{number}",
                name=f"Région {number}",
                zone=Zone.METRO if number > 5 else Zone.DROM,
            )
            for number in range(REGIONS)
        ],
    )
    departements = _numbers(
        Departement,
        [
            Departement(
                code=f"{number:02d}",
                name=vocabulary.words[number + 200].capitalize(),
                region_id=random.choice(list(regions.values())),
            )
            for number in range(1, DEPARTEMENTS + 1)
        ],
    )
    epcis = _numbers(
        Epci,
        [
            Epci(code=f"2{number:08d}", name=f"CC de {vocabulary.words[number + 900].capitalize()}")
            for number in range(EPCIS)
        ],
    )
    rows = (
        Commune(
            code=f"{number % DEPARTEMENTS + 1:02d}{number // DEPARTEMENTS:03d}",
            name=_commune_name(random, vocabulary),
            departement_id=departements[f"{number % DEPARTEMENTS + 1:02d}"],
            epci_id=random.choice(list(epcis.values())),
            population=int(random.lognormvariate(6.2, 1.3)),
        )
        for number in range(communes)
    )
    return {
        CoverageKind.REGION: list(regions.values()),
        CoverageKind.DEPARTEMENT: list(departements.values()),
        CoverageKind.EPCI: list(epcis.values()),
        CoverageKind.COMMUNE: list(_numbers(Commune, list(rows)).values()),
    }


def _commune_name(random: Random, vocabulary: Vocabulary) -> str:
    name = random.choice(vocabulary.words).capitalize()
    if random.random() < 0.25:
        name = f"{random.choice(('Saint', 'Sainte', 'La', 'Le'))}-{name}"
    if random.random() < 0.25:
        name += f"-{random.choice(('sur', 'en', 'les'))}-{random.choice(vocabulary.words)}"
    return name
