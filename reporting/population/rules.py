"""The rows of a workbook or of a file of populations, read strictly: numbers, or what is wrong in
which row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from provinces.spelling import plain
from reporting.kernel.numbers import NumberProblem, parse_entered, to_ascii

_ = str  # marks a template for translation

COLUMNS = ("code", "year", "persons", "females", "certain", "source", "source_km")
FIRST_YEAR = 1990
LONGEST_SOURCE = 300
YES = {"yes", "y", "true", "1", "បាទ", "ចាស", "បាទ/ចាស"}
NO = {"", "no", "n", "false", "0", "ទេ"}

NO_CODE = _("Write the code of the place, such as KH-08.")
NO_YEAR = _("Write the year with four digits, from %(first)s to %(last)s.")
NO_PERSONS = _("Write how many people live there.")
NOT_ZERO = _("A place without people has no rate: write a number above 0, or leave the row out.")
MORE_FEMALES = _("Females (%(females)s) are more than persons (%(persons)s).")
NO_SOURCE = _("Say where the number is from.")
TOO_LONG = _("This is longer than %(most)s letters.")
NO_WORD = _("Write “yes” or “no”.")
TWICE = _("This place stands there twice for %(year)s.")


@dataclass(frozen=True)
class RowProblem:
    """`row`: its number in the sheet or file; `column`: one of COLUMNS. `template` and `params` for
    words."""

    row: int
    column: str
    template: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PopulationRow:
    row: int
    code: str
    year: int
    persons: int
    females: int | None
    certain: bool
    source: str
    source_km: str


@dataclass
class ReadRows:
    rows: list[PopulationRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def read_rows(lines: Iterable[tuple[int, Mapping[str, str]]], last_year: int) -> ReadRows:
    """`last_year`: of a later one nobody has counted yet. A row with neither persons nor females is
    one that nobody filled: it is left out."""
    found = ReadRows()
    seen: set[tuple[str, int]] = set()
    for number, texts in lines:
        said = {name: plain(texts.get(name, "")) for name in COLUMNS}
        if not said["persons"] and not said["females"]:
            continue
        reader = _RowReader(number, said, last_year)
        row = reader.read()
        found.problems += reader.problems
        if row is None:
            continue
        if (row.code, row.year) in seen:
            found.problems.append(RowProblem(number, "code", TWICE, {"year": str(row.year)}))
        seen.add((row.code, row.year))
        found.rows.append(row)
    return found


class _RowReader:
    def __init__(self, number: int, said: Mapping[str, str], last_year: int) -> None:
        self.number, self.said, self.last_year = number, said, last_year
        self.problems: list[RowProblem] = []

    def read(self) -> PopulationRow | None:
        code = self.said["code"].upper()
        if not code:
            self._refuse("code", NO_CODE)
        typed = to_ascii(self.said["year"])
        year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else 0
        if not FIRST_YEAR <= year <= self.last_year:
            self._refuse("year", NO_YEAR, first=FIRST_YEAR, last=self.last_year)
        persons, females = self._count("persons"), self._count("females")
        if persons is None and not self.said["persons"]:
            self._refuse("persons", NO_PERSONS)
        if persons == 0:
            self._refuse("persons", NOT_ZERO)
        if persons is not None and females is not None and females > persons:
            self._refuse("females", MORE_FEMALES, females=f"{females:,}", persons=f"{persons:,}")
        certain = self._certain()
        self._texts()
        if self.problems or persons is None:
            return None
        return PopulationRow(
            self.number, code, year, persons, females, certain,
            self.said["source"], self.said["source_km"],
        )  # fmt: skip

    def _count(self, column: str) -> int | None:
        if not self.said[column]:
            return None
        try:
            return int(parse_entered(self.said[column]))
        except NumberProblem as problem:
            self.problems.append(RowProblem(self.number, column, problem.template, problem.params))
            return None

    def _certain(self) -> bool:
        word = self.said["certain"].casefold()
        if word not in YES | NO:
            self._refuse("certain", NO_WORD)
        return word in YES

    def _texts(self) -> None:
        if not self.said["source"]:
            self._refuse("source", NO_SOURCE)
        for column in ("source", "source_km"):
            if len(self.said[column]) > LONGEST_SOURCE:
                self._refuse(column, TOO_LONG, most=LONGEST_SOURCE)

    def _refuse(self, column: str, template: str, **params: object) -> None:
        said = {name: str(value) for name, value in params.items()}
        self.problems.append(RowProblem(self.number, column, template, said))
