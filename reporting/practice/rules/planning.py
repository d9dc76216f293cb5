"""The plan of a year: contents, fates, and the rounds of each report."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from reporting.entry.page.rules.entry_checks import check_form
from reporting.kernel.periods import Period, PeriodKind
from reporting.practice.rules import mistakes
from reporting.practice.rules.invented_content import InventedContent, added_up
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

    ground: PracticeInputs
    months: dict[FormKey, dict[int, InventedContent]] = field(default_factory=dict)
    fates: dict[SlotKey, Fate] = field(default_factory=dict)
    others: dict[SlotKey, str] = field(default_factory=dict)
    by_form: dict[FormKey, list[Slot]] = field(default_factory=dict)

    @property
    def over(self) -> list[Slot]:
        """The reports of periods that are over and were due."""
        return [
            slot
            for slot in self.ground.slots
            if slot.period.months[-1][1] <= self.ground.until and slot.dates.due < self.ground.today
        ]

    def forms(self) -> dict[FormKey, list[Slot]]:
        found: dict[FormKey, list[Slot]] = defaultdict(list)
        for slot in self.ground.slots:
            if slot.period.months[-1][1] in self.ground.months:
                found[slot.unit, slot.data_set].append(slot)
        return found

    def asked(self, form: FormKey) -> Counter[str]:
        """How often each check would ask, if every report of the form were accepted."""
        found: Counter[str] = Counter()
        said: dict[Period, InventedContent] = {}
        for slot in sorted(self.by_form[form], key=lambda planned: planned.period):
            content = said[slot.period] = self.content(slot)
            before = said.get(slot.period.previous)
            known = self.ground.before.get((*form, slot.period.previous.key), {})
            values = before.values if before else known
            specs = self.ground.specs[form]
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
        whole = added_up(self.ground.specs[form], months)
        return with_texts(self.ground, form, slot.period, whole)


def make_plan(ground: PracticeInputs, counts: Mapping[Fate, int] | None = None) -> PracticePlan:
    draft = _Draft(ground)
    forms = draft.by_form = draft.forms()
    for form in forms:
        draft.months[form] = months_of(ground, form)
    add_localities(ground, draft.months)
    wanted = dict(counts if counts is not None else counts_for(_weight(ground)))
    _copy_units(draft, wanted.pop(Fate.COPIED_UNIT, 0))
    _assign(draft, wanted)
    reports = [
        report
        for slots in forms.values()
        for report in play(ground, slots, draft.fates, draft.content)
    ]
    return PracticePlan(tuple(reports), tuple(_planted(draft)))


LOCALITIES_A_UNIT = 20  # so many districts or communes make as many mistakes as one other unit


def _weight(ground: PracticeInputs) -> int:
    localities = sum(bool(reporter.province) for reporter in ground.reporters.values())
    return len(ground.reporters) - localities + localities // LOCALITIES_A_UNIT


def _planted(draft: _Draft) -> Iterable[Planted]:
    for slot in draft.ground.slots:
        fate = draft.fates.get(slot.key, Fate.PLAIN)
        if fate is not Fate.PLAIN:
            yield Planted(fate, slot, draft.others.get(slot.key, ""))


def _copy_units(draft: _Draft, count: int) -> None:
    """Of the longest settled period, so that the consolidation takes these very reports."""
    by_form: dict[str, list[Slot]] = defaultdict(list)
    newest = _last_of_the_year(draft)
    for slot in draft.over:
        if slot.period == newest and not draft.ground.reporters[slot.unit].province:
            by_form[slot.data_set].append(slot)
    by = chance(draft.ground.seed, "copied units")
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
    """The one with which the year's cover ends: the annual report, a semester, a quarter."""
    longest: Period | None = None
    settled = draft.ground.today - timedelta(days=10)
    for slot in draft.over:
        if slot.dates.due < settled and slot.period.kind is not PeriodKind.TEN_MONTH:
            rank = (slot.period.months[-1], len(slot.period.months))
            if longest is None or rank > (longest.months[-1], len(longest.months)):
                longest = slot.period
    return longest


def _copy_unit(draft: _Draft, one: Slot, other: Slot) -> bool:
    """`one` says what `other` says, in a table large enough to be noticed."""
    form, source = (one.unit, one.data_set), (other.unit, other.data_set)
    own = mistakes.alike_tables(draft.ground.specs[form], draft.content(one))
    there = draft.content(other) if own else InventedContent()
    tables = mistakes.alike_tables(draft.ground.specs[source], there)
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

    by = chance(draft.ground.seed, "fates")
    assign(over, draft.fates, counts, draft.ground.today, fits, by)


def _fits(draft: _Draft, places: Mapping[SlotKey, Slot], fate: Fate, slot: Slot) -> bool:
    form = slot.unit, slot.data_set
    specs = draft.ground.specs[form]
    is_month = slot.period.kind is PeriodKind.MONTH
    match fate:
        case Fate.MISSING | Fate.LATE:
            return True
        case Fate.WAITING:
            return (draft.ground.today - slot.dates.due).days <= 30
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
        draft.ground.specs[slot.unit, slot.data_set], draft.content(slot)
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
    tables = mistakes.alike_tables(draft.ground.specs[form], source)
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
    specs, month = draft.ground.specs[form], slot.period.number
    content = draft.months[form][month]
    if not mistakes.female_pairs(specs, content):
        return False
    by = chance(draft.ground.seed, "left out", *slot.key)
    left_out = mistakes.without_females(specs, content, by)
    return draft.change(form, {month: left_out}, "females_missing")


def known_numbers(plan: PracticePlan) -> dict[Fate, int]:
    return {fate: len(plan.of(fate)) for fate in Fate if plan.of(fate)}
