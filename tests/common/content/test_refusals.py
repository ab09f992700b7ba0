"""A broken file names file, sheet and field in French, and changes nothing."""

import pytest
from django.core.management import CommandError

from essaimage.common.models import LoadedObject, Source, Term
from tests.common.content.conftest import TERM

pytestmark = pytest.mark.django_db

SCHEME = """
- model: dispositifs.nature
  fields: {code: pret, label: Prêt, definition: Une somme à rendre.}
- model: dispositifs.dispositif
  fields:
    code: insite
    title: InSite
    slug: insite
    natures: [[pret]]
    echelle: nationale
    ruralite: ouvert
"""
AMOUNT = """
- model: dispositifs.montant
  fields:
    code: insite-pret
    dispositif: [insite]
    source: [rapport-2026]
    nature: pret
    minimum: 100
"""


def refusal(folder, text: str) -> str:
    """Load a text that must be refused; return what the command says, having changed nothing."""
    folder.write(text)
    with pytest.raises(CommandError) as error:
        folder.load()
    assert not Term.objects.exists()
    assert not Source.objects.exists()
    assert not LoadedObject.objects.exists()
    said = str(error.value)
    assert said.startswith("Rien n’a été changé.\n")
    return said


@pytest.mark.parametrize(
    ("right", "wrong", "place", "sentence"),
    [
        ("    slug: essaimage", "   slug: essaimage", "", "retrait"),
        ("    slug: essaimage", "\tslug: essaimage", "", "tabulation"),
        ("title: Essaimage", "title: Essaimage : le mot: oui", "", "guillemets"),
        ("title: Essaimage", 'title: "Essaimage', "", "guillemet"),
        ("title: Essaimage", "title: *essaim", "", "renvoi de YAML"),
        ("title: Essaimage", "titel: Essaimage", "champ « titel »", "vouliez-vous « title »"),
        ("    title: Essaimage\n", "", "champ « title »", "obligatoire"),
        ("title: Essaimage", "title: 2026", "champ « title »", "2026 est lu comme un nombre"),
        ("title: Essaimage", "title: yes", "champ « title »", "entre guillemets"),
        ("title: Essaimage", "title: ''", "champ « title »", "vide"),
        ("title: Essaimage", "title: null", "champ « title »", "obligatoire"),
        ("title: Essaimage", 'title: "a\\0b"', "champ « title »", "caractère de contrôle"),
        ("title: Essaimage", f"title: {'a' * 161}", "champ « title »", "160 caractères"),
        ("title: Essaimage", "title: !!python/name:os.system x", "champ « title »", "possible"),
        ("    title: Essaimage", "    title: A\n    title: B", "« title »", "écrit deux fois"),
        ("slug: essaimage", "slug: comparer", "champ « slug »", "Cette adresse est réservée"),
        ("slug: essaimage", "slug: à part", "champ « slug »", "slug"),
        ("status: publie", "status: public", "champ « status »", "brouillon, a_relire, publie"),
        ("published_at: 2026-11-02T09:00:00+01:00", "sigle: É", "champs « status »", "résumé"),
        ("published_at: 2026-11-02T09:00:00+01:00", "published_at: hier", "t »", "un moment"),
        ("status: publie", "status: publie\n    ends_at: 2026-11-01", "ends_at", "après avoir été"),
        ("status: publie", "status: publie\n    verified_on: 2026-11-02", "verified_on", "adminis"),
        ("status: publie", "status: publie\n    updated_at: 2026-11-02", "updated_at", "adminis"),
        ("status: publie", "status: publie\n    review_months: 61", "review_months", "60"),
        ("status: publie", "status: publie\n    review_months: 1.5", "review_months", "entier"),
        ("code: essaimage\n", "code: 01004\n", "common.term", "01004 est lu comme un nombre, 516,"),
        ("code: essaimage\n", "code: 53\n", "common.term", "53 est lu comme un nombre"),
        ("    code: essaimage\n", "", "common.term", "« code » manque"),
        ("code: essaimage\n", "code: Écrit ici\n", "champ « code »", "lettres sans accent"),
        ("fields:\n    code: essaimage\n", "pk: 3\n  fields:\n    code: essaimage\n", "", "« pk »"),
        ("common.term\n", "common.terme\n", "common.terme « essaimage »", "modèle"),
        ("[rapport-2026]", "[rapport-2025]", "champ « source »", "rapport-2025"),
        ("[rapport-2026]", "rapport-2026", "champ « source »", "entre crochets"),
        ("[rapport-2026]", "[2026]", "champ « source »", "2026 est lu comme un nombre"),
        ("[rapport-2026]", "null", "champ « source »", "obligatoire"),
        ("date: 2026-02-05", "date: 2026-02-30", "champ « date »", "2026-02-30"),
        ("date: 2026-02-05", "date: '2026-02-30'", "champ « date »", "une date est attendue"),
        ("date: 2026-02-05", "date: février 2026", "champ « date »", "une date est attendue"),
        ("title: Rapport", "title: Rapport\n    url: exemple", "champ « url »", "adresse"),
        ("title: Rapport", "title: A\n    is_worth_reading: oui", "is_worth_reading", "true"),
        (
            "title: Rapport",
            "title: A\n    is_worth_reading: true",
            "reason_to_read",
            "en une phrase",
        ),
    ],
)
def test_one_mistake(folder, right, wrong, place, sentence):
    assert right in TERM

    said = refusal(folder, TERM.replace(right, wrong, 1))

    assert "content.yaml" in said
    assert place in said
    assert sentence in said


