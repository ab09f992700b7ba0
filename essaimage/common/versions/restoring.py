"""Puts a version back, whole or not at all; the restoration is a version like any other."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from ..content.layout import Key, content_models, is_link, is_links, target_label
from ..content.planning import Values
from ..models import PUBLIC_STATUSES, Fiche, Keyed, Origin, SlugRedirect, Status, Version
from ..slugs import free_slug
from ..typography import typographie
from .deleting import link_again
from .recording import locked_snapshot, record
from .saying import GONE, label_of, links_in, names_in
from .snapshots import snapshot
from .trees import Tree, flat, kept_fields, whole
from .writing import RestorationRefusedError, write

STANDING = ("status", "published_at", "ends_at")  # where a sheet stands: moves decide, not texts

KIND_GONE = "Ce genre de fiche n’existe plus."
KEEPS_STATUS = "Le statut ne change pas : {}."
TAKES_STATUS = "Le statut redevient « {} »."
AS_DRAFT = "La fiche revient en brouillon : la publier revient au groupe « publication »."
SLUG_TAKEN = "L’adresse « {} » est prise par une autre fiche : celle-ci prend « {} »."
SLUG_KEPT = "L’adresse « {} » est prise par une autre fiche : celle-ci garde « {} »."
MISSING = "{} : « {} » n’existe plus."


@dataclass(frozen=True)
class Restoration:
    """What putting a version back would do."""

    version: Version
    fiche: Keyed | None  # None: it was deleted
    found: Tree
    target: Tree
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # what the version names, and is no more

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        return self.found != self.target


def plan_restoration(
    version: Version, *, may_publish: bool, with_status: bool = False, without_missing: bool = False
) -> Restoration:
    """Return what putting ``version`` back would do, reading only.

    ``may_publish``: whether the restorer may publish such a sheet. A sheet that stands keeps its
    status, unless ``with_status``; one that was deleted takes its own back, or that of a draft.
    ``without_missing``: what the version names and is no more is left out. Raises
    ``RestorationRefusedError``.
    """
    if version.model_label not in content_models():
        raise RestorationRefusedError([KIND_GONE])
    model = content_models()[version.model_label]
    fiche = model._base_manager.filter(code=version.fiche_code).first()
    found = snapshot(fiche) if fiche else {}
    target = whole(version.values)
    own = target[version.model_label][version.fiche_code]
    notes = _standing(model, own, _own(found, version), may_publish, with_status)
    notes += _address(model, own, _own(found, version), version)
    target, missing = _without_missing(target, version.model_label, drop=without_missing)
    notes, missing = (list(map(typographie, said)) for said in (notes, missing))
    return Restoration(version, fiche, found, target, notes, missing)


def restore(
    version: Version,
    *,
    author: AbstractBaseUser | None,
    reason: str = "",
    with_status: bool = False,
    without_missing: bool = False,
) -> tuple[Keyed, list[str]]:
    """Put ``version`` back; return the sheet, and what there is to say of it.

    Raises ``RestorationRefusedError``, and then nothing was written.
    """
    with transaction.atomic():
        plan = plan_restoration(
            version,
            may_publish=may_publish(author, version.model_label),
            with_status=with_status,
            without_missing=without_missing,
        )
        if plan.missing and not without_missing:
            raise RestorationRefusedError(plan.missing)
        if plan.fiche and locked_snapshot(plan.fiche) != plan.found:
            return restore(
                version,
                author=author,
                reason=reason,
                with_status=with_status,
                without_missing=without_missing,
            )
        fiche = write((version.model_label, version.fiche_code), plan.found, plan.target)
        origin = Origin.RESTORATION
        record(fiche, author=author, reason=reason, origin=origin, found=plan.found or None)
        if not plan.found:
            link_again(version, fiche, author)
    return fiche, plan.notes


def may_publish(author: AbstractBaseUser | None, label: str) -> bool:
    """Whether ``author`` may publish sheets of this kind; a command (no author) may."""
    app, name = label.split(".")
    return author is None or author.has_perm(f"{app}.publish_{name}")


def _own(tree: Tree, version: Version) -> Values:
    return tree.get(version.model_label, {}).get(version.fiche_code, {})


def _standing(
    model: type[Keyed], own: Values, found: Values, may_publish: bool, with_status: bool
) -> list[str]:
    """Decide where the restored sheet stands, in ``own``; return what there is to say of it."""
    if not issubclass(model, Fiche):
        return []
    was = own["status"]
    if found and not (with_status and (may_publish or was not in PUBLIC_STATUSES)):
        own |= {name: found[name] for name in STANDING if name in found}
        return (
            [] if was == found["status"] else [KEEPS_STATUS.format(Status(found["status"]).label)]
        )
    if found:
        return [] if was == found["status"] else [TAKES_STATUS.format(Status(was).label)]
    if was in PUBLIC_STATUSES and not may_publish:
        own["status"] = Status.DRAFT.value
        return [AS_DRAFT]
    return []


def _address(model: type[Keyed], own: Values, found: Values, version: Version) -> list[str]:
    """Give the restored sheet an address that no other one bears, in ``own``."""
    slug = own.get("slug")
    if not slug or slug == found.get("slug"):
        return []
    others = model._base_manager.exclude(code=version.fiche_code)
    left = SlugRedirect.objects.filter(model_label=version.model_label, slug=slug)
    leads = left.exclude(fiche_code=version.fiche_code).values("fiche_code")
    if not others.filter(models.Q(slug=slug) | models.Q(code__in=leads)).exists():
        return []
    own["slug"] = found.get("slug") or free_slug(model, slug)
    return [(SLUG_KEPT if found else SLUG_TAKEN).format(slug, own["slug"])]


def _without_missing(tree: Tree, root: str, *, drop: bool) -> tuple[Tree, list[str]]:
    """Return ``tree``, and what it names that is no more; without those names when ``drop``.

    A row that cannot be without one of them goes with it; when it is the sheet itself, nothing helps.
    """
    wanted = links_in(tree)
    known = {
        label: set(
            content_models()[label]
            ._base_manager.filter(code__in=codes)
            .values_list("code", flat=True)
        )
        | tree.get(label, {}).keys()
        for label, codes in wanted.items()
    }
    gone = {(label, code) for label, codes in wanted.items() for code in codes - known[label]}
    if not gone:
        return tree, []
    names = names_in(tree)
    kept: Tree = defaultdict(dict)
    said: dict[str, None] = {}
    for (label, code), values in flat(tree).items():
        values = dict(values)
        is_kept = True
        for name, link in kept_fields(content_models()[label]).items():
            lost = _lost(link, values.get(name), gone)
            for key in lost:
                name_of_lost = names[key].removesuffix(GONE.format(""))
                said[MISSING.format(label_of(link), name_of_lost)] = None
            if lost and is_links(link):
                values[name] = [
                    each for each in values[name] if (target_label(link), each) not in gone
                ]
                is_kept = is_kept and (bool(values[name]) or link.blank)
            elif lost:
                values[name] = None
                is_kept = is_kept and link.null
        if is_kept or label == root:
            kept[label][code] = values
    return (dict(kept) if drop else tree), list(said)


def _lost(link: models.Field, value, gone: set[Key]) -> list[Key]:
    if not (is_link(link) or is_links(link)):
        return []
    codes = value if is_links(link) else [value]
    return [
        (target_label(link), code) for code in codes or [] if (target_label(link), code) in gone
    ]
