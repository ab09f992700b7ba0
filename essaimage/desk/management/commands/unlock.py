"""``manage.py unlock NAME``: open the door of the desk to somebody who failed too often."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...people.lock import unlock, unlock_all


class Command(BaseCommand):
    help = "Rouvre la porte de l’administration à un compte, ou à tout le monde."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("identifiant", nargs="?", help="l’identifiant du compte")
        parser.add_argument("--all", action="store_true", help="tous les comptes, tous les réseaux")

    def handle(self, *args, **options) -> None:
        name = options["identifiant"]
        if bool(name) == options["all"]:
            raise CommandError("Donnez un identifiant, ou --all.")
        if options["all"]:
            total = unlock_all()
        else:
            user = User.objects.filter(username__iexact=name).first()
            if user is None:
                raise CommandError(f"Aucun compte ne s’appelle « {name} ».")
            total = unlock(user)
        self.stdout.write(
            f"{total} verrou{'s' if total > 1 else ''} levé{'s' if total > 1 else ''}."
        )
