"""The largest form on the page, one change saved, a whole page saved, and the Excel round trip."""

import json
from decimal import Decimal
from itertools import count

from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from reporting.access import Actor
from reporting.entry.access import ReportAccess, access_to_report
from reporting.entry.page.actions import drafts
from reporting.entry.page.actions.draft_changes import EntryText
from reporting.entry.page.queries.form_tables import CellAddress, form_cells
from reporting.kernel.periods import Period
from reporting.kernel.tables import Value
from reporting.models import DataValue, Revision
from reporting.review.actions import approval
from strategies.models import Cell
from tests.bench.pages import client_of
from tests.bench.report import Bench
from tests.factories import acting, begin, person_of

CELL = "direct_publicity[forums].persons"
LARGEST = ("MOSVY", "ministry")  # fills the most cells with numbers
RENDER, SAVE = 100.0, 30.0
ROWS = 6  # in each open table: some 400 cells in all
_numbers = count(1000)


def measure(bench: Bench, year: int, until: int) -> None:
    code, form = LARGEST
    period = f"{year}-{until + 1:02}"  # the month that has just begun
    officer = person_of(code, "officer")
    cells = _filled(code, form, period)
    client = client_of(officer)
    where = {"unit": code, "data_set": form, "period": period}
    page = reverse("reporting:report", kwargs=where)
    title = f"Entry page, {len(cells)} cells with numbers"
    line = bench.measure(title, lambda: client.get(page), limit=RENDER)
    bench.against(line, "its inputs alone, through crispy-forms,", lambda: _through_crispy(cells))
    _saving(bench, officer, where, cells)
    _save_by_page(bench, client, where)
    _excel(bench, client, where)


def _filled(code: str, form: str, period: str) -> list[CellAddress]:
    """A draft in which every fixed cell has a number, and every open table some rows."""
    with acting(person_of(code, "officer")) as person:
        waiting = Revision.objects.filter(
            report__organisation_unit=person.unit, report__data_set__code=form,
            report__period_key=Period.parse(period).key, state="prepared",
        )  # fmt: skip
        if waiting.exists():
            there = access_to_report(person, unit=code, period=period, data_set=form)
            approval.take_back(by=person, access=there)
        officer, opened = begin(code, form, period)
        rows = Cell.objects.filter(pk__in=form_cells(opened.report).cells.values())
        kinds = dict(rows.values_list("code", "table__kind"))
        keys = [f"row{number}" for number in range(ROWS)]
        cells = [CellAddress(one) for one, kind in kinds.items() if kind != "open"]
        cells += [
            CellAddress(one, key) for one, kind in kinds.items() if kind == "open" for key in keys
        ]
        entries = {
            (one.table, one.entry): EntryText(position=1, title="A row")
            for one in cells
            if one.entry
        }
        drafts.save_entries(by=officer, access=opened, entries=entries)
        values = dict.fromkeys(cells, Value(Decimal(7)))
        drafts.save_values(by=officer, access=opened, values=values)
        return cells


def _through_crispy(cells: list[CellAddress]) -> str:
    """The same inputs, each through its field's template."""
    fields: dict[str, forms.Field] = {
        f"cell{at}": forms.CharField(label=str(one), initial="7", required=False)
        for at, one in enumerate(cells)
    }
    form = type("CellForm", (forms.Form,), fields)()
    return str(render_crispy_form(form))


def _saving(bench: Bench, officer: str, where: dict[str, str], cells: list[CellAddress]) -> None:
    def opened(person: Actor) -> ReportAccess:
        return access_to_report(
            person, unit=where["unit"], period=where["period"], data_set=where["data_set"]
        )

    def one_change() -> None:
        with acting(officer) as person:
            value = Value(Decimal(next(_numbers)))
            drafts.save_values(by=person, access=opened(person), values={CellAddress(CELL): value})

    def all_at_once() -> None:
        with acting(officer) as person:
            value = Value(Decimal(next(_numbers)))
            drafts.save_values(by=person, access=opened(person), values=dict.fromkeys(cells, value))

    def cell_by_cell() -> None:
        with acting(officer) as person, transaction.atomic():
            found = opened(person)
            keys = form_cells(found.report).cells
            rows = {
                (table, key): pk
                for table, key, pk in found.revision.entries.values_list("table__code", "key", "pk")
            }
            for one in cells:
                DataValue.objects.update_or_create(
                    organisation_unit_id=found.report.organisation_unit_id,
                    revision=found.revision,
                    cell_id=keys[one.cell],
                    entry_id=rows.get((one.table, one.entry or "")),
                    defaults={
                        "value": next(_numbers), "period_key": found.report.period_key,
                    },
                )  # fmt: skip

    bench.measure("Save one change (the action)", one_change, limit=SAVE)
    line = bench.measure(f"Save {len(cells)} cells at once (the action)", all_at_once)
    bench.against(line, "update_or_create for each cell", cell_by_cell)


def _save_by_page(bench: Bench, client: Client, where: dict[str, str]) -> None:
    """As the page saves by itself: it knows what stood there, and which checks it shows."""
    try:
        address = reverse("reporting:report_save", kwargs=where)
    except NoReverseMatch:
        bench.skip("Save one change (the page)", "there is no address 'report_save' yet")
        return
    user = client.session["_auth_user_id"]

    shown, stands = "", ""

    def save(*, knows_checks: bool = True) -> None:
        nonlocal shown, stands
        number = str(next(_numbers))
        body = {
            "user": int(user), "revision": 1, "inputs": {CELL: number}, "before": {CELL: stands},
            "shown": shown if knows_checks else "",
        }  # fmt: skip
        answer = client.post(address, json.dumps(body), content_type="application/json").json()
        if there := answer["conflicts"].get(CELL):  # the first go: what stands there is not known
            stands = there["theirs"]
            return save(knows_checks=knows_checks)
        assert CELL in answer["saved"], answer
        shown, stands = answer["key"], answer["saved"][CELL]

    bench.measure("Save one change (the page)", save, limit=SAVE)
    bench.measure(
        "Save one change, other checks to show", lambda: save(knows_checks=False), limit=SAVE
    )


def _excel(bench: Bench, client: Client, where: dict[str, str]) -> None:
    try:
        book = reverse("reporting:report_workbook", kwargs=where)
        upload = reverse("reporting:report_upload", kwargs=where)
    except NoReverseMatch:
        bench.skip("Excel round trip", "there is no address 'report_workbook' yet")
        return

    def content() -> bytes:
        answer = client.get(book)
        return b"".join(answer) if answer.streaming else answer.content

    made = content()
    bench.measure("Excel: download of a report", content, times=3)
    bench.measure(
        "Excel: upload of a report",
        lambda: client.post(upload, {"workbook": SimpleUploadedFile("report.xlsx", made)}),
        times=3,
    )
