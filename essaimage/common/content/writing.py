"""The content as canonical YAML: the same database always gives the same bytes.

One file per kind of content, each sheet followed by its rows, by order then by code. What holds its
default is left out. Texts of several lines, or long, are literal blocks; a code that looks like a
number is quoted; no line is folded.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils import timezone

from ..models import Keyed
from .layout import Key, content_fields, files, is_link, is_links, owner_of, rows_under
from .planning import Values
from .snapshot import Snapshot
from .values import Plain, default

HEADER = (
    "# Contenu d’Essaimage, Licence Ouverte 2.0 (voir LICENCE). Format : docs/contenu.md.\n"
    "# Mis en forme par « manage.py export_content ».\n"
)
LONG_TEXT = 80  # characters


class _Block(str):
    """A text to write as a literal block."""


class _Quoted(str):
    """A text to write between double quotes."""


class _Moment(str):
    """A date or a moment, in ISO form."""


class _Number(str):
    """A decimal number."""


class _InLine(list):
    """A list to write on one line."""


class _Dumper(yaml.SafeDumper):
    """PyYAML's own writer, never libyaml's: both do not fold and quote alike."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _scalar(tag: str, style: str | None = None) -> Any:
    return lambda dumper, value: dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", value, style)


_Dumper.add_representer(_Block, _scalar("str", "|"))
_Dumper.add_representer(_Quoted, _scalar("str", '"'))
_Dumper.add_representer(_Moment, _scalar("timestamp"))
_Dumper.add_representer(_Number, _scalar("float"))
_Dumper.add_representer(
    _InLine,
    lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, True),
)


@dataclass(frozen=True)
class Exported:
    """What an export did: names of files."""

    written: list[str]
    same: list[str]
    foreign: list[str]  # in the folder, of no use to the export: they may hold the same objects


def export(folder: Path) -> Exported:
    """Write the whole content in ``folder``; a file that is already right is not touched."""
    written, same = [], []
    texts = rendered_files()
    for name, text in texts.items():
        path = folder / name
        if text is None and not path.exists():
            continue
        content = (text or HEADER).encode()
        if path.exists() and path.read_bytes() == content:
            same.append(name)
            continue
        aside = path.with_name(f".{name}.new")
        aside.write_bytes(content)
        aside.replace(path)
        written.append(name)
    foreign = sorted(path.name for path in folder.glob("*.yaml") if path.name not in texts)
    return Exported(written, same, foreign)


def rendered_files() -> dict[str, str | None]:
    """Return the text of each file of fixtures, None for one that has nothing to hold."""
    rows = Snapshot().read()
    under: dict[tuple[type[Keyed], str], list[Key]] = defaultdict(list)
    roots: dict[type[Keyed], list[Key]] = defaultdict(list)
    models_by_label = {model._meta.label_lower: model for model in _all_models()}
    for key, values in rows.items():
        model = models_by_label[key[0]]
        owner = owner_of(model)
        if owner:
            under[model, values[model.fixture_owner]].append(key)
        else:
            roots[model].append(key)
    return {
        name: render(
            entry
            for model in in_file
            for key in _sorted(model, roots[model], rows)
            for entry in _with_rows(model, key, rows, under)
        )
        for name, in_file in files().items()
    }


def _all_models() -> list[type[Keyed]]:
    return [model for roots in files().values() for root in roots for model in _family(root)]


def _family(model: type[Keyed]) -> Iterator[type[Keyed]]:
    yield model
    for row in rows_under(model):
        yield from _family(row)


def _with_rows(
    model: type[Keyed], key: Key, rows: dict[Key, Values], under: dict
) -> Iterator[dict[str, Any]]:
    """Yield the entry of a row, then those of the rows written under it."""
    yield entry_of(model, key[1], rows[key])
    for row_model in rows_under(model):
        for row in _sorted(row_model, under[row_model, key[1]], rows):
            yield from _with_rows(row_model, row, rows, under)


def _sorted(model: type[Keyed], keys: list[Key], rows: dict[Key, Values]) -> list[Key]:
    """Sort by order then by code; a row that others of its model name comes before them."""
    ordered = sorted(keys, key=lambda key: (rows[key].get("order") or 0, key[1]))
    to_itself = [
        name
        for name, field in content_fields(model).items()
        if is_link(field) and field.related_model is model
    ]
    done: dict[Key, None] = {}
    begun: set[Key] = set()

    def visit(key: Key) -> None:
        if key in begun or key not in rows:
            return
        begun.add(key)
        for name in to_itself:
            visit((key[0], rows[key][name]))
        done[key] = None

    for key in ordered:
        visit(key)
    return list(done)


def entry_of(model: type[Keyed], code: str, values: Values) -> dict[str, Any]:
    """Return the entry of an object, as the fixture format has it, ready to be written."""
    fields: dict[str, Any] = {"code": _text(code)}
    for name, field in content_fields(model).items():
        if values[name] != default(field):
            fields[name] = _written(field, values[name])
    return {"model": model._meta.label_lower, "fields": fields}


def _written(field: models.Field, value: Plain) -> Any:
    if is_links(field):
        return _InLine(_InLine([_text(code)]) for code in value)
    if value is None:
        return None
    if is_link(field):
        return _InLine([_text(value)])
    if isinstance(field, models.DateTimeField):
        return _Moment(timezone.localtime(datetime.fromisoformat(value)).isoformat())
    if isinstance(field, models.DateField):
        return _Moment(value)
    if isinstance(field, models.DecimalField):
        whole, _, cents = value.partition(".")
        cents = cents.rstrip("0")
        return _Number(f"{whole}.{cents}") if cents else int(whole)
    if isinstance(value, str):
        # Only the fields that store texts tidy: elsewhere loaddata would keep the block's line end.
        return _text(value, may_be_block=hasattr(field, "stored_text"))
    return value


def _text(text: str, *, may_be_block: bool = False) -> str:
    if may_be_block and ("\n" in text or len(text) > LONG_TEXT):
        return _Block(f"{text}\n")
    # 08 is a text for PyYAML and a number for other readers: whoever copies it must see quotes.
    return _Quoted(text) if re.match(r"[-+.]?\d[^ ]*$", text) else text


def render(entries: Iterable[dict[str, Any]]) -> str | None:
    """Return the text of a file of fixtures, None when it has nothing to hold."""
    blocks = [
        yaml.dump(
            [entry],
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=False,
            width=float("inf"),
        )
        for entry in entries
    ]
    return HEADER + "\n" + "\n".join(blocks) if blocks else None
