"""Addresses of evaluations."""

from django.urls import path

from reporting.editions.evaluations.views.pages import evaluation, evaluation_new, evaluations
from reporting.editions.evaluations.views.people import (
    evaluation_evaluators,
    evaluation_recommendations,
)
from reporting.editions.evaluations.views.reading import (
    evaluation_document,
    evaluation_file,
    evaluation_signatures,
)
from reporting.editions.evaluations.views.writing import evaluation_part

AT = "evaluations/<key:key>/"

urlpatterns = [
    path("evaluations/", evaluations, name="evaluations"),
    path("evaluations/new/", evaluation_new, name="evaluation_new"),
    path(AT, evaluation, name="evaluation"),
    path(f"{AT}parts/<slug:part>/", evaluation_part, name="evaluation_part"),
    path(f"{AT}evaluators/", evaluation_evaluators, name="evaluation_evaluators"),
    path(f"{AT}recommendations/", evaluation_recommendations, name="evaluation_recommendations"),
    path(f"{AT}signatures/", evaluation_signatures, name="evaluation_signatures"),
    path(f"{AT}document/", evaluation_document, name="evaluation_document"),
    path(f"{AT}files/<str:name>", evaluation_file, name="evaluation_file"),
]
