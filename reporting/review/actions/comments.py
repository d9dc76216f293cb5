"""Comments on a report or an edition: said, answered, marked as answered, opened again. Each is
kept with its author, hour and unit; nothing is taken away."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import (
    Actor,
    NotHere,
    Overtaken,
    Refused,
    groups_of,
    groups_of_sections,
    led_sections,
    led_tables,
    require,
)
from reporting.calendar.queries.owed_reports import now_of
from reporting.core.actions.audit import record
from reporting.core.queries.period_words import joined
from reporting.entry.access import ReportAccess
from reporting.entry.page.queries.form_tables import form_of_revision, form_tables
from reporting.entry.page.queries.report_content import address_of
from reporting.kernel.tables import cell_name
from reporting.models import Comment, Edition, Passage, Report
from reporting.review.queries.comments import WHOLE, CommentPlace
from strategies.models import Section, Table
from strategies.models.labels import in_year

LONGEST = 4000


class Subject(ABC):
    """What is commented on, by this person: what differs between a report and an edition."""

    actor: Actor
    on: Report | Edition

    @abstractmethod
    def require(self) -> None:
        """`Refused` or `Overtaken` where this person says nothing of it."""

    @property
    @abstractmethod
    def speaks(self) -> bool: ...

    @abstractmethod
    def found(self, place: CommentPlace) -> CommentPlace:
        """The whole of a place that was named; refused or not there where there is none such."""

    @abstractmethod
    def leads(self, place: CommentPlace) -> bool:
        """Whether it is in the sections of the working group for which this person speaks."""

    @abstractmethod
    def resolve_refusal(self, first: Comment) -> str:
        """Why this person does not mark it as answered; "" for whoever does."""

    @abstractmethod
    def columns(self) -> dict[str, Any]:
        """What a comment keeps of it."""

    @abstractmethod
    def audited(self, comment: Comment) -> dict[str, Any]:
        """What the audit trail says of a comment beside its number."""

    def may_answer(self, first: Comment) -> bool:
        return self.speaks and (not self.actor.led_group or self.leads(CommentPlace.of(first)))

    def may_resolve(self, first: Comment) -> bool:
        return self.may_answer(first) and not self.resolve_refusal(first)

    def refuse_elsewhere(self, place: CommentPlace) -> None:
        """A lead speaks of the sections of the group, nowhere else."""
        group = self.actor.led_group
        if not group or self.leads(place):
            return
        sections = joined(section.code for section in led_sections(group))
        raise Refused(
            _("You comment on the sections that your working group leads: %(sections)s.")
            % {"sections": sections or "–"}
        )


@dataclass
class OfReport(Subject):
    access: ReportAccess

    def __post_init__(self) -> None:
        self.actor, self.on = self.access.actor, self.access.report

    def require(self) -> None:
        self.access.require(Permission.REPORT_COMMENT)

    @property
    def speaks(self) -> bool:
        return self.access.may(Permission.REPORT_COMMENT)

    def found(self, place: CommentPlace) -> CommentPlace:
        """`place.cell` may name a table alone."""
        named = place.cell or place.table
        if not named:
            return WHOLE
        cells = form_of_revision(self.access.revision).cells
        try:
            name = cell_name(named)
        except ValueError as error:
            raise Refused(_("The form has no such cell.")) from error
        cells.table_id(name.table)
        if not name.element:
            return CommentPlace(table=name.table)
        cells.cell_id(address_of(named).cell)
        return CommentPlace(table=name.table, cell=str(name))

    @cached_property
    def _led(self) -> set[str]:
        tables = led_tables(form_tables(self.access.report), self.actor.led_group)
        return {table.code for table in tables}

    def leads(self, place: CommentPlace) -> bool:
        return place.table in self._led

    def resolve_refusal(self, first: Comment) -> str:
        """Who asked says whether it is answered; the Secretariat does for everybody."""
        if self.actor.is_national or first.from_unit_id == self.actor.unit.pk:
            return ""
        return _(
            "Who asked marks it as answered. Reply to the comment; the Secretariat reads your "
            "reply."
        )

    def columns(self) -> dict[str, Any]:
        return {
            "report": self.access.report,
            "revision": self.access.revision,
            "organisation_unit_id": self.access.report.organisation_unit_id,
            "from_unit": self.actor.unit,
            "at": now_of(self.access.report.year),
        }

    def audited(self, comment: Comment) -> dict[str, Any]:
        unit = self.access.report.organisation_unit_id
        return {"unit_id": unit, "place": comment.cell or comment.table}


@dataclass
class OfEdition(Subject):
    actor: Actor
    on: Edition

    def require(self) -> None:
        require(self.actor, Permission.EDITION_COMMENT)
        if self.on.is_published:
            raise Overtaken(
                _(
                    "This edition is published, and what was said of it stays as it is. Begin the "
                    "next edition to correct it."
                )
            )

    @property
    def speaks(self) -> bool:
        return self.actor.may(Permission.EDITION_COMMENT) and not self.on.is_published

    def found(self, place: CommentPlace) -> CommentPlace:
        """A passage and a table say themselves in which section they stand."""
        if place.passage is not None:
            row = Passage.objects.filter(edition=self.on, pk=place.passage).first()
            if row is None:
                raise NotHere
            return CommentPlace(row.section, row.pk, str(row.spec.get("table", "")))
        section = place.section
        if place.table:
            tables = Table.objects.filter(in_year(self.on.year), code=place.table)
            section = tables.values_list("section__code", flat=True).first() or ""
            if not section:
                raise NotHere
        elif section:
            sections = Section.objects.filter(in_year(self.on.year), code=section)
            if not sections.exists():
                raise NotHere
        return CommentPlace(section, None, place.table)

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        return groups_of_sections()

    def leads(self, place: CommentPlace) -> bool:
        return self.actor.led_group in groups_of(place.section, self._named)

    def resolve_refusal(self, first: Comment) -> str:
        """Who writes the report, and who asked, say that it is answered."""
        if self.actor.may(Permission.EDITION_WRITE) or first.by_id == self.actor.user.pk:
            return ""
        return _("Who asked or who writes the report marks it as answered.")

    def columns(self) -> dict[str, Any]:
        return {"edition": self.on, "at": timezone.now()}

    def audited(self, comment: Comment) -> dict[str, Any]:
        return {"edition": self.on.pk, "section": comment.section}


@transaction.atomic
def say(subject: Subject, *, text: str, place: CommentPlace = WHOLE) -> Comment:
    """Begins a thread."""
    subject.require()
    found = subject.found(place)
    subject.refuse_elsewhere(found)
    return _keep(subject, text, found)


@transaction.atomic
def answer(subject: Subject, *, thread: int, text: str) -> Comment:
    """An answer re-opens nothing, and resolves nothing: who asked does."""
    first = _thread(subject, thread)
    return _keep(subject, text, CommentPlace.of(first), parent=first)


@transaction.atomic
def resolve(subject: Subject, *, thread: int) -> Comment:
    """Marks a thread as answered."""
    first = _own_thread(subject, thread)
    moved = Comment.objects.filter(pk=first.pk, resolved_at=None).update(
        resolved_at=subject.columns()["at"], resolved_by=subject.actor.user
    )
    if not moved:
        raise Overtaken(_("The comment was answered already."))
    _record(subject, "comment.settle", first)
    return first


@transaction.atomic
def open_again(subject: Subject, *, thread: int) -> Comment:
    first = _own_thread(subject, thread)
    moved = Comment.objects.filter(pk=first.pk, resolved_at__isnull=False).update(
        resolved_at=None, resolved_by=None
    )
    if not moved:
        raise Overtaken(_("The comment is open already."))
    _record(subject, "comment.open", first)
    return first


def _thread(subject: Subject, pk: int) -> Comment:
    subject.require()
    first = subject.on.comments.filter(pk=pk, parent=None).first()
    if first is None:
        raise NotHere
    subject.refuse_elsewhere(CommentPlace.of(first))
    return first


def _own_thread(subject: Subject, pk: int) -> Comment:
    first = _thread(subject, pk)
    if reason := subject.resolve_refusal(first):
        raise Refused(reason)
    return first


def _keep(
    subject: Subject, text: str, place: CommentPlace, parent: Comment | None = None
) -> Comment:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("The comment is empty. Write a few words."))
    if len(text) > LONGEST:
        raise Refused(_("The comment is too long. Write it in two."))
    kept = Comment.objects.create(
        **subject.columns(), section=place.section, passage_id=place.passage, table=place.table,
        cell=place.cell, parent=parent, text=text, by=subject.actor.user,
    )  # fmt: skip
    _record(subject, "comment.answer" if parent else "comment.say", kept)
    return kept


def _record(subject: Subject, action: str, comment: Comment) -> None:
    record(action, f"comment:{comment.pk}", by=subject.actor, **subject.audited(comment))
