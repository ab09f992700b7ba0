"""Many visits at once, shared, stopped, killed and resumed."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from essaimage.desk.links import running
from essaimage.desk.links.ledger import Ledger
from essaimage.desk.links.models import LinkCheck
from essaimage.desk.links.running import Account, NetworkDown, check
from tests.factories import make_link_check

from .badsite import BadSite

QUICK = {"allow_loopback": True, "pause": 0, "deadline": 3.0}


def add(site: BadSite, *paths: str, host: str = "127.0.0.1") -> list[LinkCheck]:
    return [make_link_check(address=site.address(path, host=host)) for path in paths]


def results() -> dict[str, str]:
    """Return the result of each path."""
    return {
        row.address.partition("//")[2].partition("/")[2]: row.result
        for row in LinkCheck.objects.all()
    }


@pytest.mark.django_db
def test_each_address_gets_its_result(site):
    add(site, "/bon", "/statut/404", "/statut/410", "/statut/500", "/vers/301//bon", "/boucle")

    account = check(**QUICK)

    assert results() == {
        "bon": "vivant",
        "statut/404": "incertain",
        "statut/410": "mort",
        "statut/500": "incertain",
        "vers/301//bon": "vivant",
        "boucle": "incertain",
    }
    assert account == Account({"vivant": 2, "mort": 1, "incertain": 3}, moved=1)
    moved = LinkCheck.objects.moved().get()
    assert moved.moved_to == site.address("/bon")
    assert not LinkCheck.objects.exclude(claimed_by="").exists()


@pytest.mark.django_db
def test_a_second_check_finds_nothing_to_do(site):
    add(site, "/bon", "/statut/404")
    check(**QUICK)
    asked = len(site.requests)

    again = check(**QUICK)

    assert again.total == 0
    assert len(site.requests) == asked


@pytest.mark.django_db
def test_not_found_twice_hours_apart_is_dead(site):
    (row,) = add(site, "/statut/404")
    check(**QUICK)
    earlier = timezone.now() - timedelta(hours=7)
    LinkCheck.objects.update(checked_at=earlier, first_failed_at=earlier, missing_since=earlier)

    check(**QUICK)

    row.refresh_from_db()
    assert (row.result, row.failures, row.first_failed_at) == ("mort", 2, earlier)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "is_due"),
    [
        ({}, True),
        ({"result": "vivant", "checked": timedelta(days=6)}, False),
        ({"result": "vivant", "checked": timedelta(days=8)}, True),
        ({"result": "incertain", "checked": timedelta(hours=5)}, False),
        ({"result": "incertain", "checked": timedelta(hours=7)}, True),
        ({"result": "mort", "checked": timedelta(hours=7)}, True),
        ({"result": "vivant", "checked": timedelta(hours=1), "asked_at": timezone.now()}, True),
        ({"not_before": timezone.now() + timedelta(days=1)}, False),
        ({"not_before": timezone.now() - timedelta(days=1)}, True),
    ],
)
def test_what_is_visited_is_what_is_due(values, is_due):
    ago = values.pop("checked", None)
    make_link_check(**values, checked_at=timezone.now() - ago if ago else None)

    assert bool(Ledger().waiting()) is is_due


@pytest.mark.django_db
def test_what_was_asked_for_goes_first(site):
    add(site, "/bon")
    make_link_check(address="https://exemple.fr/", asked_at=timezone.now())

    assert Ledger().take()[0].address == "https://exemple.fr/"


@pytest.mark.django_db
def test_a_site_that_asks_for_a_long_rest_is_left_alone(site):
    add(site, "/attendre/3600", "/b", "/c")

    account = check(**QUICK)

    assert account.total + account.left == 3
    assert account.left == 2
    assert len(site.requests) == 1
    assert (
        LinkCheck.objects.filter(not_before__gt=timezone.now() + timedelta(minutes=50)).count() == 3
    )
    assert check(**QUICK).total == 0


@pytest.mark.django_db
def test_a_site_that_asks_for_a_short_rest_is_waited_for(site):
    add(site, "/attendre/1")
    began = time.monotonic()

    check(**QUICK)

    assert len(site.requests) == 2
    assert time.monotonic() - began >= 1


@pytest.mark.django_db
def test_a_site_that_never_answers_is_left_after_three_tries(site):
    add(site, "/bon", host="localhost")  # the network works
    add(site, *[f"/muet/{number}" for number in range(6)])

    account = check(**QUICK | {"deadline": 0.3})

    assert account.results["incertain"] == 3
    assert account.left == 3


@pytest.mark.django_db
def test_when_nothing_answers_at_all_nothing_is_written():
    def cut_off(host, port):
        raise OSError("no network")

    rows = [make_link_check(address=f"https://site-{number}.exemple/") for number in range(12)]

    with pytest.raises(NetworkDown):
        check(**QUICK, resolver=cut_off)

    assert LinkCheck.objects.filter(result="", failures=0, claimed_by="").count() == len(rows)


@pytest.mark.django_db
def test_failures_are_written_once_one_site_answers(site):
    def only_one(host, port):
        if host != "bon.exemple":
            raise OSError("no such site")
        time.sleep(0.3)  # the last to answer
        return ["127.0.0.1"]

    for number in range(4):
        make_link_check(address=f"http://site-{number}.exemple/")
    add(site, "/bon", host="bon.exemple")

    account = check(**QUICK, resolver=only_one)

    assert account.results == {"vivant": 1, "incertain": 4}


@pytest.mark.django_db
def test_several_sites_are_visited_at_once_and_each_one_at_a_time(site):
    for number in range(4):
        add(site, "/lent/0.6", "/lent/0.6?b", host=f"site-{number}.exemple")

    check(**QUICK, resolver=lambda host, port: ["127.0.0.1"])

    assert len(site.requests) == 8
    assert 2 <= site.most_at_once <= 4  # one by site


@pytest.mark.django_db
def test_a_bounded_check_gives_back_what_it_had_no_time_for(site):
    add(site, "/bon", host="localhost")
    add(site, "/muet", "/autre")
    began = time.monotonic()

    check(**QUICK | {"deadline": 20.0}, seconds=1.0)

    assert time.monotonic() - began < 3
    assert results() == {"bon": "vivant", "muet": "", "autre": ""}
    assert not LinkCheck.objects.exclude(claimed_by="").exists()


@pytest.mark.django_db
def test_only_the_rows_named_are_visited_even_when_they_are_not_due(site):
    first, _second = add(site, "/bon", "/autre")
    check(**QUICK)

    assert check(**QUICK, only=[first.pk]).total == 1
    assert site.asked("/bon") == ["HEAD", "HEAD"]
    assert site.asked("/autre") == ["HEAD"]


@pytest.mark.django_db
def test_a_row_that_another_check_took_over_is_not_overwritten(site):
    (row,) = add(site, "/bon")
    slow = Ledger(lease=0.05)
    (taken,) = slow.take()
    time.sleep(0.1)
    assert Ledger().take() == [row]

    assert slow.write(taken, running.Outcome(running.Kind.TIMEOUT)) == ""
    row.refresh_from_db()
    assert row.result == ""


@pytest.mark.django_db
def test_addresses_of_one_site_are_taken_together_and_by_one_check(site):
    add(site, "/a", "/b")
    add(site, "/c", host="localhost")
    one, two, three = Ledger(), Ledger(), Ledger()

    taken = [{row.site for row in each.take()} for each in (one, two, three)]

    assert sorted(map(len, taken)) == [0, 1, 1]
    assert taken[0] != taken[1]
    assert three.is_shared()
