"""Schemes and partners."""

from django.urls import path

from . import views

app_name = "dispositifs"

urlpatterns = [
    path("dispositifs/", views.dispositif_list, name="dispositif-list"),
    path("dispositifs/<slug:slug>/", views.dispositif_detail, name="dispositif-detail"),
    path("partenaires/", views.partenaire_list, name="partenaire-list"),
    path("partenaires/<slug:slug>/", views.partenaire_detail, name="partenaire-detail"),
]
