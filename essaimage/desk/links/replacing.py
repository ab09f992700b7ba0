"""Replaces an address that its site has given up by the one it gives for good: one click, kept in history."""

from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import ModelAdmin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from essaimage.common.models import Fiche, Keyed
from essaimage.common.versions import Tree, record, snapshot

from .addresses import canonical
from .gathering import Use


@dataclass(frozen=True)
class Replaced:
    """What became of one place: done, or the reason why not, in French."""

    use: Use
    refusal: str = ""


def replace(use: Use, new: str, request: HttpRequest, owner_admin: ModelAdmin) -> Replaced:
    """Write ``new`` in the place ``use``, as the editor would in its form."""
    if not use.is_plain:
        return Replaced(use, "l’adresse est dans un texte : ouvrez-le pour la remplacer")
    try:
        with transaction.atomic():
            return _replaced(use, new, request, owner_admin)
    except ValidationError as error:
        return Replaced(use, " ".join(error.messages))


def _replaced(use: Use, new: str, request: HttpRequest, owner_admin: ModelAdmin) -> Replaced:
    owners = use.owner._base_manager.select_for_update(no_key=True)
    owner = owners.filter(pk=use.owner_pk).first()
    is_own = use.model is use.owner
    row = owner if is_own else use.model._default_manager.filter(pk=use.pk).first()
    if owner is None or row is None:
        return Replaced(use, "ce contenu vient d’être supprimé")
    if not owner_admin.has_change_permission(request, owner):
        return Replaced(
            use, "il faut être du groupe « publication » pour modifier ce qui est publié"
        )
    if canonical(getattr(row, use.field.name) or "") != use.address:
        return Replaced(use, "l’adresse vient d’y être changée")
    found = snapshot(owner)
    setattr(row, use.field.name, new)
    row.clean_fields(exclude={field.name for field in row._meta.fields} - {use.field.name})
    row.validate_constraints()
    row.save(update_fields=[use.field.name])
    if isinstance(owner, Fiche):
        owner.save(update_fields=["updated_at"])  # who has its form open is told
    keep(owner, use, request.user, found)
    return Replaced(use)


def keep(owner: Keyed, use: Use, author: AbstractBaseUser, found: Tree) -> None:
    """Leave what was done in the history of the admin and in the versions of the owner."""
    reason = f"Adresse remplacée par celle que donne son site ({use.place})."
    LogEntry.objects.log_actions(
        author.pk,
        type(owner)._default_manager.filter(pk=owner.pk),
        CHANGE,
        reason,
        single_object=True,
    )
    record(owner, author=author, reason=reason, found=found)
