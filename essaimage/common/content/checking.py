"""From written objects to incoming ones: models, fields, values, and links that lead somewhere."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from .layout import Key, content_fields, content_models, is_link, is_links, target_label
from .planning import Incoming, Link
from .problems import Place, Problem
from .reading import Written
from .values import RefusedError, default, read

CODE = r"[A-Za-z0-9][A-Za-z0-9_-]*"


def all_links() -> dict[str, dict[str, Link]]:
    """Return the fields that name other objects, by label of model."""
    return {
        label: {
            name: Link(target_label(field), not field.null, is_links(field))
            for name, field in content_fields(model).items()
            if is_link(field) or is_links(field)
        }
        for label, model in content_models().items()
    }


def check(objects: Iterable[Written], problems: list[Problem]) -> dict[Key, Incoming]:
    """Return the objects whose every value is one its field takes; the others go to ``problems``."""
    incoming: dict[Key, Incoming] = {}
    for written in objects:
        model = content_models().get(written.model)
        if model is None:
            problems.append(Problem(written.place, "ce modèle n’existe pas dans le contenu."))
            continue
        found = _code_problems(written, model._meta.get_field("code").max_length)
        fields = content_fields(model)
        values = {name: default(field) for name, field in fields.items()}
        for name, raw in written.values.items():
            place = place_of(written, name)
            if name in fields:
                try:
                    values[name] = read(fields[name], raw)
                except RefusedError as error:
                    found.append(Problem(place, str(error)))
            elif name not in model.desk_fields:
                found.append(Problem(place, _unknown(name, fields)))
            elif raw is not None:
                sentence = "ce champ appartient à l’administration : retirez-le des fixtures."
                found.append(Problem(place, sentence))
        found += _missing(written, fields, values)
        problems += found
        if not found:
            incoming[written.model, written.code] = Incoming(
                (written.model, written.code), values, written.place
            )
    return incoming


def place_of(written: Written, *names: str) -> Place:
    """Return where the fields ``names`` of an object are written."""
    lines = [written.lines[name] for name in names if name in written.lines]
    line = lines[0] if lines else written.place.line
    return Place(written.place.file, line, written.model, written.code, names)


def unresolved(incoming: Mapping[Key, Incoming], codes: Mapping[str, set[str]]) -> list[Problem]:
    """Return a problem for each code that is neither in the fixtures nor in the database."""
    problems = []
    links = all_links()
    for entry in incoming.values():
        for name, link in links[entry.key[0]].items():
            named = entry.values[name] if link.is_many else [entry.values[name]]
            for code in named:
                if code is None or (link.target, code) in incoming or code in codes[link.target]:
                    continue
                place = Place(entry.place.file, entry.place.line, *entry.key, (name,))
                problems.append(
                    Problem(place, f"aucun objet {link.target} n’a le code « {code} ».")
                )
    return problems


def _code_problems(written: Written, max_length: int) -> list[Problem]:
    place = place_of(written, "code")
    if not re.fullmatch(CODE, written.code):
        sentence = "un code s’écrit avec des lettres sans accent, des chiffres, « - » et « _ »."
        return [Problem(place, sentence)]
    if len(written.code) > max_length:
        return [Problem(place, f"ce code dépasse {max_length} caractères.")]
    return []


def _missing(written: Written, fields: Mapping, values: Mapping) -> list[Problem]:
    """Return a problem for each field that has no value and cannot do without."""
    return [
        Problem(place_of(written, name), "ce champ est obligatoire.")
        for name, field in fields.items()
        if name not in written.values and not field.blank and values[name] in (None, "", [])
    ]


def _unknown(name: str, fields: Mapping) -> str:
    near = get_close_matches(name, fields, n=1)
    return "ce champ n’existe pas" + (f" ; vouliez-vous « {near[0]} » ?" if near else ".")
