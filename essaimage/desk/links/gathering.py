"""The outgoing addresses of the content: which fiche holds each, in which field, and where to mend it.

Found from the models themselves: every ``URLField`` and every Markdown field of what fixtures hold, so
that a field added tomorrow is checked too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from django.contrib import admin
from django.db.models import Field, Model, Q, URLField
from django.urls import reverse
from django.utils.text import capfirst

from essaimage.common.content.layout import content_models
from essaimage.common.fields import MarkdownField
from essaimage.common.markdown import render_markdown
from essaimage.common.models import Fiche, Keyed, Status

from .addresses import LONGEST, canonical

REMEMBERED = 2_000  # texts read lately: lists ask for the same ones again and again
_HREF = re.compile(r'<a href="(https?://[^"]+)"')


@dataclass(frozen=True)
class Use:
    """One place where an address is written. ``owner`` is the fiche or the source one opens to mend it."""

    address: str  # as it is checked
    written: str  # as it stands in the field
    model: type[Keyed]
    pk: int
    field: Field
    owner: type[Keyed]
    owner_pk: int
    title: str
    status: str  # of the fiche; empty where there is none
    rank: int  # among the rows of its owner
    prefix: str  # of the formset where a row is written; empty for a field of the owner itself

    @property
    def key(self) -> str:
        """What names this place in a form: « dispositifs.guichet:12:url »."""
        return f"{self.model._meta.label_lower}:{self.pk}:{self.field.name}"

    @property
    def is_plain(self) -> bool:
        """Whether the field holds the address and nothing else."""
        return isinstance(self.field, URLField)

    @property
    def place(self) -> str:
        """« page officielle », « guichet : adresse »."""
        name = str(self.field.verbose_name)
        return f"{self.model._meta.verbose_name}\N{NO-BREAK SPACE}: {name}" if self.prefix else name

    @property
    def owner_kind(self) -> str:
        """« Dispositif d’appui »."""
        return capfirst(str(self.owner._meta.verbose_name))

    @property
    def status_said(self) -> str:
        """« Brouillon »; empty when visitors read it, which needs no word."""
        return Status(self.status).label if self.status not in ("", Status.PUBLISHED) else ""

    @property
    def edit_url(self) -> str:
        """The very field, in the form of its owner."""
        name = f"{self.prefix}-{self.rank}-{self.field.name}" if self.prefix else self.field.name
        meta = self.owner._meta
        page = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.owner_pk])
        return f"{page}#id_{name}"


def link_fields(model: type[Model]) -> list[Field]:
    """Return the fields of ``model`` that may hold outgoing addresses."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, URLField | MarkdownField)
    ]


def linking_models() -> dict[type[Keyed], list[Field]]:
    """Return the models of the content that may hold outgoing addresses, with their fields."""
    found = {model: link_fields(model) for model in content_models().values()}
    return {model: fields for model, fields in found.items() if fields and place_of(model)}


def place_of(model: type[Keyed]) -> tuple[type[Keyed], str] | None:
    """Return whose form writes the rows of ``model``, and the key that leads there (empty for its own)."""
    if model in admin.site._registry:
        return model, ""
    if model.fixture_owner:
        owner = model._meta.get_field(model.fixture_owner).related_model
        if owner in admin.site._registry:
            return owner, model.fixture_owner
    return None


def uses(only: Iterable[type[Keyed]] | None = None, pks: Iterable[int] = ()) -> Iterator[Use]:
    """Yield every place that holds an outgoing address: two queries a model at most.

    ``only`` and ``pks`` keep what is written on the forms of some owners.
    """
    owners, chosen = set(only or ()), list(pks)
    for model, fields in linking_models().items():
        owner, key = place_of(model) or (model, "")
        if owners and owner not in owners:
            continue
        yield from _uses_of(model, fields, owner, key, chosen)


def uses_by_address(only: Iterable[str]) -> dict[str, list[Use]]:
    """Return the places that hold each of the addresses ``only``, as they are checked."""
    wanted = set(only)
    found: dict[str, list[Use]] = defaultdict(list)
    for use in uses() if wanted else ():
        if use.address in wanted:
            found[use.address].append(use)
    return found


@lru_cache(maxsize=REMEMBERED)
def links_in(text: str) -> tuple[str, ...]:
    """Return the outgoing addresses of a Markdown text, each once, as its page will link them."""
    if "://" not in text:
        return ()
    return tuple(dict.fromkeys(map(unescape, _HREF.findall(render_markdown(text)))))


def _uses_of(
    model: type[Keyed], fields: list[Field], owner: type[Keyed], key: str, pks: list[int]
) -> Iterator[Use]:
    holds = Q()
    for field in fields:
        holds |= Q(**{f"{field.name}__contains": "://"})
    rows = model._default_manager.filter(holds)
    if pks:
        rows = rows.filter(**{f"{key}__in" if key else "pk__in": pks})
    found = list(rows.select_related(*[key] if key else []))
    ranks = _ranks(model, key, {getattr(row, f"{key}_id") for row in found}) if key else {}
    prefix = model._meta.get_field(key).remote_field.get_accessor_name() if key else ""
    for row in found:
        page = getattr(row, key) if key else row
        for field in fields:
            text = getattr(row, field.name) or ""
            for written in links_in(text) if isinstance(field, MarkdownField) else (text,):
                if not written or len(written) > LONGEST:
                    continue
                yield Use(
                    canonical(written), written, model, row.pk, field,
                    owner, page.pk, str(page), page.status if isinstance(page, Fiche) else "",
                    ranks.get(row.pk, 0), prefix,
                )  # fmt: skip


def _ranks(model: type[Keyed], key: str, owners: set[int]) -> dict[int, int]:
    """Return the place of each row in the form of its owner."""
    counts: dict[int, int] = defaultdict(int)
    ranks = {}
    rows = model._default_manager.filter(**{f"{key}__in": owners})
    rows = rows if rows.ordered else rows.order_by("pk")  # as formsets do
    for pk, owner in rows.values_list("pk", key):
        ranks[pk] = counts[owner]
        counts[owner] += 1
    return ranks
