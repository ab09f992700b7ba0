"""The addresses of the site, as a table of contents."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from .sitemaps import SITEMAPS

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("essaimage.pages.urls")),  # first: /dispositifs/comparer/ is no sheet
    path("", include("models_catalog.urls")),
    path("", include("dispositifs.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
handler400 = "essaimage.pages.errors.bad_request"
handler403 = "essaimage.pages.errors.forbidden"
handler404 = "essaimage.pages.errors.not_found"
handler500 = "essaimage.pages.errors.server_error"
