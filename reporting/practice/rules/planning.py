"""The plan of a practice year: what each unit says each month, which mistakes are put in where, and
the rounds that each report goes through."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from reporting.entry.page.rules.entry_checks import check_form
from reporting.kernel.periods import Period, PeriodKind
from reporting.practice.rules import mistakes
from reporting.practice.rules.agreeing import hold_agreeing
from reporting.practice.rules.beside_records import hold_beside_records
from reporting.practice.rules.invented_content import InventedContent, added_up
from reporting.practice.rules.invented_meetings import with_counts
from reporting.practice.rules.months import add_localities, months_of, with_texts
from reporting.practice.rules.playing import play
from reporting.practice.rules.practice_inputs import FormKey, PracticeInputs
from reporting.practice.rules.rounds import Fate, PlannedReport, Slot, assign, counts_for
from reporting.practice.rules.sizes import chance

SlotKey = tuple[str, str, int]


@dataclass(frozen=True)
class Planted:
    """A report in which something is to be found; `other`: the unit that was copied."""

    fate: Fate
    slot: Slot
    other: str = ""


@dataclass(frozen=True)
class PracticePlan:
    reports: tuple[PlannedReport, ...]
    planted: tuple[Planted, ...]

    def of(self, fate: Fate) -> list[Planted]:
        return [plant for plant in self.planted if plant.fate is fate]


@dataclass
class _Draft:
    """The plan while it is made."""

    inputs: PracticeInputs
    months: dict[FormKey, dict[int, InventedContent]] = field(default_factory=dict)
    fates: dict[SlotKey, Fate] = field(default_factory=dict)
    others: dict[SlotKey, str] = field(default_factory=dict)
    by_form: dict[FormKey, list[Slot]] = field(default_factory=dict)

    @property
    def over(self) -> list[Slot]:
        """The reports of periods that are over and were due."""
        return [
            slot
            for slot in self.inputs.slots
            if slot.period.months[-1][1] <= self.inputs.until and slot.dates.due < self.inputs.today
        ]

    def forms(self) -> dict[FormKey, list[Slot]]:
        found: dict[FormKey, list[Slot]] = defaultdict(list)
        for slot in self.inputs.slots:
            if slot.period.months[-1][1] in self.inputs.months:
                found[slot.unit, slot.data_set].append(slot)
        return found

    def asked(self, form: FormKey) -> Counter[str]:
        """How often each check would ask, if every report of the form were accepted."""
        found: Counter[str] = Counter()
        said: dict[Period, InventedContent] = {}
        for slot in sorted(self.by_form[form], key=lambda planned: planned.period):
            content = said[slot.period] = self.content(slot)
            before = said.get(slot.period.previous)
            known = self.inputs.before.get((*form, slot.period.previous.key), {})
            values = before.values if before else known
            specs = self.inputs.specs[form]
            asked = check_form(specs, content.values, values, content.labels())
            found.update(finding.rule for finding in asked)
        return found

    def change(self, form: FormKey, months: Mapping[int, InventedContent], rule: str = "") -> bool:
        """Takes these months unless a check then asks more, but for one question of this rule."""
        kept, before = dict(self.months[form]), self.asked(form)
        self.months[form].update(months)
        if self.asked(form) - before - Counter({rule: 1}):
            self.months[form] = kept
            return False
        return True

    def content(self, slot: Slot) -> InventedContent:
        """As it would be without a mistake of this report's own."""
        form = slot.unit, slot.data_set
        months = [self.months[form][month] for _year, month in slot.period.months]
        if slot.period.kind is PeriodKind.MONTH:
            return months[0]
        whole = added_up(self.inputs.specs[form], months)
        return with_texts(self.inputs, form, slot.period, whole)


def make_plan(inputs: PracticeInputs, counts: Mapping[Fate, int] | None = None) -> PracticePlan:
    draft = _Draft(inputs)
    forms = draft.by_form = draft.forms()
    for form in forms:
        draft.months[form] = months_of(inputs, form)
    add_localities(inputs, draft.months)
    hold_agreeing(inputs, draft.months)
    hold_beside_records(inputs, draft.months)
    _count_meetings(draft)
    wanted = dict(counts if counts is not None else counts_for(_weight(inputs)))
    _copy_units(draft, wanted.pop(Fate.COPIED_UNIT, 0))
    _assign(draft, wanted)
    reports = [
        report
        for slots in forms.values()
        for report in play(inputs, slots, draft.fates, draft.content)
    ]
    return PracticePlan(tuple(reports), tuple(_planted(draft)))


LOCALITIES_A_UNIT = 20  # so many districts or communes make as many mistakes as one other unit


def _count_meetings(draft: _Draft) -> None:
    inputs = draft.inputs
    for (unit, form), months in draft.months.items():
        specs = inputs.specs[unit, form]
        for month, content in months.items():
            period = Period(inputs.year, PeriodKind.MONTH, month)
            months[month] = with_counts(inputs, unit, specs, period, content)


def _weight(inputs: PracticeInputs) -> int:
    localities = sum(bool(reporter.province) for reporter in inputs.reporters.values())
    return len(inputs.reporters) - localities + localities // LOCALITIES_A_UNIT


def _planted(draft: _Draft) -> Iterable[Planted]:
    for slot in draft.inputs.slots:
        fate = draft.fates.get(slot.key, Fate.PLAIN)
        if fate is not Fate.PLAIN:
            yield Planted(fate, slot, draft.others.get(slot.key, ""))


