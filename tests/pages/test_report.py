"""« Signaler une erreur »: every page leads to it, what is sent is kept, hidden sheets stay hidden."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from essaimage.desk.corrections.asked import PAGES
from essaimage.desk.corrections.subjects import kinds, report_url
from essaimage.desk.models import Correction
from tests import factories as make
from tests.assertions import assert_contains, assert_not_contains

from .reports import send

pytestmark = pytest.mark.django_db

MAKERS = {
    "dispositif": make.make_dispositif,
    "partenaire": make.make_partenaire,
    "pionnier": make.make_case,
    "modele": make.make_model,
    "question": make.make_question,
    "principe": make.make_factor,
    "etape": make.make_phase,
    "terme": make.make_term,
}
REPERES = {
    "repere-dispositif": make.make_dispositif_repere,
    "repere-pionnier": make.make_case_repere,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_sheet_leads_to_its_form(client, kind):
    fiche = MAKERS[kind]()

    page = client.get(fiche.get_absolute_url())

    assert_contains(page, f'href="/signaler/{kind}/{fiche.slug}/"')


@pytest.mark.parametrize(
    ("kind", "path"), [("repere-dispositif", "/dispositifs/"), ("repere-pionnier", "/pionniers/")]
)
def test_every_mark_leads_to_its_form(client, kind, path):
    repere = REPERES[kind]()

    page = client.get(path)
    form = client.get(f"/signaler/{kind}/{repere.code}/?champ=fact")

    assert_contains(page, f'href="/signaler/{kind}/{repere.code}/"')
    assert_contains(form, repere.fact, f'href="{path}"')


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_each_point_of_each_page_has_its_form(client, model):
    fiche = (MAKERS | REPERES)[next(k for k, v in kinds().items() if v is model)]()
    if model.__name__ == "Dispositif":
        for row in (make.make_montant, make.make_window, make.make_condition, make.make_guichet):
            row(fiche)
    if model.__name__ == "CaseStudy":
        make.make_figure(fiche)
        make.make_step(fiche)
    address = report_url(fiche)
    page = client.get(address)

    points = [point for _, points in page.context["parts"] for point in points]
    assert len(points) > 3
    assert len({point.key for point in points}) == len(points)
    for point in points:
        form = client.get(address, {"champ": point.key})
        assert_contains(form, point.label, "noindex")
        assert form.context["point"].said == point.said


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("hidden", ["brouillon", "a_relire", "later"])
def test_a_hidden_sheet_has_no_form(client, admin_client, kind, hidden):
    later = {"published_at": timezone.now() + timedelta(days=1)}
    fiche = MAKERS[kind](**(later if hidden == "later" else {"status": hidden}))
    address = report_url(fiche)

    for visitor in (client, admin_client):
        for path in (address, f"{address}?champ=title", f"{address}merci/"):
            assert visitor.get(path).status_code == 404
        assert visitor.post(address, {"champ": "title", "proposed": "x"}).status_code == 404
    assert not Correction.objects.exists()


def test_what_is_archived_keeps_its_form_where_it_keeps_its_page(client):
    scheme, term = make.make_dispositif(status="archive"), make.make_term(status="archive")

    assert client.get(report_url(scheme)).status_code == 200
    assert client.get(report_url(term)).status_code == 404


def test_a_mark_kept_from_visitors_has_no_form(client):
    repere = make.make_dispositif_repere(is_shown=False)

    assert client.get(report_url(repere)).status_code == 404


def test_a_draft_shown_to_an_editor_offers_no_form(admin_client):
    fiche = make.make_dispositif(status="brouillon")

    assert_not_contains(admin_client.get(fiche.get_absolute_url()), "/signaler/")


@pytest.mark.parametrize(
    "path", ["rien/x", "dispositif/rien", "source/x", "repere-dispositif/rien"]
)
def test_what_does_not_exist_has_no_form(client, path):
    assert client.get(f"/signaler/{path}/").status_code == 404


def test_an_old_address_leads_to_the_form_of_the_new_one(client):
    fiche = make.make_dispositif(slug="avant")
    fiche.slug = "apres"
    fiche.save()

    response = client.get("/signaler/dispositif/avant/")

    assert (response.status_code, response.url) == (301, "/signaler/dispositif/apres/")


def test_links_to_hidden_sheets_are_not_told(client):
    phase = make.make_phase("etape-secrete", title="Étape secrète", status="brouillon")
    fiche = make.make_dispositif(phases=[phase])
    question = make.make_question()
    make.make_implication(
        question=question, model=make.make_model(title="Modèle secret", status="brouillon")
    )

    assert_not_contains(client.get(report_url(fiche)), "secrète")
    assert_not_contains(client.get(report_url(question)), "secret")


def test_the_first_page_sets_no_cookie_and_the_second_only_that_of_the_form(client):
    address = report_url(make.make_dispositif())

    assert not client.get(address).cookies
    assert set(client.get(address, {"champ": "title"}).cookies) == {"csrftoken"}


def test_a_report_is_kept_with_what_the_page_said(client):
    fiche = make.make_dispositif(title="Aide", application_url="https://ancien.exemple.fr/")

    response = send(
        client,
        fiche,
        "application_url",
        proposed="https://nouveau.exemple.fr/",
        evidence="L’ancienne page renvoie vers celle-ci.",
        email="lea@exemple.fr",
    )

    kept = Correction.objects.get()
    assert response.url == f"/signaler/dispositif/{fiche.slug}/merci/"
    assert_contains(client.get(response.url), "est arrivé", fiche.get_absolute_url())
    assert (kept.model_label, kept.fiche_code) == ("dispositifs.dispositif", fiche.code)
    assert (kept.point, kept.point_said) == ("application_url", "L’adresse pour demander")
    assert kept.seen_values == {"application_url": "https://ancien.exemple.fr/"}
    assert kept.seen == "https://ancien.exemple.fr/"
    assert kept.proposed == "https://nouveau.exemple.fr/"
    assert (kept.email, kept.status) == ("lea@exemple.fr", "a_traiter")
    assert len(kept.sender_key) == 64


def test_what_is_said_of_a_row_is_kept_too(client):
    fiche = make.make_dispositif()
    window = make.make_window(fiche, label="Appel d’hiver", closes=date(2027, 1, 31))

    send(client, fiche, f"windows:{window.code}:closes", proposed="31/12/2030")

    kept = Correction.objects.get()
    assert kept.point_said == "La date de clôture (Appel d’hiver)"
    assert kept.seen_values["closes"] == "2027-01-31"


def test_a_remark_needs_no_field(client):
    send(client, make.make_term(), "autre", proposed="Une faute de frappe au deuxième paragraphe.")

    assert Correction.objects.get().seen_values == {}


def test_nobody_has_to_say_who_they_are(client):
    send(client, make.make_term(), "summary")

    assert Correction.objects.get().email == ""


def test_the_forms_are_in_no_sitemap(client):
    make.make_dispositif()

    assert_not_contains(client.get("/sitemap.xml"), "signaler")


def test_the_contact_page_leads_to_the_precise_place(client):
    fiche = make.make_dispositif(title="Aide au rural")

    known = client.get("/contact/", {"page": fiche.get_absolute_url()})
    draft = make.make_dispositif(title="Secret bien gardé", status="brouillon")

    assert_contains(known, "Aide au rural", report_url(fiche))
    for page in (draft.get_absolute_url(), "/dispositifs/", "/", "//x", "/dispositifs/é à/"):
        assert_not_contains(client.get("/contact/", {"page": page}), "/signaler/", "Secret")


def test_the_pages_ask_as_much_of_the_database_for_fifty_rows(
    client, django_assert_max_num_queries
):
    one, many = make.make_dispositif(), make.make_dispositif()
    make.make_window(one)
    make.make_montant(one)
    for _ in range(50):
        make.make_window(many)
        make.make_montant(many)

    counts = []
    for fiche in (one, many):
        with django_assert_max_num_queries(14) as queries:
            client.get(report_url(fiche))
        counts.append(len(queries))

    assert counts[0] == counts[1]
