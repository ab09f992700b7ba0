"""What the index keeps of schemes: their words, facets, orders, and what a list draws of each."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple, TypeVar

from django.utils import timezone

from essaimage.common.dates import french_date, months_before
from essaimage.common.models import Source, Standing, next_moment, standing_of
from essaimage.common.typography import sort_key
from essaimage.search.documents import Choice, Document, IndexSource, Watch
from essaimage.territoires.models import Commune, Departement, Epci, Region
from models_catalog.models import NetworkModel, Phase

from . import models
from .choices import SAID_OF_ALL, Etat, Vie
from .models import EVIDENCE_MONTHS, Beneficiaire, Dispositif, Nature, Partenaire
from .options import next_option_after, options_at
from .rules import SchemeRules
from .rules_reading import rules_of
from .scheme_reading import LAWS, MODEL_HOURS, REPLACED, ROWS, SchemeRead, published_schemes
from .suitability import suits_in_law
from .surroundings import Proof, Surroundings, labels_of, linked_by
from .verdicts import rule_facets

BATCH = 500  # schemes read at once: memory stays bounded
T = TypeVar("T", bound=Hashable)
NO_SCHEME = 0  # the primary key of none
NEVER = date.max.toordinal()


class SchemeRow(NamedTuple):
    """A scheme as a list draws it, without its summary: what stays in memory for each."""

    slug: str
    title: str
    sigle: str
    echelle: str
    ruralite: str
    acces: str
    etat: str
    existence_on: date | None
    existence_precision: str
    ended_said: str
    heir: str
    natures: tuple[str, ...]
    beneficiaires: tuple[str, ...]
    closes: date | None  # the next day when a time to apply ends


class DispositifSource(IndexSource):
    """The published schemes."""

    name = "dispositifs"
    model = Dispositif
    orders = ("pertinence", "confirmation", "titre", "cloture")
    said_of_all = SAID_OF_ALL
    last = ("etat", (Etat.TERMINE, Etat.REMPLACE))

    @property
    def watches(self) -> tuple[Watch, ...]:
        """Every table whose rows a list of schemes shows, filters or orders by."""
        return (
            Watch(Dispositif, documents=_with_those_it_replaces),
            *(Watch(table, "dispositif_id") for table in _TABLES),
            Watch(models.DispositifCitation, "fiche_id"),
            Watch(Source, documents=_citing),
            Watch(Partenaire, documents=_with_partners, vocabulary=True),
            Watch(Nature, documents=partial(linked_by, "natures"), vocabulary=True),
            Watch(Beneficiaire, documents=partial(linked_by, "beneficiaires"), vocabulary=True),
            Watch(Phase, documents=_no_scheme, vocabulary=True),
            Watch(NetworkModel, everything=True),
            # What a coverage lies in and touches; written by the import of the reference alone.
            *(Watch(table, everything=True) for table in (Region, Departement, Epci, Commune)),
        )

    def documents(self, now: datetime, pks: Collection[int] | None = None) -> Iterator[Document]:
        """Yield the published schemes, some hundreds at a time."""
        laws = dict(LAWS.rows((), now))
        next_model = next_moment(now, *(hour for row in MODEL_HOURS.rows((), now) for hour in row))
        known: dict[Hashable, Hashable] = {}
        everything = published_schemes(None, now).iterator(BATCH) if pks is None else ()
        rows = iter(everything if pks is None else ROWS.rows(pks, now))
        while batch := [SchemeRead(*values) for values in islice(rows, BATCH)]:
            around = _Around([row.pk for row in batch], laws, next_model, now, known)
            yield from (around.document(row) for row in batch)

    def scheduled(self, now: datetime) -> Mapping[int, datetime]:
        """Return the schemes whose hour has not come, and that hour."""
        found = Dispositif.objects.publication_hours(now)
        if next_option := next_option_after(now):
            found[NO_SCHEME] = next_option  # waking it makes the options be read again
        return found

    def vocabulary(self, now: datetime) -> Mapping[str, Sequence[Choice]]:
        """Return every option of every facet."""
        return options_at(now)


_TABLES = (
    *(models.Role, models.Suitability, models.Window, models.Coverage, models.Condition),
    *(Dispositif.natures.through, Dispositif.beneficiaires.through, Dispositif.phases.through),
)


class _Around:
    """What makes documents of a batch of schemes: what stands around them, and the clock."""

    def __init__(
        self,
        pks: list[int],
        laws: Mapping[str, bool],
        next_model: datetime | None,
        now: datetime,
        known: dict[Hashable, Hashable],
    ) -> None:
        self.surroundings = Surroundings(pks, now)
        self.rules = rules_of(pks)
        self.laws = laws
        self.next_model = next_model  # when another model comes or goes
        self.now = now
        self.today = timezone.localdate(now)
        self.known = known  # codes and dates of rows: the same ones come thousands of times
        self.natures, self.applicants = labels_of(Nature), labels_of(Beneficiaire)

    def document(self, read: SchemeRead) -> Document:
        """Return what the index keeps of a scheme."""
        around, pk = self.surroundings, read.pk
        proof = around.proofs.get(pk)
        etat = etat_of(read.vie, proof.on if proof else None, self.today)
        closes = next((day for day in around.closings.get(pk, ()) if day >= self.today), None)
        partners = [each for each in around.partners.get(pk, ()) if each.is_read(self.now)]
        rest = (read.body, read.steps, read.ruralite_reason, read.accompanied)
        natures = (self.natures[code] for code in around.natures.get(pk, ()))
        applicants = (self.applicants[code] for code in around.beneficiaires.get(pk, ()))
        return Document(
            pk=pk,
            texts=(
                f"{read.title}\n{read.sigle}",
                "\n".join((read.summary, *natures)),  # what a scheme gives
                "\n".join((*rest, *(each.title for each in partners), *applicants)),
            ),
            facets={
                "ruralite": (read.ruralite,),
                "echelle": (read.echelle,),
                "nature": around.natures.get(pk, ()),
                "beneficiaire": around.beneficiaires.get(pk, ()),
                "phase": around.phases.get(pk, ()),
                "modele": self._models(read),
                "partenaire": tuple(dict.fromkeys(each.slug for each in partners)),
                "etat": (etat,),
                "_ferme": ("oui",) if closes else (),
                **rule_facets(self.rules.get(pk, SchemeRules())),
            },
            keys=_keys(read, etat, proof, closes),
            row=self._row(read, etat, proof, closes),
            due=self._due(read, proof, closes),
        )

    def _row(
        self, read: SchemeRead, etat: Etat, proof: Proof | None, closes: date | None
    ) -> SchemeRow:
        shared, around = self._shared, self.surroundings
        return SchemeRow(
            read.slug,
            read.title,
            read.sigle,
            shared(read.echelle),
            shared(read.ruralite),
            shared(read.acces),
            etat,
            shared(proof.on if proof else None),
            shared(proof.precision if proof else ""),
            shared(french_date(read.ended_on, read.ended_precision)),
            shared(read.heir_title if self._is_heir_shown(read) else read.heir_text),
            shared(around.natures.get(read.pk, ())),
            shared(around.beneficiaires.get(read.pk, ())),
            shared(closes),
        )

    def _is_heir_shown(self, read: SchemeRead) -> bool:
        """Whether visitors may read the sheet of what replaced a scheme."""
        hours = read.heir_since, read.heir_until, self.now
        return bool(read.heir_status) and standing_of(read.heir_status, *hours) == Standing.PUBLIC

    def _shared(self, value: T) -> T:
        """Return what equals ``value`` and is kept already, so that it is kept once."""
        return self.known.setdefault(value, value)

    def _models(self, read: SchemeRead) -> tuple[str, ...]:
        """Return the models that a scheme suits, in law or by an explained link."""
        advised = self.surroundings.advised.get(read.pk, ())
        return tuple(
            slug
            for slug, has_autonomous_sites in self.laws.items()
            if slug in advised
            or suits_in_law(read.porteur_attendu, has_autonomous_sites).is_suitable
        )

    def _due(self, read: SchemeRead, proof: Proof | None, closes: date | None) -> datetime | None:
        """Return when the clock alone changes what is said of a scheme; None when it never will."""
        moments = [read.ends_at, read.heir_since, read.heir_until, self.next_model]
        for each in self.surroundings.partners.get(read.pk, ()):
            moments += [each.since, each.until]
        if proof and read.vie == Vie.EN_COURS:
            moments.append(midnight(stale_on(proof.on)))
        if closes:
            moments.append(midnight(date.fromordinal(closes.toordinal() + 1)))
        return next_moment(self.now, *moments)


def etat_of(vie: str, existence_on: date | None, today: date) -> Etat:
    """Return the état of a scheme on a day, as ``with_etat()`` does."""
    if vie == Vie.TERMINE:
        return Etat.TERMINE
    if vie == Vie.REMPLACE:
        return Etat.REMPLACE
    is_recent = existence_on and existence_on >= months_before(today, EVIDENCE_MONTHS)
    return Etat.ACTIF if is_recent else Etat.A_VERIFIER


@lru_cache(maxsize=10_000)
def stale_on(existence_on: date) -> date:
    """Return the first day when a proof of existence is too old to make a scheme « actif »."""
    day = existence_on.toordinal() + 28 * EVIDENCE_MONTHS
    while months_before(date.fromordinal(day), EVIDENCE_MONTHS) <= existence_on:
        day += 1
    return date.fromordinal(day)


def midnight(day: date) -> datetime:
    """Return the moment when ``day`` begins in Paris."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _keys(
    read: SchemeRead, etat: Etat, proof: Proof | None, closes: date | None
) -> dict[str, tuple]:
    """Return where a scheme stands in each order: ``filters.ORDERS`` says the same to the database."""
    title = (*sort_key(read.title), read.pk)
    confirmed = -(proof.on if proof else date.min).toordinal()
    return {
        "pertinence": (etat != Etat.ACTIF, confirmed, *title),
        "confirmation": (confirmed, *title),
        "titre": title,
        "cloture": (closes.toordinal() if closes else NEVER, *title),
    }


def _with_those_it_replaces(pks: set[int]) -> set[int]:
    """Return schemes and those that name one of them as their heir."""
    return pks.union(*REPLACED.rows(pks, timezone.now()))


def _citing(sources: set[int]) -> set[int]:
    rows = models.DispositifCitation.objects.filter(source__in=sources).order_by()
    return set(rows.values_list("fiche_id", flat=True))


def _with_partners(partners: set[int]) -> set[int]:
    rows = models.Role.objects.filter(partenaire__in=partners).order_by()
    return {NO_SCHEME, *rows.values_list("dispositif_id", flat=True)}


def _no_scheme(pks: set[int]) -> set[int]:
    """Return what makes the next publication of an option be looked for again."""
    return {NO_SCHEME}
