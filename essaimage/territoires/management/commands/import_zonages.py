"""``manage.py import_zonages``: the official lists that class communes, from a folder or the web."""

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from essaimage.common.dates import french_date
from essaimage.common.figures import number

from ...facts import zonage_coverage
from ...zonage_files import in_folder, official_file
from ...zonage_importing import Account, ListFile, import_list, put_back
from ...zonage_lists import BadList, OfficialList, lists_of
from ...zonages import CODES


class Command(BaseCommand):
    help = (
        "Importe les listes officielles (densité, FRR, Petites villes de demain…) d’un dossier ou de "
        "leurs adresses. Une liste douteuse est refusée entière : la version d’avant reste."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("dossier", nargs="?", type=Path, help="le dossier des fichiers")
        where.add_argument(
            "--officiel", action="store_true", help="télécharge depuis les adresses officielles"
        )
        where.add_argument(
            "--revenir", choices=CODES, help="remet en vigueur la version d’avant de ce zonage"
        )
        parser.add_argument(
            "--zonage",
            action="append",
            choices=CODES,
            help="ce zonage seulement ; peut être répété",
        )
        parser.add_argument(
            "--essai", "--dry-run", action="store_true", help="lit et vérifie tout, n’écrit rien"
        )
        parser.add_argument(
            "--date",
            type=date.fromisoformat,
            help="la date de la liste, 2026-07-21 (avec un seul --zonage)",
        )
        parser.add_argument(
            "--accepter-ecart",
            action="store_true",
            help="accepte un nombre de communes très différent de celui de la version en vigueur",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["revenir"]:
            self._put_back(options["revenir"])
            return
        folder: Path | None = options["dossier"]
        if folder is not None and not folder.is_dir():
            raise CommandError(f"{folder} : ce dossier n’existe pas.")
        if options["date"] and len(options["zonage"] or ()) != 1:
            raise CommandError("--date s’emploie avec un seul --zonage.")
        done, refused = 0, 0
        for official in lists_of(options["zonage"]):
            try:
                file = self._file(official, folder, options["date"])
                if file is None:
                    self._tell(official, _missing(official, folder))
                    continue
                account = import_list(
                    official,
                    file,
                    dry_run=options["essai"],
                    accept_gap=options["accepter_ecart"],
                )
                for line in lines(file, account, is_dry=options["essai"]):
                    self._tell(official, line)
                done += 1
            except BadList as error:
                refused += 1
                self._tell(official, f"refusé, rien n’a changé : {error}")
        self._end(done, refused, is_dry=options["essai"])

    def _put_back(self, zonage: str) -> None:
        try:
            version = put_back(zonage)
        except BadList as error:
            raise CommandError(f"{zonage} : {error}") from None
        self.stdout.write(
            f"{zonage} : {number(version.row_count)} communes au {french_date(version.date)}, "
            "version remise en vigueur."
        )

    def _file(self, official: OfficialList, folder: Path | None, day: date | None):
        if folder is not None:
            return in_folder(official, folder, day)
        if official.address:
            self._tell(official, f"téléchargement de {official.address}")
        return official_file(official, day)

    def _tell(self, official: OfficialList, line: str) -> None:
        self.stdout.write(f"{official.zonage} : {line}")
        self.stdout.flush()  # a download takes its time: what is done is told as it is

    def _end(self, done: int, refused: int, *, is_dry: bool) -> None:
        if is_dry:
            self.stdout.write("À blanc : rien n’a été écrit.")
        elif sentence := zonage_coverage().sentence:
            self.stdout.write(sentence)
        account = (
            f"{_count(done, 'liste lue', 'listes lues')}, {_count(refused, 'refusée', 'refusées')}."
        )
        if refused or not done:
            raise CommandError(account if refused else "Aucune liste n’a été trouvée.")
        self.stdout.write(account)


def _missing(official: OfficialList, folder: Path | None) -> str:
    if folder is None:
        return "pas d’adresse officielle connue ; à importer d’un dossier."
    return f"pas de fichier {official.files[0]} dans ce dossier."


def lines(file: ListFile, account: Account, *, is_dry: bool) -> list[str]:
    """Return what an import did, in French, a line each."""
    classed = sum(account.statuses.values())
    told = [f"{number(account.rows)} communes au {french_date(file.date)}"]
    if account.former_rows is not None:
        told.append(f"{number(account.former_rows)} dans la version d’avant")
    degrees = _degrees(account.values)
    partial = account.statuses.get("partiel", 0)
    if partial:
        degrees.append(f"{number(partial)} en partie")
    if degrees:
        told.append(", ".join(degrees))
    said = [" ; ".join(told) + "."]
    if account.moved:
        said.append(
            f"{number(account.moved)} sous un ancien code, {number(classed)} communes classées."
        )
    if account.unknown:
        codes = ", ".join(account.unknown[:5])
        said.append(
            f"{_count(len(account.unknown), 'code inconnu', 'codes inconnus')}, laissés : {codes}."
        )
    if not account.is_new:
        said.append("rien n’a changé.")
    elif not is_dry:
        said.append("version mise en vigueur.")
    return said


def _degrees(values: Mapping[str, int]) -> list[str]:
    """Return how many communes have each value, when there are a few values only."""
    known = {value: count for value, count in values.items() if value}
    if not 1 < len(known) <= 10:
        return []
    return [f"{value} : {number(known[value])}" for value in sorted(known)]


def _count(count: int, one: str, many: str) -> str:
    return f"{number(count)} {many if count > 1 else one}"
