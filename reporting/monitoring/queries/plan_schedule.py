"""The schedule of the plan as the plan's own sample has it: strategy, group, activity, and the
months of its years side by side; of one unit, or of all whom the reader may see."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext as _

from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.core.queries.document_words import page_document
from reporting.document.value import (
    Align,
    Document,
    HeaderCell,
    Number,
    Paragraph,
    Row,
    Section,
    Table,
)
from reporting.entry.page.queries.activities import activity_title
from reporting.models import PlannedActivity
from strategies.models import Activity, Plan

MONTHS = range(1, 13)
PLANNED, UNDATED = "×", "–"
Months = dict[tuple[int, int], set[int]]  # activity, year


class Schedule:
    """Two queries, however many units and years there are; `name`: of the one unit it is of."""

    def __init__(self, progress: PlanProgress, plan: Plan, name: str = "") -> None:
        self.progress, self.plan, self.name = progress, plan, name
        self.years = list(range(plan.first_year, plan.last_year + 1))
        self.months: Months = defaultdict(set)
        self.units: dict[int, set[int]] = defaultdict(set)
        of_years = PlannedActivity.objects.filter(
            year__range=(plan.first_year, plan.last_year),
            activity__group__strategy__plan=plan,
        )
        if progress.unit_ids is not None:
            of_years = of_years.filter(organisation_unit__in=progress.unit_ids)
        for activity, year, unit, months in of_years.order_by().values_list(
            "activity", "year", "organisation_unit", "months"
        ):
            self.months[activity, year] |= set(months)
            self.units[activity].add(unit)
        titled = Q(title_en="", title_km="")
        self.untitled = Activity.objects.filter(titled, group__strategy__plan=plan).count()

    @property
    def is_empty(self) -> bool:
        return not self.units

    def document(self) -> Document:
        title = _("Schedule of the action plan, %(first)d to %(last)d") % {
            "first": self.plan.first_year,
            "last": self.plan.last_year,
        }
        whole = f"{title}: {self.name}" if self.name else title
        document = page_document(
            whole,
            Section("schedule", "", whole, 1, (self.table(),)),
            years=[self.progress.year],
            language=self.progress.language,
        )
        return replace(document, sections=(self._about(), *document.sections), front=False)

    def _about(self) -> Section:
        """What the first page of the print says."""
        language = self.progress.language
        vision = self.plan.vision_km if language.startswith("km") else ""
        texts = (
            self.plan.title,
            vision or self.plan.vision,
            *self._notes(several=self.progress.unit_ids is None),
        )
        blocks = tuple(Paragraph(text) for text in texts if text)
        return Section("about", "", _("What this schedule shows"), 2, blocks)

    def table(self) -> Table:
        several = self.progress.unit_ids is None
        heads = [HeaderCell(_("Code"), rowspan=2), HeaderCell(_("Activity"), rowspan=2)]
        if several:
            heads.append(HeaderCell(_("Units"), rowspan=2))
        years = [HeaderCell(str(year), colspan=len(MONTHS)) for year in self.years]
        numbers = [HeaderCell(str(month)) for _year in self.years for month in MONTHS]
        widths = (1.0,) * len(numbers)
        center: Align = "center"
        months: tuple[Align, ...] = (center,) * len(numbers)
        return Table(
            id="schedule",
            number="1",
            caption=_("Strategies, groups and activities by month"),
            header=((*heads, *years), tuple(numbers)),
            rows=tuple(self._rows(several=several)),
            align=(center, "start", "end", *months) if several else (center, "start", *months),
            widths=(2.6, 18.0, 2.2, *widths) if several else (2.6, 18.0, *widths),
            notes=tuple(self._notes(several=several)),
        )

    def _notes(self, *, several: bool) -> Iterator[str]:
        said = _(
            "The columns are months: 1 is January, 12 is December. %(planned)s: planned in this "
            "month; %(undated)s: planned in this year, without a month yet."
        )
        yield said % {"planned": PLANNED, "undated": UNDATED}
        if several:
            yield _("A month stands where at least one unit plans the activity in it.")
        if self.untitled:
            yield _(
                "%(count)d activities without a title are listed only where a unit planned them; "
                "the General Secretariat can supply the titles."
            ) % {"count": self.untitled}

    def _rows(self, *, several: bool) -> Iterator[Row]:
        for strategy in self.plan.strategies.all():
            yield Row(
                (
                    _("Strategy %(number)s: %(title)s")
                    % {"number": strategy.number, "title": strategy.title},
                ),
                "group",
            )
            for group in strategy.groups.all():
                rows: list[Activity] = group.rows_of_plan  # type: ignore[attr-defined]  # prefetched
                shown = [row for row in rows if row.is_asked or row.pk in self.units]
                for activity in shown:
                    yield self._row(activity, several=several, leads=len(shown) > 1)

    def _row(self, activity: Activity, *, several: bool, leads: bool) -> Row:
        """`leads`: activities of the group stand under the group as a whole."""
        title = activity_title(activity, self.progress.language) or _("title not given yet")
        units = [Number(len(self.units[activity.pk]))] if several else []
        cells = [self._month(activity, year, month) for year in self.years for month in MONTHS]
        kind = "subtotal" if activity.is_whole_group and leads else "body"
        return Row((activity.code, title, *units, *cells), kind)  # type: ignore[arg-type]

    def _month(self, activity: Activity, year: int, month: int) -> str:
        key = activity.pk, year
        if key not in self.months:
            return ""
        if not self.months[key]:
            return UNDATED
        return PLANNED if month in self.months[key] else ""
