"""What the database refuses is told in French: no page of the admin ends in a 500."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.urls import reverse

from dispositifs.admin.schemes import DispositifAdmin
from dispositifs.choices import Vie
from essaimage.common.admin.base import NOT_DELETED, REFUSED
from essaimage.common.models import Source
from models_catalog.models import Criterion
from tests.assertions import assert_contains
from tests.factories import (
    make_criterion,
    make_dispositif,
    make_nature,
    make_source,
    make_trait,
)

from .bulk import confirmed
from .forms import filled

pytestmark = pytest.mark.django_db


def address(row, action: str = "change") -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{action}", args=[row.pk])


def refuse(*args, **kwargs):
    raise IntegrityError("UNIQUE constraint failed")


def test_a_refusal_of_the_database_loses_nothing(admin_client, monkeypatch):
    fiche = make_dispositif(natures=["pret"])
    data = filled(admin_client.get(address(fiche)), summary="Ce que je viens d’écrire.")
    monkeypatch.setattr(DispositifAdmin, "save_model", refuse)

    page = admin_client.post(address(fiche), data)

    assert_contains(page, REFUSED, "Ce que je viens d’écrire.")


def test_what_another_editor_just_took_is_said_by_the_field(admin_client, monkeypatch):
    fiche = make_dispositif(natures=["pret"])
    data = filled(admin_client.get(address(fiche)), slug="convoite")

    def be_late(*args, **kwargs):
        monkeypatch.undo()
        raise IntegrityError("UNIQUE constraint failed")

    make_dispositif(slug="libre")
    monkeypatch.setattr(DispositifAdmin, "save_model", be_late)
    page = admin_client.post(address(fiche), data)

    assert_contains(page, "La base de données a refusé l’enregistrement")
    assert_contains(page, 'value="convoite"')


def test_a_source_in_use_is_kept_and_says_by_what(admin_client):
    fiche = make_dispositif()
    source = fiche.citations.get().source

    page = admin_client.get(address(source, "delete"))
    admin_client.post(address(source, "delete"), {"post": "yes"})

    assert_contains(page, fiche.citations.get().fact, "Rien n’a été supprimé", "sert encore")
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_row_relied_upon_since_the_page_was_shown_is_kept(admin_client, monkeypatch):
    source = make_source()

    def protect(*args, **kwargs):
        raise ProtectedError("protected", set())

    monkeypatch.setattr("essaimage.common.admin.sources.SourceAdmin.delete_model", protect)
    answer = admin_client.post(address(source, "delete"), {"post": "yes"}, follow=True)

    assert_contains(answer, NOT_DELETED)


def test_a_choice_in_use_cannot_be_deleted(admin_client):
    used, free = make_nature("pret"), make_nature("prix")
    make_dispositif(natures=[used])

    assert admin_client.post(address(used, "delete"), {"post": "yes"}).status_code == 403
    assert admin_client.post(address(free, "delete"), {"post": "yes"}).status_code == 302


def test_a_criterion_that_models_answer_cannot_be_deleted(admin_client):
    criterion = make_criterion()
    make_trait(criterion=criterion)

    assert admin_client.post(address(criterion, "delete"), {"post": "yes"}).status_code == 403
    assert Criterion.objects.filter(pk=criterion.pk).exists()


def test_a_new_choice_gets_a_code_from_its_label(admin_client):
    page = admin_client.get("/admin/dispositifs/nature/add/")

    admin_client.post(
        "/admin/dispositifs/nature/add/",
        filled(page, label="Mécénat de compétences", definition="Des salariés prêtés."),
    )

    assert make_nature("mecenat_de_competences").label == "Mécénat de compétences"


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q='%22%25",
        "status__exact=%00",
        "etat=zzz",
        "p=-1",
        "p=99999999999999999999",
        "o=99.-99",
        "status__exact=a&status__exact=b",
        "id__exact=x",
        "natures__id__exact=x",
    ],
)
def test_a_hostile_parameter_never_breaks_a_list(admin_client, query):
    make_dispositif()

    answer = admin_client.get(f"/admin/dispositifs/dispositif/?{query}", follow=True)

    assert answer.status_code in {200, 400}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "path",
    [
        "/admin/common/source/?date__year=99999999999",
        "/admin/common/source/?title__regex=(",
        "/admin/auth/user/?username=%00",
        "/admin/autocomplete/?app_label=dispositifs&model_name=role&field_name=source&term=%00",
    ],
)
def test_what_the_database_cannot_read_never_breaks_the_desk(admin_client, path):
    answer = admin_client.get(path)

    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        assert answer.headers["Location"] == path.partition("?")[0]


def test_a_deletion_that_the_database_refuses_is_not_in_the_history(admin_client):
    heir = make_dispositif(status="brouillon")
    make_dispositif(vie=Vie.REMPLACE, replaced_by=heir)

    page = confirmed(admin_client, "/admin/dispositifs/dispositif/", "delete_selected", heir)

    assert_contains(page, NOT_DELETED)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("key", ["0", "zzz", "99999999999999999999999", "_5F", "%00"])
def test_a_row_that_does_not_exist_leads_back_to_the_desk(admin_client, key):
    answer = admin_client.get(f"/admin/dispositifs/dispositif/{key}/change/", follow=True)

    assert answer.status_code in {200, 404}


def test_rows_typed_and_refused_are_not_folded_away(admin_client):
    fiche = make_dispositif(natures=["pret"])
    typed = {
        "title": "",
        "windows-TOTAL_FORMS": "1",
        "windows-0-label": "Appel 2027",
        "windows-0-opens_precision": "jour",
        "windows-0-closes_precision": "jour",
    }
    page = admin_client.post(address(fiche), filled(admin_client.get(address(fiche))) | typed)

    folded = {
        rows.formset.prefix: rows.is_collapsible for rows in page.context["inline_admin_formsets"]
    }
    assert folded["montants"]
    assert not folded["windows"], "said to be empty, folded, what was typed would look lost"


def test_a_number_no_database_holds_is_no_error_of_ours(admin_client):
    fiche = make_dispositif(natures=["pret"])
    data = filled(admin_client.get(address(fiche))) | {"natures": "9" * 24}

    assert admin_client.post(address(fiche), data).status_code in {200, 400}


@pytest.mark.parametrize("key", ["abc", "", "-1", "1 OR 1=1", "٣", "9" * 30])
def test_a_key_no_list_sends_is_no_error_of_ours(admin_client, key):
    make_dispositif()
    asked = {"action": "delete_selected", "_selected_action": key}

    assert admin_client.post("/admin/dispositifs/dispositif/", asked).status_code == 400
