from reporting.models.action_plan import PlannedActivity
from reporting.models.audit import AuditEvent
from reporting.models.calendar import DeadlineRule, Extension, Holiday, ReportingYear
from reporting.models.comments import Comment
from reporting.models.consolidation import ConsolidatedRevision, Consolidation, Figure
from reporting.models.discrepancy import Discrepancy, PrintedClaim
from reporting.models.editions.defence import Settlement, SignOff
from reporting.models.editions.edition import Edition, EditionDocument, RenderedFile
from reporting.models.editions.passages import (
    FollowedFigure,
    LeftBullet,
    Passage,
    PassageKind,
    PassageSource,
    PassageVersion,
)
from reporting.models.edits import Edit
from reporting.models.extension_request import ExtensionRequest
from reporting.models.job import Job
from reporting.models.notices import Notice
from reporting.models.posted import PostedForm
from reporting.models.progress import ActivityProgress
from reporting.models.report import Report, Revision
from reporting.models.review import Explanation, ReviewStep
from reporting.models.values import DataValue, ListEntry, TableStatement, ValueNote

__all__ = [
    "ActivityProgress",
    "AuditEvent",
    "Comment",
    "ConsolidatedRevision",
    "Consolidation",
    "DataValue",
    "DeadlineRule",
    "Discrepancy",
    "Edit",
    "Edition",
    "EditionDocument",
    "Explanation",
    "Extension",
    "ExtensionRequest",
    "Figure",
    "FollowedFigure",
    "Holiday",
    "Job",
    "LeftBullet",
    "ListEntry",
    "Notice",
    "Passage",
    "PassageKind",
    "PassageSource",
    "PassageVersion",
    "PlannedActivity",
    "PostedForm",
    "PrintedClaim",
    "RenderedFile",
    "Report",
    "ReportingYear",
    "ReviewStep",
    "Revision",
    "Settlement",
    "SignOff",
    "TableStatement",
    "ValueNote",
]
