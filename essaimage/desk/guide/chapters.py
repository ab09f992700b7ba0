"""The chapters of the guide, and which of them answers on which page of the admin.

A chapter is a file « 20-sources.md »: a title, a paragraph that says what it is for, then the text. What stands in bold
is the name of a button, a field or a title, letter for letter: a test looks for it in the admin.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString

from essaimage.common.markdown import render_markdown

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Chapter:
    """One thing that an editor does, from start to end."""

    slug: str
    title: str
    about: str  # one sentence
    text: str  # Markdown

    @property
    def url(self) -> str:
        return reverse("admin:guide_chapter", args=[self.slug])

    @property
    def html(self) -> SafeString:
        """The text; what is « ## » in the file, under its title, is an h2 of the page."""
        return render_markdown(re.sub(r"(?m)^##", "#", self.text))


@cache
def chapters() -> dict[str, Chapter]:
    """Return every chapter by its slug, in reading order."""
    return {chapter.slug: chapter for chapter in map(read, sorted(FOLDER.glob("*.md")))}


def read(path: Path) -> Chapter:
    """Return the chapter of a file."""
    title, about, text = path.read_text(encoding="utf-8").split("\n\n", 2)
    return Chapter(path.stem.split("-", 1)[1], title.removeprefix("# "), about, text)


# The end of an address’s name, or a part of it, and the chapter that answers there: the first that fits.
ANSWERS = (
    ("import", "importer"),
    ("table-", "importer"),
    ("_history", "retablir"),
    ("_version", "retablir"),
    ("_compare", "retablir"),
    ("_restore", "retablir"),
    ("deleted", "retablir"),
    ("auth_", "comptes"),
    ("invitation", "comptes"),
    ("password_change", "comptes"),
    ("linkcheck", "liens"),
    ("correction", "visiteurs"),
    ("message", "visiteurs"),
    ("search_", "visiteurs"),
    ("common_source", "sources"),
    ("twinsapart", "fraicheur"),
    ("slugredirect", "renommer"),
    ("logentry", "retablir"),
    ("_delete", "retablir"),
    ("dispositifs_dispositif_", "ecrire"),
    ("_add", "ecrire"),
    ("_change", "relire"),
    ("_changelist", "bureau"),
    ("index", "bureau"),
    ("section", "bureau"),
)


def answering(name: str) -> Chapter | None:
    """Return the chapter that answers on the page whose address bears this name."""
    found = next((slug for part, slug in ANSWERS if part in name), None)
    return chapters()[found] if found else None
