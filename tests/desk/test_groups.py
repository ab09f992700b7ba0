"""Who may do what: « rédaction » writes, « publication » publishes, nobody touches territories."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from dispositifs.models import DispositifRepere
from essaimage.common.models import (
    Fiche,
    FrequentQuestion,
    Keyed,
    LoadedObject,
    Move,
    SlugRedirect,
    Version,
)
from essaimage.search.models import Miss, SynonymGroup
from models_catalog.models import CaseRepere
from tests.factories import make_editor

CONTENT_APPS = {"common", "models_catalog", "dispositifs"}
KEPT_BY_THE_SITE = {LoadedObject, Move, SlugRedirect, Version}
CONTENT = [
    model
    for model in apps.get_models()
    if model._meta.app_label in CONTENT_APPS and model not in KEPT_BY_THE_SITE
]
SHOWN_AT_ONCE = [FrequentQuestion, CaseRepere, DispositifRepere]
WRITTEN_BY_BOTH = [model for model in CONTENT if model not in SHOWN_AT_ONCE]
FICHES = [model for model in CONTENT if issubclass(model, Fiche)]
TERRITORIES = list(apps.get_app_config("territoires").get_models())

pytestmark = pytest.mark.django_db


def may(user, action: str, model) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")


@pytest.mark.parametrize("model", WRITTEN_BY_BOTH, ids=lambda model: model.__name__)
def test_both_groups_write_what_can_be_a_draft(model):
    for group in ("rédaction", "publication"):
        editor = make_editor(group)

        assert issubclass(model, Keyed)
        assert all(may(editor, action, model) for action in ("add", "change", "delete", "view"))


@pytest.mark.parametrize("model", SHOWN_AT_ONCE, ids=lambda model: model.__name__)
def test_what_is_shown_at_once_is_written_by_those_who_publish(model):
    writer, publisher = make_editor("rédaction"), make_editor("publication")

    assert may(writer, "view", model)
    for action in ("add", "change", "delete"):
        assert not may(writer, action, model)
        assert may(publisher, action, model)


@pytest.mark.parametrize("model", FICHES, ids=lambda model: model.__name__)
def test_only_publication_publishes(model):
    assert not may(make_editor("rédaction"), "publish", model)
    assert may(make_editor("publication"), "publish", model)


@pytest.mark.parametrize("model", TERRITORIES, ids=lambda model: model.__name__)
def test_territories_are_only_seen(model):
    editor = make_editor("rédaction", "publication")

    assert may(editor, "view", model)
    assert not any(may(editor, action, model) for action in ("add", "change", "delete"))


def test_no_group_touches_accounts():
    granted = Permission.objects.filter(group__in=Group.objects.all())

    assert not granted.filter(content_type__app_label__in=["auth", "sessions"]).exists()


def test_messages_are_handled_by_all_and_deleted_by_publication():
    writer, publisher = make_editor("rédaction"), make_editor("publication")

    assert writer.has_perm("desk.change_message")
    assert not writer.has_perm("desk.delete_message")
    assert publisher.has_perm("desk.delete_message")


@pytest.mark.parametrize("group", ["rédaction", "publication"])
def test_both_groups_write_synonyms_and_deal_with_vain_searches(group):
    editor = make_editor(group)

    assert all(may(editor, action, SynonymGroup) for action in ("add", "change", "delete", "view"))
    assert may(editor, "view", Miss)
    assert may(editor, "change", Miss)
    assert not may(editor, "add", Miss)
    assert not may(editor, "delete", Miss)


def test_versions_have_no_permission_of_their_own():
    assert not Permission.objects.filter(content_type__model="version").exists()
