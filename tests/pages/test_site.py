"""Pages of the site: each is there, none tells what is not published, none depends on who asks."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from tests.assertions import assert_contains, assert_not_contains
from tests.factories import (
    make_case,
    make_dispositif,
    make_editor,
    make_factor,
    make_model,
    make_partenaire,
    make_phase,
    make_question,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db

PAGES = [
    *("/", "/modeles/", "/modeles/comparer/", "/questions/", "/principes/", "/etapes/"),
    *("/pionniers/", "/dispositifs/", "/partenaires/", "/ruralite/", "/glossaire/"),
    *("/territoires/", "/selection/", "/selection/financement/", "/dispositifs/comparer/"),
    *("/ressources/", "/nouveautes/", "/a-propos/", "/a-propos/methode/"),
    *("/contact/", "/contact/merci/"),
    *("/mentions-legales/", "/accessibilite/"),
]
MAKERS = [
    make_model,
    make_question,
    make_phase,
    make_case,
    make_dispositif,
    make_partenaire,
]
ALL_MAKERS = [*MAKERS, make_factor, make_term]


@pytest.mark.parametrize("url", PAGES)
def test_a_page_stands_on_an_empty_site(client, url):
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_public_pages_set_no_cookie_but_the_form_s(client, url):
    response = client.get(url)

    assert set(response.cookies) == ({"csrftoken"} if url == "/contact/" else set())
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("make", ALL_MAKERS)
@pytest.mark.parametrize("hidden", ["brouillon", "a_relire", "archive", "later", "ended"])
def test_what_is_not_published_shows_on_no_page(client, make, hidden):
    later, ago = (timezone.now() + timedelta(days=days) for days in (1, -1))
    clock = {"later": {"published_at": later}, "ended": {"ends_at": ago}}
    values = clock.get(hidden) or {"status": hidden}
    make(title="Secret bien gardé", slug="secret-garde", code="secret-garde", **values)

    for url in [*PAGES, "/sitemap.xml"]:
        assert_not_contains(client.get(url), "Secret bien gardé", "secret-garde")


@pytest.mark.parametrize("make", MAKERS)
def test_a_draft_exists_for_editors_only(client, make):
    fiche = make(title="En chantier", status="brouillon")
    url = fiche.get_absolute_url()
    visitor, stranger, editor = client, Client(), type(client)()
    stranger.force_login(make_editor())
    editor.force_login(make_editor("rédaction"))

    assert visitor.get(url).status_code == 404
    assert stranger.get(url).status_code == 404
    page = editor.get(url)
    assert_contains(page, "En chantier", "visible")
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.content.decode()


@pytest.mark.parametrize("values", [{"status": "archive"}, {"ends_at": timezone.now()}])
@pytest.mark.parametrize("make", MAKERS)
def test_what_is_put_away_keeps_its_address_and_says_so(client, make, values):
    fiche = make(**values)

    page = client.get(fiche.get_absolute_url())

    assert_contains(page, fiche.title, "archivée")
    assert "noindex" in page.content.decode()


@pytest.mark.parametrize("make", MAKERS)
def test_an_old_address_leads_to_the_new_one_for_good(client, make):
    fiche = make(slug="premier")
    old = fiche.get_absolute_url()
    for slug in ("deuxieme", "troisieme"):
        fiche.slug = slug
        fiche.save()

    response = client.get(old)

    assert response.status_code == 301
    assert response.headers["Location"] == fiche.get_absolute_url()


@pytest.mark.parametrize("make", MAKERS)
def test_a_draft_is_previewed_at_an_address_that_another_sheet_has_left(client, make):
    moved = make(slug="convoitee")
    old = moved.get_absolute_url()
    moved.slug = "ailleurs"
    moved.save()
    make(slug="convoitee", code="chantier", title="En chantier", status="brouillon")
    editor = type(client)()
    editor.force_login(make_editor("rédaction"))

    assert client.get(old).headers["Location"] == moved.get_absolute_url()
    assert_contains(editor.get(old), "En chantier")


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("status", ["brouillon", "archive"])
def test_the_old_address_of_a_sheet_never_published_tells_nothing(client, make, status):
    fiche = make(slug="avant", status=status, published_at=None)
    old = fiche.get_absolute_url()
    fiche.slug = "apres"
    fiche.save()

    assert client.get(old).status_code == 404


def test_the_name_of_a_draft_partner_stands_on_no_scheme(client):
    secret = make_partenaire(title="Mécène secret", status="brouillon")
    dispositif = make_dispositif(partenaires=[secret])

    for url in (dispositif.get_absolute_url(), "/dispositifs/", "/partenaires/", "/ruralite/"):
        assert_not_contains(client.get(url), "Mécène secret")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "/nulle-part/",
            "/dispositifs/inconnu/",
            "/dispositifs/../../etc/passwd",
            "/modeles/%00/",
        ),
        *("/questions/" + "a" * 3000 + "/", "/pionniers/é/", "/dispositifs/facettes/x"),
    ],
)
def test_nothing_at_an_address_is_a_french_404(client, url):
    assert_contains(client.get(url), "page", status=404)


def test_robots_and_sitemap_name_public_pages(client):
    make_dispositif(slug="insite")

    assert "/sitemap.xml" in client.get("/robots.txt").content.decode()
    assert "/dispositifs/insite/" in client.get("/sitemap.xml").content.decode()


def test_resources_are_the_sources_worth_reading(client):
    make_source(title="Le guide", is_worth_reading=True, reason_to_read="Il compare tout.")
    make_source(title="Un article")

    page = client.get("/ressources/")

    assert_contains(page, "Le guide", "Il compare tout.")
    assert_not_contains(page, "Un article")


def test_the_legal_notice_says_who_publishes_or_that_it_is_a_demonstration(client, settings):
    assert_contains(client.get("/mentions-legales/"), "Installation de démonstration")

    settings.LEGAL_PUBLISHER = "Association Exemple"

    page = client.get("/mentions-legales/")
    assert_contains(page, "Éditeur : Association Exemple")
    assert_not_contains(page, "Installation de démonstration")


@pytest.mark.parametrize("make", MAKERS)
def test_a_sheet_asks_at_most_fourteen_queries(client, make, django_assert_max_num_queries):
    fiche = make()

    with django_assert_max_num_queries(14):
        client.get(fiche.get_absolute_url())


def test_view_permissions_exist_for_every_kind_of_sheet():
    names = {"networkmodel", "keyquestion", "phase", "casestudy", "dispositif", "partenaire"}

    for name in names:
        assert Permission.objects.filter(codename=f"publish_{name}").exists(), name
