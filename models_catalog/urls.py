"""The addresses of models, questions, principles, phases and pioneers."""

from django.urls import path

from . import views

app_name = "models_catalog"

urlpatterns = [
    path("modeles/", views.model_list, name="model-list"),
    path("modeles/comparer/", views.model_compare, name="model-compare"),
    path("modeles/<slug:slug>/", views.model_detail, name="model-detail"),
    path("questions/", views.question_list, name="question-list"),
    path("questions/<slug:slug>/", views.question_detail, name="question-detail"),
    path("principes/", views.factor_list, name="factor-list"),
    path("etapes/", views.phase_list, name="phase-list"),
    path("etapes/<slug:slug>/", views.phase_detail, name="phase-detail"),
    path("pionniers/", views.case_list, name="case-list"),
    path("pionniers/<slug:slug>/", views.case_detail, name="case-detail"),
]
