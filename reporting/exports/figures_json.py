"""`figures.json`: every figure of a report for programs, with what it is a report of.

    {
      "format": "nsp-figures/1",
      "title": "Annual Report 2020", "edition": "Edition 1, published on 5 March 2021",
      "period": "2020", "number": 1, "published": "2021-03-05T08:00:00+00:00", "language": "en",
      "figures_digest": "9f3a…", "practice": false,
      "signatories": [{"role": "Secretary General", "name": "…", "date": "5 March 2021"}],
      "figures": [
        {"address": "direct_publicity[forums].persons@KH-08:2020",
         "section": "II.B.1.3", "table": "direct_publicity", "row": "forums",
         "row_label": "Public forums", "column": "persons", "column_label": "Persons",
         "unit": "KH-08", "unit_name": "Kandal", "period": "2020",
         "value": 800, "not_available": false, "received": 12, "expected": 12,
         "reports": ["KH-08/committee/2020 r1"], "not_explained": []}
      ]
    }

`number` and `published` are null while the report is not published; `unit` and `unit_name` of the
nation. `value` is null where there is none; `not_available` says that the reporter said so. Numbers
have at most two decimals. `not_explained`: what the checks found of the figure that is grave and
that nobody has explained, in words. `received` of `expected` counts months for a unit, units for
the nation.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from reporting.exports.files import binary_target
from reporting.exports.rows import FigureRow
from reporting.kernel.numbers import json_number

FORMAT = "nsp-figures/1"


def write_figures_json(
    facts: Mapping[str, Any], rows: Iterable[FigureRow], out: Path | BinaryIO
) -> None:
    """`facts`: everything but the figures. UTF-8, a line a figure; a path is replaced whole or not
    at all. The same rows give the same bytes."""
    head = json.dumps({"format": FORMAT, **facts}, ensure_ascii=False, indent=1)
    with binary_target(out) as stream:
        stream.write(head.removesuffix("\n}").encode() + b',\n "figures": [')
        before = b"\n  "
        for row in rows:
            stream.write(before + json.dumps(_figure(row), ensure_ascii=False).encode())
            before = b",\n  "
        stream.write(b"\n ]\n}\n")


def _figure(row: FigureRow) -> dict[str, Any]:
    return {
        "address": address(row),
        "section": row.section,
        "table": row.table,
        "row": row.row or None,
        "row_label": row.row_label or None,
        "column": row.column,
        "column_label": row.column_label,
        "unit": row.organisation_unit or None,
        "unit_name": row.organisation_unit_name or None,
        "period": row.period,
        "value": _number(row.value),
        "not_available": row.value == "NA",
        "received": row.received,
        "expected": row.expected,
        "reports": list(row.reports),
        "not_explained": list(row.not_explained),
    }


def address(row: FigureRow) -> str:
    """As the trace takes it: rows that reporters wrote stand in braces."""
    brackets = "{}" if row.is_open else "[]"
    place = f"{brackets[0]}{row.row}{brackets[1]}" if row.row else ""
    unit = f"@{row.organisation_unit}" if row.organisation_unit else ""
    return f"{row.table}{place}.{row.column}{unit}:{row.period}"


def _number(value: Decimal | int | str | None) -> int | float | None:
    if value is None or isinstance(value, str):
        return None
    if isinstance(value, int):
        return value
    return json_number(value)
