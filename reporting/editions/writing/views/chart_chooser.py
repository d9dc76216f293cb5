"""The chooser of charts and comparisons: table, form, columns, rows, units, drawn as one chooses.

The address carries the whole choice, and the page works without JavaScript by its button.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.spelling import whole_number
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Overtaken, Refused
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.editions import figures_of, period_of
from reporting.core.queries.period_words import period_words
from reporting.core.views.document_blocks import chart_presenter, table_presenter
from reporting.core.views.portal import portal_view
from reporting.document.charts.comparison_spec import read_comparison
from reporting.document.charts.spec import Form, SpecError, first_choice
from reporting.document.charts.spec_reading import read_spec
from reporting.document.value import Chart
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.catalogue_charts import CatalogueCharts, has_figures
from reporting.editions.composing.queries.chart_inputs import EditionChartInputs
from reporting.editions.composing.queries.charts import chart_inputs_for, drawn
from reporting.editions.composing.queries.comparisons import comparison_table
from reporting.editions.reading.queries.shown_passages import showing
from reporting.editions.writing.actions.arranging import CHART_KINDS, change_chart, set_chart
from reporting.editions.writing.actions.versions import Conflict, writable
from reporting.editions.writing.forms import (
    COMPARISON,
    ChartChoicesForm,
    ChartTableForm,
    offered_forms,
    shown_choice,
    spec_of,
)
from reporting.editions.writing.views.chart_places import back_to, last_place, places
from reporting.editions.writing.views.edition_access import edition_view, number_in, tabs
from reporting.kernel.messages import in_words
from reporting.models import Edition, Passage, PassageKind
from strategies.models import Chart as ChartRow
from strategies.models import Section, Table
from strategies.models.labels import dated

OF_CATALOGUE = "chart:"  # before the code of a chart of the catalogue


@dataclass
class Chooser:
    """What was chosen so far; `made` is what would be set, or None."""

    chart_inputs: EditionChartInputs
    section: Section
    tables: list[Table]
    table: Table | None
    form: ChartChoicesForm | None = None
    spec: dict[str, Any] | None = None
    made: Chart | DocumentTable | None = None
    of_catalogue: ChartRow | None = None

    @property
    def charts(self) -> list[ChartRow]:
        """Those of the catalogue that have numbers."""
        at = self.catalogue
        return [row for row in at.charts if has_figures(at.block(row))]

    @cached_property
    def catalogue(self) -> CatalogueCharts:
        material = self.chart_inputs.material
        charts = [chart for rows in material.charts.values() for chart in rows]
        return CatalogueCharts(material.book, material.language, charts)

    @property
    def kind(self) -> str:
        comparison = isinstance(self.made, DocumentTable)
        return PassageKind.COMPARISON if comparison else PassageKind.CHART


@require_http_methods(["GET", "HEAD", "POST"])
@portal_view(Permission.EDITION_WRITE)
@edition_view()
def edition_chart(
    request: PortalRequest, actor: Actor, edition: Edition, section: str
) -> HttpResponseBase:
    writable(actor, edition)
    data = request.POST if request.method == "POST" else request.GET
    passage = _passage(edition, data.get("passage", ""))
    chooser = _chooser(edition, section, data, passage)
    status = 200
    if request.method == "POST":
        if chooser.spec is None:
            status = 422
        else:
            try:
                return _set(request, actor, edition, chooser, passage)
            except (Conflict, Overtaken, Refused) as refusal:
                messages.error(request, str(refusal))
                status = refusal.status
    return render(
        request,
        "editions/writing/chart_chooser.html",
        _context(actor, edition, chooser, data, passage),
        status=status,
    )


def _passage(edition: Edition, pk: str) -> Passage | None:
    """The one that is changed; None where a new one is made."""
    if not pk:
        return None
    rows = edition.passages.filter(kind__in=CHART_KINDS, removed=False)
    found = rows.filter(pk=whole_number(pk) or 0).first()
    if found is None:
        raise NotHere
    return found


def _chooser(edition: Edition, code: str, data: QueryDict, passage: Passage | None) -> Chooser:
    figures = figures_of(edition)
    if figures is None:
        raise NotHere
    at = showing(figures, get_language() or "en").passage_setter
    section = next(
        (candidate for candidate in at.material.sections if candidate.code == code), None
    )
    if section is None:
        raise NotHere
    chart_inputs = at.chart_inputs
    tables = [
        table for table in chart_inputs.tables.values() if chart_inputs.inputs(table).elements
    ]
    stored = passage.spec if passage else {}
    wanted = data.get("table") or stored.get("table") or _named(stored)
    chooser = Chooser(
        chart_inputs,
        section,
        tables,
        next((table for table in tables if table.code == wanted), None),
    )
    if chooser.table is not None:
        _choose(chooser, chooser.table, data, passage)
    elif wanted and wanted.startswith(OF_CATALOGUE):
        _choose_of_catalogue(chooser, wanted.removeprefix(OF_CATALOGUE))
    return chooser


def _named(spec: dict[str, Any]) -> str:
    return f"{OF_CATALOGUE}{spec['chart']}" if spec.get("chart") else ""


def _choose_of_catalogue(chooser: Chooser, code: str) -> None:
    found = next((row for row in chooser.charts if row.code == code), None)
    if found is not None:
        chooser.of_catalogue, chooser.spec = found, {"chart": code}
        chooser.made = chooser.catalogue.block(found)


def _choose(chooser: Chooser, table: Table, data: QueryDict, passage: Passage | None) -> None:
    inputs = chooser.chart_inputs.monthly_inputs(table)
    offered = [form for form, _words in offered_forms(inputs)]
    if not offered:
        return
    posted: Any = data
    form = data.get("form", "")
    stored = passage.spec if passage and passage.spec.get("table") == table.code else None
    if not form and stored is not None and passage is not None:
        comparison = passage.kind == PassageKind.COMPARISON
        form = COMPARISON if comparison else stored.get("form", "")
        posted = shown_choice(stored, form)
    elif form not in offered or data.get("was") != f"{table.code}|{form}":
        form = form if form in offered else offered[0]
        posted = shown_choice(_first(chooser, table, form), form)
        posted |= {name: data.get(name, "") for name in ("caption_en", "caption_km")}
    chooser.form = ChartChoicesForm(posted, inputs=inputs, chosen=form)
    if not chooser.form.is_valid():
        return
    spec = spec_of(table.code, chooser.form.cleaned_data)
    try:
        _draw(chooser, table, spec, form)
    except SpecError as error:
        known = error.field if error.field in chooser.form.fields else None
        chooser.form.add_error(known, in_words(error.template, error.params, _))


def _first(chooser: Chooser, table: Table, form: str) -> dict[str, Any]:
    if form == COMPARISON:
        return {}
    wanted: Form = form  # type: ignore[assignment]  # one of those offered
    inputs = chart_inputs_for(chooser.chart_inputs, table, form)
    return read_spec(first_choice(inputs, wanted).to_json(), inputs).to_json()


def _draw(chooser: Chooser, table: Table, spec: dict[str, Any], form: str) -> None:
    """Raises `SpecError`. Nothing is made where there is no number to show."""
    chart_inputs = chooser.chart_inputs
    if form == COMPARISON:
        compared = read_comparison(spec, chart_inputs.inputs(table))
        chooser.made = comparison_table(chart_inputs, table, compared)
        chooser.spec = compared.to_json() if chooser.made else None
        return
    read = read_spec(spec, chart_inputs_for(chart_inputs, table, form))
    made = drawn(chart_inputs, table, read)
    if has_figures(made):
        chooser.made, chooser.spec = made, read.to_json()


def _set(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    chooser: Chooser,
    passage: Passage | None,
) -> HttpResponse:
    assert chooser.spec is not None
    if passage is not None:
        row = change_chart(
            by=actor, edition=edition, passage=passage.pk, kind=chooser.kind, spec=chooser.spec,
            seen=number_in(request.POST, "seen") or 0,
        )  # fmt: skip
        messages.success(request, _("It is changed. What stood there before is kept."))
    else:
        row = set_chart(
            by=actor, edition=edition, section=chooser.section.code, kind=chooser.kind,
            spec=chooser.spec, after=number_in(request.POST, "after"),
        )  # fmt: skip
        messages.success(request, _("It stands in the section."))
    return redirect(f"{back_to(edition, chooser.section.code)}#p-{row.pk}")


def _context(
    actor: Actor, edition: Edition, chooser: Chooser, data: QueryDict, passage: Passage | None
) -> dict[str, Any]:
    table, form = chooser.table, chooser.form
    made = replace(chooser.made, number="n") if chooser.made else None
    tables, picked = chooser.chart_inputs.tables, _chosen(chooser)
    chosen = str(form["form"].value() or "") if form else ""
    return {
        "actor": actor,
        "edition": edition,
        "period": period_words(period_of(edition)),
        "tabs": tabs(edition, actor, "edition"),
        "section": chooser.section,
        "section_title": dated(chooser.section.title, edition.year),
        "back": back_to(edition, chooser.section.code),
        "tables": ChartTableForm(
            {"table": picked} if picked else None, tables=chooser.tables,
            near=chooser.section.code, charts=_charts_offered(chooser, edition.year),
        ),
        "chart": chooser.of_catalogue,
        "chosen": picked,
        "table": table,
        "form": form,
        "was": f"{table.code}|{chosen}" if table else "",
        "presenter": _chart_or_table_presenter(made),
        "document": {"words": fixed_words()},
        "year": edition.year,
        "passage": passage,
        "seen": data.get("seen") or (passage.version if passage else ""),
        "places": [] if passage else places(edition, chooser.section.code, tables),
        "after": data.get("after", last_place(edition, chooser.section.code)),
    }  # fmt: skip


def _chosen(chooser: Chooser) -> str:
    if chooser.of_catalogue is not None:
        return f"{OF_CATALOGUE}{chooser.of_catalogue.code}"
    return chooser.table.code if chooser.table else ""


def _charts_offered(chooser: Chooser, year: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """A group of choices, those of the section itself first; none where none has numbers."""
    rows = sorted(chooser.charts, key=lambda row: row.section_id != chooser.section.pk)
    found = [(f"{OF_CATALOGUE}{row.code}", dated(row.title, year)) for row in rows]
    return [(_("Charts of the catalogue"), found)] if found else []


def _chart_or_table_presenter(made: Chart | DocumentTable | None) -> Any:
    if made is None:
        return None
    return chart_presenter(made) if isinstance(made, Chart) else table_presenter(made)
