"""How complete a province's year is: months, accepted reports, districts, what nobody filled."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from reporting.core.queries.period_words import joined, month_name, period_words
from reporting.document.value import (
    Block,
    Bullet,
    CellContent,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
)
from reporting.entry.page.queries.form_tables import places_by_form, tables_of
from reporting.provincial.queries.basis import YearInLanguage, forms_owed
from reporting.provincial.queries.figure_tables import END, START, UnitTables
from reporting.provincial.rules import CoveredMonths, covered_months
from strategies.models import DataSet
from strategies.models.labels import dated

MOST_DISTRICT_COLUMNS = 4


def months_of_unit(of_year: YearInLanguage, unit: OrganisationUnit) -> CoveredMonths:
    """Of the forms that it owes the one of which fewest months are there. Where it is silent, the
    months that any report of its districts and communes tells of."""
    owed = forms_owed(of_year.forms, unit)
    told = [_of_form(of_year, unit, form) for form in owed]
    if any(covered.received for covered in told):
        return min(told, key=lambda covered: len(covered.received))
    places = of_year.localities(unit)
    below = [report.period for place in places for report in of_year.chosen.get(place.pk, ())]
    return covered_months(of_year.basis.period, below)


def _of_form(of_year: YearInLanguage, unit: OrganisationUnit, form: DataSet) -> CoveredMonths:
    accepted = [
        report.period for report in of_year.chosen.get(unit.pk, ()) if report.form_id == form.pk
    ]
    return covered_months(of_year.basis.period, accepted)


def completeness_section(of_year: YearInLanguage, unit: OrganisationUnit) -> Section:
    blocks: list[Block] = []
    for form in forms_owed(of_year.forms, unit):
        blocks.append(Bullet(_form_words(of_year, unit, form)))
    if not of_year.chosen.get(unit.pk) and of_year.localities(unit):
        words = _(
            "The province gave no accepted report: its figures are those of its districts and "
            "communes."
        )
        blocks.append(Paragraph(words))
    elif not of_year.chosen.get(unit.pk):
        blocks.append(
            Paragraph(_("Of this province no accepted report stands behind the figures."))
        )
    else:
        blocks.append(_accepted(of_year, unit))
    return Section("completeness", "", _("How complete it is"), 1, tuple(blocks))


def _form_words(of_year: YearInLanguage, unit: OrganisationUnit, form: DataSet) -> str:
    covered = _of_form(of_year, unit, form)
    said = {
        "form": form.title_in(of_year.language),
        "received": len(covered.received),
        "expected": covered.expected,
        "missing": joined(month_name(month) for month in covered.missing),
    }
    if not covered.missing:
        return _("%(form)s: accepted reports tell of all %(expected)d months.") % said
    words = _("%(form)s: accepted reports tell of %(received)d of %(expected)d months. Missing: "
              "%(missing)s.")  # fmt: skip
    return words % said


def _accepted(of_year: YearInLanguage, unit: OrganisationUnit) -> Table:
    """The reports that stand behind its figures; those of its districts are in their own table."""
    own = [report for report in of_year.chosen.get(unit.pk, ()) if report.months]
    titles = {form.pk: form.title_in(of_year.language) for form in of_year.forms}
    rows = [
        Row(
            (
                titles.get(report.form_id, ""), period_words(report.period),
                Number(report.months), _day(report.signed_at), _day(report.accepted_at),
            )
        )
        for report in own
    ]  # fmt: skip
    return Table(
        id="accepted-reports",
        number="",
        caption=_("The accepted reports behind these figures"),
        header=((
            HeaderCell(_("Form")), HeaderCell(_("Period")), HeaderCell(_("Months")),
            HeaderCell(_("Signed on")), HeaderCell(_("Accepted on")),
        ),),
        rows=tuple(rows),
        align=("start", "start", "end", "start", "start"),
        widths=(3.0, 1.8, 0.9, 1.8, 1.8),
    )  # fmt: skip


def _day(moment: datetime | None) -> CellContent:
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else Missing()


def districts_section(of_year: YearInLanguage, unit: OrganisationUnit) -> Section | None:
    """A row a district with the months that its reports tell of; None where it asked none."""
    localities = of_year.localities(unit)
    districts = [place for place in localities if place.kind == UnitKind.DISTRICT]
    if not localities:
        return None
    communes = [place for place in localities if place.kind == UnitKind.COMMUNE]
    shown = districts or communes
    columns = _columns(of_year, unit)
    rows = [_place(of_year, place, communes, columns, bool(districts)) for place in shown]
    heads = [HeaderCell(_("District") if districts else _("Commune"))]
    heads.append(HeaderCell(_("Months reported"), unit=_("of 12")))
    if districts and communes:
        heads.append(HeaderCell(_("Communes that reported")))
    heads += [HeaderCell(title) for title, _cell in columns]
    table = Table(
        id="districts",
        number="",
        caption=_("What its districts and communes reported"),
        header=(tuple(heads),),
        rows=tuple(rows),
        align=(START, *(END for _head in heads[1:])),
        widths=(2.6, *(1.2 for _head in heads[1:])),
    )
    words = _(
        "The months are those of which accepted reports tell. A place that is not named reported "
        "nothing. The figures of the province are its own reports wherever it gave any: these "
        "rows need not add up to them."
    )
    return Section("districts", "", _("Its districts"), 1, (Paragraph(words), table))


Column = tuple[str, str]  # title, cell


def _columns(of_year: YearInLanguage, unit: OrganisationUnit) -> list[Column]:
    """The totals that any of its districts or communes has, in the order of the report."""
    codes = {place.code for place in of_year.localities(unit)}
    book, key = of_year.material.book, of_year.basis.period.key
    own = UnitTables(of_year, unit, None)
    found: list[Column] = []
    for tables in of_year.material.tables.values():
        for title, cell in own.totals(tables):
            if any(row.unit in codes for row in book.by_cell[cell, key]):
                found.append((title, cell))
    return found[:MOST_DISTRICT_COLUMNS]


def _place(
    of_year: YearInLanguage,
    place: OrganisationUnit,
    communes: Sequence[OrganisationUnit],
    columns: Sequence[Column],
    of_districts: bool,
) -> Row:
    months = covered_months(of_year.basis.period, of_year.told_of(place))
    cells: list[CellContent] = [of_year.name(place), Number(len(months.received))]
    if of_districts and communes:
        cells.append(Number(sum(commune.parent_id == place.pk for commune in communes)))
    for _title, cell in columns:
        row = of_year.material.book.get(cell, unit=place.code)
        trace = f"{cell}@{place.code}:{of_year.basis.period.code}"
        cells.append(Number(row.value, trace=trace) if row else Missing())
    return Row(tuple(cells))


def not_reported_section(
    of_year: YearInLanguage, unit: OrganisationUnit, printed: set[int]
) -> Section | None:
    """The tables that the province may fill and of which nothing is printed."""
    blocks = [Bullet(words) for words in _not_reported(of_year, unit, printed)]
    if not blocks:
        return None
    lead = _("For these tables there is nothing in its accepted reports. Empty is not zero.")
    return Section("not-reported", "", _("What was not reported"), 2, (Paragraph(lead), *blocks))


def _not_reported(
    of_year: YearInLanguage, unit: OrganisationUnit, printed: set[int]
) -> Iterator[str]:
    forms = [form for form in of_year.forms if form.is_filled_by(unit.code, unit.kind)]
    places = places_by_form([form.pk for form in forms])
    year = of_year.basis.year
    asked = {table.pk for form in forms for table in tables_of(places[form.pk], unit.code, year)}
    for section in of_year.material.sections:
        tables = of_year.material.tables[section.pk]
        empty = [table for table in tables if table.pk in asked - printed]
        if empty:
            language = of_year.language
            titles = joined(dated(table.title_in(language), year) for table in empty)
            place = f"{section.number} {dated(section.title_in(language), year)}".strip()
            yield place if titles in place else f"{place}: {titles}"
