"""Visits to a real local server that misbehaves in every way: each ends, soon, and in words."""

import ssl
import time
from threading import Thread

import pytest

from essaimage.desk.links.addresses import read
from essaimage.desk.links.verdicts import Kind
from essaimage.desk.links.visiting import Turns, Visitor
from essaimage.desk.links.wire import Answer, Failed, ask, machines

from .badsite import CERTIFICATE, bad_site

AGENT = "Essaimage-liens/1.0 (+https://essaimage.exemple/)"


def visitor(**values) -> Visitor:
    defaults = {"turns": Turns(pause=0), "deadline": 3.0, "allow_loopback": True}
    return Visitor(AGENT, **defaults | values)


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/", Kind.ANSWER, 200),
        ("/statut/204", Kind.ANSWER, 204),
        ("/statut/401", Kind.ANSWER, 401),
        ("/statut/403", Kind.ANSWER, 403),
        ("/statut/404", Kind.ANSWER, 404),
        ("/statut/410", Kind.ANSWER, 410),
        ("/statut/500", Kind.ANSWER, 500),
        ("/statut/999", Kind.ANSWER, 999),
        ("/attendre/30", Kind.ANSWER, 429),
        ("/sans-location", Kind.ANSWER, 302),
        ("/rude/405", Kind.ANSWER, 200),
        ("/rude/404", Kind.ANSWER, 200),
        ("/rude/501", Kind.ANSWER, 200),
        ("/rude/0", Kind.ANSWER, 200),  # hangs up on HEAD
        ("/corps-lent", Kind.ANSWER, 200),
        ("/enorme", Kind.ANSWER, 200),
        ("/bombe", Kind.ANSWER, 200),
        ("/boucle", Kind.LOOP, None),
        ("/pendule/a", Kind.LOOP, None),
        ("/toujours/0", Kind.TOO_MANY, None),
        ("/muet", Kind.TIMEOUT, None),
        ("/goutte", Kind.TIMEOUT, None),
        ("/coupe", Kind.RESET, None),
        ("/ferme", Kind.RESET, None),
        ("/coupe-entete", Kind.ANSWER, 200),
        ("/charabia", Kind.GARBLED, None),
        ("/entetes-sans-fin", Kind.GARBLED, None),
        ("/mille-entetes", Kind.GARBLED, None),
        ("/cent-continue", Kind.GARBLED, None),
        ("/vers/302/ftp://exemple.fr/", Kind.FORBIDDEN, None),
        ("/vers/302/http://moi@127.0.0.1/", Kind.FORBIDDEN, None),
        ("/vers/302/http://a b/", Kind.GARBLED, None),
        ("/vers/302/http://[::1/", Kind.GARBLED, None),
        ("/vers/302/http://10.0.0.1/", Kind.PRIVATE, None),
        ("/vers/301/http://169.254.169.254/latest/meta-data/", Kind.PRIVATE, None),
        ("/vers/307/http://[::ffff:10.0.0.1]/", Kind.PRIVATE, None),
        ("/vers/308/http://[fe80::1]/", Kind.PRIVATE, None),
        ("/vers/302/http://0x0a.1/", Kind.PRIVATE, None),
        ("/vers/302/http://167772161/", Kind.PRIVATE, None),
    ],
)
def test_every_bad_manner_ends_in_time_and_in_words(site, path, kind, status):
    began = time.monotonic()

    outcome = visitor().visit(site.address(path))

    assert (outcome.kind, outcome.status) == (kind, status)
    assert time.monotonic() - began < 5
    assert site.sent < 20_000_000  # what the system keeps on its way; the rest was never asked for


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://2130706433/"),
        *("http://0x7f000001/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/"),
        *("https://169.254.169.254/", "http://192.168.1.1/", "http://[64:ff9b::7f00:1]/"),
        *("http://[2002:7f00:1::]/", "http://017700000001/"),
    ],
)
def test_without_the_parameter_of_tests_nothing_local_is_visited(address):
    assert visitor(allow_loopback=False).visit(address).kind == Kind.PRIVATE


def test_without_the_parameter_of_tests_other_doors_are_refused(site):
    outcome = visitor(allow_loopback=False).visit(site.address("/"))

    assert outcome.kind == Kind.FORBIDDEN
    assert site.requests == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(site):
    mixed = visitor(allow_loopback=False, resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])

    assert mixed.visit("http://piege.exemple/").kind == Kind.PRIVATE


def test_a_name_that_changes_its_mind_is_reached_where_it_was_checked(site):
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return next(answers)

    outcome = visitor(resolver=rebinding).visit(site.address("/statut/200", host="piege.exemple"))

    assert (outcome.kind, outcome.status) == (Kind.ANSWER, 200)
    assert asked == ["piege.exemple"]  # looked for once: the connection used that very answer
    assert "piege.exemple" in site.requests[0][2]


