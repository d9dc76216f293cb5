"""Addresses of the desk where a national report is written: /editions/2020/1/write/II.B.1.3/."""

from django.urls import path

from reporting.views.editions import bullets, desk, history, passages, section

AT = "editions/<period:period>/<count:number>/"
SECTION = f"{AT}write/<str:section>/"
PASSAGE = f"{AT}passages/<key:passage>/"

urlpatterns = [
    path("editions/", desk.editions, name="editions"),
    path("editions/begin/", desk.edition_begin, name="edition_begin"),
    path(AT, desk.edition, name="edition"),
    path(f"{AT}history/", history.edition_history, name="edition_history"),
    path(f"{AT}differences/", history.edition_differences, name="edition_differences"),
    path(SECTION, section.edition_write, name="edition_write"),
    path(f"{SECTION}here/", section.edition_here, name="edition_here"),
    path(f"{SECTION}texts/", bullets.edition_texts, name="edition_texts"),
    path(f"{SECTION}new/", passages.edition_new, name="edition_new"),
    path(PASSAGE, passages.edition_passage, name="edition_passage"),
    path(f"{PASSAGE}place/", passages.edition_place, name="edition_place"),
    path(f"{PASSAGE}history/", history.passage_history, name="passage_history"),
    path(f"{PASSAGE}bring-back/", history.passage_bring_back, name="passage_bring_back"),
]
