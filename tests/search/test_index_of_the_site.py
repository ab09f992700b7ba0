"""After any write, the index of the site is the one that would be read whole: every source, every table."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from dispositifs.choices import CoverageKind, Ruralite, Vie
from dispositifs.models import Dispositif, Partenaire
from essaimage.common.models import Source, Status, Synonym
from essaimage.search import index
from essaimage.search.collection import Collection
from essaimage.search.documents import IndexSource
from essaimage.territoires.models import Commune, Departement
from tests import factories as make
from tests.desk.bulk import confirmed
from tests.desk.forms import filled, with_row

pytestmark = pytest.mark.django_db

SOURCES = {name: each for name, each in index.site.members.items() if isinstance(each, IndexSource)}


def told_by(collection: Collection) -> dict:
    """Return everything that a collection knows, in plain values."""
    return {
        "rows": dict(collection.rows),
        "keys": dict(collection._keys),
        "held": {facet: dict(values) for facet, values in collection._holding.items()},
        "orders": [
            [pk for block in order.blocks for pk in block.pks]
            for order in collection._orders.values()
        ],
        "options": {facet: list(choices) for facet, choices in collection.vocabulary.items()},
        "due": dict(collection._due),
        "scheduled": dict(collection._scheduled),
        "wakes_at": collection.wakes_at,
        "words": collection._text.postings,
        "lengths": {size: ids for size, ids in collection._text.lengths.items() if ids},
        "sigles": collection._text.sigles.told,
    }


def assert_read() -> None:
    """Fail unless each collection of the site is what reading its source whole gives."""
    now, current = timezone.now(), index.current()
    for name, source in SOURCES.items():
        assert told_by(current[name]) == told_by(Collection.of(source, now)), name


@pytest.fixture
def world() -> SimpleNamespace:
    """A little of everything, read by the index."""
    departement = make.make_departement()
    commune = make.make_commune(departement=departement, epci=make.make_epci())
    model, other_model = make.make_model(title="Fédération"), make.make_model(title="Franchise")
    partner = make.make_partenaire(title="Banque des territoires")
    scheme = make.make_dispositif(
        title="Fabriques de territoire",
        natures=["subvention", "pret"],
        beneficiaires=["association"],
        phases=["idee"],
        partenaires=[partner],
    )
    other = make.make_dispositif(title="Ancien appel", replaced_by=scheme, vie=Vie.REMPLACE)
    case = make.make_case(title="Envie", sectors=["alimentation"])
    term = make.make_term(title="Essaimage")
    things = SimpleNamespace(
        **{"commune": commune, "departement": departement, "partner": partner, "term": term},
        **{"model": model, "other_model": other_model, "scheme": scheme, "other": other},
        **{"case": case, "question": make.make_question(), "factor": make.make_factor()},
        role=scheme.roles.get(),
        coverage=make.make_coverage(scheme, kind=CoverageKind.COMMUNE, commune=commune),
        condition=make.make_condition(scheme),
        window=make.make_window(scheme),
        suitability=make.make_suitability(scheme, model=model),
        citation=scheme.citations.get(),
        adoption=make.make_adoption(case, model=model),
        figure=make.make_figure(case),
        synonym=make.make_synonym(term, word="duplication"),
        implication=make.make_implication(),
        fit=make.make_fit(model),
        trait=make.make_trait(),
        repere=make.make_dispositif_repere(),
        case_repere=make.make_case_repere(),
    )
    assert_read()
    return things


def set_to(thing: str, /, **values: object) -> Callable[[SimpleNamespace], None]:
    """Return what changes a thing of the world, in one statement that no signal sees."""

    def write(world: SimpleNamespace) -> None:
        row = getattr(world, thing)
        assert type(row)._base_manager.filter(pk=row.pk).update(**values) == 1

    return write


def deleted(name: str) -> Callable[[SimpleNamespace], None]:
    return lambda world: getattr(world, name).delete()


def slug_saved(world):
    world.scheme.slug = "nouvelle-adresse"
    world.scheme.save()


def raw(world):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dispositifs_dispositif SET echelle = 'locale'")


def created_together(world):
    Dispositif.objects.bulk_create(
        Dispositif(
            **{"code": f"d{n}", "slug": f"d{n}", "title": f"Dispositif {n}", "summary": "Un."},
            **{"echelle": "nationale", "ruralite": "ouvert", "status": "publie"},
            published_at=timezone.now(),
        )
        for n in range(3)
    )


def updated_together(world):
    for row in (world.scheme, world.other):
        row.ruralite, row.ruralite_reason = Ruralite.RURAL_RESERVE, "Le règlement le dit."
    Dispositif.objects.bulk_update([world.scheme, world.other], ["ruralite", "ruralite_reason"])


LATER = timezone.now() + timedelta(days=20)
WRITES = {
    "title": set_to("scheme", title="Manufactures de proximité", sigle="MP"),
    "summary": set_to("scheme", summary="Autre chose."),
    "body": set_to("scheme", body="Un texte sur la mobilité."),
    "slug": slug_saved,
    "raw SQL": raw,
    "bulk_create": created_together,
    "bulk_update": updated_together,
    "ended": set_to("scheme", vie=Vie.TERMINE, ended_on=date(2026, 1, 1)),
    "heir given up": set_to("other", vie=Vie.EN_COURS, replaced_by=None),
    "draft": set_to("scheme", status=Status.DRAFT),
    "archived": set_to("scheme", status=Status.ARCHIVED),
    "postponed": set_to("scheme", published_at=LATER),
    "deleted": deleted("other"),
    "natures added": lambda world: world.scheme.natures.add(make.make_nature("prix")),
    "natures removed": lambda world: world.scheme.natures.remove(world.scheme.natures.first()),
    "natures set": lambda world: world.scheme.natures.set([make.make_nature("prix")]),
    "natures cleared": lambda world: world.scheme.natures.clear(),
    "phases cleared": lambda world: world.scheme.phases.clear(),
    "beneficiaires set": lambda world: world.scheme.beneficiaires.set([]),
    "role added": lambda world: make.make_role(world.scheme),
    "role moved": lambda world: type(world.role).objects.update(dispositif=world.other),
    "role deleted": deleted("role"),
    "partner renamed": set_to("partner", title="Caisse des dépôts"),
    "partner moved": set_to("partner", slug="caisse"),
    "partner withdrawn": set_to("partner", status=Status.DRAFT),
    "partner postponed": set_to("partner", published_at=LATER),
    "window moved": set_to("window", closes=date(2027, 3, 1)),
    "window deleted": deleted("window"),
    "coverage added": lambda world: make.make_coverage(world.other),
    "coverage widened": set_to("coverage", kind=CoverageKind.FRANCE, commune=None),
    "coverage deleted": deleted("coverage"),
    "condition added": lambda world: make.make_condition(
        world.other, kind="population", operator="au_plus", value="3500"
    ),
    "condition lifted": set_to("condition", is_blocking=False),
    "condition deleted": deleted("condition"),
    "suitability added": lambda world: make.make_suitability(world.other, model=world.other_model),
    "suitability deleted": deleted("suitability"),
    "citation added": lambda world: make.make_citation(
        world.other, source=make.make_source(date=date(2020, 1, 1))
    ),
    "citation deleted": deleted("citation"),
    "sources dated": lambda world: Source.objects.update(date=date(2023, 1, 1)),
    "nature renamed": lambda world: world.scheme.natures.filter(code="pret").update(label="Autre"),
    "beneficiaire renamed": lambda world: world.scheme.beneficiaires.update(label="Autre"),
    "phase renamed": lambda world: world.scheme.phases.update(title="Autre"),
    "phase withdrawn": lambda world: world.scheme.phases.update(status=Status.DRAFT),
    "sector renamed": lambda world: world.case.sectors.update(label="Autre"),
    "sectors set": lambda world: world.case.sectors.set([make.make_sector("energie")]),
    "model changed": set_to("model", has_autonomous_sites=False),
    "model moved": set_to("model", slug="autre", title="Autre"),
    "model withdrawn": set_to("model", status=Status.DRAFT),
    "adoption changed": lambda world: type(world.adoption).objects.update(model=world.other_model),
    "adoption deleted": deleted("adoption"),
    "figure dated": set_to("figure", date=date(2026, 6, 1)),
    "case changed": set_to("case", title="Autre", terrain="rural"),
    "case deleted": deleted("case"),
    "synonym moved": lambda world: Synonym.objects.update(term=make.make_term(title="Réplication")),
    "synonym deleted": deleted("synonym"),
    "term changed": set_to("term", title="Duplication", body="Un autre texte."),
    "question changed": set_to("question", title="Combien cela coûte-t-il ?"),
    "implication changed": set_to("implication", text="Tout autre chose."),
    "fit changed": set_to("fit", text="Tout autre chose."),
    "trait changed": set_to("trait", explanation="Tout autre chose."),
    "factor changed": set_to("factor", title="Autre principe"),
    "repere changed": set_to("repere", name="Autre appui"),
    "repere deleted": deleted("repere"),
    "case repere changed": set_to("case_repere", name="Autre structure"),
    "departement renamed": lambda world: Departement.objects.update(name="Autre"),
    "commune moved": lambda world: Commune.objects.update(
        departement=make.make_departement("19", "Corrèze")
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_write_is_read_as_if_everything_were(world, write):
    write(world)

    assert_read()


def test_the_clock_is_read_as_if_everything_were(world, monkeypatch):
    make.make_dispositif(title="Plus tard", published_at=LATER, partenaires=[world.partner])
    Partenaire.objects.filter(pk=world.partner.pk).update(published_at=LATER + timedelta(days=9))
    make.make_citation(world.scheme, source=make.make_source(date=timezone.localdate()))
    assert_read()
    real = timezone.now()

    for days in (1, 19, 21, 30, 59, 62, 400, 850, 980):
        moved = real + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda moved=moved: moved)
        assert_read()


def test_synonyms_and_communes_follow_what_is_written(world):
    def seen():
        current = index.current()
        return (
            bool(current["termes"].search("duplication").ids),
            bool(current["termes"].search("copie").ids),
            [match.name for match in current["communes"].suggest("gueret")],
        )

    assert seen() == (True, False, ["Guéret"])

    make.make_synonym_group("copie", "essaimage")
    Commune.objects.update(name="Guéret-la-Neuve")
    assert seen() == (True, True, ["Guéret-la-Neuve"])


def test_the_form_of_the_admin_and_its_rows_are_read(world, admin_client):
    prix = make.make_nature("prix")
    address = f"/admin/dispositifs/dispositif/{world.scheme.pk}/change/"
    data = filled(admin_client.get(address), title="Tiers-lieux", natures=[prix.pk])
    data = with_row(data, "coverages", kind="france", mode="inclut", source=world.role.source.pk)

    answer = admin_client.post(address, data | {"_save": "1"})

    assert answer.status_code == 302, answer.context_data["errors"]
    kept = index.current()["dispositifs"]
    assert kept.rows[world.scheme.pk].title == "Tiers-lieux"
    assert world.scheme.pk in kept.holding("_couverture", "inclut:france")
    assert world.scheme.pk not in kept.holding("nature", "pret")
    assert_read()


def test_what_an_action_of_the_admin_deletes_leaves(world, admin_client):
    doomed = make.make_dispositif(title="Un essai sans lendemain")
    assert doomed.pk in index.current()["dispositifs"].ids

    answer = confirmed(admin_client, "/admin/dispositifs/dispositif/", "delete_selected", doomed)

    assert answer.status_code == 200
    assert doomed.pk not in index.current()["dispositifs"].ids
    assert_read()
