"""The layout of the project: who imports whom, how long files are, what stands at the root."""

import ast

import pytest

from .floors import FLOORS, ROOT, faults_in, python_files

# A newcomer finds nothing else beside these.
AT_ROOT = {
    ".ci",
    ".editorconfig",
    ".git",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "dispositifs",
    "docs",
    "essaimage",
    "fixtures",
    "manage.py",
    "models_catalog",
    "pyproject.toml",
    "requirements",
    "templates",
    "tests",
}
LONGEST = 300  # lines: a file fits in one reading
READ_IN_ONE_GO = {".py", ".html", ".css", ".js"}


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_file_imports_only_the_floors_below(path):
    source = path.read_text()

    assert not faults_in(source, path.relative_to(ROOT))


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("essaimage/common/x.py", "from dispositifs.models import Dispositif", "dispositifs"),
        ("essaimage/common/x.py", "import essaimage.pages.home", "essaimage.pages"),
        ("essaimage/search/x.py", "def f():\n    from models_catalog import models", "models_cat"),
        ("essaimage/common/x.py", "from essaimage import search", "essaimage.search"),
        ("models_catalog/x.py", 'ForeignKey("dispositifs.Dispositif")', "dispositifs"),
        ("models_catalog/x.py", 'apps.get_model("dispositifs", "Dispositif")', "dispositifs"),
        ("models_catalog/x.py", 'apps.get_model("desk.Message")', "essaimage.desk"),
        ("models_catalog/x.py", 'import_string("essaimage.desk.admin.x")', "essaimage.desk"),
        ("models_catalog/migrations/x.py", 'd = [("dispositifs", "0001_initial")]', "dispositifs"),
        ("models_catalog/views/x.py", "from ...dispositifs import models", "out of its package"),
        ("models_catalog/x.py", "from models_catalog.models import NetworkModel", "relative"),
        ("essaimage/urls.py", "from essaimage.sitemaps import maps", "relative"),
        ("dispositifs/x.py", "from tests.factories import make_dispositif", "tests"),
    ],
)
def test_an_import_that_climbs_is_seen(path, source, expected):
    faults = faults_in(source, ROOT.joinpath(path).relative_to(ROOT))

    assert len(faults) == 1
    assert expected in faults[0]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("dispositifs/x.py", "from models_catalog.models import NetworkModel"),
        ("dispositifs/views/x.py", "from ..models import Dispositif"),
        ("models_catalog/x.py", 'ForeignKey("common.Source")'),
        ("models_catalog/x.py", 'ForeignKey("models_catalog.NetworkModel")'),
        ("models_catalog/x.py", '"""Reached by dispositifs.Dispositif, see dispositifs.models."""'),
        ("essaimage/pages/x.py", "from essaimage.desk.models import Message"),
        ("essaimage/settings.py", 'INSTALLED_APPS = ["dispositifs", "essaimage.pages"]'),
        ("essaimage/search/x.py", "from essaimage.common.models import Fiche"),
    ],
)
def test_an_import_that_goes_down_is_left_alone(path, source):
    assert not faults_in(source, ROOT.joinpath(path).relative_to(ROOT))


def test_every_package_stands_on_a_floor():
    packages = {
        str(path.parent.relative_to(ROOT)).replace("/", ".")
        for path in [*ROOT.glob("essaimage/*/__init__.py"), *ROOT.glob("*/__init__.py")]
    }

    assert packages - {"tests"} == set(FLOORS)


def test_files_fit_in_one_reading():
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for folder in (*{name.split(".")[0] for name in FLOORS}, "templates", "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in READ_IN_ONE_GO and "migrations" not in path.parts
        if (lines := len(path.read_text().splitlines())) > LONGEST
    ]

    assert not long


def test_every_file_says_first_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in [ROOT / "manage.py", *python_files(), *(ROOT / "tests").rglob("*.py")]
        if "migrations" not in path.parts
        and (source := path.read_text().strip())
        and not ast.get_docstring(ast.parse(source))
    ]

    assert not silent


def test_nothing_unexpected_stands_at_the_root():
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines()}
    unexpected = {path.name for path in ROOT.iterdir()} - AT_ROOT - ignored

    assert not unexpected
