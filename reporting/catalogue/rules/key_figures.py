"""Key figures and charts as the files say them, checked before anything is stored."""

from collections.abc import Iterable, Iterator
from typing import Any

from reporting.catalogue.rules.dimensions import CatalogueError

UNITS_OF_COUNT = ["case", "person", "event", "item", "usd", "family", "place", "pair", "view"]
DIRECTIONS = ["more", "less", "neither"]
KINDS = ["bars", "lines", "shares", "tiles"]
FORMS = ["years", "parts", "rows", "months", "provinces"]
OF_ONE_EXPRESSION = ("rows", "provinces")


def check_key_figures(rows: Iterable[dict[str, Any]]) -> None:
    _once("key figure", [row["code"] for row in rows])
    for row in rows:
        where = f"key figure {row['code']}"
        missing = {"expression", "unit", "better"} - row.keys()
        if missing:
            raise CatalogueError(f"{where}: it is not said {', '.join(sorted(missing))}.")
        _known(where, "unit", row["unit"], UNITS_OF_COUNT)
        _known(where, "direction", row["better"], DIRECTIONS)


def check_charts(charts: Iterable[dict[str, Any]], sections: set[str]) -> None:
    _once("chart", [row["code"] for row in charts])
    for row in charts:
        where = f"chart {row['code']}"
        if row["section"] not in sections:
            raise CatalogueError(f"{where}: there is no section {row['section']}.")
        _known(where, "kind", row["kind"], KINDS)
        _known(where, "form", row.get("form", "years"), FORMS)
        if "unit" in row:
            _known(where, "unit", row["unit"], UNITS_OF_COUNT)
        _check_expressions(where, row)


def _check_expressions(where: str, row: dict[str, Any]) -> None:
    found = list(expressions_of(row))
    form, series = row.get("form", "years"), row.get("series") or []
    if form in OF_ONE_EXPRESSION:
        wanted = 1
    else:
        wanted = len(series) * (len(row.get("categories") or []) if form == "parts" else 1)
    if not found or len(found) != wanted:
        raise CatalogueError(f"{where}: it has {len(found)} expressions and needs {wanted}.")
    if form == "years" and not row.get("years"):
        raise CatalogueError(f"{where}: it is not said which years stand beside each other.")


def expressions_of(row: dict[str, Any]) -> Iterator[str]:
    """In the order in which they are stored: those of the first category come first."""
    if "expression" in row:
        yield row["expression"]
        return
    columns = [one.get("expressions") or [one["expression"]] for one in row.get("series") or []]
    for category in range(max(map(len, columns), default=0)):
        yield from (column[category] for column in columns if category < len(column))


def _known(where: str, what: str, value: Any, known: list[str]) -> None:
    if value not in known:
        raise CatalogueError(f"{where}: the {what} {value!r} is not known.")


def _once(what: str, codes: list[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise CatalogueError(f"More than one {what} is called {', '.join(twice)}.")
