"""From YAML files to written objects: plain values with their place, problems in French.

Django's fixture format: a list of ``{model, fields}``, natural keys, no ``pk``. The reader is a safe
one, and bounded: no tag of Python's, 5 MB a file, no alias that could fill the memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import ContentError, Place, Problem

MAX_BYTES = 5_000_000
MAX_ALIAS = 100  # characters
MAX_DEPTH = 12  # a list of objects needs 6; libyaml crashes the process on some 60 000
# libyaml reads ten times faster; PyYAML's own reader is there when it was built without.
_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What PyYAML says, and what the author of a fixture reads instead.
_EXPLANATIONS = {
    "mapping values are not allowed": "un « : » est de trop, ou le texte demande des guillemets",
    "could not find expected ':'": "il manque un « : »",
    "cannot start any token": "un texte ne peut pas commencer par ce caractère sans guillemets",
    "expected <block end>": "le retrait n’est pas celui des lignes voisines",
    "did not find expected": "le retrait n’est pas celui des lignes voisines, "
    "ou un guillemet, un crochet ou une accolade n’est pas fermé",
    "found unexpected end of stream": "un guillemet n’est pas fermé",
    "tab character": "le retrait se fait avec des espaces, jamais avec une tabulation",
    "found undefined tag": "un texte qui commence par « ! » demande des guillemets",
    "but found another document": "un seul document par fichier : retirez « --- »",
    "control characters are not allowed": "un caractère de contrôle s’y trouve",
    "special characters are not allowed": "un caractère de contrôle s’y trouve",
}


class WrittenInt(int):
    """A number, with the text that YAML took for one: ``01004`` reads as 516."""

    written = ""


class _Loader(_Base):
    """A safe loader that remembers how numbers were written."""


def _construct_int(loader: _Loader, node: yaml.ScalarNode) -> WrittenInt:
    number = WrittenInt(loader.construct_yaml_int(node))
    number.written = node.value
    return number


_Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)


@dataclass(frozen=True)
class Unreadable:
    """A value that YAML itself refuses, such as the date 2026-02-30."""

    written: str


@dataclass(frozen=True)
class Written:
    """An object as a file holds it: nothing is known yet of its model nor of its fields."""

    place: Place
    model: str
    code: str
    values: dict[str, Any]  # without the code
    lines: dict[str, int]  # where each value is written


def read_folder(folder: Path) -> tuple[list[Written], list[Problem]]:
    """Read the ``*.yaml`` of ``folder``, in the order of their names.

    Raises ``ContentError`` when there is nothing to read.
    """
    if not folder.is_dir():
        raise ContentError([Problem(Place(str(folder)), "ce dossier n’existe pas.")])
    paths = sorted(path for path in folder.glob("*.yaml") if path.is_file())
    if not paths:
        raise ContentError([Problem(Place(str(folder)), "aucun fichier .yaml dans ce dossier.")])
    objects: list[Written] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], Place] = {}
    for path in paths:
        try:
            for written in read_text(_text_of(path), path.name, problems):
                first = seen.setdefault((written.model, written.code), written.place)
                if first is not written.place:
                    sentence = f"ce code est déjà celui de {first.file}, ligne {first.line}."
                    problems.append(Problem(written.place, sentence))
                objects.append(written)
        except ContentError as error:
            problems += error.problems
    return objects, problems


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ContentError([Problem(Place(path.name), "le fichier dépasse 5 Mo.")])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        place = Place(path.name, line)
        raise ContentError([Problem(place, "le fichier n’est pas écrit en UTF-8.")]) from None
    except OSError as error:
        sentence = f"le fichier ne peut pas être lu ({error.strerror})."
        raise ContentError([Problem(Place(path.name), sentence)]) from None


def read_text(text: str, file: str, problems: list[Problem]) -> Iterator[Written]:
    """Yield the objects of a YAML text; what is wrong with one of them goes to ``problems``.

    Raises ``ContentError`` when the text cannot be read at all.
    """
    loader = None
    try:
        _refuse_traps(text, file)
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            sentence = "une liste d’objets est attendue : « - model: … »."
            raise ContentError([Problem(Place(file, _line(root)), sentence)])
        for node in root.value:
            written = _object_of(loader, node, file, problems)
            if written:
                yield written
    except yaml.YAMLError as error:
        raise ContentError([_explained(error, text, file)]) from None
    finally:
        if loader:
            loader.dispose()


def _line(node: yaml.Node | yaml.Event) -> int:
    return node.start_mark.line + 1


def _refuse_traps(text: str, file: str) -> None:
    """Refuse, before anything is built, what can fill the memory: deep levels, most aliases.

    An alias of a short value is harmless; YAML tools write them for dates that come back.
    """
    depth = 0
    short: set[str] = set()
    for event in yaml.parse(text, Loader=_Base):
        if isinstance(event, yaml.ScalarEvent) and len(event.value) <= MAX_ALIAS:
            short.add(event.anchor)
        elif not isinstance(event, yaml.AliasEvent):
            short.discard(getattr(event, "anchor", None))
        elif event.anchor not in short:
            sentence = "ce renvoi de YAML (« *nom ») est refusé : recopiez la valeur."
            raise ContentError([Problem(Place(file, _line(event)), sentence)])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            sentence = "trop de niveaux imbriqués."
            raise ContentError([Problem(Place(file, _line(event)), sentence)])


def _object_of(
    loader: _Loader, node: yaml.Node, file: str, problems: list[Problem]
) -> Written | None:
    """Return the object of a node, or None and say why in ``problems``."""
    place = Place(file, _line(node))
    found: list[Problem] = []
    entry = _pairs(node, place, found)
    model = entry.pop("model", None)
    label = model.value.lower() if isinstance(model, yaml.ScalarNode) else ""
    place = Place(file, place.line, label)
    fields_node = entry.pop("fields", None)
    if "pk" in entry:
        entry.pop("pk")
        found.append(Problem(place, "« pk » est interdit : le code suffit, retirez cette ligne."))
    found += [Problem(place, f"« {name} » n’est ni « model » ni « fields ».") for name in entry]
    if not label:
        found.append(Problem(place, "« model » manque."))
    if not isinstance(fields_node, yaml.MappingNode):
        found.append(
            Problem(place, "« fields » manque, ou n’est pas une suite de « champ: valeur ».")
        )
        problems += found
        return None
    nodes = _pairs(fields_node, place, found)
    values = {name: _value_of(loader, value) for name, value in nodes.items()}
    code = values.pop("code", None)
    if isinstance(code, str) and code.strip():
        place = Place(file, place.line, label, code.strip())
    else:
        at_code = Place(file, place.line, label, fields=("code",))
        found.append(Problem(at_code, code_refused(code)))
    problems += [
        Problem(Place(file, it.place.line, label, place.code, it.place.fields), it.sentence)
        for it in found
    ]
    if found:
        return None
    lines = {name: _line(value) for name, value in nodes.items()}
    return Written(place, label, place.code, values, lines)


def _pairs(node: yaml.Node, place: Place, problems: list[Problem]) -> dict[str, yaml.Node]:
    """Return the keys of a mapping with the nodes of their values; a key given twice is refused."""
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(place, "« model: … » puis « fields: … » sont attendus."))
        return {}
    pairs: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(place, f"ligne {_line(key)}, un nom de champ est attendu."))
        elif key.value in pairs:
            twice = Place(place.file, _line(key), place.model, place.code, (key.value,))
            problems.append(Problem(twice, "ce nom est écrit deux fois."))
        else:
            pairs[key.value] = value
    return pairs


def _value_of(loader: _Loader, node: yaml.Node) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError):
        return Unreadable(node.value if isinstance(node, yaml.ScalarNode) else node.tag)


def code_refused(code: Any) -> str:
    """Return why ``code`` (what stands in its place) is no code."""
    if isinstance(code, WrittenInt):
        read = "" if str(int(code)) == code.written else f", {int(code)},"
        return (
            f"le code {code.written} est lu comme un nombre{read} "
            f'et non comme un texte : écrivez-le entre guillemets, "{code.written}".'
        )
    if code is None or code == "":
        return "« code » manque."
    return f"le code « {code} » n’est pas un texte : écrivez-le entre guillemets."


def _explained(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Return the French sentence for what PyYAML refused, with the last code written above it."""
    said = str(error)
    mark = getattr(error, "problem_mark", None)
    reason = next((ours for theirs, ours in _EXPLANATIONS.items() if theirs in said), "")
    sentence = "le fichier n’est pas du YAML bien écrit" + (f" : {reason}." if reason else ".")
    if mark is None:
        return Problem(Place(file), sentence)
    lines = text.splitlines()
    above = "\n".join(lines[: mark.line + 1])
    codes = re.findall(r"""\bcode: *["']?([\w-]+)""", above)
    if codes:
        sentence += f" La faute suit le code « {codes[-1]} »."
    if mark.line < len(lines):
        sentence += f" Ligne : « {lines[mark.line].strip()[:80]} »."
    return Problem(Place(file, mark.line + 1), sentence)
