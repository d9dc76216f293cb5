"""The rounds of each report of one form, in the order in which its periods end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from reporting.kernel.entry_checks import check_form
from reporting.kernel.finer_findings import RULE
from reporting.kernel.practice import mistakes, words
from reporting.kernel.practice.chance import chance
from reporting.kernel.practice.content import Content
from reporting.kernel.practice.fates import Fate
from reporting.kernel.practice.ground import Ground
from reporting.kernel.practice.rounds import Days, PlannedReport, PlannedRevision, Slot, days_of
from reporting.kernel.rules import Finding

ContentOf = Callable[[Slot], Content]


class ImpossibleReport(ValueError):
    """The checks would not let this report be submitted: the plan is wrong."""


def play(
    ground: Ground,
    slots: Sequence[Slot],
    fates: Mapping[tuple[str, str, int], Fate],
    content_of: ContentOf,
) -> Iterator[PlannedReport]:
    accepted: dict[int, Content] = {}
    for slot in sorted(slots, key=lambda one: (one.period.months[-1], len(one.period.months))):
        fate = fates.get(slot.key, Fate.PLAIN)
        if fate is Fate.MISSING or slot.dates.opens > ground.today:
            continue
        report = _Play(ground, slot, fate, accepted).report(content_of(slot))
        if report is not None:
            yield report
            if report.accepted is not None:
                accepted[slot.period.key] = report.accepted


class _Play:
    def __init__(
        self, ground: Ground, slot: Slot, fate: Fate, accepted: Mapping[int, Content]
    ) -> None:
        self.ground, self.slot, self.fate = ground, slot, fate
        self.specs = ground.specs[slot.unit, slot.data_set]
        self.by = chance(ground.seed, "rounds", *slot.key)
        before = accepted.get(slot.period.previous.key)
        key = (slot.unit, slot.data_set, slot.period.previous.key)
        self.before = before.values if before else ground.before.get(key, {})

    def report(self, content: Content) -> PlannedReport | None:
        if self.slot.dates.due >= self.ground.today:
            revisions = self._in_work(content)
        elif self.fate is Fate.CONTRADICTION:
            wrong = mistakes.more_females(self.specs, content, self.by)
            revisions = [PlannedRevision(1, wrong, self._at(self._days().created))]
        elif self.fate in (Fate.RETURNED, Fate.MENDED):
            revisions = self._returned(content)
        else:
            revisions = [self._signed(1, self._final(content), self._days())]
        return PlannedReport(self.slot, tuple(revisions)) if revisions else None

    def _days(self) -> Days:
        late = self.by.randint(2, 15) if self.fate is Fate.LATE else 0
        return days_of(self.slot.dates, self.by, late=late)

    def _at(self, day: date) -> datetime:
        return self.ground.clock.at(min(day, self.ground.today), self.by)

    def _final(self, content: Content) -> Content:
        if self.fate is Fate.DIFFERENT:
            content, cell = mistakes.different(self.specs, content, self.by)
            content = content.explained({f"{RULE}:{cell}": ("late", words.DIFFERS)})
        return content

    def _answered(self, content: Content) -> Content:
        """As the door would have it: no error, and each warning explained."""
        asked = self._asked(content)
        if any(one.severity == "error" for one in asked):
            raise ImpossibleReport(f"{self.slot}: {asked[0].words(str)}")
        return mistakes.answers(self.specs, content, [one.key for one in asked], self.by)

    def _asked(self, content: Content) -> list[Finding]:
        return check_form(self.specs, content.values, self.before, content.labels())

    def _in_work(self, content: Content) -> list[PlannedRevision]:
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

    def _signed(self, number: int, content: Content, days: Days) -> PlannedRevision:
        """Accepted some days later, unless that is still to come."""
        revision = self._submitted(number, self._answered(content), days)
        decided = self._at(days.submitted + timedelta(days=self.by.randint(2, 6)))
        waits = self.fate is Fate.WAITING
        waits = waits or days.submitted + timedelta(days=6) >= self.ground.today
        return revision if waits else replace(revision, decided_at=decided, decision="accepted")

    def _submitted(self, number: int, content: Content, days: Days) -> PlannedRevision:
        created = self._at(days.created)
        prepared = max(self._at(days.prepared), created + timedelta(minutes=20))
        submitted = max(self._at(days.submitted), prepared + timedelta(minutes=15))
        return PlannedRevision(number, content, created, prepared, submitted)

    def _returned(self, content: Content) -> list[PlannedRevision]:
        doubtful, cell = mistakes.doubled(self.specs, content, self.by)
        first = self._submitted(1, self._answered(doubtful), self._days())
        assert first.submitted_at is not None
        back = first.submitted_at.date() + timedelta(days=self.by.randint(2, 4))
        first = replace(
            first,
            decided_at=self._at(back),
            decision="returned",
            comment=words.RETURN.format(cell=cell),
            asked=cell,
        )
        if self.fate is Fate.RETURNED:
            return [first]
        again = Days(*(back + timedelta(days=on) for on in (1, 2, 2)))
        return [first, self._signed(2, content, again)]
