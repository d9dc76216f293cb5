"""A Document to and from plain JSON values, so that it can be stored and read back unchanged."""

import dataclasses
from decimal import Decimal
from typing import Any

from reporting.kernel import document as d

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
