"""The workbook in which populations are sent, and in which they are downloaded again."""

from collections.abc import Iterable, Iterator

from reporting.core.workbooks.lists import WHOLE, ListColumn, write_list
from reporting.population.queries import PlaceLine

SHEET = "Population"
# The name of a place is for the eye, its code is what counts.
COLUMNS = (
    ListColumn("code", "Code / កូដ", 12),
    ListColumn("place", "Place / ទីកន្លែង", 30),
    ListColumn("year", "Year / ឆ្នាំ", 8),
    ListColumn("persons", "Persons / មនុស្ស", 14, number_format=WHOLE),
    ListColumn("females", "Females / ស្រី", 14, number_format=WHOLE),
    ListColumn("certain", "Certain: yes, no / ប្រាកដ", 14, choices=("yes", "no")),
    ListColumn("source", "Source / ប្រភព", 60),
    ListColumn("source_km", "Source in Khmer / ប្រភពជាភាសាខ្មែរ", 60),
)


def write_populations(lines: Iterable[PlaceLine], year: int) -> bytes:
    """A row a place; what is not known is left blank, and a row without persons is not read."""
    return write_list(SHEET, COLUMNS, _rows(lines, year), stays=2)


def _rows(lines: Iterable[PlaceLine], year: int) -> Iterator[tuple[str | int | None, ...]]:
    for line in lines:
        number = line.number
        if number is None:
            yield line.unit.code, line.name, year, None, None, None, None, None
            continue
        certain = "yes" if number.certain else "no"
        yield (
            line.unit.code, line.name, number.year, number.persons, number.females, certain,
            number.source, number.source_km,
        )  # fmt: skip
