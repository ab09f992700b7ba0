"""The addresses of models, questions, principles, phases and pioneers."""

from django.urls import path

from essaimage.common.pages import read_only

from . import views

app_name = "models_catalog"

urlpatterns = [
    path("modeles/", read_only(views.model_list), name="model-list"),
    path("modeles/comparer/", read_only(views.model_compare), name="model-compare"),
    path("modeles/<slug:slug>/", read_only(views.model_detail), name="model-detail"),
    path("questions/", read_only(views.question_list), name="question-list"),
    path("questions/<slug:slug>/", read_only(views.question_detail), name="question-detail"),
    path("fiche-de-reunion/", read_only(views.checklist), name="checklist"),
    path("principes/", read_only(views.factor_list), name="factor-list"),
    path("etapes/", read_only(views.phase_list), name="phase-list"),
    path("etapes/<slug:slug>/", read_only(views.phase_detail), name="phase-detail"),
    path("pionniers/", read_only(views.case_list), name="case-list"),
    path("pionniers/<slug:slug>/", read_only(views.case_detail), name="case-detail"),
]
