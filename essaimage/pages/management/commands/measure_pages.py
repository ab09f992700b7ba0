"""Measure one page of each kind: queries, weight on the wire, time beside the lightest page."""

import re
from dataclasses import dataclass
from gzip import compress
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import perf_counter

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essaimage.common.texts import fiche_models

PAGES = (
    *("/mentions-legales/", "/", "/modeles/", "/modeles/comparer/", "/questions/", "/principes/"),
    *(
        "/etapes/",
        "/pionniers/",
        "/dispositifs/",
        "/dispositifs/?ruralite=rural_reserve&q=commerce",
    ),
    *("/partenaires/", "/ruralite/", "/glossaire/", "/ressources/", "/nouveautes/", "/a-propos/"),
    *("/a-propos/methode/", "/contact/", "/accessibilite/"),
)
ASSET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')


@dataclass(frozen=True)
class Measure:
    """What one page costs. Bytes are compressed (gzip), times are in seconds."""

    path: str
    queries: int
    html: int
    first_visit: int
    seconds: float


class Command(BaseCommand):
    """Print the table; it writes nothing and serves nothing."""

    help = "Mesure les pages : requêtes SQL, poids compressé, durée rapportée à la page la plus légère."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--runs", type=int, default=7, help="Mesures par page (7 par défaut).")

    def handle(self, *args, **options) -> None:
        client = Client(headers={"host": own_host()})
        paths = [*PAGES, *self.sheets()]
        measures = [self.measure(client, path, max(1, options["runs"])) for path in paths]
        base = min(measure.seconds for measure in measures)
        self.stdout.write(
            f"Base : {connection.vendor}. Poids en ko (gzip, sans images appelées par le style). "
            "Durée : médiane, en multiple de la page la plus rapide.\n"
        )
        self.stdout.write(
            f"{'page':58} {'requêtes':>8} {'page':>7} {'1re visite':>10} {'durée':>7}"
        )
        for measure in measures:
            self.stdout.write(
                f"{measure.path[:58]:58} {measure.queries:8} {measure.html / 1000:7.1f} "
                f"{measure.first_visit / 1000:10.1f} {measure.seconds / base:6.1f}×"
            )
        heaviest = max(measures, key=lambda measure: measure.first_visit)
        self.stdout.write(
            f"{len(measures)} pages mesurées, la plus lourde à la première visite : "
            f"{heaviest.path}, {heaviest.first_visit / 1000:.1f} ko."
        )

    def sheets(self) -> list[str]:
        """Return the longest published sheet of each kind that has a page of its own."""
        found = []
        for model in fiche_models():
            rows = sorted(model.objects.published(), key=lambda row: len(row.body), reverse=True)
            found += [
                row.get_absolute_url() for row in rows[:1] if "#" not in row.get_absolute_url()
            ]
        return found

    def measure(self, client: Client, path: str, runs: int) -> Measure:
        """Ask for ``path`` once to count, then ``runs`` times to time."""
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path, secure=True)
        queries = len(captured)  # read now: the next request empties the log
        if response.status_code != HTTPStatus.OK:
            raise CommandError(f"{path} répond {response.status_code} : rien à mesurer.")
        times = []
        for _ in range(runs):
            start = perf_counter()
            client.get(path, secure=True)
            times.append(perf_counter() - start)
        html = weight(response.content)
        return Measure(path, queries, html, html + self.assets(response), median(times))

    def assets(self, response: HttpResponse) -> int:
        """Return the compressed bytes of the style sheets, scripts and drawings the page calls."""
        names = dict.fromkeys(ASSET.findall(response.content.decode()))
        return sum(weight(read_asset(name)) for name in names)


def own_host() -> str:
    """Return a host that the site answers, whatever its profile."""
    named = (host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*")
    return next(named, "localhost")


def weight(content: bytes) -> int:
    """Return the bytes of ``content`` on the wire, compressed as the server does at worst."""
    return len(compress(content, compresslevel=6))


def read_asset(name: str) -> bytes:
    """Return a static file, whether its name is hashed or not."""
    plain = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name)
    path = finders.find(plain)
    return Path(path).read_bytes() if path else b""
