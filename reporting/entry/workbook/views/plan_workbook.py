"""A unit's action plan as a workbook, and back: looked at first, then stored."""

import zlib
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.queries import unit_name
from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere
from reporting.core.queries.practice_years import mark_of_name
from reporting.core.views.document_downloads import EXCEL
from reporting.core.views.portal import portal_view
from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.lists import WorkbookUploadForm
from reporting.core.workbooks.reading import CellError
from reporting.entry.page.actions.action_plan import refuse_approved, save_action_plan
from reporting.entry.page.queries.activities import activities_of_year
from reporting.entry.page.queries.unit_plans import UnitPlan, unit_plan
from reporting.entry.page.rules.action_plan import Planned, seal
from reporting.entry.workbook.exports.plan_workbook import write_plan
from reporting.entry.workbook.forms.plan_workbook import PlanReading, read_plan
from strategies.models import Activity

HOUR, SALT = 3600, "action-plan"


@require_safe
@portal_view(Permission.REPORT_ENTER)
def action_plan_workbook(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    found = unit_plan(actor.unit, year)
    content = write_plan(actor.unit.code, year, _offered(found), found.rows)
    name = f"action-plan-{actor.unit.code}-{year}{mark_of_name(year)}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=EXCEL, headers=headers)


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_ENTER)
def action_plan_upload(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """Shows what would change, or which cells are wrong; nothing is stored yet."""
    found = unit_plan(actor.unit, year)
    activities = _offered(found)
    form = WorkbookUploadForm(request.POST or None, request.FILES or None)
    reading, signed = None, ""
    if request.method == "POST" and form.is_valid():
        refuse_approved(actor, year)
        try:
            reading = read_plan(
                form.cleaned_data["workbook"].read(), actor.unit.code, year, activities, found.rows
            )
        except BadWorkbook as bad:
            reading = PlanReading([CellError("", "", str(bad), "")], [])
        signed = _signed(actor, found, reading) if reading.changes else ""
    context = {
        "unit": unit_name(actor.unit, year, get_language() or "en"),
        "year": str(year),
        "form": form,
        "reading": reading,
        "signed": signed,
        "is_open": found.is_open,
    }
    wrong = request.method == "POST" and (reading is None or bool(reading.errors))
    return render(request, "entry/action_plan_upload.html", context, status=422 if wrong else 200)


@require_POST
@portal_view(Permission.REPORT_ENTER)
def action_plan_store(request: PortalRequest, actor: Actor, year: int) -> HttpResponseBase:
    """Exactly what was shown, or nothing."""
    found = unit_plan(actor.unit, year)
    try:
        shown = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=HOUR)
        if (shown["by"], shown["unit"], shown["year"]) != (
            actor.user.pk, actor.unit.code, year,
        ):  # fmt: skip
            raise signing.BadSignature
    except (signing.BadSignature, zlib.error):
        messages.error(request, _("The preview is too old. Send the workbook again."))
        return redirect("reporting:action_plan_upload", year)
    if shown["before"] != _seal(found):
        messages.error(
            request, _("The plan was changed meanwhile: nothing was stored. Send it again.")
        )
        return redirect("reporting:action_plan_upload", year)
    save_action_plan(
        by=actor,
        year=year,
        planned={code: _planned(said) for code, said in shown["planned"].items()},
        removed=shown["removed"],
    )
    messages.success(request, _("Your action plan is saved."))
    return redirect("reporting:action_plan", year)


def _offered(found: UnitPlan) -> list[Activity]:
    """Groups as a whole, activities with a title, and what is planned already."""
    planned = {row.activity_id for row in found.rows}
    activities = activities_of_year(found.year)
    if not activities:
        raise NotHere
    return [one for one in activities if one.is_asked or one.pk in planned]


def _seal(found: UnitPlan) -> str:
    return seal(found.unit.code, found.year, found.version, found.sealed)


def _signed(actor: Actor, found: UnitPlan, reading: PlanReading) -> str:
    shown = {
        "by": actor.user.pk,
        "unit": actor.unit.code,
        "year": found.year,
        "before": _seal(found),
        "planned": {
            code: {name: _json(value) for name, value in asdict(planned).items()}
            for code, planned in reading.planned.items()
        },
        "removed": reading.removed,
    }
    return signing.dumps(shown, salt=SALT, compress=True)


def _json(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def _planned(said: dict[str, Any]) -> Planned:
    amounts = {
        name: None if said[name] is None else Decimal(said[name]) for name in ("target", "budget")
    }
    return Planned(**(said | amounts))
