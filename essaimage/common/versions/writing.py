"""Writes a version back, each row after those it names; every refusal in French, or everything written."""

from django.db import models, transaction
from django.utils.text import capfirst

from ..content.applying import Applying
from ..content.layout import Key, content_models
from ..content.planning import Incoming, Plan, Values
from ..content.problems import Problem
from ..models import Fiche, Keyed, new_code
from ..publication import NO_DATED_CITATION, published_without_evidence
from ..typography import typographie
from .saying import label_of, links_in
from .trees import Tree, flat, kept_fields


class RestorationRefusedError(Exception):
    """The version cannot be put back; nothing was written. ``sentences`` say why, in French."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = [typographie(sentence) for sentence in sentences]
        super().__init__(" ".join(self.sentences))


class _Rows:
    """The rows that a restoration may touch or name: what ``Applying`` asks of a snapshot."""

    def __init__(self, found: Tree, target: Tree) -> None:
        self.instances: dict[Key, Keyed] = {}
        self.keys: dict[str, dict[str, int]] = {label: {} for label in content_models()}
        for label, codes in links_in(target).items():
            rows = content_models()[label]._base_manager.filter(code__in=codes)
            self.keys[label] |= dict(rows.values_list("code", "pk"))
        for label, held in found.items():
            rows = content_models()[label]._base_manager.in_bulk(sorted(held), field_name="code")
            for code, row in rows.items():
                self.instances[label, code] = row
                self.keys[label][code] = row.pk


class _Writing(Applying):
    """A version being written."""

    fields_of = staticmethod(kept_fields)

    def _origin(self, key: Key) -> str:
        return "aujourd’hui dans la base"


def write(root: Key, found: Tree, target: Tree) -> Keyed:
    """Bring the sheet ``root`` from ``found``, what the database holds, to ``target``; return it.

    Raises ``RestorationRefusedError``: the caller's transaction is then to be taken back.
    """
    label, code = root
    target = _with_free_codes(root, found, target)
    rows = _Rows(found, target)
    now, then = flat(found), flat(target)
    again = {key for key in then if key in now and key[0] != label and _may_collide(key, now, then)}
    doomed = [key for key in now if key not in then or key in again]
    try:
        with transaction.atomic():
            for key in doomed:
                rows.instances.pop(key).delete()
                rows.keys[key[0]].pop(key[1])
    except (models.ProtectedError, models.RestrictedError) as error:
        raise RestorationRefusedError([_in_the_way(error)]) from None
    work = Plan()
    for key, values in then.items():
        before = {} if key in again else now.get(key, {})
        changed = {name: value for name, value in values.items() if before.get(name) != value}
        if not before:
            work.creations[key] = values
        elif changed:
            work.updates[key] = changed
    incoming = {key: Incoming(key, values) for key, values in then.items()}
    writing = _Writing(work, incoming, rows)
    writing.run()
    if writing.problems:
        raise RestorationRefusedError([sentence_of(problem) for problem in writing.problems])
    fiche = content_models()[label]._base_manager.get(code=code)
    if isinstance(fiche, Fiche):
        if published_without_evidence(type(fiche)).filter(pk=fiche.pk).exists():
            raise RestorationRefusedError([NO_DATED_CITATION])
        # Rows alone may have changed: forms left open see it.
        fiche.save(update_fields=["updated_at"])
    return fiche


def _with_free_codes(root: Key, found: Tree, target: Tree) -> Tree:
    """Return ``target``, where a row that another sheet holds today comes back under another code."""
    freed: Tree = {}
    for label, rows in target.items():
        new = set() if label == root[0] else rows.keys() - found.get(label, {}).keys()
        model = content_models()[label]
        taken = set(model._base_manager.filter(code__in=new).values_list("code", flat=True))
        freed[label] = {
            new_code() if code in taken else code: values for code, values in rows.items()
        }
    return freed


def _may_collide(key: Key, now: dict[Key, Values], then: dict[Key, Values]) -> bool:
    """Whether a row changes something that must differ from its neighbours, which may change as well."""
    together = {
        name
        for constraint in content_models()[key[0]]._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
    }
    return any(now[key].get(name) != then[key].get(name) for name in together)


def _in_the_way(error: models.ProtectedError | models.RestrictedError) -> str:
    held = getattr(error, "protected_objects", None) or error.restricted_objects
    names = ", ".join(sorted(f"« {each} »" for each in held)[:3])
    return f"D’autres contenus s’appuient sur une ligne que cette version n’a pas : {names}."


def sentence_of(problem: Problem) -> str:
    """Say a refusal to an editor: the kind of row, the fields, the reason."""
    model = content_models().get(problem.place.model)
    if model is None:
        return capfirst(problem.sentence)
    fields = kept_fields(model)
    named = [label_of(fields[name]) for name in problem.place.fields if name in fields]
    about = ", ".join([capfirst(str(model._meta.verbose_name)), *named])
    return f"{about} : {problem.sentence}"
