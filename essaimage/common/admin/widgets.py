"""What editors type in: long lines that wrap, numbers as French writes them, Markdown."""

import re
from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class LineWidget(AdminTextareaWidget):
    """One long line, shown on several so that all of it can be read; line breaks become spaces."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": 2, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return re.sub(r"[\r\n]+", " ", value) if isinstance(value, str) else value


class NumberWidget(AdminTextInputWidget):
    """A number as French writes it: « 20000,5 » for 20000.50."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"inputmode": "decimal", "size": 14, **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        if isinstance(value, Decimal):
            return (
                f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")
                if value % 1
                else f"{value:.0f}"
            )
        return super().format_value(value)


class FrenchDecimalField(forms.DecimalField):
    """A number, copied from a leaflet as it stands: « 20 000,50 », « 20 000 € », « 12,5 % »."""

    widget = NumberWidget

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs | {"widget": NumberWidget()})

    def to_python(self, value: object) -> Decimal | None:
        if isinstance(value, str):
            value = re.sub(r"[\s€%]", "", value).replace(",", ".")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return {}


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
