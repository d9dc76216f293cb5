"""The schedule of the plan as the plan's own sample has it: strategy, group, activity, and the
months of its years side by side; of one unit, or of all whom the reader may see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext as _

from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.core.queries.document_words import page_document
from reporting.core.queries.period_words import short_period
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
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import PlannedActivity
from strategies.models import Activity, Plan

MONTHS_OF = {quarter: range(3 * quarter - 2, 3 * quarter + 1) for quarter in range(1, 5)}
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
        years = [HeaderCell(str(year), colspan=4) for year in self.years]
        quarters = [
            HeaderCell(short_period(Period(year, PeriodKind.QUARTER, quarter)))
            for year in self.years
            for quarter in MONTHS_OF
        ]
        count = len(quarters)
        widths = (1.0, 1.0, 1.0, 1.6) * len(self.years)
        center: Align = "center"
        months: tuple[Align, ...] = (center,) * count
        return Table(
            id="schedule",
            number="1",
            caption=_("Strategies, groups and activities by month"),
            header=((*heads, *years), tuple(quarters)),
            rows=tuple(self._rows(several=several)),
            align=("start", "start", "end", *months) if several else ("start", "start", *months),
            widths=(1.3, 6.0, 1.0, *widths) if several else (1.3, 6.0, *widths),
            notes=tuple(self._notes(several=several)),
        )

    def _notes(self, *, several: bool) -> Iterator[str]:
        yield _("The numbers are months: 1 is January, 12 is December. An × has no month yet.")
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
                for activity in group.rows_of_plan:  # type: ignore[attr-defined]  # prefetched
                    if activity.is_asked or activity.pk in self.units:
                        yield self._row(activity, several=several)

    def _row(self, activity: Activity, *, several: bool) -> Row:
        title = activity_title(activity, self.progress.language) or _("title not given yet")
        units = [Number(len(self.units[activity.pk]))] if several else []
        cells = [
            self._months(activity, year, quarter) for year in self.years for quarter in MONTHS_OF
        ]
        kind = "subtotal" if activity.is_whole_group else "body"
        return Row((activity.code, title, *units, *cells), kind)  # type: ignore[arg-type]

    def _months(self, activity: Activity, year: int, quarter: int) -> str:
        key = activity.pk, year
        if key not in self.months:
            return ""
        if not self.months[key]:
            return "×" if quarter == 1 else ""
        return numbered(month for month in MONTHS_OF[quarter] if month in self.months[key])


def numbered(months: Iterable[int]) -> str:
    """“1–3” where they follow one another, else “1, 3”."""
    chosen = list(months)
    if len(chosen) == 3:
        return f"{chosen[0]}–{chosen[-1]}"
    return ", ".join(map(str, chosen))
