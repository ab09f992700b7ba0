"""Addresses are read strictly, and written in one way."""

import pytest

from essaimage.desk.links.addresses import (
    Forbidden,
    Unreadable,
    canonical,
    joined,
    read,
    site_of,
)


@pytest.mark.parametrize(
    ("written", "visited"),
    [
        ("https://exemple.fr", "https://exemple.fr/"),
        ("HTTPS://Exemple.FR/Page", "https://exemple.fr/Page"),
        ("http://exemple.fr:80/a#partie", "http://exemple.fr/a"),
        ("https://exemple.fr:443/?q=1", "https://exemple.fr/?q=1"),
        ("https://exemple.fr:8443/", "https://exemple.fr:8443/"),
        ("https://exemple.fr./a", "https://exemple.fr/a"),
        ("https://été.fr/été?q=é", "https://xn--t-9fab.fr/%C3%A9t%C3%A9?q=%C3%A9"),
        ("https://exemple.fr/%C3%A9t%C3%A9", "https://exemple.fr/%C3%A9t%C3%A9"),
        ("http://[2A01::1]/a", "http://[2a01::1]/a"),
        (" https://exemple.fr/a ", "https://exemple.fr/a"),
    ],
)
def test_an_address_is_written_in_one_way(written, visited):
    assert str(read(written)) == visited
    assert canonical(canonical(written)) == canonical(written) == visited


@pytest.mark.parametrize(
    "text",
    [
        *("https://", "https:///a", "http://exemple .fr/", "http://exemple.fr/a b"),
        *("http://exemple.fr\\@127.0.0.1/", "http://[::1/", "http://exemple.fr:99999/"),
        *("http://exemple.fr:a/", "http://a..b/", "http://.fr/", f"http://{'a' * 64}.fr/"),
        *("http://exemple%2efr/", "http://exemple.fr/\r\nHost: b", "http://exemple.fr/\t"),
        "http://ex\u200bemple.fr/",
    ],
)
def test_what_leads_nowhere_is_unreadable(text):
    with pytest.raises(Unreadable):
        read(f"{text}x" if text.endswith("\t") else text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ftp://exemple.fr/a",
            "file:///etc/passwd",
            "gopher://exemple.fr/",
            "javascript:alert(1)",
        ),
        *("http://moi@exemple.fr/", "http://moi:secret@127.0.0.1/", "//exemple.fr/", "exemple.fr"),
        f"https://exemple.fr/{'é' * 400}",
    ],
)
def test_what_is_no_page_of_the_web_is_never_visited(text):
    with pytest.raises(Forbidden):
        read(text)


@pytest.mark.parametrize(
    ("path", "is_home"),
    [
        ("/", True),
        ("", True),
        ("/fr/", True),
        ("/fr-FR", True),
        ("/index.html", True),
        ("/fr/accueil", True),
        ("/?page=2", False),
        ("/aides/", False),
        ("/francais/", False),
    ],
)
def test_the_front_page_of_a_site_is_known(path, is_home):
    assert read(f"https://exemple.fr{path}").is_home is is_home


@pytest.mark.parametrize(
    ("location", "found"),
    [
        ("/b", "https://exemple.fr/b"),
        ("c", "https://exemple.fr/a/c"),
        ("//autre.fr/b", "https://autre.fr/b"),
        ("http://autre.fr/", "http://autre.fr/"),
        ("/été".encode().decode("latin-1"), "https://exemple.fr/été"),
        ("/\xe9t\xe9", "https://exemple.fr/été"),
        ("?q=1", "https://exemple.fr/a/b?q=1"),
    ],
)
def test_a_redirection_is_relative_or_not(location, found):
    assert joined(read("https://exemple.fr/a/b"), location) == found


def test_a_site_is_the_same_by_both_protocols():
    assert site_of("https://Exemple.fr/a") == site_of("http://exemple.fr/") == "exemple.fr"
    assert site_of("https://exemple.fr:8443/") == "exemple.fr:8443"
    assert site_of("n’importe quoi") == ""
