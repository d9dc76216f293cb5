"""The texts that a table of an edition prints among its rows."""

from reporting.kernel.writing.row_texts import RowText, row_text
from reporting.models import Consolidation, Passage, PassageKind
from reporting.queries.document.entries import printed_words
from reporting.queries.document.material import Material
from reporting.queries.editions.shown import showing
from strategies.models import Table


def material_of(figures: Consolidation | None, language: str = "en") -> Material | None:
    """What the rows are printed from; one query where the figures are known already."""
    return showing(figures, language).desk.material if figures else None


def row_texts(passage: Passage, material: Material | None) -> list[RowText]:
    """In the order of print; [] of what is no table, and where nothing is printed yet."""
    if passage.kind != PassageKind.TABLE or material is None:
        return []
    table = _table(passage, material)
    if table is None or table.style or table.layout != "entries":
        return []  # what is printed as sentences too is written there
    return [row_text(passage.spec, key, words) for key, words in printed_words(material, table)]


def _table(passage: Passage, material: Material) -> Table | None:
    code = passage.spec.get("table")
    tables = (one for rows in material.tables.values() for one in rows)
    return next((one for one in tables if one.code == code), None)
