"""Progress of the plan as a document: by activity, by unit, what is held up, what is unplanned."""

from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.consolidation.queries.plan_lines import ActivityLine, UnitProgress, quarters
from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.consolidation.rules.activity_sums import ActivitySum
from reporting.core.queries.document_words import page_document
from reporting.core.queries.period_words import period_words, short_period
from reporting.document.value import (
    CellContent,
    Document,
    HeaderCell,
    Missing,
    Number,
    Row,
    Section,
    Table,
)
from reporting.entry.page.queries.activities import (
    activity_title,
    count_words,
    months_words,
    planned_words,
    status_words,
)
from reporting.kernel.numbers import plain_number
from reporting.monitoring.queries.completeness_document import percent
from strategies.models import Activity


def plan_document(progress: PlanProgress, name: str = "") -> Document:
    """`name`: of the one unit that it is about."""
    title = _("Progress of the plan in %(year)d") % {"year": progress.year}
    blocks = (
        _activities_table(progress), units_table(progress), _held_up_table(progress),
        _unplanned_table(progress),
    )  # fmt: skip
    return page_document(
        f"{title}: {name}" if name else title,
        Section("plan", "", _("Progress of the plan"), 1, blocks),
        years=[progress.year],
        language=progress.language,
    )


def notes() -> tuple[str, ...]:
    """What one must know to read the numbers."""
    return (
        _(
            "Done: times done by accepted reports. For the year the longest accepted reports of "
            "each unit count, and months that they contain are not added again; for a quarter, "
            "only reports that lie inside it. The quarters need not add up to the year."
        ),
        _("In percent: done of planned, by the units that gave a number for it."),
    )


def _number(value: Decimal | None) -> CellContent:
    if value is None:
        return Missing()
    whole = plain_number(value)
    return Number(whole, 0 if isinstance(whole, int) else 2)


def _sum(value: ActivitySum) -> CellContent:
    return _("different units") if value.mixed else _number(value.number)


def _headings(*words: str) -> tuple[tuple[HeaderCell, ...], ...]:
    return (tuple(HeaderCell(word) for word in words),)


def _quarter_heads(progress: PlanProgress) -> list[str]:
    return [short_period(quarter) for quarter in quarters(progress.year)]


def _title(activity: Activity, progress: PlanProgress) -> str:
    return activity_title(activity, progress.language) or _("title not yet confirmed")


def _activities_table(progress: PlanProgress) -> Table:
    heads = (
        _("Code"), _("Activity"), _("Title confirmed"), _("Units that planned it"), _("Planned"),
        *_quarter_heads(progress), _("Done in the year"), _("Done if what waits is accepted"),
        _("In percent"), _("Units by state"),
    )  # fmt: skip
    rows = []
    for group in progress.groups:
        rows.append(Row((f"{group.group.code} {group.group.title}",), "group"))
        rows += [_activity_row(line, progress) for line in group.lines]
    return Table(
        id="activities",
        number="1",
        caption=_("Planned and done, by activity"),
        header=_headings(*heads),
        rows=tuple(rows),
        align=("start", "start", "start", *["end"] * 9, "start"),  # type: ignore[arg-type]
        widths=(1.0, 5.0, 1.2, *[1.0] * 9, 3.0),
        notes=notes(),
    )


def _activity_row(line: ActivityLine, progress: PlanProgress) -> Row:
    return Row(
        (
            line.activity.code,
            _title(line.activity, progress),
            _("yes") if line.activity.confirmed else _("no"),
            Number(line.planned_by),
            _sum(line.target),
            *map(_number, line.quarters),
            _number(line.done),
            _number(line.with_submitted),
            percent(line.percent),
            "; ".join(f"{label}: {count}" for label, count in line.statuses),
        )
    )


def units_table(progress: PlanProgress) -> Table:
    """A row a unit and activity: all that stands behind the sums."""
    heads = (
        _("Activity"), _("Title"), _("Unit"), _("Code"), _("Planned"), _("Unit of count"),
        _("Months"), *_quarter_heads(progress), _("Done in the year"),
        _("Done if what waits is accepted"), _("In percent"), _("State"),
        _("Obstacle"), _("Said in"),
    )  # fmt: skip
    return Table(
        id="units",
        number="2",
        caption=_("Planned and done, by unit and activity"),
        header=_headings(*heads),
        rows=tuple(_unit_row(unit, progress) for unit in progress.everything),
        align=(*["start"] * 4, "end", "start", "start", *["end"] * 7, "start", "start", "start"),  # type: ignore[arg-type]
        widths=(1.0, 4.0, 3.0, 1.0, 1.0, 1.2, 1.6, *[1.0] * 7, 1.4, 4.0, 1.6),
    )


def _unit_row(unit: UnitProgress, progress: PlanProgress) -> Row:
    planned = unit.planned
    return Row(
        (
            unit.activity.code,
            _title(unit.activity, progress),
            unit.name,
            unit.unit.code,
            _number(unit.target),
            planned_words(planned) if unit.target is None else count_words(_unit(unit)),
            months_words(planned.months) if planned else "",
            *map(_number, unit.quarters),
            _number(unit.done),
            _number(unit.with_submitted),
            percent(unit.percent),
            status_words(unit.status),
            unit.obstacle,
            period_words(unit.said_in.period) if unit.said_in else "",
        )
    )


def _unit(unit: UnitProgress) -> str:
    return unit.planned.unit_of_count if unit.planned else ""


def _held_up_table(progress: PlanProgress) -> Table:
    rows = (
        Row(
            (
                unit.activity.code,
                _title(unit.activity, progress),
                unit.name,
                status_words(unit.status),
                unit.obstacle,
                period_words(unit.said_in.period) if unit.said_in else "",
            )
        )
        for unit in progress.held_up
    )
    return Table(
        id="held-up",
        number="3",
        caption=_("What is held up, and why"),
        header=_headings(
            _("Activity"), _("Title"), _("Unit"), _("State"), _("Obstacle"), _("Said in")
        ),
        rows=tuple(rows),
        align=("start",) * 6,
        widths=(1.0, 4.0, 3.0, 1.4, 5.0, 1.6),
    )


def _unplanned_table(progress: PlanProgress) -> Table:
    rows = (
        Row((activity.code, _title(activity, progress), group.group.title))
        for group in progress.groups
        for activity in group.unplanned
    )
    return Table(
        id="unplanned",
        number="4",
        caption=_("Activities that nobody has planned"),
        header=_headings(_("Activity"), _("Title"), _("Activity group")),
        rows=tuple(rows),
        align=("start",) * 3,
        widths=(1.0, 5.0, 5.0),
    )
