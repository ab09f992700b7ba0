"""Properties of eligibility on random rules and projects, and of the bitmaps that stand in for it in lists."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dispositifs.choices import Verdict
from dispositifs.coverage import Place, Relation, standing
from dispositifs.eligibility import Project, judge
from dispositifs.reasons import ROW_LENGTH
from dispositifs.verdicts import reaches_in, standings_by_place, verdicts_in

from .eligibility_strategies import Held, places, projects, schemes

NOW_UNKNOWN = {"population": None, "zonages": {}}
SETTLED = {Verdict.OUI, Verdict.NON}


@settings(max_examples=500, deadline=None)
@given(schemes, projects, st.data())
def test_learning_something_only_ever_settles_what_was_to_confirm(scheme, project, data):
    known = judge(scheme, project).verdict

    less = judge(scheme, _knowing_less(project, data)).verdict

    assert less in (known, Verdict.A_VERIFIER)


def _knowing_less(project, data):
    """Forget some of what is known of the place, and the legal form when it counts."""
    place = project.place
    if place is not None:
        kept = data.draw(st.sets(st.sampled_from(sorted(place.zonages)))) if place.zonages else ()
        population = data.draw(st.sampled_from([place.population, None]))
        zonages = {code: place.zonages[code] for code in kept}
        place = replace(place, population=population, zonages=zonages)
    forgets_form = project.forme and data.draw(st.booleans())
    place = data.draw(st.sampled_from([place, place, None]))
    return replace(project, place=place, forme="inconnue" if forgets_form else project.forme)


@settings(max_examples=300, deadline=None)
@given(schemes, projects)
def test_saying_the_legal_form_never_swaps_yes_and_no(scheme, project):
    unasked = judge(scheme, replace(project, forme="")).verdict

    asked = judge(scheme, project).verdict

    assert {unasked, asked} != SETTLED
    assert unasked != Verdict.NON or asked == Verdict.NON


@settings(max_examples=300, deadline=None)
@given(schemes, projects)
def test_every_judgement_gives_a_reason_short_enough_for_a_row(scheme, project):
    found = judge(scheme, project)

    assert found.reason
    assert found.reason[0] == found.reason[0].upper()
    assert len(found.reason) <= ROW_LENGTH + 60
    assert all(each.reason for each in found.criteria)


@settings(max_examples=500, deadline=None)
@given(st.lists(schemes, max_size=12), places())
def test_bitmaps_give_the_verdict_of_every_scheme(catalogue, place):
    held = dict(enumerate(catalogue, start=1))

    found = verdicts_in(Held(held), place)

    expected = {pk: judge(scheme, Project(place)).verdict for pk, scheme in held.items()}
    assert {pk: verdict for verdict, pks in found.items() for pk in pks} == expected
    assert sum(map(len, found.values())) == len(held)


TERRITORIES = st.sampled_from(
    [
        Place("75", "metro", "23"),
        Place("84", "metro", "63"),
        Place("75", "metro"),
        Place("03", "drom"),
        Place("75", "metro", "", "200034825", partly=frozenset({"dep-23", "dep-87", "reg-75"})),
        Place("84", "metro", "63", "200070761", partly=frozenset({"dep-63", "reg-84"})),
        Place("75", "metro", "23", "200034825", "23096"),
        Place("975", "com", "975"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(schemes, max_size=12), TERRITORIES)
def test_bitmaps_say_how_every_scheme_stands_to_a_territory(catalogue, territory):
    held = Held(dict(enumerate(catalogue, start=1)))

    covers, inside = standings_by_place(held, territory)
    reaches = reaches_in(held, territory)

    found = {pk: standing(scheme.coverages, territory) for pk, scheme in enumerate(catalogue, 1)}
    assert set(covers) == {
        pk for pk, how in found.items() if how and how.relation == Relation.COVERS
    }
    assert set(inside) == {
        pk for pk, how in found.items() if how and how.relation == Relation.INSIDE
    }
    assert {pk: reach for reach, pks in enumerate(reaches) for pk in pks} == {
        pk: found[pk].reach for pk in covers
    }
