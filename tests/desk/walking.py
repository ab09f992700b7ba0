"""Walking through every address and every action of the admin, as each of five people."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import models, transaction
from django.http import HttpResponse
from django.template import response
from django.test import Client
from django.urls import NoReverseMatch, reverse

from essaimage.common.models import Fiche
from essaimage.common.models.version import Origin
from essaimage.common.versions import record
from tests.factories import make_editor, make_version
from tests.test_constraints import MAKERS, make_row

from .roles import PEOPLE

STANDARD = "<path:object_id>/"  # an old address of Django’s, which leads to « change »
GROUPS = {"nobody": (), "rédaction": ("rédaction",), "publication": ("publication",)}


def make_people() -> dict[str, Client]:
    """Return somebody of each kind, entered."""
    accounts = {name: make_editor(*groups) for name, groups in GROUPS.items()}
    accounts["superuser"] = make_editor(is_superuser=True)
    people = {"visitor": Client()}
    for name, account in accounts.items():
        people[name] = Client()
        people[name].force_login(account)
    return people


def draw_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer without drawing pages: who may open them is asked here, how they look elsewhere."""

    def not_drawn(self: response.SimpleTemplateResponse) -> response.SimpleTemplateResponse:
        self.content = ""
        return self

    monkeypatch.setattr(response.SimpleTemplateResponse, "render", not_drawn)


def is_fiche(model: type[models.Model]) -> bool:
    return issubclass(model, Fiche)


def row_of(model: type[models.Model], status: str | None = None) -> models.Model:
    """Return a row to walk on; a sheet has two versions."""
    if model is Group:
        return Group.objects.create(name="un groupe")
    if model is User:
        return make_editor()
    if model is LogEntry:
        user = make_editor()
        return LogEntry.objects.log_actions(user.pk, [user], 2, "[]", single_object=True)
    if not is_fiche(model):
        row = make_row(model)
        if getattr(admin.site._registry[model], "keeps_versions", False):
            record(row, author=None, reason="", origin=Origin.DESK)
        return row
    fiche = MAKERS[model](status=status)
    for _ in range(2):
        make_version(fiche)
    return fiche


def addresses_of(model: type[models.Model]) -> Iterator[str]:
    """Yield the end of the name of each address of ``model``: « change »."""
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    for pattern in admin.site._registry[model].get_urls():
        if str(pattern.pattern) != STANDARD:
            yield (pattern.name or str(pattern.pattern)).removeprefix(prefix)


def address(model: type[models.Model], suffix: str, row: models.Model) -> str:
    """Return the address that ends so, for ``row`` (and its first version)."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{suffix}"
    for arguments in ([], [row.pk], [row.pk, 1]):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{name}: which arguments?")


def ask(client: Client, method: str, url: str, data: dict | None = None) -> HttpResponse:
    """Return the answer to a request whose effects are undone."""
    with transaction.atomic():
        answer = client.get(url, data) if method == "GET" else client.post(url, data)
        transaction.set_rollback(True)
    return answer


def letter(answer: HttpResponse) -> str:
    """Return what the table says of such an answer."""
    if answer.status_code == 302 and answer.headers["Location"].startswith("/admin/login/"):
        return "d"
    return {302: "r", 403: "n", 404: ".", 405: "."}.get(answer.status_code, "o")


def word(people: dict[str, Client], method: str, url: str) -> str:
    """Return how each is answered, as the table writes it."""
    return "".join(letter(ask(people[name], method, url)) for name in PEOPLE)


def actions_of(model: type[models.Model], client: Client) -> set[str]:
    """Return the actions that the list of ``model`` offers to who looks at it."""
    model_admin = admin.site._registry[model]
    request = client.get("/admin/seance/").wsgi_request
    return set(model_admin.get_actions(request))


def changes(client: Client, model: type[models.Model], name: str, row: models.Model) -> bool:
    """Whether the page that says what an action would do counts ``row`` among what changes."""
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    answer = ask(client, "POST", url, {"action": name, ACTION_CHECKBOX_NAME: [row.pk]})
    shown = getattr(answer, "context_data", None) or {}
    return row.pk in {planned.row.pk for planned in shown.get("changing", [])}
