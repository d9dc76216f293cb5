"""What units say, in their reports of the months, of the directions and requests of the report of
the year before: first that it goes on, later that it is done; of some never."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.kernel.periods import Period, PeriodKind
from reporting.practice.rules.invented_content import InventedContent
from reporting.practice.rules.invented_texts import Pair, practice
from reporting.practice.rules.practice_inputs import PracticeInputs
from reporting.practice.rules.rounds import Slot
from reporting.practice.rules.sizes import chance

BEGUN: tuple[Pair, ...] = (
    (
        "The first steps were taken, the partners were asked.",
        "បានចាប់ផ្តើមជំហានដំបូង ហើយបានសុំកិច្ចសហការពីដៃគូ។",
    ),
    ("Two meetings were held on it.", "បានប្រជុំចំនួនពីរលើកអំពីការងារនេះ។"),
    ("A plan was made, and the districts were told.", "បានរៀបចំផែនការ ហើយបានជូនដំណឹងដល់ស្រុក។"),
)
DONE: tuple[Pair, ...] = (
    ("It was done as it was promised.", "បានអនុវត្តតាមការប្តេជ្ញា។"),
    ("It is in use since this month.", "បានដាក់ឱ្យប្រើចាប់ពីខែនេះ។"),
)
HELD_UP: Pair = ("There is no money for it yet.", "មិនទាន់មានថវិកាសម្រាប់ការងារនេះ។")
SEEN_IN: Pair = ("Minutes of the secretariat.", "កំណត់ហេតុរបស់លេខាធិការដ្ឋាន។")
SPOKEN_OF, HINDERED, FINISHED = 0.85, 0.15, 0.5  # shares of the promises
FIRST, LONGEST = (1, 5), (2, 5)  # months


def answered(inputs: PracticeInputs, slot: Slot, content: InventedContent) -> InventedContent:
    """A longer report says what the shorter ones have said already. A unit of several forms speaks
    in one of them."""
    numbers = inputs.promises.get(slot.unit, ())
    if not numbers or slot.period.kind is not PeriodKind.MONTH:
        return content
    forms = {form for unit, form in inputs.specs if unit == slot.unit}
    if slot.data_set != min(forms):
        return content
    [(_year, month)] = slot.period.months
    said = {number: _said(inputs, slot.unit, number, month) for number in numbers}
    return replace(content, answers={number: text for number, text in said.items() if text})


def _said(inputs: PracticeInputs, unit: str, number: int, month: int) -> CommitmentText | None:
    by = chance(inputs.seed, "promise", unit, number)
    share, first = by.random(), by.randint(*FIRST)
    last = first + by.randint(*LONGEST)
    begun, done, ends = by.choice(BEGUN), by.choice(DONE), by.random()
    if share > SPOKEN_OF:
        return None
    if month == first:
        return CommitmentText("going_on", practice(begun), practice(SEEN_IN))
    if month != last:
        return None
    if ends < FINISHED:
        return CommitmentText("done", practice(done), practice(SEEN_IN))
    return CommitmentText("held_up", practice(HELD_UP)) if ends > 1 - HINDERED else None


def newest_answers(
    accepted: Mapping[Period, InventedContent], chosen: Collection[Period]
) -> dict[int, CommitmentText]:
    """With what a longer report is prefilled."""
    found: dict[int, CommitmentText] = {}
    for period in sorted(chosen, key=lambda part: part.months[-1]):
        found |= accepted[period].answers
    return found
