"""Keeps what a sheet became, in the transaction that writes it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from ..models import Keyed, Origin, Version
from ..models.version import LONGEST_REASON
from .neighbours import neighbours
from .snapshots import parts, snapshot, snapshots
from .trees import Tree, compact, digest

EVENTS = (Origin.DELETION, Origin.RESTORATION)  # kept even when nothing else changed
TITLES = ("title", "name", "question", "label")  # what names a row, by order of preference


def record(
    fiche: Keyed,
    *,
    author: AbstractBaseUser | None,
    reason: str = "",
    origin: str = Origin.DESK,
    found: Tree | None = None,
) -> Version | None:
    """Keep ``fiche`` as it is now; None when nothing changed.

    ``found`` is the tree read before the write (``locked_snapshot``). When it differs from the last
    version, that state is kept first, as « reprise » and without an author: what was written outside
    the desk is not lost. A deletion is recorded before it happens, and always.
    """
    trees = None if found is None else {fiche.pk: found}
    kept = record_many(
        type(fiche), [fiche.pk], author=author, reason=reason, origin=origin, found=trees
    )
    return kept[0] if kept else None


def record_many(
    model: type[Keyed],
    pks: Iterable[int],
    *,
    author: AbstractBaseUser | None,
    reason: str = "",
    origin: str = Origin.DESK,
    found: Mapping[int, Tree] | None = None,
) -> list[Version]:
    """Keep the sheets of ``model`` with these primary keys; those that did not change are left out.

    ``found`` gives their trees before the write; a constant number of queries for some hundreds. A row
    that is written from the pages of two sheets makes a version of both.
    """
    kept: list[Version] = []
    with transaction.atomic(savepoint=False):
        for some in parts(list(pks)):
            before = {pk: found[pk] for pk in some if found and pk in found}
            trees = snapshots(model, some)
            work = [(model, trees, before), *neighbours(model, before, trees)]
            for kind, now, then in work:
                kept += _keep(kind, now, then, author=author, reason=reason, origin=origin)
    return [version for version in kept if version.origin != Origin.FOUND]


def record_gone(
    model: type[Keyed],
    trees: Mapping[int, Tree],
    *,
    author: AbstractBaseUser | None,
    reason: str = "",
) -> list[Version]:
    """Keep the sheets of ``model`` that have just been deleted, from their trees before."""
    return _keep(model, trees, {}, author=author, reason=reason, origin=Origin.DELETION)


def _keep(
    model: type[Keyed],
    trees: Mapping[int, Tree],
    found: Mapping[int, Tree],
    *,
    author: AbstractBaseUser | None,
    reason: str,
    origin: str,
) -> list[Version]:
    """Write the versions of some sheets; return them, those of what was found included."""
    lasts = _lasts(model, [code_of(model, tree) for tree in trees.values()])
    kept: list[Version] = []
    for pk, tree in trees.items():
        kept += _versions(model, tree, found.get(pk), lasts.get(code_of(model, tree)), origin)
    for version in kept:
        if version.origin != Origin.FOUND:
            version.author = author
            version.author_name = name_of(author)
            version.reason = reason.strip()[:LONGEST_REASON]
    return Version.objects.bulk_create(kept, batch_size=50)


@contextmanager
def recording(
    fiche: Keyed, *, author: AbstractBaseUser | None, reason: str = "", origin: str = Origin.DESK
) -> Iterator[None]:
    """Record what the block writes on ``fiche``, which exists already, in one transaction."""
    with transaction.atomic():
        found = locked_snapshot(fiche)
        yield
        record(fiche, author=author, reason=reason, origin=origin, found=found)


def locked_snapshot(fiche: Keyed) -> Tree:
    """Return the tree of ``fiche``, which nobody else writes until the transaction ends."""
    rows = type(fiche)._base_manager.filter(pk=fiche.pk)
    list(rows.select_for_update(no_key=True).values_list("pk"))
    return snapshot(fiche)


def code_of(model: type[Keyed], tree: Tree) -> str:
    """Return the code of the sheet of which ``tree`` is the version."""
    return next(iter(tree[model._meta.label_lower]))


def name_of(author: AbstractBaseUser | None) -> str:
    """Return the name of ``author`` as pages say it, and as history keeps it once the account is gone."""
    return (author.get_full_name() or author.get_username()) if author else ""


def _lasts(model: type[Keyed], codes: list[str]) -> dict[str, Version]:
    """Return the newest version of each sheet, by code, without what it holds: one query."""
    rows = Version.objects.filter(model_label=model._meta.label_lower, fiche_code__in=codes)
    return {
        row.fiche_code: row
        for row in rows.newest().only("fiche_code", "number", "digest", "origin")
    }


def _versions(
    model: type[Keyed], tree: Tree, found: Tree | None, last: Version | None, origin: str
) -> list[Version]:
    """Return what is to be kept of a sheet: what was found when nobody recorded it, then what it is."""
    now = digest(tree)
    before = digest(found) if found else None
    known = last.digest if last else None
    is_back = last is not None and last.origin == Origin.DELETION and not before
    if now == (before or known) and origin not in EVENTS and not is_back:
        return []
    number = last.number if last else 0
    kept = []
    if before and before not in (known, now):
        number += 1
        kept.append(_version(model, found, before, number, Origin.FOUND))
    return [*kept, _version(model, tree, now, number + 1, origin)]


def _version(model: type[Keyed], tree: Tree, seal: str, number: int, origin: str) -> Version:
    code = code_of(model, tree)
    own = tree[model._meta.label_lower][code]
    title = next((own[name] for name in TITLES if own.get(name)), code)
    return Version(
        model_label=model._meta.label_lower,
        fiche_code=code,
        number=number,
        title=title,
        status=own.get("status") or "",
        values=compact(tree),
        digest=seal,
        origin=origin,
    )
