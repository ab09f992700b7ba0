"""The front page counts sheets where they stand at this moment, and leads to just those."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaimage.common.models import Standing, Status, Term, standing_of
from essaimage.desk.waiting import counts_by_standing, standing_at
from tests.factories import make_term

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("since", [-2, 0, 2])
@pytest.mark.parametrize("until", [None, -1, 0, 3])
def test_the_database_and_python_say_the_same(status, since, until):
    now = timezone.now()
    hours = {"published_at": now + since * MINUTE}
    if until is not None and until > since:
        hours["ends_at"] = now + until * MINUTE
    term = make_term(status=status, **hours)
    told = Term.objects.annotate(place=standing_at(now)).get()

    assert told.place == standing_of(status, term.published_at, term.ends_at, now)
    assert Term.objects.published(now).exists() == (told.place == Standing.PUBLIC)


def test_each_count_leads_to_as_many_rows(admin_client):
    now = timezone.now()
    make_term(published_at=now + timedelta(days=1))
    for _ in range(2):
        make_term(ends_at=now - timedelta(hours=1))
    make_term()

    front = admin_client.get("/admin/").content.decode()
    counts = counts_by_standing([Term])["common.term"]

    assert counts == {"a_paraitre": 1, "retire": 2, "publie": 1}
    for standing, total in counts.items():
        address = f"/admin/common/term/?en_est={standing}"
        assert f'href="{address}"' in front
        assert admin_client.get(address).context["cl"].result_count == total
