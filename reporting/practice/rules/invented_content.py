"""What an invented report contains, and how months add up to a longer one; with the invented titles
and sentences, each of which says that it is practice, wherever it is printed alone."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from reporting.entry.component_periods.rules.differences import combine
from reporting.entry.page.rules.activity_progress import ReportedActivity
from reporting.kernel.tables import CellKey, TableSpec, Value, cell_code

MARK = "Practice"

PLACES = (
    "the market", "three border communes", "the garment factories", "the bus station",
    "two secondary schools", "the fishing villages", "the district hall", "the brick kilns",
    "the commune halls", "the national road", "the pagoda", "the technical training centre",
)  # fmt: skip
ROWS = {
    "legislation": (
        "Draft law on the protection of witnesses",
        "Draft law on labour migration",
        "Draft sub-decree on the victims' fund",
        "Agreement on mutual legal assistance, first reading",
    ),
    "regulations": (
        "Circular on private recruitment agencies",
        "Guideline on the identification of victims",
        "Directive on the safety of workers at sea",
        "Prakas on the licensing of recruitment agencies",
        "Circular on the registration of domestic workers",
        "Guideline on interviewing children",
    ),
    "cooperation": (
        "Memorandum with the neighbouring province",
        "Talks on the repatriation of victims",
        "Exchange of information with the embassy",
    ),
    "national_day": ("Preparations for the National Day", "Work with schools for the National Day"),
    "other_means": (
        "Car with loudspeaker through",
        "Question and answer contest at",
        "Home visits around",
        "Exhibition at",
    ),
    "materials": ("Leaflets on safe migration for", "Posters for", "Booklets on loan bondage for"),
    "broadcasts": ("Radio talk on false job offers", "Television spot on online recruitment"),
    "guest_speakers": ("Guest speaker on safe migration", "Guest speaker on exploitation at sea"),
    "inspections": ("Inspection of", "Joint inspection of"),
    "child_labour": ("Visit against child labour at", "Inspection on child labour at"),
    "repatriated_mfaic": ("Thailand", "Malaysia", "Viet Nam", "Republic of Korea"),
    "police_handovers": ("Hand-over at the border", "Hand-over after a rescue"),
    "foreign_suspects": ("Nationality A", "Nationality B"),
    "curriculum_works": ("Textbook on safe migration", "Life-skills lesson on exploitation"),
}
SENTENCES = (
    "{unit} met with local authorities and agreed on what each does until the next report.",
    "{unit} visited {place} together with partner organisations and told people of the risks.",
    "Officers of {unit} followed up persons who had returned and wrote down what they need.",
    "{unit} reminded employers around {place} of the rules on contracts and passports.",
    "A working meeting of {unit} looked at the numbers of this period and corrected two of them.",
    "{unit} and the schools near {place} spoke with parents about offers of work abroad.",
    "{unit} trained focal persons of the communes in recognising victims.",
    "The hotline notice was put up again around {place}.",
)
OBSTACLES = (
    "The budget came late.", "Roads were flooded.", "The partner changed its plan.",
    "The venue was closed because of the epidemic.",
)  # fmt: skip
NOTHING = "Practice: nothing of this kind took place in {period}."
ANSWERS = (
    "Practice: the source was looked at again; the figure is right.",
    "Practice: the commune lists do not give this.",
    "Practice: checked with the person who counted.",
)
COPIED = "Practice: the activity was repeated with the same groups."
DIFFERS = "Practice: numbers of two districts came in after the shorter reports were sent."
RETURN = "Practice: {cell} looks too high beside the other periods. Please look at the source."
QUESTION = "Practice: is this number right? It is far above the last period."
REPLY = "Practice: it was counted twice. The new number is right."


def row_title(table: str, by: Random) -> str:
    title = by.choice(ROWS.get(table, ("Activity around",)))
    place = (
        f" {by.choice(PLACES)}"
        if title.endswith((" at", " for", " of", "through", "around"))
        else ""
    )
    return f"{MARK}: {title}{place}"


def sentence(unit: str, period: str, by: Random) -> str:
    said = by.choice(SENTENCES).format(unit=unit, place=by.choice(PLACES))
    return f"{MARK} ({period}): {said}"


Numbers = dict[CellKey, Value]
LineKey = tuple[str, str]  # table, key of the row


@dataclass(frozen=True)
class InventedRow:
    """An open row, or a piece of text."""

    position: int
    title: str = ""
    text: str = ""
    kind: str = ""
    number: str = ""
    partner: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True)
class InventedContent:
    """`explanations`: key of a finding -> (reason, text)."""

    values: dict[str, Numbers] = field(default_factory=dict)
    lines: dict[LineKey, InventedRow] = field(default_factory=dict)
    nothing: dict[str, str] = field(default_factory=dict)
    progress: dict[str, ReportedActivity] = field(default_factory=dict)
    explanations: dict[str, tuple[str, str]] = field(default_factory=dict)

    def changed(self, table: str, numbers: Mapping[CellKey, Value | None]) -> "InventedContent":
        """With these cells instead; None empties one."""
        kept = {**self.values.get(table, {}), **numbers}
        filled = {key: value for key, value in kept.items() if value is not None}
        values = {**self.values, table: filled}
        if not filled:
            del values[table]
        return replace(self, values=values)

    def explained(self, answers: Mapping[str, tuple[str, str]]) -> "InventedContent":
        return replace(self, explanations={**self.explanations, **answers})

    def labels(self) -> dict[str, dict[str, str]]:
        """Table -> row -> what it is called."""
        found: dict[str, dict[str, str]] = {}
        for (table, key), line in self.lines.items():
            found.setdefault(table, {})[key] = line.title
        return found


def added_up(specs: Mapping[str, TableSpec], months: Sequence[InventedContent]) -> InventedContent:
    """The report of a longer period, as it follows from its months; its texts are its own."""
    values: dict[str, Numbers] = {}
    for table, spec in specs.items():
        numbers = _numbers(spec, [month.values.get(table, {}) for month in months])
        if numbers:
            values[table] = numbers
    rows = {
        key: line for month in months for key, line in month.lines.items() if is_row(specs, key[0])
    }
    return InventedContent(
        values=values,
        lines={key: replace(line, position=at) for at, (key, line) in enumerate(rows.items(), 1)},
        nothing=_nothing(months, values),
        progress=progress_of(months),
    )


def is_row(specs: Mapping[str, TableSpec], table: str) -> bool:
    return table in specs and specs[table].kind == "open"


def _numbers(spec: TableSpec, months: Iterable[Numbers]) -> Numbers:
    over_time = {element.code: element.aggregation for element in spec.elements}
    given: dict[CellKey, list[Value | None]] = {}
    for month in months:
        for key, value in month.items():
            given.setdefault(key, []).append(value)
    found = {key: combine(over_time.get(key.element, "sum"), all_) for key, all_ in given.items()}
    return {key: value for key, value in found.items() if value is not None}


def _nothing(months: Sequence[InventedContent], values: Mapping[str, object]) -> dict[str, str]:
    """Where every month said so."""
    said = set.intersection(*(set(month.nothing) for month in months)) if months else set()
    return {table: months[-1].nothing[table] for table in sorted(said - values.keys())}


def progress_of(reports: Iterable[InventedContent]) -> dict[str, ReportedActivity]:
    """Over several reports, oldest first."""
    found: dict[str, ReportedActivity] = {}
    for report in reports:
        for activity, said in report.progress.items():
            found[activity] = found.get(activity, ReportedActivity()).then(said)
    return found


def codes(table: str, numbers: Iterable[CellKey]) -> list[str]:
    """The cells as the checks name them."""
    return [cell_code(table, key.option, key.element, key.entry) for key in numbers]
