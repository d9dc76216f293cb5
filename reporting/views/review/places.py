"""Cells, tables and rows as a person calls them, and where they stand on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from reporting.kernel.tables import TableSpec, cell_name
from reporting.models import ListEntry
from reporting.queries.report_pages import Content, address_of


@dataclass(frozen=True)
class Names:
    specs: Mapping[str, TableSpec]
    entries: Mapping[str, list[ListEntry]]

    @classmethod
    def of(cls, content: Content) -> "Names":
        return cls(content.specs, content.entries)

    def words(self, place: str) -> str:
        """“Direct publicity: Public Forums: Females”; of an open row its title; "" of ""."""
        if not place:
            return ""
        name = cell_name(place)
        spec = self.specs.get(name.table)
        if spec is None:
            return place
        element = spec.element(name.element) if name.element else None
        option = spec.option(name.option) if name.option else None
        rows = self.entries.get(spec.code, [])
        entry = next((one.title or one.text[:60] for one in rows if one.key == name.entry), "")
        parts = (spec.title, option.title if option else entry, element.title if element else "")
        return ": ".join(one for one in parts if one)


def target_of(code: str) -> str:
    """Where a cell stands on the page of the review, as a fragment."""
    return quote(f"c-{code}", safe="-._")


def report_target(place: str) -> str:
    """Where a cell or a table stands on the report's own page."""
    if "." not in place:
        return quote(f"t-{place}")
    return quote(f"c-{address_of(place)}", safe="-._")