def test_each_redirection_is_looked_for_and_checked_again(site):
    def resolver(host, port):
        return ["127.0.0.1"] if host == "bon.exemple" else ["192.168.0.10"]

    address = site.address("/vers/302/http://mauvais.exemple/", host="bon.exemple")

    assert visitor(resolver=resolver).visit(address).kind == Kind.PRIVATE


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/vers/301//b/c", "/b/c"),
        ("/vers/308//b/c", "/b/c"),
        ("/vers/302//b/c", ""),
        ("/vers/307//b/c", ""),
        ("/vers/301//vers/301//d", "/d"),
        ("/vers/301//vers/302//d", "/vers/302//d"),  # for ever, then for today
        ("/vers/302//vers/301//d", ""),
    ],
)
def test_only_permanent_redirections_propose_an_address(site, path, moved):
    outcome = visitor().visit(site.address(path))

    assert outcome.status == 200
    assert outcome.moved_to == (site.address(moved) if moved else "")


def test_a_page_that_became_the_front_page_is_no_longer_that_page(site):
    assert visitor().visit(site.address("/vers/301//")).fell_home
    assert not visitor().visit(site.address("/vers/301//ailleurs")).fell_home
    assert not visitor().visit(site.address("/")).fell_home


def test_a_site_is_asked_once_when_it_answers_head(site):
    visitor().visit(site.address("/page"))

    assert site.asked("/page") == ["HEAD"]


def test_a_site_that_wants_rest_is_not_asked_again_at_once(site):
    outcome = visitor().visit(site.address("/attendre/120"))

    assert site.asked("/attendre/120") == ["HEAD"]
    assert outcome.retry_after == 120


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("", None),
        ("bientôt", None),
        ("-5", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("99999999999", 7 * 86_400),
    ],
)
def test_a_strange_rest_is_understood_or_left(site, said, seconds):
    assert visitor().visit(site.address(f"/attendre/{said}")).retry_after == seconds


def test_the_check_introduces_itself(site):
    visitor().visit(site.address("/"))

    headers = site.requests[0][2]
    assert AGENT in headers
    assert f"Host: 127.0.0.1:{site.port}" in headers
    assert "Accept-Encoding: identity" in headers
    assert "Cookie" not in headers


def test_one_request_at_a_time_with_a_pause(site):
    polite = visitor(turns=Turns(pause=0.2))
    threads = [
        Thread(target=polite.visit, args=[site.address(f"/lent/0.1?{number}")])
        for number in range(4)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(site.requests) == 4
    assert site.most_at_once == 1
    assert time.monotonic() - began >= 4 * 0.1 + 3 * 0.2


def test_a_certificate_that_nothing_vouches_for_is_told():
    with bad_site(is_secure=True) as site:
        outcome = visitor().visit(site.address("/", host="localhost"))

    assert outcome.kind == Kind.TLS
    assert outcome.reason == "certificat signé par le site lui-même"
    assert site.requests == []


def test_a_certificate_is_that_of_the_name_asked_for_though_the_ip_is_pinned():
    trusted = ssl.create_default_context(cafile=CERTIFICATE)
    with bad_site(is_secure=True) as site:
        good = visitor(trusted=trusted).visit(site.address("/", host="localhost"))
        other = visitor(trusted=trusted, resolver=lambda host, port: ["127.0.0.1"]).visit(
            site.address("/", host="autre.exemple")
        )

    assert (good.kind, good.status) == (Kind.ANSWER, 200)
    assert (other.kind, other.reason) == (Kind.TLS, "certificat d’un autre site")


def test_a_site_without_encryption_behind_an_https_address_is_told(site):
    outcome = visitor().visit(site.address("/").replace("http:", "https:"))

    assert outcome.kind == Kind.TLS


def test_a_closed_door_is_told(site):
    address = site.address("/")
    site.close()

    assert visitor().visit(address).kind in {Kind.REFUSED, Kind.RESET}


def test_a_search_for_a_name_that_never_ends_is_given_up():
    def slow(host, port):
        time.sleep(30)

    began = time.monotonic()
    outcome = visitor(deadline=0.5, resolver=slow).visit("http://lent.exemple/")

    assert outcome.kind == Kind.NAME_FAILED
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("code", "kind"), [(-2, Kind.NO_SUCH_NAME), (-3, Kind.NAME_FAILED), (-4, Kind.NAME_FAILED)]
)
def test_a_name_that_does_not_exist_is_no_breakdown(code, kind):
    import socket

    known = {-2: socket.EAI_NONAME, -3: socket.EAI_AGAIN, -4: socket.EAI_FAIL}

    def failing(host, port):
        raise socket.gaierror(known[code], "failed")

    assert visitor(resolver=failing).visit("http://absent.exemple/").kind == kind


def test_the_next_machine_of_a_site_is_tried_when_the_first_is_closed(site):
    until = time.monotonic() + 3
    found = ask("HEAD", read(site.address("/")), ["127.0.0.2", "127.0.0.1"], until, agent=AGENT)

    assert found == Answer(200)


def test_a_time_that_is_over_asks_nothing(site):
    with pytest.raises((Failed, TimeoutError)):
        ask("HEAD", read(site.address("/")), ["127.0.0.1"], time.monotonic() - 1, agent=AGENT)
    with pytest.raises((Failed, TimeoutError)):
        machines(read(site.address("/")), time.monotonic() - 1, allow_loopback=True)

    assert site.requests == []
