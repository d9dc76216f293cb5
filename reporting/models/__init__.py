from reporting.models.action_plan import PlannedActivity
from reporting.models.audit import AuditEvent
from reporting.models.calendar import DeadlineRule, Extension, Holiday, ReportingYear
from reporting.models.comments import Comment
from reporting.models.consolidation import ConsolidatedRevision, Consolidation, Figure
from reporting.models.discrepancy import Discrepancy, PrintedClaim
from reporting.models.edition import AnnualReport
from reporting.models.edits import Edit
from reporting.models.extension_request import ExtensionRequest
from reporting.models.job import Job
from reporting.models.notices import Notice
from reporting.models.progress import ActivityProgress
from reporting.models.report import Report, Revision
from reporting.models.review import Explanation, ReviewStep
from reporting.models.values import DataValue, ListEntry, TableStatement, ValueNote

__all__ = [
    "ActivityProgress",
    "AnnualReport",
    "AuditEvent",
    "Comment",
    "ConsolidatedRevision",
    "Consolidation",
    "DataValue",
    "DeadlineRule",
    "Discrepancy",
    "Edit",
    "Explanation",
    "Extension",
    "ExtensionRequest",
    "Figure",
    "Holiday",
    "Job",
    "ListEntry",
    "Notice",
    "PlannedActivity",
    "PrintedClaim",
    "Report",
    "ReportingYear",
    "ReviewStep",
    "Revision",
    "TableStatement",
    "ValueNote",
]
