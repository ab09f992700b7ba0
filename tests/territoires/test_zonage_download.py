"""Downloads: tried again, bounded, never taken for whole when they are not."""

import zlib
from datetime import date

import pytest

from essaimage.territoires.zonage_download import TRIES, download
from essaimage.territoires.zonage_lists import BadList
from tests.territoires.zonage_samples import FRR, Answer, serving


@pytest.fixture
def waits() -> list[float]:
    """The seconds that a download would have waited between its tries."""
    return []


def test_a_file_is_downloaded_with_its_date(waits):
    answer = Answer(Last_Modified="Wed, 07 Aug 2024 10:00:00 GMT")

    with serving(answer) as (address, asked):
        found = download(address, wait=waits.append)

    assert found.content.decode() == FRR
    assert (found.modified, found.is_whole) == (date(2024, 8, 7), True)
    assert (asked, waits) == (["/liste.csv"], [])


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(waits, status):
    with serving(Answer("", status), Answer("", status), Answer()) as (address, asked):
        found = download(address, wait=waits.append)

    assert found.content.decode() == FRR
    assert len(asked) == 3
    assert waits == [1, 2]


def test_a_server_that_stays_in_trouble_is_left_alone_in_the_end(waits):
    with (
        serving(Answer("", 500)) as (address, asked),
        pytest.raises(BadList, match="le serveur répond 500 après 4 essais"),
    ):
        download(address, wait=waits.append)

    assert len(asked) == TRIES
    assert waits == [1, 2, 4]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_address_that_is_refused_is_not_asked_again(waits, status):
    with (
        serving(Answer("", status)) as (address, asked),
        pytest.raises(BadList, match=f"le serveur répond {status}"),
    ):
        download(address, wait=waits.append)

    assert len(asked) == 1


def test_a_body_cut_short_is_asked_again_then_refused(waits):
    with serving(Answer(cut=30), Answer()) as (address, asked):
        assert download(address, wait=waits.append).content.decode() == FRR
        assert len(asked) == 2

    with (
        serving(Answer(cut=30)) as (address, _),
        pytest.raises(BadList, match="s’interrompt avant la fin après 4 essais"),
    ):
        download(address, wait=waits.append)


@pytest.mark.parametrize("kind", ["text/html", "application/json", "image/png"])
def test_another_type_than_a_list_is_refused(waits, kind):
    with serving(Answer(kind=kind)) as (address, _), pytest.raises(BadList, match=kind):
        download(address, wait=waits.append)


def test_a_file_too_large_is_refused_by_what_it_announces_and_by_what_it_sends(waits):
    with serving(Answer("x" * 2000)) as (address, _), pytest.raises(BadList, match="dépasse"):
        download(address, wait=waits.append, max_bytes=1000)

    unsaid = Answer("x" * 2000, Content_Length="")
    with serving(unsaid) as (address, _), pytest.raises(BadList, match="dépasse"):
        download(address, wait=waits.append, max_bytes=1000)


def test_a_file_whose_length_is_not_told_is_not_vouched_for(waits):
    with serving(Answer(Content_Length="")) as (address, _):
        assert not download(address, wait=waits.append).is_whole


def test_a_server_that_falls_silent_is_asked_again(waits):
    with (
        serving(Answer(pause=0.5)) as (address, asked),
        pytest.raises(BadList, match="ne répond plus après 4 essais"),
    ):
        download(address, wait=waits.append, silence=0.05)

    assert len(asked) == TRIES


def test_a_server_that_sends_too_slowly_is_abandoned(waits):
    with serving(Answer(pause=0.05)) as (address, asked), pytest.raises(BadList, match="trop lent"):
        download(address, wait=waits.append, deadline=0.1)

    assert len(asked) == 1


def test_redirections_are_followed_a_few_times(waits):
    with serving(Answer("", 302, Location="/ailleurs.csv"), Answer()) as (address, asked):
        assert download(address, wait=waits.append).content.decode() == FRR
        assert asked == ["/liste.csv", "/ailleurs.csv"]

    with (
        serving(Answer("", 302, Location="/encore.csv")) as (address, asked),
        pytest.raises(BadList),
    ):
        download(address, wait=waits.append)
    assert len(asked) < 10


@pytest.mark.parametrize("elsewhere", ["file:///etc/hostname", "ftp://exemple.fr/liste.csv"])
def test_a_redirection_out_of_the_web_is_refused(waits, elsewhere):
    with serving(Answer("", 302, Location=elsewhere)) as (address, _), pytest.raises(BadList):
        download(address, wait=waits.append)


def test_an_address_that_nobody_answers_is_said(waits):
    with serving(Answer()) as (address, _):
        pass

    with pytest.raises(BadList, match=r"ne répond pas .* après 4 essais"):
        download(address, wait=waits.append)


def test_bytes_are_taken_as_they_are_sent(waits):
    body = zlib.compress(FRR.encode())

    with serving(Answer(body, kind="application/octet-stream")) as (address, _):
        assert download(address, wait=waits.append).content == body
