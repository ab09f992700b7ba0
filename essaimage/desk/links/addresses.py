"""Addresses as they are visited: read strictly, written in one way, refused when they are a trap."""

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 1000  # characters of an address as it is visited
PORTS = {"http": 80, "https": 443}

_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\u202f\ufeff\\]")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_-]{1,63})*")
_KEPT = "/%:@!$&'()*+,;=~-._"  # what a path holds as it is; the rest is written in per cents
_HOME = re.compile(r"/?([a-z]{2}(-[a-z]{2})?/?)?((index|accueil|home)(\.\w+)?/?)?", re.IGNORECASE)


class Unreadable(Exception):
    """It leads nowhere, whatever the network says; the message is a French sentence."""


class Forbidden(Exception):
    """The site never visits it; the message is a French sentence."""


@dataclass(frozen=True)
class Address:
    """A readable address: ``host`` in lower case and ASCII, ``target`` what is asked of it."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def site(self) -> str:
        """Whom one is polite with: « exemple.fr », by http and https alike."""
        return self.host if self.port in PORTS.values() else f"{self.host}:{self.port}"

    @property
    def is_home(self) -> bool:
        """Whether it is the front page of its site, in some language."""
        return "?" not in self.target and bool(_HOME.fullmatch(self.target))

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def read(address: str) -> Address:
    """Return ``address`` as it is visited, without its fragment.

    Raises ``Unreadable`` (no name, spaces, a broken port…) and ``Forbidden`` (another protocol than
    http and https, a user name, too many characters).
    """
    text = address.strip()
    if _UNSEEN.search(text):
        raise Unreadable("elle contient une espace ou un signe invisible")
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        raise Unreadable("elle est mal écrite") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise Forbidden("elle ne commence ni par https:// ni par http://")
    if "@" in parts.netloc:
        raise Forbidden("elle contient un identifiant")
    path = quote(parts.path or "/", safe=_KEPT)
    query = f"?{quote(parts.query, safe=_KEPT + '?[]')}" if parts.query else ""
    found = Address(scheme, ascii_host(host), port or PORTS[scheme], path + query)
    if len(str(found)) > LONGEST:
        raise Forbidden(f"elle dépasse {LONGEST} caractères")
    return found


def ascii_host(host: str) -> str:
    """Return the name of a machine as networks know it; raises ``Unreadable``."""
    if ":" in host:
        return host.lower()  # between brackets: urlsplit has read it
    try:
        name = host.lower() if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Unreadable("le nom de son site est mal écrit") from None
    if not _HOST.fullmatch(name):
        raise Unreadable("le nom de son site est mal écrit" if name else "elle ne nomme aucun site")
    return name


def canonical(address: str) -> str:
    """Return ``address`` written in the one way under which it is checked; as it is when unreadable."""
    try:
        return str(read(address))
    except (Unreadable, Forbidden):
        return address.strip()[:LONGEST]


def site_of(address: str) -> str:
    """Return whom to be polite with to visit ``address``; empty when it names nobody."""
    try:
        return read(address).site
    except (Unreadable, Forbidden):
        return ""


def joined(here: Address, location: str) -> str:
    """Return where a redirection leads, its header being relative to ``here`` or not."""
    # Headers are read as Latin-1; many servers write UTF-8 in them all the same.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        return urljoin(str(here), location.strip())
    except ValueError:
        raise Unreadable("elle est mal écrite") from None
