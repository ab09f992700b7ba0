"""What the drawings of the models claim is on their sheets, with a source."""

import pytest

from models_catalog.drawings import DRAWINGS
from models_catalog.models import NetworkModel, Trait


def test_each_of_the_three_models_is_drawn():
    assert {model.code for model in NetworkModel.objects.main()} == set(DRAWINGS)


@pytest.mark.parametrize("code", DRAWINGS)
def test_each_claim_rests_on_a_sourced_trait(code):
    traits = Trait.objects.filter(model__code=code, source__isnull=False)
    sourced = set(traits.values_list("criterion__code", flat=True))

    bare = [claim.label for claim in DRAWINGS[code].claims if not set(claim.criteria) <= sourced]

    assert bare == []
