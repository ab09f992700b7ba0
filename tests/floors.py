"""Reads who imports whom: a file may only import what stands below its package.

Floors, from the ground up: ``common ← search ← territoires ← models_catalog ← dispositifs ←
essaimage`` (pages, desk, and the project's own modules). Absolute imports across packages,
relative ones inside a package.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Package → floor; the packages of the last floor may know each other.
FLOORS = {
    "essaimage.common": 0,
    "essaimage.search": 1,
    "essaimage.territoires": 2,
    "models_catalog": 3,
    "dispositifs": 4,
    "essaimage": 5,
    "essaimage.pages": 5,
    "essaimage.desk": 5,
}
# Django's label of each application → its package.
LABELS = {package.rpartition(".")[2]: package for package in FLOORS if package != "essaimage"}

MODEL_REFERENCE = re.compile(r"(\w+)\.[A-Z]\w*")  # "dispositifs.Dispositif"
DOTTED_PATH = re.compile(r"[a-z_]\w*(\.\w+)+")  # "essaimage.pages.context.site"
MIGRATION_NAME = re.compile(r"\d{4}_\w+|__(first|latest)__")


def python_files() -> list[Path]:
    """Return every Python file of the floors."""
    folders = {ROOT / package.split(".")[0] for package in FLOORS}
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def package_of(module: str) -> str | None:
    """Return the floor's package that holds a dotted module, or None for a library's."""
    parts = module.split(".")
    if parts[0] == "tests":
        return "tests"
    for length in (2, 1):
        package = ".".join(parts[:length])
        if package in FLOORS:
            return package
    return None


def faults_in(source: str, path: Path) -> list[str]:
    """Return what the source of a file (path from the root) imports and should not."""
    package = package_of(".".join(path.with_suffix("").parts)) or ""
    tree = ast.parse(source)
    docstrings = docstrings_of(tree)
    faults: dict[str, None] = {}  # ordered, each once
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            depth = len(path.parts) - len(package.split("."))
            if node.level > depth:
                faults[f"line {node.lineno}: relative import out of its package"] = None
            continue
        for module in imported_modules(node):
            if package_of(module) == package and "migrations" not in path.parts:
                faults[f"line {node.lineno}: {module} should be a relative import"] = None
        for module in imported_modules(node) or ([] if node in docstrings else named_in(node)):
            target = package_of(module)
            if target and FLOORS.get(target, 99) > FLOORS[package]:
                faults[f"line {node.lineno}: {package} may not know {target}"] = None
    return list(faults)


def docstrings_of(tree: ast.AST) -> set[ast.AST]:
    """Return the nodes of texts that stand alone: they name things without using them."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def imported_modules(node: ast.AST) -> list[str]:
    """Return the dotted modules of an absolute import; ``from a import b`` may mean ``a.b``."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        submodules = [name for name in inner if name in FLOORS]
        return submodules or [node.module or ""]
    return []


def named_in(node: ast.AST) -> list[str]:
    """Return the packages that a text names: model, dotted path, ``get_model``, migration."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if (model := MODEL_REFERENCE.fullmatch(node.value)) and model[1] in LABELS:
            return [LABELS[model[1]]]
        return [node.value] if DOTTED_PATH.fullmatch(node.value) else []
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get_model":
        first, *others = [getattr(argument, "value", None) for argument in node.args] or [None]
        return [LABELS[first]] if others and first in LABELS else []
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        first, second = (getattr(element, "value", None) for element in node.elts)
        if first in LABELS and isinstance(second, str) and MIGRATION_NAME.fullmatch(second):
            return [LABELS[first]]
    return []
