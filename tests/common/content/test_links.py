"""Links between objects: many-to-many fields, rows that name each other, files in any order."""

import pytest

from dispositifs.models import Dispositif, Montant
from tests.common.content.test_refusals import AMOUNT, SCHEME, TERM
from tests.factories import make_nature

pytestmark = pytest.mark.django_db

NATURES = "".join(
    f"- model: dispositifs.nature\n  fields: {{code: {code}, label: {code}, definition: D.}}\n"
    for code in ("subvention", "garantie")
)


def natures() -> set[str]:
    return set(Dispositif.objects.get().natures.values_list("code", flat=True))


def test_links_follow_the_fixture(folder):
    folder.load_text(SCHEME + NATURES)

    said = folder.load_text(
        SCHEME.replace("[[pret]]", "[[subvention], [pret], [garantie]]") + NATURES
    )

    assert natures() == {"pret", "subvention", "garantie"}
    assert said.splitlines()[-1] == "1 mise à jour, 3 inchangées."


def test_links_written_in_another_order_are_the_same(folder):
    text = SCHEME.replace("[[pret]]", "[[subvention], [pret]]") + NATURES
    folder.load_text(text)

    said = folder.load_text(text.replace("[[subvention], [pret]]", "[[pret], [subvention]]"))

    assert said.splitlines()[-1] == "4 inchangées."


def test_links_changed_at_the_desk_stay_and_are_reported(folder):
    folder.load_text(SCHEME + NATURES)
    Dispositif.objects.get().natures.set([make_nature(code="du-bureau")])

    said = folder.load_text(SCHEME.replace("[[pret]]", "[[subvention]]") + NATURES)

    assert natures() == {"du-bureau"}
    assert "Gardé : dispositifs.dispositif « insite », champ « natures »" in said


def test_a_change_of_links_dates_the_sheet(folder):
    folder.load_text(SCHEME + NATURES)
    before = Dispositif.objects.get().updated_at

    folder.load_text(SCHEME.replace("[[pret]]", "[[subvention]]") + NATURES)

    assert Dispositif.objects.get().updated_at > before


def test_a_link_to_what_was_deleted_at_the_desk_is_no_edit(folder):
    text = SCHEME.replace("[[pret]]", "[[subvention], [pret]]") + NATURES
    folder.load_text(text)
    Dispositif.objects.get().natures.get(code="subvention").delete()

    said = folder.load_text(text)

    assert natures() == {"pret"}
    assert "Supprimé dans l’administration, le reste : dispositifs.nature « subvention »." in said
    assert "Gardé" not in said


def scheme(code: str, **values: str) -> str:
    more = "".join(f"\n    {name}: {value}" for name, value in values.items())
    return (
        f"- model: dispositifs.dispositif\n  fields:\n    code: {code}\n    title: {code}\n"
        f"    slug: {code}\n    natures: [[garantie]]\n    echelle: locale\n"
        f"    ruralite: ouvert{more}\n"
    )


def test_a_scheme_may_name_its_heir_before_it_is_written(folder):
    text = scheme("ancien", vie="remplace", replaced_by="[nouveau]") + scheme("nouveau") + NATURES

    folder.load_text(text)

    assert Dispositif.objects.get(code="ancien").replaced_by.code == "nouveau"


def test_schemes_that_name_each_other_are_loaded_exported_and_loaded_again(folder):
    folder.load_text(scheme("un", programme="[deux]") + scheme("deux", programme="[un]") + NATURES)

    assert Dispositif.objects.get(code="un").programme.code == "deux"
    assert Dispositif.objects.get(code="deux").programme.code == "un"
    (folder.path / "content.yaml").unlink()
    folder.export()
    assert folder.load().splitlines()[-2:] == ["Rien n’a changé.", "4 inchangées."]


def test_amounts_are_compared_to_the_cent(folder):
    text = TERM + SCHEME + AMOUNT
    folder.load_text(text.replace("minimum: 100", "minimum: 0.1"))

    said = folder.load_text(text.replace("minimum: 100", 'minimum: "0.10"'))

    assert str(Montant.objects.get().minimum) == "0.10"
    assert said.splitlines()[-1] == "6 inchangées."
