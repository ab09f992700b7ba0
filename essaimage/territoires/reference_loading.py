"""The committed reference brought into the database: what differs is written, the rest is left.

Rows are known by their codes. What disappeared from the official code is deleted when nothing names
it; what content names is kept, and said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from essaimage.common.content.official import named_by_content

from .models import Commune, CommuneAlias, Departement, Epci, Region
from .reference_files import CommuneRow, Reference

BATCH = 2000  # rows a query

Values = tuple[Any, ...]


@dataclass
class TableAccount:
    """What happened to a table."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: list[str] = field(default_factory=list)  # names of what is no more
    kept: list[str] = field(default_factory=list)  # no more either, but the content names it


def load(reference: Reference) -> dict[type[models.Model], TableAccount]:
    """Write the reference in one transaction; return what happened to each table."""
    with transaction.atomic():
        return _load(reference)


def _load(reference: Reference) -> dict[type[models.Model], TableAccount]:
    named = named_by_content()
    accounts = {}

    def bring(model, names: tuple[str, ...], rows: Iterable[tuple[str, Values]]) -> dict[str, int]:
        accounts[model] = _bring(model, names, dict(rows))
        return dict(model._base_manager.values_list("code", "pk"))

    def forget(model, codes: set[str], keep: Callable[[set[int]], None]) -> None:
        account = accounts[model]
        _forget(model, codes, named.get(model._meta.label_lower, set()), account, keep)

    regions = bring(
        Region, ("name", "zone"), ((r.code, (r.nom, r.zone)) for r in reference.regions)
    )
    departements = bring(
        Departement,
        ("name", "region_id"),
        ((d.code, (d.nom, regions[d.region])) for d in reference.departements),
    )
    epcis = bring(Epci, ("name", "kind"), ((e.code, (e.nom, e.genre)) for e in reference.epcis))
    communes = bring(
        Commune,
        (
            *("name", "departement_id", "epci_id", "population", "population_year"),
            *("postcodes", "is_current"),
        ),
        ((row.code, _of_commune(row, departements, epcis)) for row in reference.communes),
    )
    bring(
        CommuneAlias,
        ("name", "kind", "commune_id", "postcodes"),
        (
            (row.code, (row.nom, row.genre, communes[row.commune], row.codes_postaux))
            for row in reference.aliases
        ),
    )
    forget(CommuneAlias, {row.code for row in reference.aliases}, lambda pks: None)
    forget(Commune, {row.code for row in reference.communes}, _no_longer_current)
    forget(Epci, {row.code for row in reference.epcis}, lambda pks: None)
    return accounts


def _of_commune(row: CommuneRow, departements: dict[str, int], epcis: dict[str, int]) -> Values:
    """Return the values of a commune of today; primary keys of départements and EPCI by code."""
    return (
        row.nom,
        departements[row.departement],
        epcis[row.epci] if row.epci else None,
        _number(row.population),
        _number(row.annee),
        row.codes_postaux,
        True,
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _bring(
    model: type[models.Model], names: tuple[str, ...], rows: dict[str, Values]
) -> TableAccount:
    """Create what is missing and write what differs; ``names`` says what the values are of."""
    held = {code: values for code, *values in model._base_manager.values_list("code", *names)}
    account = TableAccount()
    writing = []
    for code, values in rows.items():
        if code not in held:
            account.created += 1
        elif tuple(held[code]) != values:
            account.updated += 1
        else:
            account.unchanged += 1
            continue
        writing.append(model(code=code, **dict(zip(names, values, strict=True))))
    model._base_manager.bulk_create(
        writing,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[name.removesuffix("_id") for name in names],
    )
    return account


def _forget(
    model: type[models.Model],
    codes: set[str],
    named: set[int],
    account: TableAccount,
    keep: Callable[[set[int]], None],
) -> None:
    """Delete what is not among ``codes``, but for what the content names: ``keep`` is told of it."""
    gone = {
        pk: f"{name or 'ancien code'} ({code})"
        for pk, code, name in model._base_manager.values_list("pk", "code", "name")
        if code not in codes
    }
    kept = gone.keys() & named
    account.kept = sorted(gone[pk] for pk in kept)
    account.deleted = sorted(name for pk, name in gone.items() if pk not in kept)
    keep(set(kept))
    if doomed := gone.keys() - kept:
        model._base_manager.filter(pk__in=doomed).delete()


def _no_longer_current(pks: set[int]) -> None:
    Commune.objects.filter(pk__in=pks, is_current=True).update(is_current=False)
