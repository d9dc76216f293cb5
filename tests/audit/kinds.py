"""The kinds of errors that are planted, and who described them. They are taken from published
accounts of routine reporting and of typing, not from what the checks look for."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.audit import digits, rows
from tests.audit.reported import Plant, Reported

VERHOEFF = "Verhoeff, Error Detecting Decimal Codes (Mathematical Centre Tracts 29, 1969)"
DESK_REVIEW = "WHO, Data Quality Review, module 2: Desk review of data quality (2017)"
FRAMEWORK = "WHO, Data quality assurance, module 1: Framework and metrics (2022)"
VERIFICATION = "WHO, Data Quality Review, module 3: Data verification (2017)"
DHIS2 = "DHIS2 user manual, Data Quality: validation rules, outlier detection"
RDQA = "MEASURE Evaluation, Routine Data Quality Assessment Tool (2008, 2017)"
HEAPING = "United Nations, Methods of Appraisal of Quality of Basic Data (Manual II, 1955)"


@dataclass(frozen=True)
class ErrorKind:
    """`plants` yields errors in the order of chance, those among them too that change nothing that
    matters: `chosen` passes over them."""

    code: str
    title: str
    source: str
    plants: Callable[[Reported, Random], Iterator[Plant]]


def _digits(code: str, title: str, slip: digits.Slip, source: str = VERHOEFF) -> ErrorKind:
    return ErrorKind(code, title, source, digits.slips_of(code, slip))


ERROR_KINDS: Sequence[ErrorKind] = (
    _digits("exchanged", "Two digits beside each other are exchanged", digits.exchanged),
    _digits("mistyped", "The key beside the right one is struck", digits.mistyped),
    _digits("lost_or_doubled", "A digit is left out or typed twice", digits.lost_or_doubled),
    _digits(
        "wrong_magnitude",
        "Ten or a thousand times too much or too little",
        digits.wrong_magnitude,
        f"{DESK_REVIEW}: extreme outliers",
    ),
    ErrorKind(
        "column_shift",
        "From one column on, the numbers stand one column too far",
        f"{VERIFICATION}: transcription from the register",
        rows.column_shift,
    ),
    ErrorKind(
        "row_shift",
        "Two rows have each other's numbers in a column",
        f"{VERIFICATION}: transcription from the register",
        rows.row_shift,
    ),
    ErrorKind(
        "copied_period",
        "A table repeats the numbers of the period before",
        f"{DESK_REVIEW}: consistency over time",
        rows.copied_period,
    ),
    ErrorKind(
        "copied_unit",
        "A row repeats another unit's numbers",
        f"{FRAMEWORK}: internal consistency",
        rows.copied_unit,
    ),
    ErrorKind(
        "near_copy",
        "A row repeats another unit's, but for one number",
        f"{FRAMEWORK}: internal consistency",
        rows.near_copy,
    ),
    ErrorKind(
        "swapped",
        "A part and its whole stand in each other's place",
        f"{DHIS2}; {DESK_REVIEW}: consistency between related indicators",
        rows.swapped,
    ),
    ErrorKind(
        "all_or_none_female",
        "Females are given as all persons, or as none",
        f"{DESK_REVIEW}: consistency between related indicators",
        rows.all_or_none_female,
    ),
    ErrorKind(
        "cumulative",
        "Counted from the start on, not for the period alone",
        f"{DESK_REVIEW}: consistency over time",
        rows.cumulative,
    ),
    ErrorKind(
        "zero_or_unused",
        "0 for a number, or a number in a cell that is not used",
        f"{FRAMEWORK}: completeness, zero and missing values",
        rows.zero_or_unused,
    ),
    ErrorKind(
        "counted_twice",
        "A number holds that of another table, or its column's total",
        f"{RDQA}: double counting",
        rows.counted_twice,
    ),
    ErrorKind(
        "invented",
        "Round guesses for a whole table",
        f"{HEAPING}: digit preference",
        rows.invented,
    ),
)


def chosen(reported: Reported, *, seed: int, count: int, only: Collection[str] = ()) -> list[Plant]:
    """As many of each kind as fit, by turns, no two in one row: they can stand together. Each
    misleads in one cell at least."""
    kinds = [kind for kind in ERROR_KINDS if not only or kind.code in only]
    # Each kind has a chance of its own: another kind, or another number, changes no other's.
    offered = {kind.code: kind.plants(reported, Random(f"{seed} {kind.code}")) for kind in kinds}
    found: list[Plant] = []
    taken: set[int] = set()
    while offered and len(found) < count:
        for code in list(offered):
            plant = next((one for one in offered[code] if one.told and not one.rows & taken), None)
            if plant is None:
                del offered[code]
            elif len(found) < count:
                found.append(plant)
                taken |= plant.rows
    return found
