"""Every promise of the database: what breaks it, and the French sentence the editor then reads.

A constraint is found by the end of its name, without « app_model_ » when sheets share it. One that
has no case here fails the suite.
"""

from datetime import date, timedelta
from typing import Any, get_type_hints

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone

from essaimage.common.models import Citation, LoadedObject, SlugRedirect
from essaimage.common.typography import typographie
from tests import factories

OURS = ("essaimage", "models_catalog", "dispositifs")
EVERY = [
    (model, constraint)
    for model in apps.get_models()
    if model.__module__.startswith(OURS)
    for constraint in model._meta.constraints
]
TWIN = "twin"  # a second row with the same values

# What breaks a constraint that several models share.
SHARED: dict[str, dict[str, Any]] = {
    "code_filled": {"code": ""},
    "status_known": {"status": "?"},
    "title_filled": {"title": ""},
    "slug_free": {"slug": "comparer"},
    "summary_short": {"summary": "x" * 301},
    "published_complete": {"published_at": None},
    "ends_after_publication": {"ends_at": timezone.now() - timedelta(days=300)},
    "review_bounded": {"review_months": 0},
    "establishes_known": {"establishes": "?"},
    "confidence_known": {"confidence": "?"},
    "fact_filled": {"fact": ""},
    "kind_known": {"kind": "?"},
    "date_precision_known": {"date_precision": "?"},
    "says_something": {"fact": ""},
}

