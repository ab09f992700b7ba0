"""No public page tells a word of what visitors may not read yet, whatever it is tied to."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.utils import timezone

from dispositifs.choices import CoverageKind
from essaimage.common.models import Fiche, Status
from essaimage.common.texts import fiche_models
from tests import factories as make

pytestmark = pytest.mark.django_db

SECRET = "zyxoquelle"
NEAR = "zyxoquele"  # a typing error away: « résultats pour … » must not answer it
SEARCHED = (SECRET, NEAR, SECRET[:4], "escargot")
LISTS = ("/dispositifs/", "/pionniers/", "/recherche/", "/territoires/")
SUGGESTIONS = ("/recherche/suggestions/", "/territoires/suggestions/")
PAGES = (
    *("/", "/sitemap.xml", "/glossaire/", "/ressources/", "/nouveautes/", "/a-propos/methode/"),
    *("/ruralite/", "/modeles/", "/modeles/comparer/", "/questions/", "/principes/", "/etapes/"),
    *("/partenaires/", *LISTS),
    *("/quel-modele/", "/quel-modele/?etape=1", "/quel-modele/?qui-decide=oui&commune=23096"),
    *(
        "/dispositifs/?commune=23096",
        "/dispositifs/?territoire=dep-23",
        "/pionniers/?commune=23096",
    ),
    *("/territoires/23096-gueret/", "/territoires/dep-23/", "/territoires/reg-75/"),
)
HIDDEN = {
    "a draft": {"status": Status.DRAFT},
    "archived": {"status": Status.ARCHIVED},
    "for tomorrow": {"published_at": timezone.now() + timedelta(days=1)},
    "withdrawn a minute ago": {"ends_at": timezone.now() - timedelta(minutes=1)},
}


def fill(row, **kept: object) -> None:
    """Write the secret in every text of a row that is not a choice, a code or an address."""
    for field in row._meta.concrete_fields:
        is_text = isinstance(field, CharField | TextField) and not field.choices
        if (
            is_text
            and field.name
            not in {"slug", "code", "status", "url", "key", "operator", "value"} | kept.keys()
        ):
            setattr(row, field.name, SECRET[: field.max_length])
    type(row).objects.bulk_update(
        [row], [f.name for f in row._meta.concrete_fields if not f.primary_key]
    )


def make_hidden(values: dict) -> list[Fiche]:
    """Make one hidden sheet of each kind, filled, with the rows that tie it to what is published."""
    commune = make.make_commune()
    scheme, case = make.make_dispositif(title="Escargot"), make.make_case(title="Escargot aussi")
    model, question = make.make_model(title="Intégré"), make.make_question(title="Qui décide ?")
    hidden_scheme = make.make_dispositif(**values, replaced_by=None, programme=scheme)
    hidden_case = make.make_case(**values, head_commune=commune)
    rows = [
        make.make_coverage(hidden_scheme),
        make.make_coverage(
            hidden_scheme, kind=CoverageKind.DEPARTEMENT, departement=commune.departement
        ),
        make.make_guichet(hidden_scheme),
        make.make_window(hidden_scheme),
        make.make_montant(hidden_scheme),
        make.make_condition(hidden_scheme),
        make.make_suitability(hidden_scheme, model=model),
        make.make_question_help(hidden_scheme, question=question),
        make.make_scheme_use(case, dispositif=hidden_scheme),
        make.make_scheme_use(hidden_case, dispositif=scheme),
        make.make_adoption(hidden_case, model=model),
        make.make_figure(hidden_case),
        make.make_step(hidden_case),
        make.make_illustration(hidden_case, question=question),
    ]
    hidden_question, hidden_model = make.make_question(**values), make.make_model(**values)
    answer = make.make_answer(question, slug="oui", exit="pas-encore-pret", todo="Attendre.")
    make.make_affinity(answer, model=model)
    rows += [make.make_answer(hidden_question), make.make_affinity(answer, model=hidden_model)]
    term = make.make_term(**values)
    partner = make.make_partenaire(**values)
    rows.append(make.make_synonym(term))
    if not partner.is_archived:  # an archived partner is still named by the schemes it ran
        make.make_role(scheme, partenaire=partner)
    sheets = [
        *(hidden_scheme, hidden_case, term, partner),
        *(hidden_model, hidden_question),
        make.make_factor(**values),
        make.make_phase("pilote-secret", **values),
    ]
    for row in rows:
        if not isinstance(row, apps.get_model("dispositifs", "Coverage")):
            fill(row)
    for sheet in sheets:
        fill(sheet)
    return sheets


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_word_of_a_hidden_sheet_is_on_no_page(client, hidden):
    sheets = make_hidden(HIDDEN[hidden])
    assert {type(sheet) for sheet in sheets} == set(fiche_models())
    pages = [*PAGES, *(s.get_absolute_url() for m in fiche_models() for s in m.objects.published())]

    for address in dict.fromkeys(page.partition("#")[0] for page in pages):
        page = client.get(address, follow=True)
        assert page.status_code == 200, address
        assert SECRET not in page.content.decode().lower(), address


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_word_of_a_hidden_sheet_is_found_by_no_search(client, hidden):
    make_hidden(HIDDEN[hidden])
    scheme = make.make_dispositif(title="Le bon")

    for words in SEARCHED:
        for address in (*LISTS, *SUGGESTIONS):
            page = client.get(address, {"q": words}, follow=True).content.decode().lower()
            assert SECRET not in page.replace(f'value="{words}"', "").replace(words, "") or (
                words == SECRET
            ), (address, words)
        page = client.get("/dispositifs/", {"q": words}).content.decode()
        assert ('data-total="0"' in page) is (words != "escargot"), words
    told = client.get("/recherche/suggestions/", {"q": SECRET[:4]}).content.decode()
    assert SECRET not in told.lower()
    assert scheme.title in client.get("/dispositifs/").content.decode()


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_hidden_scheme_is_in_no_count(client, hidden):
    make.make_commune()
    secret = make.make_dispositif(**HIDDEN[hidden], natures=["subvention"])
    make.make_coverage(secret)

    for query in ("", "?commune=23096", "?territoire=dep-23", "?q=dispositif"):
        page = client.get(f"/dispositifs/{query}").content.decode()
        assert 'data-total="0"' in page, query
        counts = [part.split('"')[0] for part in page.split('data-nombre="')[1:]]
        assert counts
        assert set(counts) == {"0"}, query
