"""The largest form on the page, one change saved, a whole page saved, and the Excel round trip."""

import json
from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template import Context, Template
from django.test import Client
from django.urls import NoReverseMatch, reverse

from reporting.access import Actor, Door, door
from reporting.actions import entry
from reporting.kernel.tables import Value
from reporting.models import DataValue
from reporting.queries.forms import CellAddress, form_cells
from strategies.models import Cell
from tests.bench.pages import client_of
from tests.bench.report import Bench
from tests.factories import acting, begin, person_of

CELL = "direct_publicity[forums].persons"
LARGEST = ("MOSVY", "ministry")  # fills the most cells with numbers
RENDER, SAVE = 100.0, 30.0
_numbers = count(1000)


def measure(bench: Bench, year: int) -> None:
    code, form = LARGEST
    period = f"{year}-10"  # the month that has just begun
    officer = person_of(code, "officer")
    cells = _filled(code, form, period)
    client = client_of(officer)
    where = {"unit": code, "data_set": form, "period": period}
    page = reverse("reporting:report", kwargs=where)
    title = f"Entry page, {len(cells)} cells with numbers"
    line = bench.measure(title, lambda: client.get(page), limit=RENDER)
    bench.against(line, "a template for each cell, besides the page", lambda: _by_template(cells))
    _saving(bench, officer, where, cells)
    _save_by_page(bench, client, where)
    _excel(bench, client, where)


def _filled(code: str, form: str, period: str) -> list[CellAddress]:
    """A draft in which every fixed cell has a number."""
    with acting(person_of(code, "officer")):
        officer, opened = begin(code, form, period)
        codes = form_cells(opened.report).cells
        fixed = Cell.objects.filter(pk__in=codes.values()).exclude(table__kind="open")
        cells = [CellAddress(one) for one in fixed.values_list("code", flat=True)]
        entry.save_values(by=officer, door=opened, values={one: Value(Decimal(7)) for one in cells})
        return cells


def _by_template(cells: list[CellAddress]) -> None:
    """What a form field's template for each cell costs: input, label, errors, help."""
    template = Template(
        '{% load i18n %}<div class="mb-3"><label for="{{ cell }}">{{ cell }}</label>'
        '<input type="text" name="{{ cell }}" value="{{ value }}" id="{{ cell }}"'
        "{% if errors %} aria-invalid='true'{% endif %}>{% for error in errors %}"
        "<p>{{ error }}</p>{% endfor %}{% if help %}<small>{{ help }}</small>{% endif %}</div>"
    )
    for one in cells:
        template.render(Context({"cell": str(one), "value": 7, "errors": [], "help": ""}))


def _saving(bench: Bench, officer: str, where: dict[str, str], cells: list[CellAddress]) -> None:
    def opened(person: Actor) -> Door:
        return door(person, unit=where["unit"], period=where["period"], data_set=where["data_set"])

    def one_change() -> None:
        with acting(officer) as person:
            value = Value(Decimal(next(_numbers)))
            entry.save_values(by=person, door=opened(person), values={CellAddress(CELL): value})

    def all_at_once() -> None:
        with acting(officer) as person:
            value = Value(Decimal(next(_numbers)))
            entry.save_values(by=person, door=opened(person), values=dict.fromkeys(cells, value))

    def cell_by_cell() -> None:
        with acting(officer) as person, transaction.atomic():
            found = opened(person)
            keys = form_cells(found.report).cells
            for one in cells:
                DataValue.objects.update_or_create(
                    organisation_unit_id=found.report.organisation_unit_id,
                    revision=found.revision,
                    cell_id=keys[one.cell],
                    entry=None,
                    defaults={
                        "value": next(_numbers), "period_key": found.report.period_key,
                    },
                )  # fmt: skip

    bench.measure("Save one change (the action)", one_change, limit=SAVE)
    line = bench.measure(f"Save {len(cells)} cells at once (the action)", all_at_once)
    bench.against(line, "update_or_create for each cell", cell_by_cell)


def _save_by_page(bench: Bench, client: Client, where: dict[str, str]) -> None:
    """As the page saves by itself."""
    try:
        address = reverse("reporting:report_save", kwargs=where)
    except NoReverseMatch:
        bench.skip("Save one change (the page)", "there is no address 'report_save' yet")
        return
    user = client.session["_auth_user_id"]

    def save() -> object:
        body = {
            "user": int(user), "revision": 1, "inputs": {CELL: str(next(_numbers))},
            "before": {}, "shown": "",
        }  # fmt: skip
        return client.post(address, json.dumps(body), content_type="application/json")

    bench.measure("Save one change (the page)", save, limit=SAVE)


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
        lambda: client.post(upload, {"file": SimpleUploadedFile("report.xlsx", made)}),
        times=3,
    )
