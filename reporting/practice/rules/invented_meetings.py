"""The meetings that provinces hold in a year to practise on, and what their reports count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from reporting.entry.component_meetings.rules import (
    ELEMENTS,
    TABLES,
    HeldMeeting,
    count,
    counted_cells,
)
from reporting.kernel.periods import Period
from reporting.kernel.tables import CellKey, Value
from reporting.practice.rules.invented_content import InventedContent
from reporting.practice.rules.invented_texts import KHMER_MARK, MARK, Pair
from reporting.practice.rules.practice_inputs import PracticeInputs, Specs
from reporting.practice.rules.sizes import chance

HALL: Pair = ("provincial hall", "សាលាខេត្ត")
CHAIR: Pair = ("The deputy governor", "អភិបាលរង")
MINUTES: Sequence[Pair] = (
    (
        "The chair opened the meeting. Each unit said how far it is and what hinders it.",
        "ប្រធានបានបើកអង្គប្រជុំ។ អង្គភាពនីមួយៗបានរាយការណ៍អំពីវឌ្ឍនភាព និងឧបសគ្គ។",
    ),
    (
        "The reports of the month were read and compared with the month before.",
        "អង្គប្រជុំបានអានរបាយការណ៍ប្រចាំខែ ហើយប្រៀបធៀបជាមួយខែមុន។",
    ),
    (
        "The items of the agenda were spoken of one by one.",
        "អង្គប្រជុំបានពិភាក្សាលើចំណុចនៃរបៀបវារៈម្តងមួយៗ។",
    ),
)
DECISIONS: Sequence[Pair] = (
    ("Send the late reports this week.", "ផ្ញើរបាយការណ៍ដែលយឺតយ៉ាវក្នុងសប្តាហ៍នេះ។"),
    ("Visit two border communes.", "ចុះទៅឃុំជាប់ព្រំដែនចំនួនពីរ។"),
    ("Check the numbers of the public forums again.", "ពិនិត្យឡើងវិញនូវចំនួននៃវេទិកាសាធារណៈ។"),
    ("Print the leaflets for the schools.", "បោះពុម្ពខិត្តប័ណ្ណសម្រាប់សាលារៀន។"),
)
DECISION_DONE: Pair = ("It was done.", "បានអនុវត្តរួចហើយ។")
OTHER_MEETINGS: dict[str, Pair] = {
    "coordination": (
        "Coordination with the police",
        "ការសម្របសម្រួលជាមួយនគរបាល",
    ),
    "workshops": ("Workshop on the law of 2008", "សិក្ខាសាលាស្តីពីច្បាប់ឆ្នាំ 2008"),
}
PROVINCE = "province"
COMMITTEE_MONTHS = (3, 6, 9, 12)
SHARE_OF_OTHERS = {"coordination": 0.35, "workshops": 0.15}


@dataclass(frozen=True)
class InventedMeeting:
    """`kind`, `counts_as`: as they are stored. `decides`: one thing, and whether it is answered
    before the next meeting."""

    day: date
    kind: str
    counts_as: str
    men: int
    women: int
    decides: bool = False
    answered: bool = False

    @property
    def held(self) -> HeldMeeting:
        return HeldMeeting(self.counts_as, self.kind, self.men, self.women)


def both(said: Pair) -> Pair:
    """In both languages, each with its mark."""
    return f"{MARK}: {said[0]}", f"{KHMER_MARK}៖ {said[1]}"


def meetings_of(inputs: PracticeInputs, unit: str) -> list[InventedMeeting]:
    """Of a province, in time: the secretariat's each month, the committee's each quarter, others by
    chance; those that were held by today."""
    reporter = inputs.reporters.get(unit)
    if reporter is None or reporter.kind != PROVINCE:
        return []
    found = [meeting for month in inputs.months for meeting in _month(inputs, unit, month)]
    return sorted(
        (meeting for meeting in found if meeting.day <= inputs.today),
        key=lambda meeting: meeting.day,
    )


def _month(inputs: PracticeInputs, unit: str, month: int) -> Iterable[InventedMeeting]:
    by = chance(inputs.seed, "meetings", unit, month)
    yield InventedMeeting(
        date(inputs.year, month, by.randint(7, 13)), "provincial", "meetings",
        men=by.randint(8, 20), women=by.randint(4, 14), decides=True,
        answered=by.random() < 0.6,
    )  # fmt: skip
    if month in COMMITTEE_MONTHS:
        day = date(inputs.year, month, by.randint(20, 26))
        yield InventedMeeting(
            day, "committee", "meetings", men=by.randint(20, 45), women=by.randint(10, 25)
        )
    for counts_as, share in SHARE_OF_OTHERS.items():
        if by.random() < share:
            day = date(inputs.year, month, by.randint(14, 27))
            yield InventedMeeting(
                day, "other", counts_as, men=by.randint(10, 40), women=by.randint(8, 40)
            )


def with_counts(
    inputs: PracticeInputs, unit: str, specs: Specs, period: Period, content: InventedContent
) -> InventedContent:
    """What a report says of meetings is what was held in its period; of others it stays."""
    reporter = inputs.reporters.get(unit)
    if reporter is None or reporter.kind != PROVINCE:
        return content
    held = [
        meeting.held
        for meeting in meetings_of(inputs, unit)
        if (meeting.day.year, meeting.day.month) in period.months
    ]
    known = [
        f"{table}.{element}"
        for table in TABLES
        if table in specs
        for element in ELEMENTS
        if inputs.enterable(table, CellKey(None, element))
    ]
    for cell, number in count(held, counted_cells(known)).items():
        table, _dot, element = cell.partition(".")
        content = content.changed(table, {CellKey(None, element): Value(Decimal(number))})
    nothing = {table: why for table, why in content.nothing.items() if table not in TABLES}
    return replace(content, nothing=nothing)
