"""``manage.py check_links``: visits the outgoing addresses of the content, politely, and keeps what came of it."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from essaimage.common.figures import number

from ...links.ledger import DAYS, Ledger, sync
from ...links.models import LinkCheck, LinkResult
from ...links.running import SITES, Account, NetworkDown, Visited, check
from ...links.visiting import PAUSE

EVERY = 10.0  # seconds between two lines of progress
CUT_OFF = (
    "Aucun site ne répond : c’est sans doute cette machine qui est coupée du réseau. Les échecs n’ont "
    "pas été notés ; relancer la commande plus tard."
)


class Command(BaseCommand):
    help = (
        "Vérifie les adresses sortantes du contenu : vivantes, mortes ou incertaines. Sans « --oui », "
        "dit seulement ce qui serait visité. Interrompue, elle reprend où elle en était."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--oui", action="store_true", help="visite les adresses ; sans cela, rien ne sort"
        )
        parser.add_argument(
            "--jours",
            type=_days,
            default=DAYS,
            help=f"revisite ce qui répondait il y a ce nombre de jours ({DAYS} par défaut)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        synced = sync(is_dry=not options["oui"])
        if not options["oui"]:
            self._tell_what_would_be(synced.found, synced.new, options["jours"])
            return
        self._total = Ledger(days=options["jours"]).waiting()
        self._done, self._told_at = 0, time.monotonic()
        self._say(f"{_addresses(synced.found)} dans le contenu, {number(self._total)} à visiter.")
        try:
            account = check(days=options["jours"], tell=self._tell)
        except NetworkDown:
            raise CommandError(CUT_OFF) from None
        except KeyboardInterrupt:
            raise CommandError(
                f"Interrompu : {_count(self._done, 'adresse notée', 'adresses notées')}, les autres au "
                "prochain passage."
            ) from None
        self._say(account_said(account, synced.forgotten))

    def _tell_what_would_be(self, found: int, new: int, days: int) -> None:
        """Say what « --oui » would do; nothing goes out, nothing is written."""
        waiting = LinkCheck.objects.filter(Ledger(days=days).to_do())
        never = _count(new, "jamais vue", "jamais vues")
        self._say(f"{_addresses(found)} dans le contenu, dont {never}.")
        count = _count(waiting.count() + new, "serait visitée", "seraient visitées")
        self._say(f"À blanc, rien n’est demandé au réseau : {count}.")
        self._say(
            f"Avec « --oui » : {SITES} sites à la fois, une demande à la fois par site, "
            f"{str(PAUSE).replace('.', ',')} seconde de pause entre deux."
        )

    def _tell(self, visited: Visited) -> None:
        """Name what is wrong as it is found, and now and then how far one is."""
        self._done += 1
        if visited.result in (LinkResult.DEAD, LinkResult.UNSURE):
            detail = LinkCheck.objects.filter(pk=visited.row.pk).values_list("detail", flat=True)
            self._say(f"{visited.result} : {visited.row.address}\n    {detail.first()}")
        if time.monotonic() - self._told_at >= EVERY:
            self._told_at = time.monotonic()
            self._say(f"… {number(self._done)} sur {number(max(self._done, self._total))}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        if hasattr(self.stdout, "flush"):
            self.stdout.flush()  # it takes its time: what is done is told as it is


def account_said(account: Account, forgotten: int = 0) -> str:
    """Return the account in one line: « 340 vivantes, 3 mortes, 18 incertaines »."""
    results = account.results
    parts = [
        _count(results[LinkResult.ALIVE], "vivante", "vivantes"),
        _count(results[LinkResult.DEAD], "morte", "mortes"),
        _count(results[LinkResult.UNSURE], "incertaine", "incertaines"),
    ]
    if account.moved:
        parts.append(f"{number(account.moved)} à une nouvelle adresse")
    if account.left:
        parts.append(_count(account.left, "remise à plus tard", "remises à plus tard"))
    if forgotten:
        parts.append(_count(forgotten, "oubliée", "oubliées"))
    return f"{', '.join(parts)}."


def _addresses(count: int) -> str:
    return _count(count, "adresse", "adresses")


def _count(count: int, one: str, many: str) -> str:
    return f"{number(count)} {many if count > 1 else one}"


def _days(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 366:
        raise ArgumentTypeError("un nombre de jours, de 1 à 366")
    return int(text)
