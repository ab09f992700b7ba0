"""What the site says when a setting is missing or malformed, and the checks behind it."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError, ValidationError, validate

GUIDE = "Voir docs/exploitation.md."

# What environs says in English, and what the person who runs the site reads instead.
EXPLANATIONS = {
    "not set": "ce réglage est obligatoire",
    "Not a valid integer": "un nombre entier est attendu",
    "Not a valid boolean": "« true » ou « false » est attendu",
    "Not a valid database URL": (
        "une adresse de base est attendue, par exemple postgres://utilisateur:secret@hote:5432/base"
    ),
    "Not a valid email URL": (
        "une adresse de serveur de courriel est attendue, par exemple "
        "smtp+tls://utilisateur:secret@hote:587"
    ),
}


class RefusedSetting(ImproperlyConfigured):
    """A setting without which, or with which, the site will not start."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"Réglage refusé, {name} : {reason}. {GUIDE}")

    @classmethod
    def from_environment(cls, error: EnvError) -> "RefusedSetting":
        """Return the French sentence for what environs refused; the value itself is never shown."""
        name = re.search(r'"(\w+)"', str(error))
        messages = getattr(error, "error_messages", None) or [str(error)]
        said = " ; ".join(
            next(
                (french for english, french in EXPLANATIONS.items() if english in message), message
            )
            for message in map(str, messages)
        )
        return cls(name[1] if name else "environnement", said.rstrip("."))


def between(least: int, most: int) -> validate.Range:
    """Return what refuses a number out of these bounds."""
    return validate.Range(min=least, max=most, error=f"un nombre de {least} à {most} est attendu")


def at_least(least: int) -> validate.Range:
    """Return what refuses a smaller number."""
    return validate.Range(min=least, error=f"un nombre d’au moins {least} est attendu")


def check_site_url(value: str) -> None:
    """Refuse an address that is not a scheme and a host: pages and CSRF compare it as it stands."""
    if value and not re.fullmatch(r"https?://[\w.-]+(:\d+)?/?", value):
        raise ValidationError(
            "une adresse sans chemin est attendue, par exemple https://exemple.fr"
        )


def check_address(value: str) -> None:
    """Refuse what is neither ``nom@domaine`` nor ``Nom <nom@domaine>``."""
    if value and not re.fullmatch(r"[^@<>\s]+@[^@<>\s]+|[^<>]+<[^@<>\s]+@[^@<>\s]+>", value):
        raise ValidationError("une adresse électronique est attendue, par exemple nom@exemple.fr")


def check_database(database: Mapping[str, Any]) -> None:
    """Refuse the databases the site is not tested on, and the one that no two processes share."""
    engine = database["ENGINE"].rpartition(".")[2]
    if engine not in {"sqlite3", "postgresql"}:
        raise RefusedSetting("DATABASE_URL", "seuls SQLite et PostgreSQL sont pris en charge")
    if database["NAME"] in {"", ":memory:"}:
        raise RefusedSetting("DATABASE_URL", "il manque le nom de la base ou le chemin du fichier")


def check_mail(mail: Mapping[str, Any]) -> None:
    """Refuse an address whose scheme names no way to send mail (its backend is then missing)."""
    if "EMAIL_BACKEND" not in mail:
        raise RefusedSetting("EMAIL_URL", EXPLANATIONS["Not a valid email URL"])
