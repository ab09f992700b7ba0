"""« Dupliquer » and « Version locale »: a draft of its own, with its rows, and nothing of its public life."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from dispositifs.models import SchemeUse
from essaimage.common.models import Status, Version
from tests.assertions import assert_contains
from tests.factories import (
    make_affinity,
    make_answer,
    make_case,
    make_coverage,
    make_dispositif,
    make_factor,
    make_guichet,
    make_model,
    make_montant,
    make_partenaire,
    make_phase,
    make_question,
    make_role,
    make_scheme_use,
    make_term,
    make_trait,
)

from .editing import address, entered
from .forms import filled

KINDS = [
    lambda **values: make_dispositif(natures=["pret"], **values),
    make_partenaire,
    make_model,
    make_question,
    make_factor,
    make_phase,
    lambda **values: make_case(sectors=["emploi"], **values),
    make_term,
]

pytestmark = pytest.mark.django_db


def page_of(fiche, role: str = "dupliquer") -> str:
    return address(fiche, role)


def made(client, fiche, role: str = "dupliquer", **changes):
    """Press the button of the page, and return the copy."""
    path = page_of(fiche, role)
    done = client.post(path, filled(client.get(path), **changes))
    copy = type(fiche).objects.latest("pk")
    assert done.status_code == 302
    assert done.url == address(copy)
    return copy


@pytest.mark.parametrize("make", KINDS)
def test_every_kind_of_sheet_is_copied_as_a_draft(admin_client, make):
    fiche = make(title="Aide", slug="aide", verified_on=timezone.localdate())

    copy = made(admin_client, fiche)

    assert (copy.title, copy.slug, copy.code) == ("Copie de Aide", "copie-de-aide", "copie-de-aide")
    assert (copy.status, copy.published_at, copy.verified_on) == (Status.DRAFT, None, None)
    assert (copy.summary, copy.body) == (fiche.summary, fiche.body)
    assert [row.fact for row in copy.citations.all()] == [row.fact for row in fiche.citations.all()]
    fiche.refresh_from_db()
    assert (fiche.title, fiche.slug, fiche.status) == ("Aide", "aide", Status.PUBLISHED)
    assert fiche.citations.count() == 1
    assert (
        Version.objects.of(copy).get().reason
        == "Copie de «\N{NO-BREAK SPACE}Aide\N{NO-BREAK SPACE}»"
    )
    assert LogEntry.objects.get().object_id == str(copy.pk)
    assert admin_client.get(address(copy)).status_code == 200


def test_rows_and_links_of_a_scheme_come_along_but_for_who_used_it(admin_client):
    fiche = make_dispositif(natures=["pret", "subvention"], phases=[make_phase()])
    make_role(dispositif=fiche)
    make_montant(dispositif=fiche)
    make_scheme_use(dispositif=fiche)
    shown = admin_client.get(page_of(fiche))

    copy = made(admin_client, fiche)

    assert_contains(shown, "Rien n’est encore fait.", "1 fait sourcé")
    assert {row.code for row in copy.natures.all()} == {"pret", "subvention"}
    assert copy.phases.count() == copy.roles.count() == copy.montants.count() == 1
    assert not SchemeUse.objects.filter(dispositif=copy).exists()
    assert not {row.code for row in copy.citations.all()} & {r.code for r in fiche.citations.all()}


def test_the_answers_of_a_question_come_along_with_their_points(admin_client):
    question = make_question()
    make_affinity(answer=make_answer(question=question))

    copy = made(admin_client, question)

    assert copy.answers.get().affinities.count() == 1


def test_the_cells_of_a_model_come_along(admin_client):
    model = make_model()
    make_trait(model=model)

    assert made(admin_client, model).traits.count() == 1


def test_a_local_version_belongs_to_the_scheme_and_leaves_its_places_to_write(admin_client):
    fiche = make_dispositif(natures=["pret"], title="Grand programme")
    make_coverage(dispositif=fiche)
    make_guichet(dispositif=fiche)
    make_montant(dispositif=fiche)

    copy = made(admin_client, fiche, "version-locale")

    assert (copy.title, copy.programme) == ("Version locale de Grand programme", fiche)
    assert copy.coverages.count() == copy.guichets.count() == 0
    assert copy.montants.count() == 1


def test_two_copies_of_one_sheet_have_each_their_address(admin_client):
    fiche = make_term(title="Aide")

    assert [made(admin_client, fiche).slug for _ in range(2)] == [
        "copie-de-aide",
        "copie-de-aide-2",
    ]


@pytest.mark.parametrize(("title", "said"), [("", "Donnez un titre"), ("x" * 161, "dépasse 160")])
def test_a_title_that_cannot_be_is_refused_and_kept(admin_client, title, said):
    fiche = make_term(title="Aide")

    page = admin_client.post(page_of(fiche), {"title": title})

    assert_contains(page, said, status=422)
    assert type(fiche).objects.count() == 1


def test_a_very_long_title_is_copied_within_its_measure(admin_client):
    assert len(made(admin_client, make_term(title="Aide " * 31 + "aide")).title) <= 160


def test_copying_is_for_those_who_may_add_and_looking_changes_nothing(client):
    fiche = make_dispositif(natures=["pret"])
    writer = entered("rédaction")

    assert client.post(page_of(fiche)).status_code == 302
    assert entered("nul").post(page_of(fiche), {"title": "x"}).status_code == 403
    assert writer.get(page_of(fiche)).status_code == 200
    assert type(fiche).objects.count() == 1
    assert (
        made(writer, fiche).status == Status.DRAFT
    )  # of a published sheet, by who may not publish


def test_the_page_of_a_sheet_leads_to_its_copies(admin_client):
    fiche = make_dispositif(natures=["pret"])

    page = admin_client.get(address(fiche))

    assert_contains(page, f'<a href="{page_of(fiche)}">Dupliquer</a>', "Version locale")


def test_the_copy_of_a_sheet_that_is_gone_says_so(admin_client):
    path = reverse("admin:common_term_dupliquer", args=["99999"])

    assert admin_client.get(path).status_code == 302
