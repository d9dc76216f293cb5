"""Addresses of meetings."""

from django.urls import path

from reporting.meetings.views.keeping import meeting_edit, meeting_held, meeting_new, meetings_kept
from reporting.meetings.views.pages import meeting_file, meeting_page, meetings
from reporting.meetings.views.steps import (
    meeting_agenda,
    meeting_call_off,
    meeting_decision,
    meeting_decision_back,
    meeting_note,
    meeting_sign,
)

AT = "meetings/<key:key>/"

urlpatterns = [
    path("meetings/", meetings, name="meetings"),
    path("meetings/new/", meeting_new, name="meeting_new"),
    path("meetings/kept/<year:year>/", meetings_kept, name="meetings_kept"),
    path(AT, meeting_page, name="meeting"),
    path(f"{AT}edit/", meeting_edit, name="meeting_edit"),
    path(f"{AT}held/", meeting_held, name="meeting_held"),
    path(f"{AT}agenda/", meeting_agenda, name="meeting_agenda"),
    path(f"{AT}decisions/", meeting_decision, name="meeting_decision"),
    path(
        f"{AT}decisions/<key:decision>/take-back/",
        meeting_decision_back,
        name="meeting_decision_back",
    ),
    path(f"{AT}sign/", meeting_sign, name="meeting_sign"),
    path(f"{AT}notes/", meeting_note, name="meeting_note"),
    path(f"{AT}call-off/", meeting_call_off, name="meeting_call_off"),
    path(f"{AT}minutes.pdf", meeting_file, {"ending": "pdf"}, name="meeting_pdf"),
    path(f"{AT}minutes.docx", meeting_file, {"ending": "docx"}, name="meeting_docx"),
]
