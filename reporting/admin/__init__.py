"""The pages of the administration for the plan, the catalogue, action plans and records.

They stand above the reports, because what reports use cannot be taken out of the catalogue.
"""

from reporting.admin import action_plans, catalogue, computed, outline, plan, printing, records

__all__ = [
    "action_plans",
    "catalogue",
    "computed",
    "outline",
    "plan",
    "printing",
    "records",
]
