"""Every link inside the site leads to a page, and every fragment to a place on it."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from essaimage.common.texts import fiche_models

MOST_PAGES = 1500  # a crawl that goes on beyond has lost its bounds
ELSEWHERE = ("/admin/", "/static/")


class LinkReader(HTMLParser):
    """Gathers the links of a page and the places one may link to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "a" and attributes.get("href"):
            self.links.add(attributes["href"])
        if attributes.get("id"):
            self.ids.add(attributes["id"])


def asked_once(link: str) -> tuple[str, frozenset[str]]:
    """Return what makes a link worth asking: its path, and the names of its parameters.

    Lists link to every value of every filter: one per filter is enough here, the values are tested
    with the lists.
    """
    parts = urlsplit(link)
    return parts.path, frozenset(parse_qs(parts.query))


def is_to_follow(link: str) -> bool:
    """Say whether a link is to be asked for: inside the site, and not a combination of filters."""
    parts = urlsplit(link)
    inside = link.startswith("/") and not link.startswith(ELSEWHERE)
    return inside and len(parse_qs(parts.query)) <= 1


def test_every_link_leads_to_a_page_and_every_sheet_is_reached(client):
    waiting, asked = deque(["/"]), {asked_once("/")}
    ids: dict[str, set[str]] = {}
    fragments: set[tuple[str, str, str]] = set()
    broken = []
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        if response.status_code == 301:
            address = response.headers["Location"]
            response = client.get(address)
        if response.status_code != 200:
            broken.append((address, response.status_code))
            continue
        if not response.get("Content-Type", "").startswith("text/html"):
            continue
        reader = LinkReader(response.content.decode())
        path = urlsplit(address).path
        ids.setdefault(path, set()).update(reader.ids)
        for link in sorted(reader.links):
            target, _, fragment = link.partition("#")
            if fragment and (not target or target.startswith("/")):
                fragments.add((address, urlsplit(target).path or path, fragment))
            if is_to_follow(target) and (once := asked_once(target)) not in asked:
                asked.add(once)
                waiting.append(target)
        assert len(asked) < MOST_PAGES

    assert broken == []
    sheets = {
        fiche.get_absolute_url().partition("#")[0]
        for model in fiche_models()
        for fiche in model.objects.published()
    }
    assert sheets - ids.keys() == set()
    lost = {(page, there, where) for page, there, where in fragments if where not in ids[there]}
    assert lost == set()
