"""A form asks the rules on what it does not show too: the database is never the first to say no."""

from datetime import date

import pytest
from django.forms import modelform_factory
from django.urls import reverse

from dispositifs.choices import Vie
from dispositifs.models import Dispositif, Role
from essaimage.common.admin.forms import DeskForm
from tests.assertions import assert_contains
from tests.factories import make_dispositif, make_partenaire, make_role

from .forms import filled

pytestmark = pytest.mark.django_db


def test_a_rule_between_a_field_shown_and_one_hidden_is_said_by_the_form():
    ended = make_dispositif(vie=Vie.TERMINE, ended_on=date(2024, 1, 1))
    form = modelform_factory(Dispositif, form=DeskForm, fields=["vie"])

    sent = form({"vie": Vie.EN_COURS}, instance=ended)

    assert not sent.is_valid()
    assert "Un dispositif en cours n’a pas de date de fin." in sent.non_field_errors()[0].replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_row_twice_is_said_by_a_form_that_shows_one_of_its_keys():
    scheme, partner = make_dispositif(), make_partenaire()
    make_role(scheme, partenaire=partner, kind="pilote")
    second = make_role(scheme, partenaire=partner, kind="finance")
    form = modelform_factory(Role, form=DeskForm, fields=["kind"])

    sent = form({"kind": "pilote"}, instance=second)

    assert len(sent.non_field_errors()) == 1


def test_a_rule_is_said_once_and_not_for_a_field_already_refused():
    scheme = make_dispositif(vie=Vie.TERMINE, ended_on=date(2024, 1, 1))
    both = modelform_factory(Dispositif, form=DeskForm, fields=["vie", "ended_on"])

    wrong = both({"vie": Vie.EN_COURS, "ended_on": "2024-01-01"}, instance=scheme)
    unread = both({"vie": "?", "ended_on": "2024-01-01"}, instance=scheme)

    assert len(wrong.non_field_errors()) == 1
    assert list(unread.errors) == ["vie"]


def test_a_published_sheet_whose_summary_is_emptied_is_told_beside_it(admin_client):
    fiche = make_dispositif(natures=["pret"])
    address = reverse("admin:dispositifs_dispositif_change", args=[fiche.pk])

    page = admin_client.post(address, filled(admin_client.get(address), summary=""))

    assert_contains(page, "Une fiche publiée a un résumé.")
    assert page.context["adminform"].form.errors.keys() == {"summary"}


def test_two_rows_may_swap_their_values(admin_client):
    fiche = make_dispositif(natures=["pret"])
    one, other = make_partenaire(), make_partenaire()
    first, second = make_role(fiche, partenaire=one), make_role(fiche, partenaire=other)
    address = reverse("admin:dispositifs_dispositif_change", args=[fiche.pk])
    data = filled(admin_client.get(address))
    rows = {data[f"roles-{row}-id"][0]: row for row in range(2)}

    data[f"roles-{rows[str(first.pk)]}-DELETE"] = "on"
    data[f"roles-{rows[str(second.pk)]}-partenaire"] = one.pk
    answer = admin_client.post(address, data)

    assert answer.status_code == 302
    assert [role.partenaire for role in fiche.roles.all()] == [one]