# What breaks a constraint of one model, by its name without the application's.
OWN: dict[str, dict[str, Any] | str] = {
    "loadedobject_once": TWIN,
    "slugredirect_one_target": TWIN,
    "version_once": TWIN,
    "version_origin_known": {"origin": "?"},
    "source_extent_known": {"extent": "?"},
    "source_url_whole": {"url": "https://exemple.fr/un-titre-coup…"},
    "source_reading_has_reason": {"is_worth_reading": True},
    "synonym_direction_known": {"direction": "?"},
    "synonym_once_per_term": TWIN,
    "synonymgroup_sense_known": {"sense": "?"},
    "synonymgroup_basis_known": {"basis": "?"},
    "synonymgroup_named": {"words": ""},
    "synonymgroup_says_the_others": {"others": "autre"},
    "synonymgroup_attested_by": {"basis": "attestee"},
    "region_zone_known": {"zone": "?"},
    "zonageversion_one_current": TWIN,
    "zonageversion_has_rows": {"row_count": 0},
    "classement_once": TWIN,
    "temoin_once": TWIN,
    "message_subject_known": {"subject": "?"},
    "message_text_filled": {"text": ""},
    "correction_status_known": {"status": "?", "handled_at": timezone.now()},
    "correction_says_something": {"proposed": ""},
    "correction_settled_is_dated": {"handled_at": timezone.now()},
    "correction_refused_says_why": {"status": "refusee", "handled_at": timezone.now()},
    "invitation_accepted_or_revoked": {
        "accepted_at": timezone.now(),
        "revoked_at": timezone.now(),
    },
    "invitation_one_waiting": {"email": lambda row: factories.make_invitation().email.upper()},
    "tableexport_marked": {"mark": ""},
    "importrun_state_known": {"state": "?"},
    "importrun_done_is_dated": {"confirmed_at": None},
    "move_step_known": {"step": "?"},
    "move_from_status_known": {"from_status": "?"},
    "move_to_status_known": {"to_status": "?"},
    "move_sent_back_with_a_note": {"step": "renvoyer"},
    "twinsapart_once": TWIN,
    "twinsapart_in_order": {"first": "z", "second": "a"},
    "linkcheck_result_known": {"result": "?", "checked_at": timezone.now()},
    "linkcheck_address_filled": {"address": ""},
    "linkcheck_told_when_visited": {"result": "vivant"},
    "linkcheck_failures_dated": {"failures": 1},
    "miss_word_filled": {"word": ""},
    "miss_was_seen": {"times": 0},
    "fit_text_filled": {"text": ""},
    "trait_one_per_cell": TWIN,
    "trait_value_filled": {"value": ""},
    "keyquestion_theme_known": {"theme": "?"},
    "answer_once_per_question": TWIN,
    "answer_name_open": {"slug": "je-ne-sais-pas"},
    "answer_label_filled": {"label": ""},
    "answer_exit_known": {"exit": "?"},
    "answer_not_ready_says_what_to_do": {"exit": "pas-encore-pret"},
    "affinity_once": TWIN,
    "affinity_weight_bounded": {"weight": 3},
    "affinity_explained": {"reason": ""},
    "implication_once": TWIN,
    "implication_text_filled": {"text": ""},
    "casestudy_terrain_known": {"terrain": "?"},
    "casestudy_outcome_known": {"outcome": "?", "outcome_on": date(2020, 1, 1), "failure": "Oui."},
    "casestudy_founded_precision_known": {"founded_precision": "?"},
    "casestudy_end_is_told": {"outcome": "arrete", "failure": "Plus de salle."},
    "adoption_basis_known": {"basis": "?"},
    "adoption_in_order": {"started": date(2020, 1, 2), "ended": date(2020, 1, 1)},
    "figure_not_negative": {"value": -1},
    "illustration_once": TWIN,
    "frequentquestion_is_answered": {"answer": ""},
    "questionhelp_once": TWIN,
    "questionhelp_has_reason": {"reason": ""},
    "caserepere_model_has_basis": {"basis": "nomme"},
    "dispositifrepere_echelle_known": {"echelle": "?"},
    "dispositifrepere_ruralite_known": {"ruralite": "?"},
    "dispositifrepere_vie_known": {"vie": "?"},
    "dispositif_vie_known": {"vie": "?"},
    "dispositif_echelle_known": {"echelle": "?"},
    "dispositif_ruralite_known": {"ruralite": "?", "ruralite_reason": "La page le dit."},
    "dispositif_porteur_attendu_known": {"porteur_attendu": "?"},
    "dispositif_acces_known": {"acces": "?"},
    "dispositif_recurrence_known": {"recurrence": "?"},
    "dispositif_ended_precision_known": {"ended_precision": "?"},
    "dispositif_ended_has_date": {"vie": "termine"},
    "dispositif_running_has_no_end": {"ended_on": date(2024, 1, 1)},
    "dispositif_replaced_says_by_what": {"vie": "remplace"},
    "dispositif_not_its_own_heir": {"replaced_by": lambda row: row},
    "dispositif_not_its_own_parent": {"programme": lambda row: row},
    "dispositif_rural_has_reason": {"ruralite": "rural_reserve"},
    "role_once": TWIN,
    "suitability_once": TWIN,
    "suitability_has_reason": {"reason": ""},
    "schemeuse_once": TWIN,
    "schemeuse_used_precision_known": {"used_precision": "?"},
    "coverage_mode_known": {"mode": "?"},
    "coverage_names_its_place": {"kind": "region"},
    "guichet_says_whom": {"role": ""},
    "window_opens_precision_known": {"opens_precision": "?"},
    "window_closes_precision_known": {"closes_precision": "?"},
    "window_has_a_date": {"opens": None, "closes": None},
    "window_in_order": {"opens": date(2026, 1, 2), "closes": date(2026, 1, 1)},
    "montant_nature_known": {"nature": "?"},
    "montant_unit_known": {"unit": "?"},
    "montant_says_something": {"maximum": None},
    "montant_in_order": {"minimum": 2, "maximum": 1},
    "montant_not_negative": {"minimum": -1},
    "montant_rate_is_a_share": {"rate": 20, "base": ""},
    "condition_operator_known": {"operator": "?", "value": "1"},
    "condition_is_told": {"sentence": ""},
    "condition_compares_numbers": {"operator": "au_plus", "value": "1"},
}

