"""« Ajouter une ligne » for browsers without JavaScript: the form comes back with what was typed and a blank row."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpRequest, HttpResponse, QueryDict

from ..editing.sent import put_row, values_of_new_row
from ..editing.sheets import Row
from .whole import whole_form

ADD_ROW = "_ligne"  # the button; its value is the prefix of the rows
MOST = 999  # rows of one kind, as forms count them
ADDED = "Une ligne vide est ajoutée plus bas : remplissez-la, puis enregistrez."


class RowsMixin(admin.ModelAdmin):
    """Adds a blank row to the form that was sent, and saves nothing."""

    def changeform_view(
        self, request: HttpRequest, object_id=None, form_url="", extra_context=None
    ) -> HttpResponse:
        if request.method == "POST" and object_id and request.POST.get(ADD_ROW):
            request.POST = self._with_blank_row(request, object_id)
            request.refusal = ADDED
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _with_blank_row(self, request: HttpRequest, object_id: str) -> QueryDict:
        """Return what was sent with one more row of the kind that its button names, when there is one."""
        sent = request.POST
        total = sent.get(f"{sent[ADD_ROW]}-{TOTAL_FORM_COUNT}", "")
        fiche = self.get_object(request, unquote(object_id))
        if not (total.isascii() and total.isdigit() and int(total) < MOST):
            return sent
        if fiche is None or not self.has_change_permission(request, fiche):
            return sent
        data = sent.copy()
        for rows in whole_form(self, request, fiche, None).formsets:
            if rows.prefix == sent[ADD_ROW]:
                # With what a new row starts with: left so, it is not saved.
                put_row(data, rows, int(total), Row(values_of_new_row(rows)))
                data[f"{rows.prefix}-{TOTAL_FORM_COUNT}"] = str(int(total) + 1)
        return data