@pytest.mark.parametrize(
    ("right", "wrong", "place", "sentence"),
    [
        (
            "natures: [[pret]]",
            "natures: [pret]",
            "champ « natures »",
            'crochets est attendu, ["pret"]',
        ),
        ("natures: [[pret]]", "natures: pret", "champ « natures »", "[[code], [code]]"),
        ("natures: [[pret]]", "natures: []", "champ « natures »", "obligatoire"),
        ("natures: [[pret]]", "natures: [[don]]", "champ « natures »", "le code « don »"),
        ("ruralite: ouvert", "ruralite: rural_reserve", "« ruralite_reason »", "Dites ce qui"),
        ("ruralite: ouvert", "ruralite: ouvert\n    vie: termine", "« ended_on »", "date de fin"),
        ("minimum: 100", "minimum: cent", "champ « minimum »", "un nombre est attendu"),
        ("minimum: 100", "minimum: .nan", "champ « minimum »", "un nombre est attendu"),
        ("minimum: 100", "minimum: 1.234", "champ « minimum »", "2 chiffres après la virgule"),
        ("minimum: 100", "label: rien", "champs « minimum »", "Donnez un montant ou un taux."),
        (
            "minimum: 100",
            "minimum: 3\n    maximum: 2",
            "champs « minimum »",
            "ne peut pas dépasser",
        ),
    ],
)
def test_one_mistake_in_a_scheme(folder, right, wrong, place, sentence):
    text = TERM + SCHEME + AMOUNT
    assert right in text

    said = refusal(folder, text.replace(right, wrong, 1))

    assert "content.yaml, ligne " in said
    assert place in said
    assert sentence in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("model: common.term", "une liste d’objets est attendue"),
        ("- model: common.term", "« fields » manque"),
        ("- common.term", "« model: … » puis « fields: … » sont attendus"),
        ("- model: common.term\n  fields: {code: a}\n  autre: 1", "« autre » n’est ni"),
        ("---\n- a\n---\n- b\n", "un seul document par fichier"),
        ("- \x01", "un caractère de contrôle"),
        ("[" * 50_000, "trop de niveaux imbriqués"),
        ("- " * 50_000, "trop de niveaux imbriqués"),
        ("- &a [x, x]\n- &b [*a, *a]\n- &c [*b, *b]\n", "renvoi de YAML"),
        ("#" * 5_000_001, "dépasse 5 Mo"),
    ],
)
def test_a_file_that_is_no_fixture(folder, text, sentence):
    assert sentence in refusal(folder, text)


def test_a_file_that_is_not_utf8(folder):
    (folder.path / "latin.yaml").write_bytes("- é".encode("latin-1"))

    said = refusal(folder, TERM)

    assert "latin.yaml, ligne 1 : le fichier n’est pas écrit en UTF-8." in said


def test_a_syntax_mistake_says_which_sheet_it_follows(folder):
    said = refusal(folder, TERM.replace("status: publie", "status: publie: oui"))

    assert "content.yaml, ligne 14" in said
    assert "La faute suit le code « essaimage »" in said


def test_a_code_written_in_two_files(folder):
    folder.write(TERM, "autre.yaml")

    said = refusal(folder, TERM)

    assert "content.yaml, ligne 8, common.term « essaimage »" in said
    assert "ce code est déjà celui de autre.yaml, ligne 8." in said


def test_two_sheets_that_want_the_same_slug(folder):
    twin = "- model: common.term\n  fields: {code: jumeau, title: Jumeau, slug: essaimage}\n"

    said = refusal(folder, TERM + twin)

    assert "common.term « jumeau », champ « slug »" in said
    assert "(code « essaimage », des fixtures)" in said


def test_two_rows_that_only_one_may_be(folder):
    synonym = (
        "- model: common.synonym\n  fields: {code: %s, term: [essaimage], word: duplication}\n"
    )

    said = refusal(folder, TERM + synonym % "un" + synonym % "deux")

    assert "Ce synonyme est déjà donné pour ce terme : voyez « duplication » (code « un »" in said


def test_every_mistake_is_told_at_once(folder):
    text = TERM.replace("slug: essaimage", "slug: comparer").replace("title: Rapport", "titre: R")

    said = refusal(folder, text.replace("establishes: definition", "establishes: rien"))

    assert "champ « titre »" in said
    assert "champ « establishes »" in said


def test_the_database_tells_all_it_refuses_at_once(folder):
    text = TERM.replace("slug: essaimage", "slug: comparer")
    other = "- model: common.term\n  fields: {code: b, title: B, slug: facettes}\n"

    said = refusal(folder, text + other)

    assert said.count("Cette adresse est réservée") == 2
    assert "essaimage-abeilles" not in said  # it only hangs on what was refused


def test_beyond_twenty_mistakes_they_are_counted(folder):
    text = "".join(f"- model: common.term\n  fields: {{code: c{n}}}\n" for n in range(15))

    said = refusal(folder, text)

    assert said.splitlines()[-1] == "… et 10 autres."


def test_a_folder_without_fixtures(folder):
    with pytest.raises(CommandError, match="aucun fichier"):
        folder.load()


def test_a_folder_that_does_not_exist(folder):
    folder.path.rmdir()

    with pytest.raises(CommandError, match="ce dossier n’existe pas"):
        folder.load()
