"""Rows of ``dispositifs``: schemes, partners and all that stands with them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Model

from dispositifs import choices
from dispositifs import models as schemes
from models_catalog import models as catalog

from .catalog import make_case, make_model, make_phase, make_question
from .ground import as_rows, make_fiche, make_source, reference, today


def make_nature(code: str = "subvention", **values: Any) -> schemes.Nature:
    """The nature ``code``."""
    return reference(schemes.Nature, code, **values)


def make_beneficiaire(code: str = "association", **values: Any) -> schemes.Beneficiaire:
    """The kind of applicant ``code``."""
    return reference(schemes.Beneficiaire, code, **values)


def make_public(code: str = "jeunes", **values: Any) -> schemes.Public:
    """The people accompanied ``code``."""
    return reference(schemes.Public, code, **values)


def make_partenaire(**values: Any) -> schemes.Partenaire:
    """A published partner."""
    values.setdefault("kind", choices.PartenaireKind.FONDATION)
    return make_fiche(schemes.Partenaire, "Partenaire", **values)


def make_dispositif(*, partenaires: Iterable[Any] = (), **values: Any) -> schemes.Dispositif:
    """A published scheme, open everywhere; each of ``partenaires`` runs it."""
    makers = {"natures": make_nature, "beneficiaires": make_beneficiaire, "publics": make_public}
    for name, make in (makers | {"phases": make_phase}).items():
        values[name] = as_rows(make, values.get(name, []))
    values.setdefault("echelle", choices.Echelle.NATIONALE)
    if values.setdefault("ruralite", choices.Ruralite.OUVERT) != choices.Ruralite.OUVERT:
        values.setdefault("ruralite_reason", "La page officielle le dit.")
    dispositif = make_fiche(schemes.Dispositif, "Dispositif", **values)
    for partenaire in as_rows(lambda slug: make_partenaire(title=slug, slug=slug), partenaires):
        make_role(dispositif, partenaire=partenaire)
    return dispositif


def _of_dispositif(model: type[Model], dispositif: Any, **values: Any) -> Any:
    values["source"] = values.get("source") or make_source()
    return model.objects.create(dispositif=dispositif or make_dispositif(), **values)


def make_role(dispositif: Any = None, **values: Any) -> schemes.Role:
    """A partner who runs a scheme."""
    values["partenaire"] = values.get("partenaire") or make_partenaire()
    return _of_dispositif(schemes.Role, dispositif, **{"kind": choices.RoleKind.PILOTE} | values)


def make_suitability(dispositif: Any = None, **values: Any) -> schemes.Suitability:
    """A model that the editors advise for a scheme."""
    values["model"] = values.get("model") or make_model()
    values.setdefault("reason", "Le réseau porte la demande.")
    return schemes.Suitability.objects.create(dispositif=dispositif or make_dispositif(), **values)


def make_scheme_use(case: catalog.CaseStudy | None = None, **values: Any) -> schemes.SchemeUse:
    """A scheme that a pioneer used."""
    values["case"] = case or make_case()
    values.setdefault("text", "Payer la première étude.")
    return _of_dispositif(schemes.SchemeUse, values.pop("dispositif", None), **values)


def make_coverage(dispositif: Any = None, **values: Any) -> schemes.Coverage:
    """A territory covered by a scheme: all of France."""
    values.setdefault("kind", choices.CoverageKind.FRANCE)
    return _of_dispositif(schemes.Coverage, dispositif, **values)


def make_guichet(dispositif: Any = None, **values: Any) -> schemes.Guichet:
    """Whom to call about a scheme."""
    values.setdefault("role", "Direction régionale")
    return _of_dispositif(schemes.Guichet, dispositif, **values)


def make_window(dispositif: Any = None, **values: Any) -> schemes.Window:
    """A time to apply, open for the next two months."""
    defaults = {"label": "Appel à projets", "closes": today() + timedelta(days=60)}
    return _of_dispositif(schemes.Window, dispositif, **defaults | values)


def make_montant(dispositif: Any = None, **values: Any) -> schemes.Montant:
    """An amount, in euros: at most 10 000 for a project."""
    if "rate" not in values and "minimum" not in values:
        values.setdefault("maximum", 10_000)
    values.setdefault("nature", choices.MontantNature.SUBVENTION)
    return _of_dispositif(schemes.Montant, dispositif, **values)


def make_condition(dispositif: Any = None, **values: Any) -> schemes.Condition:
    """A condition told by its sentence."""
    defaults = {"kind": choices.ConditionKind.AUTRE, "sentence": "Avoir un lieu d’accueil."}
    return _of_dispositif(schemes.Condition, dispositif, **defaults | values)


def make_dispositif_repere(**values: Any) -> schemes.DispositifRepere:
    """A scheme of which one line is known."""
    values["nature"] = values.get("nature") or make_nature()
    values["source"] = values.get("source") or make_source()
    defaults = {"name": "Un appui", "echelle": choices.Echelle.LOCALE, "fact": "Il existe."}
    return schemes.DispositifRepere.objects.create(**defaults | values)


def make_question_help(dispositif: Any = None, **values: Any) -> schemes.QuestionHelp:
    """A key question that a scheme helps to work on."""
    values["question"] = values.get("question") or make_question()
    values.setdefault("reason", "Il paie le temps d’y réfléchir.")
    return schemes.QuestionHelp.objects.create(dispositif=dispositif or make_dispositif(), **values)
