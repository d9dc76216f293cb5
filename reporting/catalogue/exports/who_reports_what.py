"""The table of tables and kinds of unit in `docs/who-reports-what.md`, made from its data."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from reporting.catalogue.rules.files import Files, label
from reporting.catalogue.rules.who_reports_what import Said

BEGIN, END = "<!-- made by who_reports_what: begin -->", "<!-- made by who_reports_what: end -->"
CHANGE = 2021
# The columns: the forms of a kind of unit under one heading.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ministry": ("ministry",),
    "unit": ("police", "police_monthly"),
    "committee": ("committee",),
    "commissariat": ("commissariat",),
    "department": ("department",),
    "group": ("courts", "working_group"),
    "court": ("court",),
    "Secretariat": ("secretariat",),
    "institution": ("institution",),
    "partner": ("partner",),
}
MARKS = {"record": "r", "compared": "c", "confirms": "k", "whole": "w", "text": "t"}
PUT_IN = re.compile(r"\s*\{\w+\}")  # the year or the months, which a title names
LINES = re.compile(r"lines? ([\d, ]+)")
FEW = 2


def with_table(document: str, made: str) -> str:
    """The document with what stands between its two marks made anew."""
    before, _begin, rest = document.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError(BEGIN)
    return f"{before}{BEGIN}\n{made}{END}{after}"


def table_of_tables(files: Files, said: Sequence[Said]) -> str:
    """A table a chapter, with the columns that the chapter needs."""
    rows = [(section, table) for section, table in files.tables() if "show" not in table]
    by_table: dict[str, list[Said]] = {}
    for one in said:
        by_table.setdefault(one.place.table, []).append(one)
    titles = {section["id"]: label(section["title"])[0] for section in files.sections}
    chapters = groupby(rows, key=lambda row: _chapter(row[0]["id"]))
    parts = [
        "\n".join(_of_chapter(chapter, titles[chapter], [table for _, table in tables], by_table))
        for chapter, tables in chapters
    ]
    return "\n" + "\n\n".join(parts) + "\n\n"


def _chapter(section: str) -> str:
    """`II.B` of `II.B.1.3`, `III.A`; the other chapters and the annexes are one each."""
    parts = section.split(".")
    return ".".join(parts[:2]) if parts[0] in ("II", "III") else parts[0]


def _of_chapter(
    chapter: str, title: str, tables: Sequence[dict[str, Any]], by_table: Mapping[str, list[Said]]
) -> Iterator[str]:
    filled = [table for table in tables if by_table.get(table["code"])]
    forms = {one.place.form for table in filled for one in by_table[table["code"]]}
    columns = [name for name, codes in COLUMNS.items() if forms & set(codes)]
    yield f"### {chapter} {_plain(title)}"
    yield ""
    yield _line(["table", *columns])
    yield _line(["---"] * (len(columns) + 1))
    for table in filled:
        places = by_table[table["code"]]
        name = f"`{table['code']}` {_plain(label(table['title'])[0])}"
        yield _line([name, *(_cell(places, COLUMNS[column]) for column in columns)])


def _plain(title: str) -> str:
    return PUT_IN.sub(" …", title)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(places: Sequence[Said], forms: Sequence[str]) -> str:
    found = [_short(one) for one in places if one.place.form in forms]
    return "; ".join(found) or "–"


def _short(said: Said) -> str:
    """`c* 1098, GS (25 units)`: the role, the years, the ground, whose it is."""
    place = said.place
    years = "*" if place.first >= CHANGE else ""
    ended = "†" if place.last is not None and place.last < CHANGE else ""
    codes = place.units.split()
    units = f" ({', '.join(codes) if len(codes) <= FEW else f'{len(codes)} units'})"
    return f"{MARKS[said.role]}{years}{ended} {_ground(said.ground)}{units if codes else ''}"


def _ground(ground: str) -> str:
    found: list[str] = []
    for part in ground.split("; "):
        numbers = LINES.search(part)
        if numbers:
            sign = "P" if part.startswith("plan") else ""
            found += [f"{sign}{number}" for number in numbers[1].split(", ")]
        else:
            found.append(
                {"proposed": "?", "asked for by the General Secretariat": "GS"}.get(part, "°")
            )
    return ", ".join(found)
