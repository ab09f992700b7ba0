"""Rows any test may need: sources, sheets, terms, people, messages."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from essaimage.common import models as common
from essaimage.common.versions import digest, snapshot
from essaimage.common.versions.trees import compact
from essaimage.desk.corrections import receiving
from essaimage.desk.corrections.points import point_of
from essaimage.desk.links.addresses import site_of
from essaimage.desk.links.models import LinkCheck, LinkResult
from essaimage.desk.models import Correction, ImportRun, Invitation, Message, Subject, TableExport
from essaimage.desk.twins.models import TwinsApart
from essaimage.search.models import Miss, SynonymGroup

_numbers = count(1)


def next_number() -> int:
    """A number that no other row of the tests bears."""
    return next(_numbers)


def today() -> date:
    """The day it is in Paris."""
    return timezone.localdate()


def make_source(**values: Any) -> common.Source:
    """A source dated two months ago."""
    number = next_number()
    defaults = {
        "publisher": "Observatoire des réseaux",
        "title": f"Rapport {number}",
        "url": f"https://exemple.fr/rapport-{number}",
        "date": today() - timedelta(days=60),
    }
    return common.Source.objects.create(**defaults | values)


def make_citation(fiche: common.Fiche, **values: Any) -> common.Citation:
    """A fact about ``fiche``, in the table of its kind, from a dated source."""
    defaults = {
        "source": values.pop("source", None) or make_source(),
        "establishes": common.Establishes.EXISTENCE,
        "fact": f"Un fait, numéro {next_number()}.",
    }
    return fiche.citations.create(**defaults | values)


def _free_slug(model: type[Model], title: str) -> str:
    slug = slugify(title)[:70]
    return f"{slug}-{next_number()}" if model.objects.filter(slug=slug).exists() else slug


def make_fiche(model: type[common.Fiche], word: str, *, dated: bool = True, **values: Any) -> Any:
    """Create a sheet of ``model``; values that name a many-to-many field are set once it exists."""
    title = values.setdefault("title", f"{word} {next_number()}")
    slug = values.setdefault("slug", _free_slug(model, title))
    defaults = {
        "code": slug,
        "summary": f"Ce qu’il faut savoir de « {title} ».",
        "body": "Un paragraphe.\n\nUn autre paragraphe.",
        "status": common.Status.PUBLISHED,
        "published_at": timezone.now() - timedelta(days=30),
    }
    links = {
        field.name: values.pop(field.name)
        for field in model._meta.many_to_many
        if field.name in values
    }
    fiche = model.objects.create(**defaults | values)
    for name, linked in links.items():
        getattr(fiche, name).set(linked)
    if dated:
        make_citation(fiche)
    return fiche


def make_term(**values: Any) -> common.Term:
    """A published term of the glossary."""
    return make_fiche(common.Term, "Terme", **values)


def make_synonym(term: common.Term | None = None, **values: Any) -> common.Synonym:
    """Another word for ``term``."""
    values.setdefault("word", f"mot {next_number()}")
    return common.Synonym.objects.create(term=term or make_term(), **values)


def keyed(model: type[Model], code: str, **defaults: Any) -> Any:
    """The row of ``model`` with this code, made when it is missing."""
    return model.objects.get_or_create(code=code, defaults=defaults)[0]


def reference(model: type[common.Reference], code: str, **values: Any) -> Any:
    """The reference row with this code; its label is the code, said."""
    label = code.replace("_", " ").capitalize()
    return keyed(model, code, **{"label": label, "definition": f"{label} : définition."} | values)


def as_rows(make: Any, given: Iterable[Any]) -> list[Any]:
    """Turn codes into rows; rows stay as they are."""
    return [make(row) if isinstance(row, str) else row for row in given]


def make_message(**values: Any) -> Message:
    """A message from the contact page, to be handled."""
    defaults = {"subject": Subject.QUESTION, "email": "visite@exemple.fr", "text": "Une question."}
    return Message.objects.create(**defaults | values)


def make_correction(
    fiche: common.Keyed | None = None, point: str = "summary", **values: Any
) -> Correction:
    """An error reported on ``fiche`` (a term when none is given), to be settled."""
    fiche = fiche or make_term()
    given = {name: values.pop(name, "") for name in ("evidence", "email", "sender_key")}
    proposed = values.pop("proposed", "Un autre résumé.")
    correction = receiving.keep(fiche, point_of(fiche, point), proposed=proposed, **given)
    if values:
        Correction.objects.filter(pk=correction.pk).update(**values)
        correction.refresh_from_db()
    return correction


def make_move(fiche: common.Fiche | None = None, **values: Any) -> common.Move:
    """A step that a sheet (a term when none is given) took: sent to review."""
    fiche = fiche or make_term()
    defaults = {
        "model_label": fiche._meta.label_lower,
        "fiche_code": fiche.code,
        "step": common.Step.SUBMIT,
        "from_status": common.Status.DRAFT,
        "to_status": common.Status.TO_REVIEW,
    }
    return common.Move.objects.create(**defaults | values)


def make_import_run(**values: Any) -> ImportRun:
    """An import of schemes that was confirmed."""
    defaults = {
        "kind": "dispositifs",
        "state": "confirme",
        "file_name": f"tableau-{next_number()}.csv",
        "checksum": "0" * 64,
        "author_name": "La rédaction",
        "confirmed_at": timezone.now(),
    }
    return ImportRun.objects.create(**defaults | values)


def make_table_export(**values: Any) -> TableExport:
    """An export of no scheme at all."""
    defaults = {"mark": f"repere-{next_number()}", "kind": "dispositifs", "lines": 0}
    return TableExport.objects.create(**defaults | {"values": b""} | values)


def make_editor(*groups: str, **values: Any) -> User:
    """Someone who enters the admin, in ``groups`` (« rédaction », « publication »).

    ``make_editor(is_superuser=True)`` may do everything. The password is « mot-de-passe-long ».
    """
    values.setdefault("username", f"editeur-{next_number()}")
    user = User.objects.create_user(password="mot-de-passe-long", is_staff=True, **values)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_synonym_group(*words: str, **values: Any) -> SynonymGroup:
    """Words that find each other, unless ``sense`` and ``others`` say otherwise."""
    defaults = {
        "name": f"Groupe {next_number()}",
        "words": "\n".join(words or ("truc", "machin")),
    }
    return SynonymGroup.objects.create(**defaults | values)


def make_frequent_question(**values: Any) -> common.FrequentQuestion:
    """A frequent question, answered by a sheet that may not exist."""
    number = next_number()
    defaults = {
        "question": f"Qui paie, question {number} ?",
        "answer": "Personne.",
        "target": "modele:x",
    }
    return common.FrequentQuestion.objects.create(**defaults | values)


def make_version(fiche: common.Fiche | None = None, **values: Any) -> common.Version:
    """The next version of a sheet, as it stands."""
    fiche = fiche or make_term()
    tree = snapshot(fiche)
    number = common.Version.objects.of(fiche).count() + 1
    defaults = {"title": fiche.title, "status": fiche.status, "number": number}
    defaults |= {"values": compact(tree), "digest": digest(tree), "fiche_code": fiche.code}
    label = fiche._meta.label_lower
    return common.Version.objects.create(**defaults | {"model_label": label} | values)


def make_invitation(**values: Any) -> Invitation:
    """Somebody asked in for a week, to « rédaction »; nobody has the link."""
    number = next_number()
    defaults = {
        "first_name": "Camille",
        "email": f"camille{number}@exemple.fr",
        "digest": f"{number:064}",
        "expires_at": timezone.now() + timedelta(days=7),
    }
    values["group"] = Group.objects.get(name=values.get("group", "rédaction"))
    return Invitation.objects.create(**defaults | values)


def make_twins_apart(**values: Any) -> TwinsApart:
    """Two terms that look alike and are two things."""
    number = next_number()
    defaults = {"first": f"common.term:a-{number}", "second": f"common.term:b-{number}"}
    return TwinsApart.objects.create(**defaults | values)


def make_link_check(**values: Any) -> LinkCheck:
    """An outgoing address, not visited yet; ``result`` gives it a visit of today."""
    values.setdefault("address", f"https://exemple.fr/page-{next_number()}")
    values.setdefault("site", site_of(values["address"]))
    if values.get("result"):
        values["checked_at"] = values.get("checked_at") or timezone.now()
        if values["result"] != LinkResult.ALIVE:
            values = {"failures": 1, "first_failed_at": values["checked_at"]} | values
    return LinkCheck.objects.create(**values)


def make_miss(**values: Any) -> Miss:
    """Words that were searched in vain once, today."""
    defaults = {"word": f"introuvable {next_number()}", "times": 1, "last_seen": today()}
    return Miss.objects.create(**defaults | values)
