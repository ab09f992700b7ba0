"""Read a list page as another program would: totals, counts, rows."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass
class ListPage:
    """What the marks of a list page say."""

    total: int
    slugs: list[str]
    counts: dict[str, dict[str, int]]
    ticked: dict[str, list[str]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = ListPage(-1, [], {}, {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id") == "resultats":
            self.page.total = int(values["data-total"])
        if "data-slug" in values:
            self.page.slugs.append(values["data-slug"])
        if "data-facette" in values:
            assert tag == "input", "only an option's input bears data-facette"
            name, value = values["data-facette"], values["data-valeur"]
            self.page.counts.setdefault(name, {})[value] = int(values["data-nombre"])
            if "checked" in values:
                self.page.ticked.setdefault(name, []).append(value)


def read_list(response) -> ListPage:
    """Return what the marks of ``response`` say."""
    html = response.content.decode()
    assert len(re.findall(r'id="liste"', html)) == 1
    reader = _Reader()
    reader.feed(html)
    return reader.page
