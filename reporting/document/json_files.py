"""A document to and from plain JSON values, so that it can be stored and read back unchanged; and
the figures as one JSON file."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from reporting.document import value as d
from reporting.document.files import binary_target
from reporting.document.listing_rows import FigureRow
from reporting.kernel.numbers import json_number

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        d.Number, d.Missing, d.HeaderCell, d.Row, d.Table, d.Quote, d.Paragraph, d.Bullet,
        d.Subheading, d.Series, d.Chart, d.Note, d.Section, d.Document,
        d.Discrepancy, d.Signatory,
    )
}  # fmt: skip


def to_json(value: Any) -> Any:
    """Objects as `{"": kind, field: value}`, tuples as lists, decimals as `{"": "Decimal"}`."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: to_json(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
        return {"": type(value).__name__, **fields}
    if isinstance(value, Decimal):
        return {"": "Decimal", "of": str(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {"": "dict", "of": value}
    return value


def from_json(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(from_json(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = value[""]
    if kind == "Decimal":
        return Decimal(value["of"])
    if kind == "dict":
        return dict(value["of"])
    return _KINDS[kind](**{name: from_json(item) for name, item in value.items() if name})


def document_from_json(value: Any) -> d.Document:
    found = from_json(value)
    assert isinstance(found, d.Document)
    return found


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
        "status": row.status,
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
