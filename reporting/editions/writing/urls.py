"""Addresses of the workspace where a national report is written, /editions/2020/1/write/II.B.1.3/
for one: its charts, the numbers in its sentences and their figures, its translation, in what two
editions differ."""

from django.urls import path

from reporting.editions.publishing.views import comparison
from reporting.editions.writing.views import (
    chart_chooser,
    figures_json,
    history,
    passages,
    section,
    sentence_numbers,
    translation,
    unit_texts,
    workspace,
)

AT = "editions/<period:period>/<count:number>/"
SECTION = f"{AT}write/<str:section>/"
PASSAGE = f"{AT}passages/<key:passage>/"

urlpatterns = [
    path("editions/", workspace.editions, name="editions"),
    path("editions/begin/", workspace.edition_begin, name="edition_begin"),
    path(AT, workspace.edition, name="edition"),
    path(f"{AT}history/", history.edition_history, name="edition_history"),
    path(f"{AT}differences/", history.edition_differences, name="edition_differences"),
    path(SECTION, section.edition_write, name="edition_write"),
    path(f"{SECTION}here/", section.edition_present, name="edition_present"),
    path(f"{SECTION}texts/", unit_texts.edition_texts, name="edition_texts"),
    path(f"{SECTION}new/", passages.edition_new, name="edition_new"),
    path(PASSAGE, passages.edition_passage, name="edition_passage"),
    path(f"{PASSAGE}place/", passages.edition_place, name="edition_place"),
    path(f"{PASSAGE}history/", history.passage_history, name="passage_history"),
    path(f"{PASSAGE}bring-back/", history.passage_bring_back, name="passage_bring_back"),
    path(f"{SECTION}chart/", chart_chooser.edition_chart, name="edition_chart"),
    path(f"{AT}translation/", translation.overview, name="edition_translation"),
    path(f"{AT}translation/<str:section>/", translation.section, name="section_translation"),
    path(f"{AT}compare/", comparison.edition_compare, name="edition_compare"),
    path(f"{AT}compare.csv", comparison.edition_compare_csv, name="edition_compare_csv"),
    path(f"{AT}numbers/", sentence_numbers.numbers, name="edition_numbers"),
    path(f"{AT}numbers/link/", sentence_numbers.link, name="edition_link"),
    path(f"{AT}numbers/keep/", sentence_numbers.keep, name="edition_keep"),
    path(f"{AT}numbers/seen/", sentence_numbers.seen, name="edition_seen"),
    path(f"{AT}numbers/sure/<str:section>/", sentence_numbers.link_sure, name="edition_link_sure"),
    path(
        f"{AT}numbers/<key:passage>/",
        sentence_numbers.passage_numbers,
        name="edition_passage_numbers",
    ),
    path(f"{AT}figures/", figures_json.figures, name="edition_figures"),
    path(f"{AT}figures/show/", figures_json.show, name="edition_figure"),
    path(f"{AT}figures/find/", figures_json.find, name="edition_figures_like"),
    path(f"{AT}figures/pieces/", figures_json.pieces, name="edition_pieces"),
    path(f"{AT}figures/tables/<slug:code>/", figures_json.table, name="edition_figures_table"),
]
