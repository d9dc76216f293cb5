"""Who somebody is, what they may do, and why not: the actor, the refusals, and the sections that
the lead of a working group reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import Delegation, OrganisationUnit, User
from provinces.people import delegations_to
from provinces.roles import (
    DELEGABLE,
    DatabaseRole,
    Permission,
    Role,
    database_role_of,
    led_group_of,
    permissions_of,
)
from provinces.tenancy import led_group
from reporting.kernel.approval import (
    NOT_ALLOWED,
    NOT_ALLOWED_BELOW,
    Move,
)
from strategies.models import Section, Table


class NotHere(Exception):
    """There is no such thing, or it is not for this person: they cannot tell which. A 404."""

    status = HTTPStatus.NOT_FOUND


class Refused(Exception):
    """The person may know of it but not do this; the text says why and what to do. A 403."""

    status = HTTPStatus.FORBIDDEN


class Overtaken(Refused):
    """It could have been done by this person, but not as the report stands now: somebody was
    first, or it was done already. A 409; the page says what happened meanwhile and by whom."""

    status = HTTPStatus.CONFLICT


def groups_of_sections() -> dict[str, tuple[str, ...]]:
    """Section -> the groups named at it, of the sections that name any; one query."""
    rows = Section.objects.exclude(working_groups=[]).values_list("code", "working_groups")
    return {code: tuple(groups) for code, groups in rows}


def groups_of(section: str, named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """From the longest address that leads to it."""
    while section:
        if section in named:
            return named[section]
        section = section.rpartition(".")[0]
    return ()


def reads_section(section: str) -> bool:
    """Whether whoever acts reads this section before it is published; a lead only the group's. Of
    no section of the catalogue it is for others to say that there is none."""
    group = led_group()
    if not group or group in groups_of(section, groups_of_sections()):
        return True
    return not Section.objects.filter(code=section).exists()


def led_tables(tables: Iterable[Table], group: str) -> list[Table]:
    """Those in the sections of this group; one query. `tables` have their section."""
    named = groups_of_sections()
    return [table for table in tables if group in groups_of(table.section.code, named)]


def led_sections(group: str) -> list[Section]:
    """The sections with tables that the group leads, in the order of the report; two queries."""
    named = groups_of_sections()
    sections = Section.objects.filter(tables__is_draft=False).distinct().order_by("position")
    return [section for section in sections if group in groups_of(section.code, named)]


@dataclass(frozen=True)
class Actor:
    """A person at one organisation unit, with what their roles there allow."""

    user: User
    unit: OrganisationUnit
    permissions: frozenset[Permission]
    database_role: DatabaseRole

    @classmethod
    def at(cls, user: User, unit: OrganisationUnit, roles: Iterable[str]) -> "Actor":
        held = list(roles)
        return cls(user, unit, permissions_of(held), database_role_of(held[0]))

    @property
    def is_national(self) -> bool:
        return self.database_role is DatabaseRole.SECRETARIAT

    def may(self, permission: Permission) -> bool:
        """By their own roles, or today as somebody's deputy."""
        return permission in self.permissions or (self.delegation(permission) is not None)

    @cached_property
    def delegations(self) -> list[Delegation]:
        """Whose deputy this person is or will be here; one query, asked only where the person's own
        roles do not do."""
        here = delegations_to(self.user, self.unit)
        return [found for found in here if database_role_of(found.role) is self.database_role]

    def delegation(self, permission: Permission, role: str = "") -> Delegation | None:
        """By which the person does this today as a deputy; `role`: in that one. Today it is for a
        year to practise on too: people stand in for each other on the day that it is."""
        if not any(
            permission in allows and database_role_of(held) is self.database_role
            for held, allows in DELEGABLE.items()
        ):
            return None  # nobody could be, and nothing is asked
        today = timezone.localdate()
        fitting = (
            found
            for found in self.delegations
            if permission in DELEGABLE[Role(found.role)]
            and role in ("", found.role)
            and found.valid_from <= today <= found.valid_to
        )
        return next(fitting, None)

    @property
    def led_group(self) -> str:
        """The working group whose sections are all that this person sees and speaks of."""
        return led_group_of(self.unit.code, self.permissions)


