"""The rounds of each report of one form, in the order in which its periods end; a longer one is
prefilled from the accepted shorter ones as the portal does it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from reporting.checks.rules.own_past import unexpected_numbers
from reporting.checks.rules.table_rules import Finding
from reporting.entry.component_periods.rules.component_reports import ReportData, ReportDataRow
from reporting.entry.component_periods.rules.difference_findings import component_findings
from reporting.entry.component_periods.rules.differences import (
    ComponentReports,
    all_differences,
    components_within,
)
from reporting.entry.component_periods.rules.prefill import Filling, Tongue, fill
from reporting.entry.page.rules.activity_progress import Progress, ReportedActivity, check_activity
from reporting.entry.page.rules.entry_checks import check_form
from reporting.kernel.coverage import coverage_before
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_name
from reporting.practice.rules import mistakes
from reporting.practice.rules.invented_answers import answered, newest_answers
from reporting.practice.rules.invented_content import (
    InventedContent,
    InventedRow,
    LineKey,
    progress_of,
)
from reporting.practice.rules.invented_meetings import with_counts
from reporting.practice.rules.invented_texts import RETURN, practice
from reporting.practice.rules.practice_inputs import PracticeInputs, Specs
from reporting.practice.rules.rounds import (
    Days,
    Fate,
    PlannedReport,
    PlannedRevision,
    Prefill,
    Slot,
    days_of,
)
from reporting.practice.rules.sizes import chance

ContentOf = Callable[[Slot], InventedContent]
MonthOf = Callable[[Period], InventedContent]
NUMBERS = ("fixed", "single")


class ImpossibleReport(ValueError):
    """The checks would not let this report be submitted: the plan is wrong."""


def play(
    inputs: PracticeInputs,
    slots: Sequence[Slot],
    fates: Mapping[tuple[str, str, int], Fate],
    content_of: ContentOf,
) -> Iterator[PlannedReport]:
    accepted: dict[Period, InventedContent] = {}
    for slot in sorted(slots, key=lambda own: (own.period.months[-1], len(own.period.months))):
        fate = fates.get(slot.key, Fate.PLAIN)
        if fate is Fate.MISSING or slot.dates.opens > inputs.today:
            continue
        report = _Play(inputs, slot, fate, accepted, content_of).report()
        if report is not None:
            yield report
            if report.accepted is not None:
                accepted[slot.period] = report.accepted


class _Play:
    def __init__(
        self,
        inputs: PracticeInputs,
        slot: Slot,
        fate: Fate,
        accepted: Mapping[Period, InventedContent],
        content_of: ContentOf,
    ) -> None:
        self.inputs, self.slot, self.fate = inputs, slot, fate
        self.accepted, self.content_of = accepted, content_of
        self.specs = inputs.specs[slot.unit, slot.data_set]
        self.by = chance(inputs.seed, "rounds", *slot.key)
        self.components = components_of(slot.period, accepted)
        self.prefill = prefilled(self.specs, self.components, accepted, inputs.say)
        before = accepted.get(slot.period.previous)
        key = (slot.unit, slot.data_set, slot.period.previous.key)
        self.before = before.values if before else inputs.before.get(key, {})

    def report(self) -> PlannedReport | None:
        content = self._content()
        if self.slot.dates.due >= self.inputs.today:
            revisions = self._in_work(content)
        elif self.fate is Fate.CONTRADICTION:
            wrong = mistakes.more_females(self.specs, content, self.by)
            revisions = [PlannedRevision(1, wrong, self._at(self._days().created))]
        elif self.fate in (Fate.RETURNED, Fate.CORRECTED):
            revisions = self._returned(content)
        else:
            revisions = [self._signed(1, self._final(content), self._days())]
        return PlannedReport(self.slot, tuple(revisions), self.prefill) if revisions else None

    def _content(self) -> InventedContent:
        """Without a mistake of its own."""
        content = self.content_of(self.slot)
        if self.components and self.prefill:
            content = gone_on(
                self.specs, self.components, self.prefill.content, content,
                lambda part: self.content_of(replace(self.slot, period=part)), self.inputs.say,
            )  # fmt: skip
        content = with_counts(self.inputs, self.slot.unit, self.specs, self.slot.period, content)
        content = replace(content, progress=self._not_too_early(content.progress))
        return answered(self.inputs, self.slot, content)

    def _not_too_early(
        self, progress: Mapping[str, ReportedActivity]
    ) -> dict[str, ReportedActivity]:
        """What the checks would not believe to be done goes on."""
        before = [
            self.accepted[part] for part in coverage_before(self.slot.period, self.accepted).chosen
        ]
        times = progress_of(before)
        plan = self.inputs.activities.get(self.slot.unit, {})

        def believable(code: str, said: ReportedActivity) -> ReportedActivity:
            so_far = times.get(code, ReportedActivity()).times or Decimal(0)
            target = Decimal(plan[code]) if code in plan else None
            activity = Progress(code, said.status, said.times, said.obstacle, target, so_far)
            return replace(said, status="going_on") if any(check_activity(activity)) else said

        return {code: believable(code, said) for code, said in progress.items()}

    def _days(self) -> Days:
        late = self.by.randint(2, 15) if self.fate is Fate.LATE else 0
        return days_of(self.slot.dates, self.by, late=late)

    def _at(self, day: date) -> datetime:
        return self.inputs.clock.at(min(day, self.inputs.today), self.by)

    def _final(self, content: InventedContent) -> InventedContent:
        if self.fate is Fate.DIFFERENT:
            return mistakes.different(self.specs, content, self.by)
        return content

    def _answered(self, content: InventedContent) -> InventedContent:
        """As the submission wants it: no error, and each warning explained."""
        asked = self._asked(content)
        if any(finding.severity == "error" for finding in asked):
            raise ImpossibleReport(f"{self.slot}: {asked[0].words(str)}")
        return mistakes.answers(self.specs, content, [finding.key for finding in asked], self.by)

    def _asked(self, content: InventedContent) -> list[Finding]:
        labels = content.labels()
        found = check_form(self.specs, content.values, self.before, labels, content.days())
        usual = self.inputs.usual_of(self.slot, self.accepted)
        found += unexpected_numbers(self.specs, content.values, usual)
        if self.components is None:
            return found
        own = report_data(self.slot.period, content)
        differing = all_differences(self.specs.values(), own, self.components)
        return found + [
            finding
            for table, ones in differing.items()
            for finding in component_findings(self.specs[table], ones, labels.get(table))
        ]

    def _in_work(self, content: InventedContent) -> list[PlannedRevision]:
        """Of a report that is not due yet: nothing, a draft, or handed over."""
        far = self.by.choice(("", "draft", "draft", "prepared"))
        opened = self.slot.dates.opens
        if not far:
            return []
        if far == "draft":
            return [PlannedRevision(1, content, self._at(opened))]
        handed = self._answered(content)
        return [PlannedRevision(1, handed, self._at(opened), self._later(opened, 1))]

    def _later(self, day: date, days: int) -> datetime:
        moment = self._at(day + timedelta(days=days))
        return moment + timedelta(minutes=self.by.randint(1, 50))

    def _signed(self, number: int, content: InventedContent, days: Days) -> PlannedRevision:
        """Accepted some days later, unless that is still to come."""
        revision = self._submitted(number, self._answered(content), days)
        decided = self._at(days.submitted + timedelta(days=self.by.randint(2, 6)))
        waits = self.fate is Fate.WAITING
        waits = waits or days.submitted + timedelta(days=6) >= self.inputs.today
        return revision if waits else replace(revision, decided_at=decided, decision="accepted")

    def _submitted(self, number: int, content: InventedContent, days: Days) -> PlannedRevision:
        created = self._at(days.created)
        prepared = max(self._at(days.prepared), created + timedelta(minutes=20))
        submitted = max(self._at(days.submitted), prepared + timedelta(minutes=15))
        return PlannedRevision(number, content, created, prepared, submitted)

    def _called(self, cell: str) -> str:
        """A cell as a reviewer writes of it."""
        name = cell_name(cell)
        spec = self.specs[name.table]
        element = spec.element(name.element or "")
        option = spec.option(name.option) if name.option else None
        called = [option.title if option else "", element.title if element else ""]
        return ", ".join(filter(None, [spec.title, *called]))

    def _returned(self, content: InventedContent) -> list[PlannedRevision]:
        doubtful, cell = mistakes.doubled(self.specs, content, self.by)
        first = self._submitted(1, self._answered(doubtful), self._days())
        assert first.submitted_at is not None
        back = first.submitted_at.date() + timedelta(days=self.by.randint(2, 4))
        first = replace(
            first,
            decided_at=self._at(back),
            decision="returned",
            comment=practice(RETURN).format(cell=self._called(cell)),
            asked=cell,
        )
        if self.fate is Fate.RETURNED:
            return [first]
        again = Days(*(back + timedelta(days=on) for on in (1, 2, 2)))
        return [first, self._signed(2, content, again)]


def report_data(period: Period, content: InventedContent) -> ReportData:
    """As `component_periods.queries.accepted_components` reads it from the database."""
    rows: dict[str, list[ReportDataRow]] = {}
    for (table, key), line in sorted(content.lines.items(), key=lambda pair: pair[1].position):
        texts = {name: text for name, text in vars(line).items() if name != "position"}
        rows.setdefault(table, []).append(ReportDataRow(key=key, **texts))
    return ReportData(period, content.values, rows, content.nothing)


def components_of(
    period: Period, accepted: Mapping[Period, InventedContent]
) -> ComponentReports | None:
    """None for a month, and where nothing shorter was accepted."""
    inside = {
        part: report_data(part, said) for part, said in accepted.items() if period.contains(part)
    }
    found = components_within(period, inside)
    return found if found.reports else None


def prefilled(
    specs: Specs,
    components: ComponentReports | None,
    accepted: Mapping[Period, InventedContent],
    say: Tongue,
) -> Prefill | None:
    if components is None:
        return None
    filling = fill(specs, components, say)
    content = InventedContent(
        values=filling.values,
        lines=_lines(filling),
        nothing=filling.nothing,
        progress=progress_of(accepted[part] for part in components.cover.chosen),
        answers=newest_answers(accepted, components.cover.chosen),
    )
    return Prefill(content, components.cover.chosen, components.months, components.expected)


def _lines(filling: Filling) -> dict[LineKey, InventedRow]:
    return {
        (table, row.key): InventedRow(
            place, row.title, row.text, row.kind, row.number, row.partner, row.date
        )
        for table, rows in filling.rows.items()
        for place, row in enumerate(rows, start=1)
    }


def gone_on(
    specs: Specs,
    components: ComponentReports,
    start: InventedContent,
    whole: InventedContent,
    month_of: MonthOf,
    say: Tongue,
) -> InventedContent:
    """The numbers of the months that were not accepted are added; a text where there is none."""
    reports = {report.period: report for report in components.reports}
    for year, month in components.cover.missing_months:
        period = Period.parse(f"{year}-{month:02}")
        reports[period] = report_data(period, month_of(period))
    filling = fill(specs, components_within(components.period, reports), say)
    values = dict(start.values)
    values |= {
        table: numbers for table, numbers in filling.values.items() if specs[table].kind in NUMBERS
    }
    written = {table for table, _key in start.lines}
    texts = {
        (table, key): line
        for (table, key), line in whole.lines.items()
        if specs[table].kind == "narrative" and table not in written
    }
    nothing = {table: why for table, why in start.nothing.items() if table not in values}
    return replace(start, values=values, lines={**start.lines, **texts}, nothing=nothing)
