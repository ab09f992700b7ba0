"""The guide says what is there: each name in bold is on a page of the admin, each link leads somewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from essaimage.common.typography import NBSP
from essaimage.desk.guide.chapters import ANSWERS, Chapter, answering, chapters
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.factories import make_dispositif, make_editor

pytestmark = pytest.mark.django_db
CHAPTERS = list(chapters().values())
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\]\((.+?)\)")
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)


def plain(text: str) -> str:
    """Return ``text`` without tags, each run of spaces as one, in small letters, so as to look for words."""
    without = re.sub(r"{%.*?%}|<[^>]+>", " ", text.replace("&nbsp;", " ").replace(NBSP, " "))
    return " ".join(without.split()).casefold()


@pytest.fixture(scope="module")
def written() -> str:
    """All that the admin may show: its templates, our code, Django's French."""
    from django.utils.translation import trans_real

    root = Path(settings.BASE_DIR)
    folders = [root / name for name in ("essaimage", "dispositifs", "models_catalog")]
    files = [*(root / "templates" / "admin").rglob("*.html")]
    files += [
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts
    ]
    django = trans_real.translation("fr")._catalog._catalogs[0].values()
    return plain("\n".join([*(path.read_text() for path in files), *map(str, django)]))


@pytest.fixture
def writer() -> InspectingClient:
    client = InspectingClient()
    client.force_login(make_editor("rédaction"))
    return client


@each_chapter
def test_every_name_in_bold_is_on_a_page_of_the_admin(chapter: Chapter, written):
    names = BOLD.findall(chapter.text)

    assert names
    assert [name for name in names if plain(name) not in written] == []


@each_chapter
def test_every_chapter_opens_and_is_linked_from_the_contents(chapter: Chapter, writer):
    contents = writer.get(reverse("admin:guide"))
    page = writer.get(chapter.url)

    assert_contains(contents, chapter.title, chapter.about, f'href="{chapter.url}"')
    assert_contains(page, f"<h1>{chapter.title}</h1>", chapter.about, "<h2")


@each_chapter
def test_every_link_of_a_chapter_leads_to_another(chapter: Chapter):
    known = {each.url for each in CHAPTERS}

    assert [link for link in LINK.findall(chapter.text) if link not in known] == []


@each_chapter
def test_a_chapter_is_short_and_has_steps(chapter: Chapter):
    words = chapter.text.split()

    assert 90 <= len(words) <= 480
    assert chapter.text.count("## ") >= 2
    assert len(chapter.about) <= 140


@each_chapter
def test_some_page_of_the_admin_leads_to_each_chapter(chapter: Chapter):
    marks = " ".join(
        path.read_text() for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
    )

    assert (
        chapter.slug in {slug for _, slug in ANSWERS}
        or f'slug="{chapter.slug}"' in marks
        or any(f"/guide/{chapter.slug}/" in each.text for each in CHAPTERS)
    )


def test_every_answer_names_a_chapter():
    assert {slug for _, slug in ANSWERS} <= set(chapters())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("index", "bureau"),
        ("dispositifs_dispositif_change", "ecrire"),
        ("dispositifs_dispositif_history", "retablir"),
        ("common_term_change", "relire"),
        ("common_source_add", "sources"),
        ("table-import", "importer"),
        ("import-run", "importer"),
        ("deleted", "retablir"),
        ("desk_linkcheck_changelist", "liens"),
        ("desk_correction_change", "visiteurs"),
        ("auth_user_change", "comptes"),
    ],
)
def test_a_page_leads_to_the_chapter_that_answers_there(name, slug):
    assert answering(name).slug == slug


def test_every_page_leads_to_the_guide(writer):
    fiche = make_dispositif(status="brouillon")
    page = writer.get(reverse("admin:dispositifs_dispositif_change", args=[fiche.pk]))

    assert_contains(page, 'href="/admin/guide/"', "Aide sur cette page")
    assert_contains(page, 'href="/admin/guide/ecrire/"', "Aide : faire avancer une fiche")
    assert_contains(writer.get("/admin/"), 'href="/admin/guide/bureau/"')


def test_the_door_shows_no_guide_and_visitors_read_none(client):
    assert_not_contains(client.get("/admin/login/"), "/admin/guide/")
    assert client.get("/admin/guide/").status_code == 302


def test_a_chapter_that_does_not_exist_is_not_found(writer):
    assert writer.get("/admin/guide/rien/").status_code == 404


def test_a_model_of_the_admin_has_help_on_its_pages():
    names = [
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in ("changelist", "change", "add", "history", "delete")
    ]

    assert [name for name in names if answering(name) is None] == []
