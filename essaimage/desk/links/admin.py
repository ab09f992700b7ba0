"""The admin of outgoing links: what is dead or moved, where each is written, a check, a replacement."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from essaimage.common.admin import FicheAdmin
from essaimage.common.admin.base import ReadOnlyAdmin
from essaimage.common.admin.sources import SourceAdmin

from .asking import Answered, check_soon
from .gathering import Use, uses, uses_by_address
from .ledger import rows_of
from .models import LinkCheck, LinkResult
from .replacing import Replaced, replace
from .running import NetworkDown
from .verdicts import Result

USES_SHOWN = 4  # places named in a row of the list; its page names them all
URGENCY = Case(
    When(result=LinkResult.DEAD, then=Value(1)),
    When(result=LinkResult.UNSURE, then=Value(2)),
    When(result=LinkResult.UNKNOWN, then=Value(5)),
    When(moved_to="", then=Value(4)),
    default=Value(3),
    output_field=IntegerField(),
)
NOT_ALLOWED = "Votre compte ne permet pas de vérifier des liens."
CUT_OFF = "Aucun site ne répond : le serveur est sans doute coupé du réseau. Rien n’a été noté."


class ResultFilter(admin.SimpleListFilter):
    """By result, and what has moved."""

    title = "résultat"
    parameter_name = "resultat"
    CHOICES = {
        "mort": lambda links: links.filter(result=LinkResult.DEAD),
        "incertain": lambda links: links.filter(result=LinkResult.UNSURE),
        "vivant": lambda links: links.filter(result=LinkResult.ALIVE),
        "demenage": lambda links: links.moved(),
        "jamais": lambda links: links.filter(result=LinkResult.UNKNOWN),
    }
    WORDS = ("mort", "incertain", "vivant", "à une nouvelle adresse", "pas encore vérifié")

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(zip(self.CHOICES, self.WORDS, strict=True))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return self.CHOICES[self.value()](queryset) if self.value() in self.CHOICES else queryset


class LinkList(ChangeList):
    """The list, with the places where each of its addresses is written."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = uses_by_address(row.address for row in self.result_list)
        for row in self.result_list:
            row.found_uses = found.get(row.address, [])


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """Links are written on fiches and sources, and only read here; a check writes what it finds."""

    fields = (
        *("said_address", "said_result", "said_all_uses", "status_code"),
        *("failures", "first_failed_at", "not_before"),
    )
    readonly_fields = ("said_address", "said_result", "said_all_uses")
    list_display = ("said_result", "said_address", "said_uses")
    list_display_links = None
    list_filter = (ResultFilter,)
    search_fields = ("address", "detail", "moved_to")
    actions = ("check_now",)

    # --- The list -------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(urgency=URGENCY)

    def get_ordering(self, request: HttpRequest) -> tuple:
        """The dead first, then the unsure, then what moved."""
        return URGENCY, "first_failed_at", "address"

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        return LinkList

    @admin.display(description="adresse", ordering="address")
    def said_address(self, row: LinkCheck) -> SafeString:
        """The address to go and see; where its site sends for good, and a click to write that instead."""
        if not row.moved_to:
            return way_out(row.address)
        return format_html(
            '{}<span class="lien-suite">mène maintenant à</span>{} '
            '<button type="submit" class="button" formaction="{}" formmethod="post">Remplacer</button>',
            way_out(row.address),
            way_out(row.moved_to),
            reverse("admin:desk_linkcheck_replace", args=[row.pk]),
        )

    @admin.display(description="résultat", ordering="urgency")
    def said_result(self, row: LinkCheck) -> SafeString:
        """The result as a word in a shape of its own, why, and when; its page says more."""
        checked = row.checked_at and timezone.localtime(row.checked_at)
        return format_html(
            '<a class="lien-resultat" data-resultat="{}" href="{}">{}</a>'
            '<span class="lien-suite">{}{}</span>',
            row.result or "inconnu",
            reverse("admin:desk_linkcheck_change", args=[row.pk]),
            row.get_result_display() or LinkResult.UNKNOWN.label,
            row.detail,
            f" Vérifié le {checked:%d/%m/%Y à %H:%M}." if checked else "",
        )

    @admin.display(description="où il est écrit")
    def said_uses(self, row: LinkCheck) -> SafeString:
        """The places, each with the way to its field."""
        return self.places(row, row.found_uses[:USES_SHOWN], len(row.found_uses) - USES_SHOWN)

    @admin.display(description="où il est écrit")
    def said_all_uses(self, row: LinkCheck) -> SafeString:
        """Every place."""
        return self.places(row, uses_by_address([row.address]).get(row.address, []), 0)

    def places(self, row: LinkCheck, found: list[Use], more: int) -> SafeString:
        """Return the list of some places, and how many there are besides."""
        if not found:
            return format_html("<p>{}</p>", "Nulle part : oublié à la prochaine vérification.")
        items = format_html_join(
            "",
            '<li><a href="{}">{}</a> <span class="desk-meta">{}{}</span></li>',
            (
                (
                    use.edit_url,
                    use.title,
                    use.place,
                    f", {use.status_said.lower()}" if use.status_said else "",
                )
                for use in found
            ),
        )
        rest = format_html("<li>et {} autres</li>", more) if more > 0 else ""
        return format_html('<ul class="lien-emplois">{}{}</ul>', items, rest)

    # --- What one may do ------------------------------------------------------------------------

    def has_check_permission(self, request: HttpRequest) -> bool:
        """Whether the editor may have links checked."""
        return request.user.has_perm("desk.change_linkcheck")

    @admin.action(description="Vérifier maintenant", permissions=["check"])
    def check_now(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Visit a handful of the chosen addresses; the others go first next time."""
        check_and_tell(self, request, list(queryset))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.replace_view)
        return [
            path("<int:pk>/remplacer/", view, name="desk_linkcheck_replace"),
            *super().get_urls(),
        ]

    def replace_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write the new address wherever the old one stands alone in a field."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = get_object_or_404(LinkCheck, pk=pk)
        if not self.has_view_permission(request) or not row.moved_to:
            raise Http404
        done = [
            replace(use, row.moved_to, request, self.admin_site._registry[use.owner])
            for use in uses_by_address([row.address]).get(row.address, [])
        ]
        tell_replaced(self, request, done, row)
        back = request.POST.get("next") or request.GET.get("next") or ""
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = reverse("admin:desk_linkcheck_changelist")
        return HttpResponseRedirect(back)


def way_out(address: str) -> SafeString:
    """Return an address as a link to try it, when a browser would open it."""
    if not address.startswith(("http://", "https://")):
        return format_html('<span class="lien-adresse">{}</span>', address)
    return format_html(
        '<a class="lien-adresse" href="{}" target="_blank" rel="external noopener">{}</a>',
        address,
        address,
    )


def tell_replaced(
    model_admin: admin.ModelAdmin, request: HttpRequest, done: list[Replaced], row: LinkCheck
) -> None:
    """Say where an address was replaced, and where it was not and why; have the new one checked."""
    written = [each for each in done if not each.refusal]
    if written:
        places = "1 endroit" if len(written) == 1 else f"{len(written)} endroits"
        rows_of(use for each in written for use in uses([each.use.owner], [each.use.owner_pk]))
        LinkCheck.objects.filter(address=row.moved_to).update(asked_at=timezone.now())
        model_admin.message_user(
            request, f"Adresse remplacée à {places} : {row.moved_to}.", messages.SUCCESS
        )
    for each in done:
        if each.refusal:
            model_admin.message_user(
                request, f"« {each.use.title} » : {each.refusal}.", messages.WARNING
            )
    if not done:
        model_admin.message_user(request, "Cette adresse n’est plus écrite nulle part.")


@admin.action(description="Vérifier les liens maintenant")
def check_links_now(
    model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet
) -> None:
    """Visit a handful of the addresses written on the chosen fiches."""
    if not request.user.has_perm("desk.change_linkcheck"):
        model_admin.message_user(request, NOT_ALLOWED, messages.ERROR)
        return
    found = uses([queryset.model], queryset.values_list("pk", flat=True))
    rows = rows_of(found)
    if not rows:
        model_admin.message_user(request, "Aucune adresse sortante dans ce que vous avez choisi.")
        return
    check_and_tell(model_admin, request, rows)


# They visit sites for seconds: nobody else’s writes wait for the end.
check_links_now.runs_alone = LinkCheckAdmin.check_now.runs_alone = True


def check_and_tell(
    model_admin: admin.ModelAdmin, request: HttpRequest, rows: list[LinkCheck]
) -> None:
    """Check a handful of links and say what came of it."""
    try:
        answered = check_soon(rows)
    except NetworkDown:
        model_admin.message_user(request, CUT_OFF, messages.ERROR)
        return
    for text, level in sentences(answered):
        model_admin.message_user(request, text, level)


def sentences(answered: Answered) -> list[tuple[str, int]]:
    """Return what an editor is told after « Vérifier maintenant »."""
    results = answered.account.results
    said = []
    if answered.account.total:
        parts = [
            f"{count} {word if count == 1 else f'{word}s'}"
            for word in (Result.ALIVE, Result.DEAD, Result.UNSURE)
            if (count := results[word])
        ]
        total = answered.account.total
        beginning = "1 lien vérifié" if total == 1 else f"{total} liens vérifiés"
        said.append((f"{beginning} : {', '.join(parts)}.", messages.SUCCESS))
    if answered.put_off:
        count = answered.put_off
        one = "1 lien passera" if count == 1 else f"{count} liens passeront"
        said.append(
            (
                f"{one} en premier à la prochaine vérification d’ensemble, que lance la personne "
                "qui administre le site, ou si vous recommencez.",
                messages.INFO,
            )
        )
    if answered.resting:
        said.append(
            ("Certains sites ont demandé d’attendre : ils seront visités plus tard.", messages.INFO)
        )
    return said


for each in (FicheAdmin, SourceAdmin):
    each.actions = (*each.actions, check_links_now)
