"""``manage.py erase_personal_data``: keeps the promise of the legal notice; to be run every day or week."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand

from ...personal_data import Account, erase


class Command(BaseCommand):
    """Erases names, addresses and texts of visitors once the time announced has passed."""

    help = (
        "Efface les noms, adresses, empreintes et textes des messages et des erreurs signalées reçus il y "
        "a plus de PERSONAL_DATA_MONTHS mois, et les connexions expirées. Le reste est gardé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="dit ce qui serait effacé, sans rien écrire"
        )

    def handle(self, *, dry_run: bool = False, **options: object) -> None:
        account = erase(tries=dry_run)
        if not options.get("verbosity"):
            return
        if account.unread:
            self.stdout.write(
                f"Sans que personne les ait traités\N{NO-BREAK SPACE}: {account.unread}. Ils sont classés."
            )
        if dry_run:
            self.stdout.write("À blanc\N{NO-BREAK SPACE}: rien n’a été effacé.")
        self.stdout.write(told(account, tries=dry_run))


def told(account: Account, *, tries: bool) -> str:
    """Return the line of account, which begins with the delay: « Plus de 12 mois : 3 messages effacés… »."""
    mark = "à effacer" if tries else None
    parts = [
        _said(account.messages, "message", mark or "effacé"),
        _said(account.corrections, "erreur signalée", mark or "effacée"),
        _said(account.sessions, "connexion expirée", mark or "oubliée"),
    ]
    return f"Plus de {settings.PERSONAL_DATA_MONTHS} mois\N{NO-BREAK SPACE}: {', '.join(parts)}."


def _said(count: int, noun: str, done: str) -> str:
    if count < 2:
        return f"{count} {noun} {done}"
    words = " ".join(f"{word}s" for word in noun.split())
    return f"{count} {words} {done if done.startswith('à ') else f'{done}s'}"
