"""``manage.py load_reference``: the official territories, from the committed files to the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, models

from essaimage.common.figures import number
from essaimage.search.changes import prune

from ...models import Commune, Departement
from ...reference_files import BadReference, read
from ...reference_loading import TableAccount, load


class Command(BaseCommand):
    help = (
        "Charge les régions, départements, intercommunalités, communes et anciens codes livrés avec "
        "le site. La deuxième fois, rien ne change."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = load(read())
        except BadReference as error:
            raise CommandError(f"Rien n’a été changé. {error}") from None
        except DatabaseError as error:
            raise CommandError(f"Rien n’a été changé : la base a refusé ({error}).") from None
        prune()  # the change log, which just took a line for each commune where it takes one a row
        if not options["verbosity"]:
            return
        for model, account in accounts.items():
            for line in gone_lines(model, account):
                self.stdout.write(line)
        for model, account in accounts.items():
            self.stdout.write(said(model, account))
        if not any(account.created + account.updated for account in accounts.values()):
            self.stdout.write("Rien n’a changé.")
        self.stdout.write(f"{number(Commune.objects.current().count())} communes aujourd’hui.")


def gone_lines(model: type[models.Model], account: TableAccount) -> list[str]:
    """Return a line for each territory that is no more; former codes go without a word."""
    if not issubclass(model, Commune):
        return [f"Disparue, gardée parce que le contenu la cite : {name}." for name in account.kept]
    return [
        *(
            f"Commune disparue, gardée parce que le contenu la cite : {name}."
            for name in account.kept
        ),
        *(f"Commune disparue, supprimée : {name}." for name in account.deleted),
    ]


def said(model: type[models.Model], account: TableAccount) -> str:
    """Return the account of a table: « Communes : 34 969 créées, 2 supprimées. »."""
    e = "" if model is Departement else "e"
    parts = [
        (account.created, f"créé{e}", f"créé{e}s"),
        (account.updated, f"mis{e} à jour", "mises à jour" if e else "mis à jour"),
        (account.unchanged, f"inchangé{e}", f"inchangé{e}s"),
        (len(account.deleted), f"supprimé{e}", f"supprimé{e}s"),
    ]
    words = [f"{number(count)} {many if count > 1 else one}" for count, one, many in parts if count]
    return f"{str(model._meta.verbose_name_plural).capitalize()} : {', '.join(words)}."
