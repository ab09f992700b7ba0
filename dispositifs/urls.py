"""Schemes and partners."""

from django.urls import path

from essaimage.common.pages import read_only

from . import views

app_name = "dispositifs"

urlpatterns = [
    path("dispositifs/", read_only(views.dispositif_list), name="dispositif-list"),
    path("dispositifs/<slug:slug>/", read_only(views.dispositif_detail), name="dispositif-detail"),
    path("partenaires/", read_only(views.partenaire_list), name="partenaire-list"),
    path("partenaires/<slug:slug>/", read_only(views.partenaire_detail), name="partenaire-detail"),
]
