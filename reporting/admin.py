"""The pages of the administration: importing them registers them.

They stand above the reports, because what reports use cannot be taken out of the catalogue.
"""

from reporting.catalogue.admin import action_plans, computed_cells, plan, tables
from reporting.core.admin import records

__all__ = ["action_plans", "computed_cells", "plan", "records", "tables"]
