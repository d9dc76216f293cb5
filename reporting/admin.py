"""The pages of the administration: importing them registers them.

They stand above the reports, because what reports use cannot be taken out of the catalogue.
"""

from reporting.catalogue.admin import (
    columns_and_rows,
    computed_cells,
    data_sets,
    dimensions,
    indicators,
    key_figures,
    plan,
    tables,
)
from reporting.core.admin import records

__all__ = [
    "columns_and_rows",
    "computed_cells",
    "data_sets",
    "dimensions",
    "indicators",
    "key_figures",
    "plan",
    "records",
    "tables",
]
