"""The history of a sheet: each write of the desk is kept, compared, put back."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dispositifs.models import Dispositif
from essaimage.common.models import Status, Term, Version
from essaimage.common.versions import record, recording, snapshot
from tests.assertions import assert_contains
from tests.factories import (
    make_case,
    make_citation,
    make_dispositif,
    make_editor,
    make_montant,
    make_partenaire,
    make_role,
    make_source,
    make_term,
    make_version,
)

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


def test_deleting_one_or_several_sheets_keeps_them(admin_client):
    fiches = [make_term() for _ in range(3)]
    admin_client.post(address(fiches[0], "delete"), {"post": "yes"})
    data = {"action": "delete_selected", "post": "yes"}
    data["_selected_action"] = [fiche.pk for fiche in fiches[1:]]
    admin_client.post(reverse("admin:common_term_changelist"), data)

    left = Term.objects.count()
    assert left == 0
    for fiche in fiches:
        assert [origin for origin, _ in origins(fiche)] == ["suppression"]


def test_a_deletion_that_is_refused_keeps_nothing(admin_client):
    partner = make_role(make_dispositif()).partenaire

    admin_client.post(address(partner, "delete"), {"post": "yes"})

    assert origins(partner) == []
    assert type(partner).objects.filter(pk=partner.pk).exists()


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

    assert_contains(page, "n’a pas encore été modifiée ici")


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


def test_a_version_is_put_back_after_a_page_that_shows_what_will_change(admin_client, admin_user):
    fiche = make_dispositif(title="Un prêt rural", natures=["pret"])
    record(fiche, author=None)
    before = snapshot(fiche)
    with recording(fiche, author=None):
        fiche.title = "Un don rural"
        fiche.save()
        make_montant(fiche)

    asked = admin_client.get(address(fiche, "restore", 1))
    assert_contains(asked, "Rien n’est encore fait", "<del>don</del>", "<ins>prêt</ins>")
    assert snapshot(fiche) != before
    done = admin_client.post(address(fiche, "restore", 1), {"reason": "Erreur."}, follow=True)

    assert_contains(done, "La version 1 est rétablie")
    assert snapshot(fiche) == before
    assert origins(fiche)[-1] == ("restauration", admin_user.username)
    assert Version.objects.of(fiche).first().reason == "Erreur."
    assert "Version 1 rétablie" in LogEntry.objects.latest("pk").change_message


def test_there_is_nothing_to_put_back_when_it_is_already_so(admin_client):
    fiche = make_term()
    record(fiche, author=None)

    page = admin_client.get(address(fiche, "restore", 1), follow=True)

    assert_contains(page, "il n’y a rien à rétablir")


def test_who_may_not_change_a_sheet_sees_its_history_and_puts_nothing_back(client):
    fiche = make_term()
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Autre.")
    client.force_login(make_editor("rédaction"))  # it is published

    page = client.get(address(fiche, "history"))

    assert_contains(page, "Version 1")
    assert "Rétablir" not in page.text
    assert client.get(address(fiche, "restore", 1)).status_code == 403
    assert client.post(address(fiche, "restore", 1)).status_code == 403
    assert client.get(address(fiche, "version", 1)).status_code == 200


def test_a_writer_puts_a_published_version_back_as_a_draft(client):
    fiche = make_term(body="Bien.")
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Mal.", status=Status.DRAFT)
    client.force_login(make_editor("rédaction"))

    page = client.get(address(fiche, "restore", 1))
    assert "with_status" not in page.text
    client.post(address(fiche, "restore", 1), {"with_status": "on"})

    fiche.refresh_from_db()
    assert (fiche.body, fiche.status) == ("Bien.", Status.DRAFT)


def test_a_publisher_may_take_the_status_back_too(admin_client):
    fiche = make_term(body="Bien.")
    record(fiche, author=None)
    Term.objects.filter(pk=fiche.pk).update(body="Mal.", status=Status.DRAFT)

    assert_contains(
        admin_client.get(address(fiche, "restore", 1)), f"de cette version{NBSP}: Publié"
    )
    admin_client.post(address(fiche, "restore", 1), {"with_status": "on"})

    fiche.refresh_from_db()
    assert fiche.status == Status.PUBLISHED


def test_what_is_missing_is_named_and_may_be_left_out(admin_client):
    fiche = make_dispositif(natures=["pret"])
    role = make_role(fiche, partenaire=make_partenaire(title="La Fabrique"))
    record(fiche, author=None)
    partner = role.partenaire
    role.delete()
    admin_client.post(address(partner, "delete"), {"post": "yes"})
    Dispositif.objects.filter(pk=fiche.pk).update(cumul="Avec tout.")

    asked = admin_client.get(address(fiche, "restore", 1))
    assert_contains(asked, f"Partenaire{NBSP}: «{NBSP}La Fabrique{NBSP}» n’existe plus")
    refused = admin_client.post(address(fiche, "restore", 1), {"reason": "Pour voir"})
    assert_contains(refused, "Rien n’a été rétabli", "La Fabrique", 'value="Pour voir"')
    fiche.refresh_from_db()
    assert fiche.cumul == "Avec tout."

    admin_client.post(address(fiche, "restore", 1), {"without_missing": "on"})
    fiche.refresh_from_db()
    assert fiche.cumul == ""


def test_the_history_of_a_pioneer_names_the_schemes_it_used(admin_client):
    case, scheme = make_case(), make_dispositif(title="Le prêt des genêts")
    with recording(case, author=None):
        scheme.uses.create(case=case, text="Acheter le four.", source=make_source())

    page = admin_client.get(address(case, "version", 2))

    assert_contains(page, "Dispositif utilisé", "Le prêt des genêts", "Acheter le four.")
