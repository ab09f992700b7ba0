"""The documentation names everything one can set or run, and nothing that is not there."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.BASE_DIR
GUIDE = (ROOT / "docs" / "exploitation.md").read_text()
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = "\n".join(path.read_text() for path in DOCS)


def environment_settings() -> list[str]:
    """Return the names the settings file reads from the environment (``env.type("NAME")``)."""
    tree = ast.parse((ROOT / "essaimage" / "settings.py").read_text())
    return [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    ]


def own_commands() -> list[str]:
    """Return the management commands of the project's own applications."""
    own = {
        config.name
        for config in apps.get_app_configs()
        if Path(config.path).parent in own_folders()
    }
    return sorted(name for name, package in get_commands().items() if package in own)


def own_folders() -> set[Path]:
    return {ROOT, ROOT / "essaimage"}


def make_targets() -> list[str]:
    """Return the targets that ``make help`` lists."""
    return re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)


@pytest.mark.parametrize("name", sorted(set(environment_settings())))
def test_every_setting_has_its_row_in_the_guide(name):
    assert re.search(rf"^\| `{name}` \| .+ \| .+ \|$", GUIDE, flags=re.MULTILINE)


def test_the_guide_lists_no_setting_that_is_not_read():
    rows = re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, flags=re.MULTILINE)

    assert sorted(rows) == sorted(set(environment_settings()))


def test_every_command_is_written_about():
    commands = own_commands()

    assert "prepare_demo" in commands
    assert not [name for name in commands if f"manage.py {name}" not in WRITTEN]


def test_every_make_target_is_written_about():
    targets = make_targets()

    assert {"help", "demo", "test", "lint", "format"} <= set(targets)
    assert not [name for name in targets if f"make {name}" not in WRITTEN]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_links_between_documents_lead_somewhere(path):
    links = re.findall(r"\]\((?!\w+:|#)([^)#]+)", path.read_text())

    assert not [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize("name", ["site", "dev"])
def test_the_pinned_versions_name_no_index_nor_machine(name):
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()

    assert lines
    assert not [line for line in lines if not re.match(r"[a-z0-9-]+==[\w.]+( ; .+)?$", line)]


def test_the_licences_are_there_in_full():
    code = (ROOT / "LICENSE").read_text()
    content = (ROOT / "fixtures" / "LICENCE").read_text()

    assert code.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "Appendix" in code
    assert content.startswith("LICENCE OUVERTE / OPEN LICENCE")
    assert "Version 2.0" in content
