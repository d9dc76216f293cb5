from reporting.models.action_plan import PlannedActivity
from reporting.models.audit import AuditEvent
from reporting.models.consolidation import ConsolidatedRevision, Consolidation, Figure
from reporting.models.discrepancy import Discrepancy, PrintedClaim
from reporting.models.edition import AnnualReport
from reporting.models.job import Job
from reporting.models.report import Report, Revision
from reporting.models.review import Explanation, ReviewStep
from reporting.models.values import DataValue, ListEntry, TableStatement, ValueNote

__all__ = [
    "AnnualReport",
    "AuditEvent",
    "ConsolidatedRevision",
    "Consolidation",
    "DataValue",
    "Discrepancy",
    "Explanation",
    "Figure",
    "Job",
    "ListEntry",
    "PlannedActivity",
    "PrintedClaim",
    "Report",
    "ReviewStep",
    "Revision",
    "TableStatement",
    "ValueNote",
]
