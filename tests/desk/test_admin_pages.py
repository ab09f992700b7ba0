"""Every page of the admin opens, in French, for who may see it, at a constant cost."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essaimage.desk.contents import GROUPS
from essaimage.desk.models import Message
from models_catalog.admin import CaseStudyAdmin
from tests import factories
from tests.assertions import assert_contains, assert_not_contains
from tests.client import InspectingClient
from tests.test_constraints import OURS, make_row

from .bulk import confirmed

REGISTERED = list(admin.site._registry)
OUR_MODELS = [
    model
    for model in apps.get_models()
    # What nobody may be allowed to do anything with is no content: the change log.
    if model.__module__.startswith(OURS) and model._meta.default_permissions
]
FULL_ROWS = {Group, User, LogEntry}  # made by the tests themselves

pytestmark = pytest.mark.django_db
name_of = lambda model: model._meta.label_lower  # noqa: E731


def address(model, action: str, *args) -> str:
    return reverse(f"admin:{name_of(model).replace('.', '_')}_{action}", args=args)


@pytest.fixture
def editor_client() -> InspectingClient:
    client = InspectingClient()
    client.force_login(factories.make_editor("rédaction", "publication"))
    return client


def test_every_model_is_registered_or_shown_in_another_page():
    inlined = {
        inline.model
        for model_admin in admin.site._registry.values()
        for inline in model_admin.inlines
    }

    assert [model for model in OUR_MODELS if model not in inlined | set(REGISTERED)] == []


def test_every_list_is_explained_on_the_front_page():
    explained = {label for group in GROUPS for label in group.lists}

    assert explained == {name_of(model) for model in REGISTERED}


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_a_list_opens_and_answers_a_search(admin_client, model):
    if model not in FULL_ROWS:
        make_row(model)

    page = admin_client.get(address(model, "changelist"))
    found = admin_client.get(address(model, "changelist"), {"q": "É"})

    assert_contains(page, "<h1>")
    assert found.status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_a_row_and_its_history_open(admin_client, admin_user, model):
    made = {
        User: lambda: admin_user,
        Group: Group.objects.first,
        LogEntry: lambda: LogEntry.objects.log_actions(
            admin_user.pk, User.objects.all(), 2, "[]", single_object=True
        ),
    }
    row = made[model]() if model in FULL_ROWS else make_row(model)

    assert_contains(admin_client.get(address(model, "change", row.pk)), "<h1>")
    assert admin_client.get(address(model, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_a_new_row_is_offered_where_one_may_add(admin_client, model):
    request = admin_client.get("/admin/").wsgi_request
    allowed = admin.site._registry[model].has_add_permission(request)

    page = admin_client.get(address(model, "add"))

    assert page.status_code == (200 if allowed else 403)


@pytest.mark.parametrize(
    "make",
    [
        factories.make_dispositif,
        factories.make_partenaire,
        factories.make_model,
        factories.make_question,
        factories.make_factor,
        factories.make_phase,
        factories.make_case,
        factories.make_term,
        factories.make_source,
        factories.make_criterion,
        factories.make_message,
    ],
)
def test_a_list_costs_the_same_for_1_row_and_for_50(admin_client, make):
    url = address(type(make()), "changelist")
    admin_client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as alone:
        admin_client.get(url)
    for _ in range(49):
        make()

    with CaptureQueriesContext(connection) as crowded:
        page = admin_client.get(url)

    assert page.context["cl"].result_count == 50
    assert len(crowded) == len(alone)


def test_the_front_page_costs_the_same_for_1_draft_and_for_50(editor_client):
    factories.make_term(status="brouillon")
    editor_client.get("/admin/")
    with CaptureQueriesContext(connection) as alone:
        editor_client.get("/admin/")
    for _ in range(49):
        factories.make_term(status="brouillon")
        factories.make_message()

    with CaptureQueriesContext(connection) as crowded:
        editor_client.get("/admin/")

    assert len(crowded) == len(alone)


def test_the_front_page_says_what_waits(editor_client):
    factories.make_dispositif(title="Une aide à relire", status="a_relire")
    factories.make_term(title="Un mot en chantier", status="brouillon")
    factories.make_partenaire(title="Un partenaire public")
    factories.make_message(email="qui@exemple.fr")
    factories.make_message(email="repondu@exemple.fr", is_handled=True)

    page = editor_client.get("/admin/")

    assert_contains(
        page,
        "Une aide à relire",
        "Un mot en chantier",
        "qui@exemple.fr",
        "Les aides : ce qu’elles donnent",
        "Publié : 1",
    )
    assert_not_contains(page, "repondu@exemple.fr")
    for section in ("a-relire", "brouillons", "messages"):
        part = page.content.decode().split(f'data-attente="{section}"')[1].split("</section>")[0]
        assert "Un partenaire public" not in part


def test_accounts_are_for_superusers(editor_client):
    assert_not_contains(editor_client.get("/admin/"), "/admin/auth/")
    assert editor_client.get("/admin/auth/user/").status_code == 403
    assert editor_client.get("/admin/auth/group/").status_code == 403


def test_an_account_without_a_group_is_told_what_to_ask(client):
    client.force_login(factories.make_editor())

    assert_contains(client.get("/admin/"), "demandez à être ajouté au groupe « rédaction »")


def test_a_message_is_marked_as_handled_and_never_rewritten(editor_client):
    message = factories.make_message(text="Une erreur sur votre page.")
    url = address(Message, "change", message.pk)

    editor_client.post(url, {"is_handled": "on", "text": "Autre chose", "email": "x@y.fr"})
    message.refresh_from_db()
    assert (message.text, message.is_handled) == ("Une erreur sur votre page.", True)

    other = factories.make_message()
    answer = confirmed(editor_client, address(Message, "changelist"), "mark_as_handled", other)
    assert_contains(answer, "1 message traité.")


def test_what_a_pioneer_used_is_written_on_its_page():
    assert "SchemeUse" in {inline.model.__name__ for inline in CaseStudyAdmin.inlines}


def test_the_site_is_seen_from_the_sheet_and_a_draft_by_editors(editor_client):
    published = factories.make_dispositif(title="Visible")
    draft = factories.make_dispositif(title="Cachée", status="brouillon")

    page = editor_client.get(address(type(published), "change", published.pk))
    assert_contains(page, "Voir sur le site", f'href="{published.get_absolute_url()}"')
    page = editor_client.get(address(type(draft), "change", draft.pk))
    assert_contains(page, "Voir la page, encore cachée")
    assert_contains(editor_client.get(draft.get_absolute_url()), "Cachée")


def test_a_draft_does_not_exist_for_visitors(client):
    draft = factories.make_dispositif(status="brouillon")

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_the_code_is_explained_without_the_words_of_developers(editor_client):
    fiche = factories.make_dispositif()

    page = editor_client.get(address(type(fiche), "change", fiche.pk))

    assert_contains(page, "les imports et les liens s’y rapportent")
    assert_not_contains(page, "fixtures")


@pytest.mark.parametrize("model", [User, Group])
def test_lists_of_accounts_are_called_by_what_they_hold(admin_client, model):
    page = admin_client.get(address(model, "changelist"))

    assert_not_contains(page, "l’objet", "Nom d’utilisateur")