def _copy_units(draft: _Draft, count: int) -> None:
    """Of the period that the consolidation chooses last, so that it takes these very reports."""
    by_form: dict[str, list[Slot]] = defaultdict(list)
    newest = _last_of_the_year(draft)
    for slot in draft.over:
        if slot.period == newest and not draft.inputs.reporters[slot.unit].province:
            by_form[slot.data_set].append(slot)
    by = chance(draft.inputs.seed, "copied units")
    for slots in sorted(by_form.values(), key=len, reverse=True)[:1]:
        free = list(slots)
        by.shuffle(free)
        while count and len(free) > 1:
            one = free.pop()
            other = next((slot for slot in free if _copy_unit(draft, one, slot)), None)
            if other is not None:
                free.remove(other)
                count -= 1


def _last_of_the_year(draft: _Draft) -> Period | None:
    """The one with which the coverage of the year ends: the year itself, a semester, a quarter."""
    longest: Period | None = None
    decided = draft.inputs.today - timedelta(days=10)
    for slot in draft.over:
        if slot.dates.due < decided and slot.period.kind is not PeriodKind.TEN_MONTH:
            rank = (slot.period.months[-1], len(slot.period.months))
            if longest is None or rank > (longest.months[-1], len(longest.months)):
                longest = slot.period
    return longest


def _copy_unit(draft: _Draft, one: Slot, other: Slot) -> bool:
    """`one` says what `other` says, in a table large enough to be noticed."""
    form, source = (one.unit, one.data_set), (other.unit, other.data_set)
    own = mistakes.alike_tables(draft.inputs.specs[form], draft.content(one))
    there = draft.content(other) if own else InventedContent()
    tables = mistakes.alike_tables(draft.inputs.specs[source], there)
    shared = [table for table in tables if table in own]
    if not shared:
        return False
    changed = {
        month: mistakes.copied(said, draft.months[form][month], shared[0])
        for _year, month in one.period.months
        if shared[0] in (said := draft.months[source][month]).values
    }
    if not draft.change(form, changed):
        return False
    for slot in draft.over:
        if (slot.unit, slot.data_set) in (form, source) and slot.period.overlaps(one.period):
            draft.fates[slot.key] = Fate.PLAIN
    draft.fates[one.key] = Fate.COPIED_UNIT
    draft.others[one.key] = other.unit
    return True


def _assign(draft: _Draft, counts: Mapping[Fate, int]) -> None:
    over = draft.over
    places = {slot.key: slot for slot in over}

    def fits(fate: Fate, slot: Slot) -> bool:
        return _fits(draft, places, fate, slot)

    by = chance(draft.inputs.seed, "fates")
    assign(over, draft.fates, counts, draft.inputs.today, fits, by)


def _fits(draft: _Draft, places: Mapping[SlotKey, Slot], fate: Fate, slot: Slot) -> bool:
    form = slot.unit, slot.data_set
    specs = draft.inputs.specs[form]
    is_month = slot.period.kind is PeriodKind.MONTH
    match fate:
        case Fate.MISSING | Fate.LATE:
            return True
        case Fate.WAITING:
            return (draft.inputs.today - slot.dates.due).days <= 30
        case Fate.COPIED_PERIOD:
            return is_month and _copy_period(draft, places, slot)
        case Fate.EXPLAINED:
            return is_month and _leave_out(draft, slot)
        case Fate.DIFFERENT:
            return not is_month and _can_differ(draft, places, slot)
        case _:
            return bool(mistakes.female_pairs(specs, draft.content(slot)))


def _can_differ(draft: _Draft, places: Mapping[SlotKey, Slot], slot: Slot) -> bool:
    """What is shorter must be accepted as it is: only then is more than it a difference."""
    shorter = [
        place
        for place in places.values()
        if (place.unit, place.data_set) == (slot.unit, slot.data_set)
        and place.period != slot.period
        and slot.period.contains(place.period)
    ]
    months = {month for place in shorter for month in place.period.months}
    if months != set(slot.period.months) or not mistakes.female_pairs(
        draft.inputs.specs[slot.unit, slot.data_set], draft.content(slot)
    ):
        return False
    stay = (Fate.PLAIN, Fate.COPIED_PERIOD, Fate.COPIED_UNIT)
    if any(draft.fates.get(place.key, Fate.PLAIN) not in stay for place in shorter):
        return False
    for place in shorter:
        draft.fates.setdefault(place.key, Fate.PLAIN)
    return True


def _copy_period(draft: _Draft, places: Mapping[SlotKey, Slot], slot: Slot) -> bool:
    """The month before must be accepted and stay as it is."""
    form = slot.unit, slot.data_set
    before = (*form, slot.period.previous.key)
    if before not in places or draft.fates.get(before, Fate.PLAIN) is not Fate.PLAIN:
        return False
    source = draft.months[form][slot.period.number - 1]
    tables = mistakes.alike_tables(draft.inputs.specs[form], source)
    if not tables:
        return False
    month = slot.period.number
    changed = {month: mistakes.copied(source, draft.months[form][month], tables[0])}
    if not draft.change(form, changed, "repeated_row"):
        return False
    draft.fates[before] = Fate.PLAIN
    return True


def _leave_out(draft: _Draft, slot: Slot) -> bool:
    form = slot.unit, slot.data_set
    specs, month = draft.inputs.specs[form], slot.period.number
    content = draft.months[form][month]
    if not mistakes.female_pairs(specs, content):
        return False
    by = chance(draft.inputs.seed, "left out", *slot.key)
    left_out = mistakes.without_females(specs, content, by)
    return draft.change(form, {month: left_out}, "females_missing")


def known_numbers(plan: PracticePlan) -> dict[Fate, int]:
    return {fate: len(plan.of(fate)) for fate in Fate if plan.of(fate)}
