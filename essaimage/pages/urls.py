"""Pages that join apps, and those of the site itself."""

from django.urls import path

from essaimage.common.pages import read_only

from . import (
    about,
    contact,
    glossary,
    home,
    method,
    news,
    orientation,
    report,
    resources,
    rurality,
    selection,
    selection_compare,
    selection_files,
    selection_funding,
    site_search,
    territory,
)

app_name = "pages"

urlpatterns = [
    path("", read_only(home.home), name="home"),
    path("territoires/", read_only(territory.territory_list), name="territory-list"),
    path(
        "territoires/suggestions/",
        read_only(territory.territory_suggestions),
        name="territory-suggestions",
    ),
    path("territoires/<slug:slug>/", read_only(territory.territory_detail), name="territory"),
    path("recherche/", read_only(site_search.site_search), name="site-search"),
    path(
        "recherche/suggestions/",
        read_only(site_search.site_search_suggestions),
        name="site-search-suggestions",
    ),
    path("quel-modele/", read_only(orientation.orientation), name="orientation"),
    path("selection/", selection.selection, name="selection"),
    path("selection/financement/", read_only(selection_funding.funding), name="selection-funding"),
    path(
        "dispositifs/comparer/",
        read_only(selection_compare.scheme_compare),
        name="scheme-compare",
    ),
    path("selection/selection.csv", read_only(selection_files.csv_file), name="selection-csv"),
    path("selection/selection.xlsx", read_only(selection_files.xlsx_file), name="selection-xlsx"),
    path("selection/selection.ics", read_only(selection_files.ics_file), name="selection-ics"),
    path("ruralite/", read_only(rurality.rurality), name="rurality"),
    path("glossaire/", read_only(glossary.glossary), name="glossary"),
    path("ressources/", read_only(resources.resources), name="resources"),
    path("nouveautes/", read_only(news.news), name="news"),
    path("a-propos/", read_only(about.about), name="about"),
    path("a-propos/methode/", read_only(method.method), name="method"),
    path("contact/", contact.contact, name="contact"),
    path("contact/merci/", read_only(contact.thanks), name="contact-thanks"),
    path("signaler/<slug:kind>/<slug:slug>/", report.report, name="report"),
    path("signaler/<slug:kind>/<slug:slug>/merci/", read_only(report.thanks), name="report-thanks"),
    path("mentions-legales/", read_only(about.legal), name="legal"),
    path("accessibilite/", read_only(about.accessibility), name="accessibility"),
    path("robots.txt", read_only(about.robots), name="robots"),
]
