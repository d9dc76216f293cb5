from reporting.models.action_plans import ActionPlan, ActionPlanStep
from reporting.models.activities import ActivityProgress, PlannedActivity
from reporting.models.audit import AuditEvent
from reporting.models.calendar import (
    DeadlineRule,
    Extension,
    ExtensionRequest,
    Holiday,
    ReportingYear,
)
from reporting.models.commitments import (
    Commitment,
    CommitmentAnswer,
    CommitmentChange,
    CommitmentUnit,
)
from reporting.models.consolidation import (
    ConsolidatedRevision,
    Consolidation,
    Discrepancy,
    Figure,
    PrintedClaim,
)
from reporting.models.edition import Edition, EditionDocument, PublishedTo, RenderedFile, SignOff
from reporting.models.evaluations import (
    Evaluation,
    EvaluationEvidence,
    EvaluationRating,
    EvaluationRecommendation,
    Evaluator,
)
from reporting.models.evidence import Evidence, EvidenceFile
from reporting.models.feedback import (
    Channel,
    Feedback,
    FeedbackCommitment,
    FeedbackSender,
    FeedbackStep,
    FeedbackUnit,
    PublicFormChange,
)
from reporting.models.indicators import IndicatorTarget, IndicatorValue
from reporting.models.jobs import Job, PostedForm
from reporting.models.meetings import (
    AgendaItem,
    AgendaSource,
    KeptMeetings,
    Meeting,
    MeetingDecision,
    MeetingKind,
    MeetingNote,
)
from reporting.models.notices import Notice
from reporting.models.passages import (
    FollowedFigure,
    LeftBullet,
    Passage,
    PassageKind,
    PassageSource,
    PassageVersion,
    TranslatedWords,
)
from reporting.models.places import AskedPlaces
from reporting.models.provincial import ProvincialReport
from reporting.models.report import Report, Revision
from reporting.models.resolutions import Settlement
from reporting.models.review import Comment, Explanation, ReviewStep, answer_words
from reporting.models.special import (
    SpecialAnswer,
    SpecialQuestion,
    SpecialReport,
    SpecialUnit,
)
from reporting.models.values import DataValue, Edit, ListEntry, TableStatement, ValueNote

__all__ = [
    "ActionPlan",
    "ActionPlanStep",
    "ActivityProgress",
    "AgendaItem",
    "AgendaSource",
    "AskedPlaces",
    "AuditEvent",
    "Channel",
    "Comment",
    "Commitment",
    "CommitmentAnswer",
    "CommitmentChange",
    "CommitmentUnit",
    "ConsolidatedRevision",
    "Consolidation",
    "DataValue",
    "DeadlineRule",
    "Discrepancy",
    "Edit",
    "Edition",
    "EditionDocument",
    "Evaluation",
    "EvaluationEvidence",
    "EvaluationRating",
    "EvaluationRecommendation",
    "Evaluator",
    "Evidence",
    "EvidenceFile",
    "Explanation",
    "Extension",
    "ExtensionRequest",
    "Feedback",
    "FeedbackCommitment",
    "FeedbackSender",
    "FeedbackStep",
    "FeedbackUnit",
    "Figure",
    "FollowedFigure",
    "Holiday",
    "IndicatorTarget",
    "IndicatorValue",
    "Job",
    "KeptMeetings",
    "LeftBullet",
    "ListEntry",
    "Meeting",
    "MeetingDecision",
    "MeetingKind",
    "MeetingNote",
    "Notice",
    "Passage",
    "PassageKind",
    "PassageSource",
    "PassageVersion",
    "PlannedActivity",
    "PostedForm",
    "PrintedClaim",
    "ProvincialReport",
    "PublicFormChange",
    "PublishedTo",
    "RenderedFile",
    "Report",
    "ReportingYear",
    "ReviewStep",
    "Revision",
    "Settlement",
    "SignOff",
    "SpecialAnswer",
    "SpecialQuestion",
    "SpecialReport",
    "SpecialUnit",
    "TableStatement",
    "TranslatedWords",
    "ValueNote",
    "answer_words",
]
