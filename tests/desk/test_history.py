"""The history of a sheet: each write of the desk is kept, compared, put back."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essaimage.common.admin.terms import TermAdmin
from essaimage.common.models import Status, Term, Version
from essaimage.common.versions import record, recording
from tests.assertions import assert_contains
from tests.factories import (
    make_case,
    make_citation,
    make_dispositif,
    make_editor,
    make_montant,
    make_source,
    make_term,
    make_version,
)

from .bulk import asked
from .forms import filled, with_row

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"


def address(fiche, page: str = "change", *numbers: int) -> str:
    name = f"admin:{fiche._meta.app_label}_{fiche._meta.model_name}_{page}"
    return reverse(name, args=[fiche.pk, *numbers])


def origins(fiche) -> list[tuple[str, str]]:
    kept = Version.objects.of(fiche).reverse()
    return [(each.origin, each.author_name) for each in kept]


def test_a_save_keeps_what_was_and_what_is_rows_included(admin_client, admin_user):
    fiche = make_dispositif(natures=["pret"])
    opened = admin_client.get(address(fiche))
    source = make_source()
    data = filled(opened, title="Nouveau titre", version_reason="Relu sur le site de l’État")
    data = with_row(data, "citations", fact="Un fait neuf.", source=source.pk, establishes="date")
    data |= {"citations-1-confidence": "forte", "citations-1-order": "100"}

    assert admin_client.post(address(fiche), data).status_code == 302

    assert origins(fiche) == [("reprise", ""), ("bureau", admin_user.username)]
    last = Version.objects.of(fiche).first()
    assert last.reason == "Relu sur le site de l’État"
    assert last.title == "Nouveau titre"
    assert "Un fait neuf." in str(last.values)
    assert "Un fait neuf." not in str(Version.objects.of(fiche).last().values)


def test_a_save_that_changes_nothing_keeps_nothing(admin_client):
    fiche = make_dispositif(natures=["pret"])

    admin_client.post(address(fiche), filled(admin_client.get(address(fiche))))

    assert origins(fiche) == []


def test_a_refused_save_keeps_nothing(admin_client, monkeypatch):
    fiche = make_term()
    opened = admin_client.get(address(fiche))

    def refuse(*_args, **_kwargs):
        raise IntegrityError("refusé")

    monkeypatch.setattr(Term, "save", refuse)
    page = admin_client.post(
        address(fiche), filled(opened, title="Autre", version_reason="Pour ça")
    )

    assert_contains(page, "Rien n’est perdu", 'value="Pour ça"')
    assert origins(fiche) == []


def test_a_reason_too_long_is_refused_and_not_cut(admin_client):
    fiche = make_term()
    said = "mot " * 100

    page = admin_client.post(
        address(fiche), filled(admin_client.get(address(fiche)), version_reason=said)
    )

    assert_contains(page, "300 caractères au plus", said.strip())
    assert origins(fiche) == []


def test_a_new_sheet_has_its_first_version(admin_client, admin_user):
    data = {"title": "Essaimer", "summary": "Ouvrir ailleurs.", "_save": "1"}

    admin_client.post(reverse("admin:common_term_add"), data)

    assert origins(Term.objects.get()) == [("bureau", admin_user.username)]


def test_versions_are_listed_with_who_when_why_and_how(admin_client):
    fiche = make_term()
    author = make_editor(first_name="Camille", last_name="Roy")
    record(fiche, author=author, reason="Écrit d’après <b>le</b> guide")
    Term.objects.filter(pk=fiche.pk).update(body="Repris.", status=Status.DRAFT)
    record(fiche, author=None, origin="chargement")

    page = admin_client.get(address(fiche, "history"))

    assert_contains(page, "Version 1", "Version 2", "Camille Roy", "&lt;b&gt;le&lt;/b&gt;")
    assert_contains(page, "Chargé depuis les fichiers de contenu", "Brouillon", "Publié")


def test_a_sheet_without_any_version_says_so(admin_client):
    page = admin_client.get(address(make_term(), "history"))

    assert_contains(page, "Rien n’a encore été modifié ici")


def test_two_hundred_versions_are_paged_in_as_many_queries_as_one(admin_client):
    fiche = make_term()
    make_version(fiche)
    counts = []
    for total in (1, 200):
        for number in range(Version.objects.count() + 1, total + 1):
            make_version(fiche, number=number, reason=f"Raison {number}")
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(address(fiche, "history"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8
    assert page.text.count('class="version"') == 25
    assert_contains(admin_client.get(address(fiche, "history"), {"p": "8"}), "Version 1<")
    assert_contains(admin_client.get(address(fiche, "history"), {"p": "x"}), "Version 200<")


def test_a_version_is_compared_with_the_one_before_and_with_any_other(admin_client):
    fiche = make_dispositif(title="Un prêt rural", natures=["pret"], dated=False)
    make_citation(fiche)
    record(fiche, author=None)
    with recording(fiche, author=None):
        make_montant(fiche, maximum=5000)
    with recording(fiche, author=None):
        fiche.title, fiche.body = "Un don rural", "<script>alert(1)</script>"
        fiche.save()

    page = admin_client.get(address(fiche, "version", 2))
    assert_contains(page, "Montant", ">ajouté</ins>", f"5{NBSP}000")
    page = admin_client.get(address(fiche, "compare"), {"de": "3", "a": "1"})
    assert_contains(page, "De la version 1 à la version 3", "<del>prêt</del>", "<ins>don</ins>")
    assert_contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;")
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("query", [{}, {"de": "1"}, {"de": "x", "a": "1"}, {"de": "²", "a": "1"}])
def test_a_comparison_asked_badly_leads_back_to_the_history(admin_client, query):
    fiche = make_version().fiche_code
    fiche = Term.objects.get(code=fiche)

    page = admin_client.get(address(fiche, "compare"), query, follow=True)

    assert_contains(page, "Choisissez deux versions à comparer")


def test_what_does_not_exist_is_not_found(admin_client):
    fiche = make_term()

    for path in (
        address(fiche, "version", 9),
        address(fiche, "restore", 10**15),
        address(fiche, "compare") + "?de=1&a=999999999",
        address(fiche, "history").replace(str(fiche.pk), "999999"),
    ):
        assert admin_client.get(path).status_code == 404


def test_the_history_of_a_pioneer_names_the_schemes_it_used(admin_client):
    case, scheme = make_case(), make_dispositif(title="Le prêt des genêts")
    with recording(case, author=None):
        scheme.uses.create(case=case, text="Acheter le four.", source=make_source())

    page = admin_client.get(address(case, "version", 2))

    assert_contains(page, "Dispositif utilisé", "Le prêt des genêts", "Acheter le four.")


def test_an_action_that_keeps_no_version_itself_is_kept_all_the_same(admin_client, monkeypatch):
    def close(_model_admin, _request, queryset):
        queryset.update(body="Fermé.")

    monkeypatch.setattr(TermAdmin, "actions", (*TermAdmin.actions, close))
    fiches = [make_term(), make_term()]
    chosen = {"action": "close", "_selected_action": [fiche.pk for fiche in fiches]}

    admin_client.post(reverse("admin:common_term_changelist"), chosen)

    for fiche in fiches:
        assert [origin for origin, _ in origins(fiche)] == ["reprise", "bureau"]


def test_seeing_what_an_action_would_do_reads_no_version(admin_client):
    fiches = [make_term() for _ in range(3)]

    with CaptureQueriesContext(connection) as queries:
        asked(admin_client, reverse("admin:common_term_changelist"), "delete_selected", *fiches)

    assert not [query for query in queries if "common_version" in query["sql"]]