REASONS = {
    Permission.REPORT_ENTER: gettext_lazy("Only data officers and approvers fill a report."),
    Permission.REPORT_SIGN: gettext_lazy(NOT_ALLOWED[Move.SUBMIT]),
    Permission.REPORT_REVIEW: gettext_lazy(NOT_ALLOWED[Move.ACCEPT]),
    Permission.REPORT_REVIEW_BELOW: gettext_lazy(NOT_ALLOWED_BELOW[Move.ACCEPT]),
    Permission.PLACES_ASK: gettext_lazy(
        "Only an approver decides what the places below the unit report."
    ),
    Permission.MEETING_KEEP: gettext_lazy(
        "Only data officers, approvers, reviewers and the Secretary General keep the meetings of "
        "their unit."
    ),
    Permission.MEETING_SIGN: gettext_lazy(
        "Only an approver of the unit, a deputy for these days or the Secretary General signs a "
        "meeting."
    ),
    Permission.REPORT_REOPEN: gettext_lazy(NOT_ALLOWED[Move.REOPEN]),
    Permission.REPORT_COMMENT: gettext_lazy(
        "Only the unit that reports and the Secretariat comment on a report."
    ),
    Permission.SECTION_LEAD: gettext_lazy("This page is for the leads of the working groups."),
    Permission.EXTENSION_GRANT: gettext_lazy("Only the Secretariat gives a unit more time."),
    Permission.CALENDAR_MANAGE: gettext_lazy("Only the Secretariat changes the calendar."),
    Permission.SPECIAL_OPEN: gettext_lazy(
        "Only reviewers and the Secretary General open special reports."
    ),
    Permission.COMMITMENT_KEEP: gettext_lazy(
        "Only the Secretariat enters and changes commitments, and an approver the decisions of the "
        "own unit."
    ),
    Permission.FEEDBACK_KEEP: gettext_lazy(
        "Only reviewers, consolidators and the Secretary General keep feedback from outside."
    ),
    Permission.PUBLIC_FORM_OPEN: gettext_lazy(
        "Only the Secretary General opens and closes the public form."
    ),
    Permission.CONSOLIDATION_RUN: gettext_lazy("Only a consolidator consolidates a year."),
    Permission.ANNUAL_PUBLISH: gettext_lazy("Only the Secretary General publishes a report."),
    Permission.EDITION_READ: gettext_lazy(
        "Only the Secretariat reads a report while it is written."
    ),
    Permission.EDITION_WRITE: gettext_lazy(
        "Only reviewers, consolidators and the Secretary General write the report."
    ),
    Permission.EDITION_COMMENT: gettext_lazy("Only the Secretariat comments on a report."),
    Permission.EDITION_SIGN: gettext_lazy(
        "Only reviewers, consolidators, leads of working groups and the Permanent Vice-Chair sign "
        "a report."
    ),
    Permission.DISCREPANCY_SETTLE: gettext_lazy("Only the Secretariat resolves discrepancies."),
    Permission.DISCREPANCY_VIEW: gettext_lazy("Only the Secretariat sees all discrepancies."),
    Permission.COMMITTEE_KEEP: gettext_lazy(
        "Only an approver of the unit or an administrator keeps its committee and deputies."
    ),
    Permission.OBSERVERS_MANAGE: gettext_lazy(
        "Only the Secretary General or an administrator chooses what observers read."
    ),
    Permission.PEOPLE_MANAGE: gettext_lazy(
        "Only an administrator of the General Secretariat manages people and units."
    ),
    Permission.CATALOGUE_MANAGE: gettext_lazy(
        "Only an administrator of the General Secretariat changes the tables and labels of the "
        "portal."
    ),
    Permission.DOWNLOAD: gettext_lazy("Your role has no downloads. Ask your administrator."),
}


def require(actor: Actor, permission: Permission) -> None:
    if not actor.may(permission):
        raise Refused(REASONS.get(permission) or _("Your role does not include this."))


def require_section(actor: Actor, section: str, *, published: bool) -> None:
    """Of what is not published a lead reads the group's sections."""
    if actor.led_group and not published and not reads_section(section):
        raise Refused(
            _(
                "Your working group leads other sections. Until the report is published you read "
                "the sections of your group."
            )
        )


def require_whole(actor: Actor, *, published: bool) -> None:
    """What comes in one piece, a file, holds every section."""
    if actor.led_group and not published:
        raise Refused(
            _(
                "The files of a report that is not published hold the sections of every working "
                "group. Read the sections of your group on the page."
            )
        )


def sees_all_of(actor: Actor, section: str) -> bool:
    """Whether what every unit reported for this section is there for this person."""
    return actor.is_national and (not actor.led_group or reads_section(section))
