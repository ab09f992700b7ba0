"""Close rows among those of one kind: the fiches, their repères, the sources."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from django.db.models import Model
from django.urls import reverse

from dispositifs.models import Dispositif, DispositifRepere
from essaimage.common.models import Fiche, Source, Status
from essaimage.territoires.models import Departement, Region
from models_catalog.models import CaseRepere, CaseStudy

from .models import TwinsApart
from .sites import page_key
from .titles import Reader, Title, alike

SITES = ("site_url", "website", "url")  # where each kind keeps its own page
REPERES: dict[type[Model], type[Model]] = {Dispositif: DispositifRepere, CaseStudy: CaseRepere}
# Several schemes may share the front page of who runs them; an organisation has one of its own.
SHARE_A_HOME = {Dispositif, Source}
NOTHING = Title((), frozenset(), frozenset(), frozenset(), "", "", "", frozenset())


@dataclass(frozen=True)
class Entry:
    """A row as it is compared."""

    model: type[Model]
    pk: int | None
    code: str
    name: str
    status: str
    title: Title
    page: str

    @property
    def key(self) -> str:
        """« dispositifs.dispositif:insite »."""
        return f"{self.model._meta.label_lower}:{self.code}"

    @property
    def kind(self) -> str:
        """« dispositif d’appui, brouillon »."""
        name = str(self.model._meta.verbose_name)
        hidden = self.status and self.status != Status.PUBLISHED
        return f"{name}, {Status(self.status).label.lower()}" if hidden else name

    @property
    def url(self) -> str:
        """Its form."""
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.pk])


@dataclass(frozen=True)
class Pair:
    """Two rows that may be one, and in what."""

    one: Entry
    other: Entry
    why: str

    @property
    def key(self) -> tuple[str, str]:
        first, second = sorted((self.one.key, self.other.key))
        return first, second


def reader() -> Reader:
    """Return a reader that knows the régions and the départements: two queries."""
    names = [each.objects.values_list("name", flat=True) for each in (Region, Departement)]
    return reader_of(tuple(name for some in names for name in some))


@lru_cache(maxsize=2)
def reader_of(places: tuple[str, ...]) -> Reader:
    """Return the reader that knows these places, with what it remembers."""
    return Reader(places)


def columns(model: type[Model]) -> tuple[str, str, str, str]:
    """Return the fields that hold the name, the acronym, the status and the page; empty where none does."""
    names = {field.name for field in model._meta.concrete_fields}
    return (
        "title" if "title" in names else "name",
        "sigle" if "sigle" in names else "",
        "status" if issubclass(model, Fiche) else "",
        next((name for name in SITES if name in names), ""),
    )


def entry(model: type[Model], read: Reader, values: dict) -> Entry:
    """Return a row as it is compared, from its values by name of field."""
    name, sigle, status, site = columns(model)
    page = page_key(values.get(site) or "") if site else ""
    if model in SHARE_A_HOME and "/" not in page and "?" not in page:
        page = ""
    written = values.get(name) or ""
    # A title of a source says what a page is about, and two pages may well be about one thing.
    title = NOTHING if model is Source else read.read(written, values.get(sigle) or "")
    code, pk = values.get("code") or "", values.get("pk")
    return Entry(model, pk, code, written, values.get(status) or "", title, page)


def entries(model: type[Model], read: Reader) -> list[Entry]:
    """Return every row of ``model``, and the repères of the same subject: a query each."""
    found = []
    for kind in filter(None, (model, REPERES.get(model))):
        names = ["pk", "code", *filter(None, columns(kind))]
        rows = kind._default_manager.order_by("pk").values(*names)
        found += [entry(kind, read, values) for values in rows]
    return found


def why_twins(one: Entry, other: Entry) -> str:
    """Return in what two rows may be one, in French; empty when nothing says so."""
    if one.page and one.page == other.page:
        return "même page officielle" if one.model is not Source else "même adresse"
    return alike(one.title, other.title)


def twins_of(row: Model) -> list[tuple[Entry, str]]:
    """Return the rows close to ``row``, which may not be saved yet, with in what they are."""
    model, read = type(row), reader()
    names = [name for name in columns(model) if name]
    values = {name: getattr(row, name) for name in names} | {"pk": row.pk, "code": row.code}
    mine = entry(model, read, values)
    apart = TwinsApart.objects.keys()
    found = []
    for each in entries(model, read):
        if each.model is model and each.pk == row.pk:
            continue
        if (why := why_twins(mine, each)) and Pair(mine, each, why).key not in apart:
            found.append((each, why))
    return found


def pairs(models: Iterable[type[Model]]) -> list[Pair]:
    """Return the pairs of rows that may be one, by kind, those set apart excepted."""
    read, apart = reader(), TwinsApart.objects.keys()
    found: list[Pair] = []
    for model in models:
        for one, other in met(entries(model, read)):
            if (why := why_twins(one, other)) and Pair(one, other, why).key not in apart:
                found.append(Pair(one, other, why))
    return found


def met(rows: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the pairs worth comparing, once: one name or page for both, or all their words but one."""
    names: dict[str, list[int]] = defaultdict(list)
    words: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for name in (*row.title.whole, *([f"page {row.page}"] if row.page else [])):
            names[name].append(number)
        for block in row.title.blocks:
            words[block].append(number)
    kept = {pair for numbers in names.values() for pair in combinations(numbers, 2)}
    shared = Counter(pair for numbers in words.values() for pair in combinations(numbers, 2))
    sizes = [len(row.title.blocks) for row in rows]
    kept |= {
        (one, other)
        for (one, other), count in shared.items()
        if count >= min(sizes[one], sizes[other]) - 1
    }
    for one, other in sorted(kept):
        yield rows[one], rows[other]
