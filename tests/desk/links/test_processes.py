"""Checks in processes of their own: killed half-way, two at once, one that waits for another."""

import json
import os
import subprocess
import sys
import time
from threading import Thread

import pytest
from django.db import connection

from essaimage.desk.links.models import LinkCheck, LinkResult
from essaimage.desk.links.running import Account, check
from tests.search.process import address_of

from .badsite import bad_site
from .test_running import QUICK, add, results


def prepare(**options) -> subprocess.Popen:
    """Prepare a check in a process of its own, on this very database."""
    options = {name: value for name, value in QUICK.items() if name != "allow_loopback"} | options
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.desk.links.worker", json.dumps({"lease": 2.0} | options)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DATABASE_URL": address_of(connection)},
    )
    assert child.stdout.readline() == "ready\n"
    return child


def start(child: subprocess.Popen) -> None:
    """Let a check begin."""
    child.stdin.write("go\n")
    child.stdin.flush()


@pytest.mark.django_db(transaction=True)
def test_a_killed_check_is_taken_up_where_it_was(site):
    add(site, *[f"/lent/0.15?{number}" for number in range(12)])
    first = prepare()
    start(first)
    told = [first.stdout.readline() for _ in range(4)]
    first.kill()
    first.communicate(timeout=10)
    written = LinkCheck.objects.exclude(result="").count()
    asked = len(site.requests)

    account = check(**QUICK)

    assert len(told) == 4
    assert 4 <= written < 12
    assert account.total == 12 - written
    assert set(results().values()) == {LinkResult.ALIVE}
    assert len(site.requests) - asked == 12 - written  # what was written was not asked again


@pytest.mark.django_db(transaction=True)
def test_two_checks_at_once_share_the_work():
    with bad_site(interface="0.0.0.0") as site:  # every 127.0.0.x is a site of its own
        for number in range(6):
            add(site, *[f"/lent/0.2?{page}" for page in range(4)], host=f"127.0.0.{number + 1}")
        one, two = prepare(sites=2), prepare(sites=2)
        start(one)
        start(two)

        said = [each.communicate(timeout=60)[0].splitlines() for each in (one, two)]

    visited = [line.split()[0] for lines in said for line in lines[:-1]]
    assert len(visited) == len(set(visited)) == 24
    assert all(len(lines) > 1 for lines in said)  # each did a part
    hosts = [headers.partition("Host: ")[2].split()[0] for _, _, headers in site.requests]
    assert sorted(hosts.count(host) for host in set(hosts)) == [4] * 6
    assert set(results().values()) == {LinkResult.ALIVE}


@pytest.mark.django_db(transaction=True)
def test_a_check_waits_for_what_another_has_in_hand(site):
    add(site, "/lent/1", "/lent/1?b")
    account: list[Account] = []
    other = prepare()
    start(other)
    deadline = time.monotonic() + 20
    while not site.requests and time.monotonic() < deadline:
        time.sleep(0.05)

    def late() -> None:
        try:
            account.append(check(**QUICK))
        finally:
            connection.close()

    thread = Thread(target=late)
    thread.start()
    other.communicate(timeout=30)
    thread.join(30)

    assert account[0].total == 0
    assert len(site.requests) == 2
    assert set(results().values()) == {LinkResult.ALIVE}
