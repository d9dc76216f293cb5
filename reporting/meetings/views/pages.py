"""The list of meetings, a meeting's page, and its minutes as files."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from provinces.models import OrganisationUnit
from provinces.queries import descendants, label, unit_names, units_above_localities
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.calendar.queries.owed_reports import calendars, today_of
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.queries.years import this_year
from reporting.core.views.portal import paged, portal_view
from reporting.document.docx.writing import render_docx
from reporting.document.pdf.rendering import render_pdf
from reporting.meetings.exports.minutes import minutes_document
from reporting.meetings.forms import DecisionForm, ItemForm, MeetingFilterForm, NoteForm
from reporting.meetings.queries.agenda import agenda_of, rule_of_figures
from reporting.meetings.queries.meetings import (
    MeetingFilter,
    keeps,
    kept_years,
    lines,
    listed,
    meeting_at,
    signs,
    units_with_meetings,
)
from reporting.meetings.queries.signed_before import signed_before
from reporting.models import Meeting

LENGTH = 50
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@portal_view(Permission.REPORT_VIEW)
def meetings(request: PortalRequest, actor: Actor) -> HttpResponseBase:
    units = units_with_meetings(actor)
    names = unit_names(this_year(), get_language() or "en", units)
    form = MeetingFilterForm(request.GET, units=[(unit.code, label(unit, names)) for unit in units])
    given = form.given()
    asked = MeetingFilter(unit=given.get("unit", ""), kind=given["kind"])
    page, query = paged(request.GET, listed(actor, asked), LENGTH)
    return render(
        request,
        "meetings/meetings.html",
        {
            "form": form,
            "page": page,
            "query": query,
            "lines": lines(list(page.object_list)),
            "filtered": any(given.values()),
            "may_keep": actor.may(Permission.MEETING_KEEP),
            "may_sign": Permission.MEETING_SIGN in actor.permissions,
            "several": len(units) > 1,
            "kept": kept_years(actor.unit),
            "years": sorted(calendars(), reverse=True),
        },
    )


@require_safe
@portal_view(Permission.REPORT_VIEW)
def meeting_page(request: PortalRequest, actor: Actor, key: int) -> HttpResponseBase:
    return render(request, "meetings/meeting.html", page_context(actor, meeting_at(actor, key)))


def page_context(actor: Actor, meeting: Meeting, **forms: Any) -> dict[str, Any]:
    """`forms`: those that came back with something to correct."""
    language = get_language() or "en"
    names = unit_names(meeting.year, language)
    agenda = agenda_of(meeting, actor, language)
    keeper = keeps(actor, meeting)
    held = meeting.state == Meeting.State.HELD
    context: dict[str, Any] = {
        "year": meeting.year,
        "meeting": meeting,
        "unit": label(meeting.organisation_unit, names),
        "agenda": agenda,
        "rule": rule_of_figures(),
        "decisions": [
            (row, row.text_in(language), label(row.answers, names))
            for row in meeting.decisions.select_related("answers", "commitment")
        ],
        "notes": list(meeting.notes.select_related("by")),
        "minutes": meeting.minutes_in(language),
        "has_come": meeting.day <= today_of(meeting.year),
        "keeps": keeper,
        "changes_agenda": keeper and meeting.state == Meeting.State.PLANNED,
        "signs": signs(actor, meeting) and held,
        "signed_before": signed_before(meeting),
        "item_form": ItemForm() if keeper else None,
        "decision_form": None,
        "note_form": NoteForm() if keeper else None,
    }
    if keeper and held:
        context["decision_form"] = DecisionForm(units=units_to_answer(actor))
    return context | forms


def units_to_answer(actor: Actor) -> list[tuple[OrganisationUnit, str]]:
    """The own unit first, then those below it; for the Secretariat every unit."""
    below = units_above_localities() if actor.is_national else descendants(actor.unit)
    found = [actor.unit, *(unit for unit in below if unit.pk != actor.unit.pk)]
    names = unit_names(this_year(), get_language() or "en", found)
    return [(unit, label(unit, names)) for unit in found]


@require_safe
@portal_view(Permission.REPORT_VIEW)
def meeting_file(request: PortalRequest, actor: Actor, key: int, ending: str) -> HttpResponseBase:
    meeting = meeting_at(actor, key)
    language = "km" if (get_language() or "en").startswith("km") else "en"
    document = minutes_document(meeting, agenda_of(meeting, actor, language), language)
    out = BytesIO()
    (render_pdf if ending == "pdf" else render_docx)(document, out)
    marks = mark_of_name(meeting.year) + ("-km" if language == "km" else "")
    name = f"meeting-{meeting.organisation_unit.code}-{meeting.day.isoformat()}{marks}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(out.getvalue(), content_type=TYPES[ending], headers=headers)