MAKERS = {
    get_type_hints(make)["return"]: make
    for make in (getattr(factories, name) for name in factories.__all__)
} | {
    LoadedObject: lambda: LoadedObject.objects.create(
        model_label="common.term", code=factories.make_source().code, fields={}
    ),
    SlugRedirect: lambda: SlugRedirect.objects.create(
        model_label="common.term", slug=factories.make_source().code, fiche_code="x"
    ),
}


def case_of(model: type[models.Model], constraint: models.BaseConstraint) -> dict | str | None:
    """Return what breaks ``constraint``, or None when nobody wrote it."""
    own = constraint.name.removeprefix(f"{model._meta.app_label}_")
    return OWN.get(own) or SHARED.get(own.removeprefix(f"{model._meta.model_name}_"))


def make_row(model: type[models.Model]) -> models.Model:
    """Return a valid row of ``model``."""
    if issubclass(model, Citation):
        return factories.make_citation(make_row(model._meta.get_field("fiche").related_model))
    return MAKERS[model]()


def changes_for(model: type[models.Model], constraint: models.BaseConstraint, row) -> dict:
    """Return the values that make ``row`` break ``constraint``."""
    case = case_of(model, constraint)
    if case == TWIN:
        first = make_row(model)
        return {name: getattr(first, name) for name in constraint.fields}
    return {name: value(row) if callable(value) else value for name, value in case.items()}


def broken_by(row: models.Model) -> dict[str, str]:
    """Return the constraints that ``row`` breaks, each with its sentence."""
    broken = {}
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)
        except ValidationError as error:
            broken[constraint.name] = " ".join(error.messages)
    return broken


def test_every_constraint_has_a_case_that_breaks_it():
    without = [constraint.name for model, constraint in EVERY if case_of(model, constraint) is None]

    assert without == []


def test_no_case_is_left_without_its_constraint():
    names = {constraint.name.split("_", 1)[1] for _, constraint in EVERY}
    names |= {name.removeprefix("catalog_") for name in names}

    assert [name for name in OWN if name not in names] == []


each_constraint = pytest.mark.parametrize(
    ("model", "constraint"), EVERY, ids=[constraint.name for _, constraint in EVERY]
)


@each_constraint
@pytest.mark.django_db
def test_the_database_refuses_what_breaks_a_constraint(model, constraint):
    row = make_row(model)
    changes = changes_for(model, constraint, row)

    # PostgreSQL finds a text too long before it looks at constraints: a DataError.
    with pytest.raises((IntegrityError, DataError)) as refusal, transaction.atomic():
        model.objects.filter(pk=row.pk).update(**changes)
    for name, value in changes.items():
        setattr(row, name, value)
    broken = broken_by(row)

    assert constraint.name in broken
    if isinstance(constraint, models.CheckConstraint) and type(refusal.value) is IntegrityError:
        assert any(name in str(refusal.value) for name in broken)


@each_constraint
@pytest.mark.django_db
def test_the_editor_reads_a_french_sentence(model, constraint):
    row = make_row(model)
    assert broken_by(row) == {}
    for name, value in changes_for(model, constraint, row).items():
        setattr(row, name, value)

    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()

    assert broken_by(row)[constraint.name] == constraint.get_violation_error_message()
    assert constraint.get_violation_error_message() in refusal.value.messages


@each_constraint
def test_the_sentence_is_printed_as_french_is(constraint, model):
    sentence = constraint.get_violation_error_message()

    assert sentence == typographie(sentence)
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "model", sorted({model for model, _ in EVERY}, key=str), ids=lambda model: model.__name__
)
@pytest.mark.django_db
def test_two_rows_never_share_what_is_unique(model):
    unique = [field.name for field in model._meta.fields if field.unique and not field.primary_key]
    first, second = make_row(model), make_row(model)

    for name in unique if first.pk != second.pk else []:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=second.pk).update(**{name: getattr(first, name)})
        twin = model.objects.get(pk=second.pk)
        setattr(twin, name, getattr(first, name))
        with pytest.raises(ValidationError, match="Déjà pris"):
            twin.validate_unique()
