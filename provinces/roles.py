"""Who may do what: one row a role. The database role says what PostgreSQL lets them reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DatabaseRole(StrEnum):
    """The two roles that the login role can become (see provinces/tenancy)."""

    TENANT = "nsp_tenant"
    SECRETARIAT = "nsp_secretariat"


# The third, for whoever has no account: it adds what the public form sends, and reads nothing.
PUBLIC_ROLE = "nsp_public"


class Role(TextChoices):
    DATA_OFFICER = "data_officer", _("Data officer")
    APPROVER = "approver", _("Approver")
    FOCAL_POINT = "focal_point", _("Focal point")
    REVIEWER = "reviewer", _("Reviewer")
    GROUP_LEAD = "group_lead", _("Working-group lead")
    CONSOLIDATOR = "consolidator", _("Consolidator")
    SECRETARY_GENERAL = "secretary_general", _("Secretary General")
    PERMANENT_VICE_CHAIR = "permanent_vice_chair", _("Permanent Vice-Chair")
    ADMINISTRATOR = "administrator", _("Administrator")
    OBSERVER = "observer", _("Observer")


class Permission(StrEnum):
    REPORT_VIEW = "report.view"
    REPORT_ENTER = "report.enter"
    REPORT_SIGN = "report.sign"
    REPORT_REVIEW = "report.review"
    REPORT_REVIEW_BELOW = "report.review_below"  # of the places below one's own unit
    REPORT_REOPEN = "report.reopen"
    REPORT_COMMENT = "report.comment"
    SECTION_LEAD = "section.lead"
    EXTENSION_GRANT = "extension.grant"
    CALENDAR_MANAGE = "calendar.manage"
    SPECIAL_OPEN = "special.open"
    COMMITMENT_KEEP = "commitment.keep"  # entered, changed, withdrawn
    FEEDBACK_KEEP = "feedback.keep"  # from outside: entered, linked, answered
    PUBLIC_FORM_OPEN = "public_form.open"
    CONSOLIDATION_RUN = "consolidation.run"
    DISCREPANCY_VIEW = "discrepancy.view"
    DISCREPANCY_SETTLE = "discrepancy.settle"
    EDITION_READ = "edition.read"  # while it is written
    EDITION_WRITE = "edition.write"
    EDITION_COMMENT = "edition.comment"
    EDITION_SIGN = "edition.sign"
    EDITION_ENDORSE = "edition.endorse"  # the signature under the whole national report
    PLACES_ASK = "places.ask"  # what the places below report
    MEETING_KEEP = "meeting.keep"  # of one's own unit
    MEETING_SIGN = "meeting.sign"
    ANNUAL_VIEW = "annual.view"
    ANNUAL_PUBLISH = "annual.publish"
    OBSERVERS_MANAGE = "observers.manage"
    DOWNLOAD = "download"
    PEOPLE_MANAGE = "people.manage"
    COMMITTEE_KEEP = "committee.keep"
    CATALOGUE_MANAGE = "catalogue.manage"
    AUDIT_VIEW = "audit.view"


@dataclass(frozen=True, slots=True)
class RoleRights:
    database_role: DatabaseRole
    permissions: frozenset[Permission]


def _rights(database_role: DatabaseRole, *permissions: Permission) -> RoleRights:
    return RoleRights(database_role, frozenset(permissions))


P = Permission
TENANT, SECRETARIAT = DatabaseRole.TENANT, DatabaseRole.SECRETARIAT

# fmt: off
ROLES: dict[Role, RoleRights] = {
    Role.DATA_OFFICER: _rights(
        TENANT, P.REPORT_VIEW, P.REPORT_ENTER, P.REPORT_COMMENT, P.ANNUAL_VIEW, P.DOWNLOAD,
        P.MEETING_KEEP),
    Role.APPROVER: _rights(
        TENANT, P.REPORT_VIEW, P.REPORT_ENTER, P.REPORT_SIGN, P.REPORT_COMMENT,
        P.REPORT_REVIEW_BELOW, P.PLACES_ASK, P.ANNUAL_VIEW, P.DOWNLOAD, P.COMMITTEE_KEEP,
        P.COMMITMENT_KEEP, P.MEETING_KEEP, P.MEETING_SIGN),
    Role.FOCAL_POINT: _rights(
        TENANT, P.REPORT_VIEW, P.ANNUAL_VIEW, P.DOWNLOAD),
    Role.REVIEWER: _rights(
        SECRETARIAT, P.REPORT_VIEW, P.REPORT_REVIEW, P.REPORT_REOPEN, P.REPORT_COMMENT,
        P.EXTENSION_GRANT, P.SPECIAL_OPEN, P.COMMITMENT_KEEP, P.FEEDBACK_KEEP, P.DISCREPANCY_VIEW,
        P.DISCREPANCY_SETTLE, P.EDITION_READ, P.EDITION_WRITE, P.EDITION_COMMENT, P.EDITION_SIGN,
        P.ANNUAL_VIEW, P.DOWNLOAD, P.MEETING_KEEP),
    Role.GROUP_LEAD: _rights(
        SECRETARIAT, P.REPORT_VIEW, P.REPORT_COMMENT, P.SECTION_LEAD, P.DISCREPANCY_VIEW,
        P.EDITION_READ, P.EDITION_COMMENT, P.EDITION_SIGN, P.ANNUAL_VIEW, P.DOWNLOAD),
    Role.CONSOLIDATOR: _rights(
        SECRETARIAT, P.REPORT_VIEW, P.REPORT_REOPEN, P.COMMITMENT_KEEP, P.FEEDBACK_KEEP,
        P.CONSOLIDATION_RUN, P.DISCREPANCY_VIEW, P.DISCREPANCY_SETTLE, P.EDITION_READ,
        P.EDITION_WRITE, P.EDITION_COMMENT, P.EDITION_SIGN, P.ANNUAL_VIEW, P.DOWNLOAD,
        P.AUDIT_VIEW),
    Role.SECRETARY_GENERAL: _rights(
        SECRETARIAT, P.REPORT_VIEW, P.REPORT_REOPEN, P.REPORT_COMMENT, P.EXTENSION_GRANT,
        P.CALENDAR_MANAGE, P.SPECIAL_OPEN, P.COMMITMENT_KEEP, P.FEEDBACK_KEEP, P.PUBLIC_FORM_OPEN,
        P.CONSOLIDATION_RUN, P.DISCREPANCY_VIEW, P.DISCREPANCY_SETTLE, P.EDITION_READ,
        P.EDITION_WRITE, P.EDITION_COMMENT, P.ANNUAL_VIEW, P.ANNUAL_PUBLISH, P.OBSERVERS_MANAGE,
        P.DOWNLOAD, P.AUDIT_VIEW, P.MEETING_KEEP, P.MEETING_SIGN),
    Role.PERMANENT_VICE_CHAIR: _rights(
        SECRETARIAT, P.REPORT_VIEW, P.DISCREPANCY_VIEW, P.EDITION_READ, P.EDITION_COMMENT,
        P.EDITION_SIGN, P.EDITION_ENDORSE, P.ANNUAL_VIEW, P.DOWNLOAD),
    Role.ADMINISTRATOR: _rights(
        SECRETARIAT, P.REPORT_VIEW, P.EXTENSION_GRANT, P.CALENDAR_MANAGE, P.DISCREPANCY_VIEW,
        P.EDITION_READ, P.ANNUAL_VIEW, P.DOWNLOAD, P.PEOPLE_MANAGE, P.CATALOGUE_MANAGE,
        P.COMMITTEE_KEEP, P.OBSERVERS_MANAGE, P.AUDIT_VIEW),
    # What is published to their organisation, and nothing else.
    Role.OBSERVER: _rights(TENANT, P.ANNUAL_VIEW, P.DOWNLOAD),
}
# fmt: on
# The roles in which a deputy may sign, and what the delegation lets the deputy do.
DELEGABLE = {
    Role.APPROVER: (P.REPORT_SIGN, P.MEETING_SIGN),
    Role.REVIEWER: (P.EDITION_SIGN,),
    Role.CONSOLIDATOR: (P.EDITION_SIGN,),
    Role.PERMANENT_VICE_CHAIR: (P.EDITION_SIGN,),
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """What several roles held at one organisation unit allow together."""
    return frozenset().union(*(ROLES[Role(role)].permissions for role in roles))


def led_group_of(unit: str, permissions: frozenset[Permission]) -> str:
    """The working group whose sections are all that this person sees and speaks of, or ""."""
    return unit if Permission.SECTION_LEAD in permissions else ""


def database_role_of(role: str) -> DatabaseRole:
    return ROLES[Role(role)].database_role
