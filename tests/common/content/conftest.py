"""Fixtures written for a test, and loaded."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

# A published term, with the dated fact that allows it.
TERM = """
- model: common.source
  fields:
    code: rapport-2026
    publisher: Observatoire des réseaux
    title: Rapport
    date: 2026-02-05
- model: common.term
  fields:
    code: essaimage
    title: Essaimage
    slug: essaimage
    summary: Faire exister ailleurs ce qui marche ici.
    status: publie
    published_at: 2026-11-02T09:00:00+01:00
- model: common.termcitation
  fields:
    code: essaimage-abeilles
    fiche: [essaimage]
    source: [rapport-2026]
    establishes: definition
    fact: Le mot vient des abeilles.
"""


class Folder:
    """A folder of fixtures."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()

    def write(self, text: str, name: str = "content.yaml") -> None:
        """Write a file of fixtures."""
        (self.path / name).write_text(text, encoding="utf-8")

    def load(self, *options: str, **values: object) -> str:
        """Load the folder; return what the command said."""
        out = StringIO()
        call_command("load_content", str(self.path), *options, stdout=out, **values)
        return out.getvalue()

    def load_text(self, text: str, *options: str) -> str:
        """Write and load a text."""
        self.write(text)
        return self.load(*options)

    def export(self) -> dict[str, bytes]:
        """Export the database in the folder; return the files."""
        call_command("export_content", str(self.path), stdout=StringIO())
        return {path.name: path.read_bytes() for path in sorted(self.path.glob("*.yaml"))}


@pytest.fixture
def folder(tmp_path) -> Folder:
    """An empty folder of fixtures."""
    return Folder(tmp_path / "fixtures")


@pytest.fixture(autouse=True)
def exports_kept_apart(settings, tmp_path) -> None:
    """Keep what ``--overwrite`` saves out of the project."""
    settings.VAR_DIR = tmp_path / "var"
