"""``manage.py prepare_demo``: a database with territories and content, an editor, static files."""

import secrets
import socket
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError, connection

EDITOR = "redaction"
GROUPS = ("rédaction", "publication")


class Command(BaseCommand):
    """What ``make demo`` does before it serves; each step changes nothing the second time."""

    help = "Préparer la démonstration : base, contenu, compte d’édition, fichiers statiques."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        """Prepare everything; raise ``CommandError`` with a French sentence when that cannot be."""
        if settings.PROFILE != "demo":
            raise CommandError("Cette commande ne sert qu’au profil demo : lancer « make demo ».")
        refuse_busy_port(settings.PORT)
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"La base de données ne répond pas : {error}") from None
        call_command("migrate", verbosity=0, interactive=False)
        self.load("load_reference", "Territoires")
        self.load("load_content", "Contenu")
        call_command("collectstatic", verbosity=0, interactive=False)
        self.create_editor()

    def load(self, command: str, what: str) -> None:
        """Run a command that loads something and print the account it ends with."""
        output = StringIO()
        call_command(command, stdout=output)
        lines = output.getvalue().strip().splitlines()
        if lines:
            self.stdout.write(f"{what} : {lines[-1]}")

    def create_editor(self) -> None:
        """Create the editor once; the password is shown that once, and kept nowhere in clear."""
        address = f"http://localhost:{settings.PORT}/admin/"
        users = get_user_model().objects
        if users.filter(username=EDITOR).exists():
            self.stdout.write(
                f"Édition : {address} (identifiant « {EDITOR} »). Changer le mot de passe : "
                f"ESSAIMAGE_PROFILE=demo .venv/bin/python manage.py changepassword {EDITOR}"
            )
            return
        password = secrets.token_urlsafe(12)
        editor = users.create_user(EDITOR, password=password, is_staff=True)
        editor.groups.set(Group.objects.get(name=name) for name in GROUPS)
        self.stdout.write(
            f"Édition : {address}\n  identifiant : {EDITOR}\n  mot de passe : {password}\n"
            "  (à noter : il ne sera plus affiché)"
        )


def refuse_busy_port(port: int) -> None:
    """Raise ``CommandError`` when the port cannot be had, before anything is prepared."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            reason = "est réservé à l’administration de la machine"
        except OSError:
            reason = "est déjà pris"
        else:
            return
    other = 8080 if port != 8080 else 8081
    raise CommandError(f"Le port {port} {reason}. En choisir un autre : make demo PORT={other}")
