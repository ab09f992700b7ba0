"""What editors type in: long lines that wrap, Markdown with its preview."""

import re

from django.contrib.admin.widgets import AdminTextareaWidget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class LineWidget(AdminTextareaWidget):
    """One long line, shown on several so that all of it can be read; line breaks become spaces."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": 2, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return re.sub(r"[\r\n]+", " ", value) if isinstance(value, str) else value


class MarkdownWidget(AdminTextareaWidget):
    """Markdown, with what may be written and a preview made by the very function of the pages."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": 14, **(attrs or {})})

    class Media:
        js = ["js/admin-preview.js"]

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        textarea = super().render(name, value, attrs, renderer)
        context = {"textarea": textarea, "name": name, "field_id": (attrs or {}).get("id", name)}
        return render_to_string("admin/widgets/markdown.html", context)
