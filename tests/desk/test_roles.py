"""Every address and every action of the admin, as each of five people, against the table of ``roles.py``.

A new address or action fails here until somebody has written who may open it.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from dispositifs.models import Dispositif
from tests.factories import make_dispositif, make_import_run, make_version

from .roles import EXPECTED, FICHE, GLOBALS, LOCAL_VERSION, PEOPLE, PUBLISHED
from .walking import (
    actions_of,
    address,
    addresses_of,
    ask,
    changes,
    draw_nothing,
    is_fiche,
    letter,
    make_people,
    row_of,
    word,
)

pytestmark = pytest.mark.django_db
CASES = [
    (model, status)
    for model in admin.site._registry
    for status in (("brouillon", "publie") if is_fiche(model) else (None,))
]


@pytest.fixture
def people(monkeypatch):
    draw_nothing(monkeypatch)
    return make_people()


def expected(model, status: str | None) -> dict[str, str]:
    if is_fiche(model):
        own = LOCAL_VERSION if model is Dispositif else {}
        return (PUBLISHED if status == "publie" else FICHE) | own
    return EXPECTED.get(model._meta.label_lower, {})


@pytest.mark.parametrize(
    ("model", "status"),
    CASES,
    ids=[f"{model._meta.label_lower}-{status}" for model, status in CASES],
)
def test_who_may_open_each_address_and_take_each_action_of_a_model(people, model, status):
    row = row_of(model, status)
    found = {
        f"{method} {suffix}": word(people, method, address(model, suffix, row))
        for suffix in addresses_of(model)
        for method in ("GET", "POST")
    }
    offers = {name: actions_of(model, people[name]) for name in PEOPLE}
    for action in offers["superuser"]:
        offered = "".join("no"[action in offers[name]] for name in PEOPLE)
        done = "".join("no"[changes(people[name], model, action, row)] for name in PEOPLE)
        found[action] = f"{offered} {done}"

    assert found == expected(model, status)


def test_every_other_address_has_its_expectation():
    named = {
        pattern.name for pattern in admin.site.get_urls() if not hasattr(pattern, "url_patterns")
    }

    assert named - {None} == set(GLOBALS)


@pytest.mark.parametrize("name", GLOBALS)
def test_who_may_open_each_other_address(people, name):
    arguments, got, posted = GLOBALS[name]
    fiche = make_dispositif(status="brouillon")
    rows = {"{fiche}": fiche.slug}
    rows["{run}"] = str(make_import_run().pk)
    rows["{version}"] = str(make_version(fiche).pk)
    url = reverse(f"admin:{name}", args=[rows.get(each, each) for each in arguments])

    assert (word(people, "GET", url), word(people, "POST", url)) == (got, posted)


def test_an_address_of_the_desk_that_does_not_exist_says_nothing_to_visitors(people):
    assert letter(ask(people["visitor"], "GET", "/admin/rien/")) == "d"
    assert letter(ask(people["rédaction"], "GET", "/admin/rien/")) == "."
