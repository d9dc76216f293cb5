"""How complete a province's year is: months, accepted reports, what nobody filled."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit
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
from reporting.provincial.queries.basis import YearInLanguage, forms_owed
from reporting.provincial.rules import CoveredMonths, covered_months
from strategies.models import DataSet
from strategies.models.labels import dated


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
    year, asked = of_year.basis.year, of_year.tables_filled_by(unit)
    for section in of_year.material.sections:
        tables = of_year.material.tables[section.pk]
        empty = [table for table in tables if table.pk in asked - printed]
        if empty:
            language = of_year.language
            titles = joined(dated(table.title_in(language), year) for table in empty)
            place = f"{section.number} {dated(section.title_in(language), year)}".strip()
            yield place if titles in place else f"{place}: {titles}"
