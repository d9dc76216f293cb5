"""Dimensions, measures and code lists of the catalogue's files: checked, and columns that are
divided (`by: [sex, age_band]`) written out, before anything is stored.

Errors: `CatalogueError` names the table, the column and what is wrong.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

MOST_COLUMNS = 60
LONGEST_EXPRESSION = 1000
SCHEMES = ("law",)
FIRST_YEAR = 2019


class CatalogueError(Exception):
    """The catalogue's files contradict themselves; nothing was loaded."""


@dataclass
class Dimensions:
    """`dimensions` and `measures`: as the files say them, in their order."""

    dimensions: list[dict[str, Any]] = field(default_factory=list)
    measures: list[dict[str, Any]] = field(default_factory=list)

    def values(self, dimension: str) -> dict[str, dict[str, Any]]:
        found = [row for row in self.dimensions if row["code"] == dimension]
        return {value["code"]: value for row in found for value in row["values"]}

    def finest(self, dimension: str) -> list[str]:
        """Without the coarser values, which are what finer ones add up to."""
        values = self.values(dimension)
        coarser = {value.get("parent") for value in values.values()}
        return [code for code in values if code not in coarser]

    def check(self) -> None:
        _once("dimension", (row["code"] for row in self.dimensions))
        _once("measure", (row["code"] for row in self.measures))
        for row in self.dimensions:
            codes = [value["code"] for value in row["values"]]
            if not all(isinstance(code, str) for code in codes):
                raise CatalogueError(f"{row['code']}: write yes and no in quotes.")
            _once(f"value of {row['code']}", codes)
            for value in row["values"]:
                parent = value.get("parent")
                if parent and parent not in codes:
                    raise CatalogueError(f"{row['code']} {value['code']}: no value is {parent}.")

    def check_column(self, where: str, column: Mapping[str, Any]) -> None:
        """What a column says of its measure and for whom it counts."""
        named = f"{where} {column['code']}"
        measure = column.get("measure")
        known = {row["code"]: row for row in self.measures}
        if measure is None:
            if column.get("categories") or column.get("measure_from"):
                raise CatalogueError(f"{named}: categories and measure_from want a measure.")
            return
        if measure not in known:
            raise CatalogueError(f"{named}: the measure {measure!r} is not known.")
        if known[measure]["unit"] != column.get("unit"):
            raise CatalogueError(f"{named}: {measure} is counted in {known[measure]['unit']}.")
        for dimension, value in (column.get("categories") or {}).items():
            if not self.values(dimension):
                raise CatalogueError(f"{named}: the dimension {dimension!r} is not known.")
            if value not in self.values(dimension):
                raise CatalogueError(f"{named}: {dimension} has no value {value!r}.")

    def check_rows(self, where: str, table: Mapping[str, Any]) -> None:
        coded = table.get("rows_from")
        if coded and table["kind"] != "open":
            raise CatalogueError(f"{where}: only open rows come from a code list.")
        if coded and not self.values(coded["dimension"]):
            raise CatalogueError(f"{where}: the dimension {coded['dimension']!r} is not known.")
        for row in table.get("rows") or []:
            for said in row.get("classified") or []:
                if said.get("scheme") not in SCHEMES:
                    scheme = said.get("scheme")
                    raise CatalogueError(f"{where} {row['code']}: no scheme is called {scheme!r}.")

    def columns(self, where: str, table: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The columns of a table, those that are divided written out before their total."""
        return [
            made
            for column in table.get("columns") or []
            for made in (self._divided(where, table, column) if "by" in column else [column])
        ]

    def _divided(
        self, where: str, table: Mapping[str, Any], column: Mapping[str, Any]
    ) -> Iterator[dict[str, Any]]:
        named = f"{where} {column['code']}"
        if table["kind"] not in ("fixed", "single"):
            raise CatalogueError(f"{named}: only columns of fixed and single tables are divided.")
        if "measure" not in column or "derived" in column or column.get("aggregation") == "none":
            raise CatalogueError(
                f"{named}: a column that is divided has a measure and is added up."
            )
        axes = [self._axis(named, said) for said in column["by"]]
        size = 1
        for _dimension, codes in axes:
            size *= len(codes)
        if size > MOST_COLUMNS:
            raise CatalogueError(f"{named}: {size} columns are more than {MOST_COLUMNS}.")
        since = column.get("by_from") or column.get("valid_from", FIRST_YEAR)
        title = column["title"]
        parts = []
        pairs = ([(dimension, code) for code in codes] for dimension, codes in axes)
        for chosen in product(*pairs):
            code = "_".join((column["code"], *(value for _dimension, value in chosen)))
            labels = [self.values(dimension)[value]["title"] for dimension, value in chosen]
            parts.append(code)
            yield {
                "code": code,
                "title": labels[-1],
                "header": [*(column.get("header") or []), title, *labels[:-1]],
                "unit": column["unit"],
                "aggregation": column.get("aggregation") or "sum",
                "measure": column["measure"],
                "categories": {**(column.get("categories") or {}), **dict(chosen)},
                "valid_from": since,
                "valid_to": column.get("valid_to"),
            }
        yield _total(named, table, column, parts, since)

    def _axis(self, named: str, said: Any) -> tuple[str, list[str]]:
        """A dimension by all its finest values (`sex`) or by some (`{sex: [male, female]}`)."""
        if isinstance(said, str):
            dimension, codes = said, self.finest(said)
        else:
            [(dimension, codes)] = said.items()
        if not codes or not self.values(dimension):
            raise CatalogueError(f"{named}: the dimension {dimension!r} is not known.")
        unknown = [code for code in codes if code not in self.values(dimension)]
        if unknown:
            raise CatalogueError(f"{named}: {dimension} has no value {unknown[0]!r}.")
        return dimension, list(codes)


def _total(
    named: str, table: Mapping[str, Any], column: Mapping[str, Any], parts: list[str], since: int
) -> dict[str, Any]:
    """The column itself, which its parts add up to since the year from which it is divided."""
    row = "[*]" if table["kind"] == "fixed" else ""
    expression = "+".join(f"{table['code']}{row}.{part}" for part in parts)
    longest = max((len(line["code"]) for line in table.get("rows") or []), default=0)
    if len(expression) + len(parts) * longest > LONGEST_EXPRESSION:
        raise CatalogueError(f"{named}: it is divided into too many columns to add up.")
    left = ("by", "by_from", "total")
    total = {name: value for name, value in column.items() if name not in left}
    if "total" in column:
        total["header"] = [*(column.get("header") or []), column["title"]]
        total["title"] = column["total"]
    return {**total, "derived": expression, "derived_from": since}


def classified(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """How a row is classified, with years: `article: "9"` is said in short of all its years."""
    first, last = row.get("valid_from", FIRST_YEAR), row.get("valid_to")
    if row.get("article"):
        yield {
            "scheme": "law",
            "code": str(row["article"]),
            "valid_from": first,
            "valid_to": last,
            "certain": bool(row.get("article_certain")),
        }
    for said in row.get("classified") or []:
        yield {
            "scheme": said["scheme"],
            "code": str(said["code"]),
            "valid_from": said.get("from", first),
            "valid_to": said.get("to", last),
            "certain": bool(said.get("certain")),
        }


def _once(what: str, codes: Iterable[str]) -> None:
    listed = list(codes)
    twice = sorted({code for code in listed if listed.count(code) > 1})
    if twice:
        raise CatalogueError(f"More than one {what} is called {', '.join(twice)}.")
