"""All reports of one unit and form in a year, side by side; a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from provinces.models import OrganisationUnit
from provinces.queries import descendants
from reporting.access import NotHere
from reporting.calendar.queries.owed_reports import COUNT
from reporting.core.queries.table_specs import table_specs
from reporting.entry.component_periods.queries.accepted_components import report_data_of
from reporting.entry.component_periods.rules.comparison_words import RULE
from reporting.entry.component_periods.rules.year_lines import CellOverYear, lines, year_of_reports
from reporting.entry.page.queries.form_tables import form_tables
from reporting.kernel.periods import Period, PeriodKind
from reporting.kernel.tables import TableSpec
from reporting.models import Explanation, Report, Revision, answer_words
from strategies.models import DataSet

Explained = dict[tuple[Period, str], tuple[str, str]]  # (period, cell) -> reason, text


@dataclass(frozen=True)
class TableLines:
    spec: TableSpec
    lines: list[CellOverYear]

    @property
    def differing(self) -> int:
        return sum(line.differs for line in self.lines)


@dataclass(frozen=True)
class ComponentYear:
    """`columns`: the longer periods of the form; `months`: how many are accepted; `revisions`: the
    one that is shown of each report."""

    columns: list[Period]
    months: int
    revisions: dict[Period, Revision]
    tables: list[TableLines]
    explained: Explained


def compared_form(
    unit_code: str, data_set_code: str, year: int, *, seen_from: OrganisationUnit | None
) -> Report:
    """The unit's form in this year, as a report that is not stored. NotHere for a stranger, who is
    neither the unit nor above it (`seen_from`; None: the Secretariat)."""
    unit = OrganisationUnit.objects.filter(code=unit_code).first()
    data_set = DataSet.objects.filter(code=data_set_code).first()
    if unit is None or data_set is None or not data_set.is_filled_by(unit.code, unit.kind):
        raise NotHere
    if not data_set.holds_in(year):
        raise NotHere
    if seen_from and not descendants(seen_from, itself=True).filter(pk=unit.pk).exists():
        raise NotHere
    period = Period(year, PeriodKind.YEAR)
    return Report(organisation_unit=unit, data_set=data_set, year=year, period_key=period.key)


def component_year(form: Report, table: str = "") -> ComponentYear:
    """Of all its tables with numbers, or of the one named."""
    revisions = _counting_revisions(form)
    reports = report_data_of({revision.pk: period for period, revision in revisions.items()})
    accepted = {
        period
        for period, revision in revisions.items()
        if revision.state == Revision.State.ACCEPTED
    }
    columns = _columns(form)
    given = year_of_reports(form.year, reports, accepted, columns)
    tables = [form_table for form_table in form_tables(form) if table in ("", form_table.code)]
    specs = [spec for spec in table_specs(tables, form.year).values() if spec.elements]
    found = [TableLines(spec, list(lines(spec, given))) for spec in specs]
    return ComponentYear(
        columns=columns,
        months=sum(period.kind is PeriodKind.MONTH for period in accepted),
        revisions=revisions,
        tables=[table_lines for table_lines in found if table_lines.lines],
        explained=_explained(revisions.values()),
    )


def _columns(form: Report) -> list[Period]:
    """Quarters, semesters, ten months, the year: as far as the form is filled for them."""
    kinds = [kind for kind in PeriodKind if kind is not PeriodKind.MONTH]
    return [
        Period(form.year, kind, number)
        for kind in kinds
        if kind.value in form.data_set.period_kinds
        for number in range(1, COUNT[kind] + 1)
    ]


def _counting_revisions(form: Report) -> dict[Period, Revision]:
    """The newest accepted revision of each report; where there is none, the newest one."""
    rows = Revision.objects.filter(
        report__organisation_unit_id=form.organisation_unit_id,
        report__data_set_id=form.data_set_id,
        report__year=form.year,
    ).select_related("report")
    found: dict[Period, Revision] = {}
    for revision in rows.order_by("number"):
        period = revision.report.period
        before = found.get(period)
        accepted = revision.state == Revision.State.ACCEPTED
        if before is None or accepted or before.state != Revision.State.ACCEPTED:
            found[period] = revision
    return found


def _explained(revisions: Iterable[Revision]) -> Explained:
    periods = {revision.pk: revision.report.period for revision in revisions}
    rows = Explanation.objects.filter(revision__in=periods, finding__startswith=f"{RULE}:")
    found: Explained = {}
    words = {code: str(label) for code, label in Explanation.Reason.choices}
    for pk, finding, reason, text in rows.exclude(text="").values_list(
        "revision_id", "finding", "reason", "text"
    ):
        for cell in finding.removeprefix(f"{RULE}:").split(","):
            found[periods[pk], cell] = (words.get(reason, ""), answer_words(reason, text))
    return found
