"""What a browser would send from a page of the admin, had the editor changed a few fields."""

from html.parser import HTMLParser

from django.http import HttpResponse


class FormReader(HTMLParser):
    """Gathers the fields of the main form, as they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.data: dict[str, list[str]] = {}
        self.form = self.select = self.textarea = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name"), given.get("value") or ""
        if tag == "form":
            self.form = given.get("id") or ""
        if not (self.form or "").endswith("_form"):
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given and self.select:
            self.data.setdefault(self.select, []).append(value)
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = [""]
        elif tag == "input" and name and is_sent(given):
            self.data.setdefault(name, []).append(value or is_ticked(given))

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.data[self.textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            # A browser drops the line break that opens a textarea.
            self.data[self.textarea][0] = self.data[self.textarea][0].removeprefix("\n")
            self.textarea = None
        elif tag == "form":
            self.form = None


def is_ticked(field: dict[str, str | None]) -> str:
    """What a box without a value sends when it is ticked; other inputs send nothing."""
    return "on" if field.get("type") == "checkbox" else ""


def is_sent(field: dict[str, str | None]) -> bool:
    """Whether a browser sends this input with the form, no button pressed."""
    kind = field.get("type")
    return kind not in {"submit", "button"} and (
        kind not in {"checkbox", "radio"} or "checked" in field
    )


def filled(page: HttpResponse, **changes) -> dict:
    """Return the fields of the page's form, with ``changes``; a value of None takes a field out."""
    reader = FormReader()
    reader.feed(page.content.decode())
    data = reader.data | changes
    return {name: value for name, value in data.items() if value is not None}


def with_row(data: dict, prefix: str, **values) -> dict:
    """Return ``data`` with one more row in the inline ``prefix``."""
    total = int(data[f"{prefix}-TOTAL_FORMS"][0])
    row = {f"{prefix}-{total}-{name}": value for name, value in values.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": [str(total + 1)]}
