"""Addresses of the numbers in an edition's sentences, and of the figures that they refer to."""

from django.urls import path

from reporting.views.editions import figures, numbers, passage_numbers

EDITION = "editions/<str:period>/<count:number>"

urlpatterns = [
    path(f"{EDITION}/numbers/", numbers.numbers, name="edition_numbers"),
    path(f"{EDITION}/numbers/link/", numbers.link, name="edition_link"),
    path(f"{EDITION}/numbers/keep/", numbers.keep, name="edition_keep"),
    path(f"{EDITION}/numbers/seen/", numbers.seen, name="edition_seen"),
    path(
        f"{EDITION}/numbers/sure/<str:section>/", numbers.link_sure, name="edition_link_sure"
    ),
    path(
        f"{EDITION}/numbers/<key:passage>/", passage_numbers.passage_numbers,
        name="edition_passage_numbers",
    ),
    path(f"{EDITION}/figures/", figures.figures, name="edition_figures"),
    path(f"{EDITION}/figures/show/", figures.show, name="edition_figure"),
    path(f"{EDITION}/figures/find/", figures.find, name="edition_figures_like"),
    path(f"{EDITION}/figures/pieces/", figures.pieces, name="edition_pieces"),
    path(f"{EDITION}/figures/tables/<slug:code>/", figures.table, name="edition_figures_table"),
]  # fmt: skip
