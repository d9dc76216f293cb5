"""Plays a plan click by click, as people would; and what there is of a year, to compare."""

from collections.abc import Iterator
from typing import Any

from provinces.models import OrganisationUnit
from provinces.roles import Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.entry.access import ReportAccess, access_to_report
from reporting.entry.page.actions import drafts, revisions
from reporting.entry.page.actions.draft_changes import EntryText, ProgressText
from reporting.entry.page.actions.page_saves import save_progress
from reporting.models import (
    ActivityProgress,
    AuditEvent,
    Comment,
    DataValue,
    Explanation,
    ListEntry,
    Report,
    ReportingYear,
    ReviewStep,
    Revision,
    TableStatement,
)
from reporting.practice.actions.content_rows import Entered, entered
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.rules.invented_texts import QUESTION, REPLY, practice
from reporting.practice.rules.planning import PracticePlan
from reporting.practice.rules.rounds import PlannedReport, PlannedRevision
from reporting.review.actions import approval, comments
from reporting.review.queries.comments import CommentPlace
from strategies.models import DataSet
from tests.factories import secretariat

Rows = dict[str, list[tuple[Any, ...]]]


def play(plan: PracticePlan, people: PracticePeople) -> None:
    """In no scope; the practice year is open and empty."""
    with secretariat():
        forms = {one.code: one for one in DataSet.objects.all()}
        units = {one.code: one for one in OrganisationUnit.objects.all()}
    for report in plan.reports:
        _Clicks(report, units[report.slot.unit], forms, people).walk()


class _Clicks:
    def __init__(
        self,
        report: PlannedReport,
        reporter: OrganisationUnit,
        forms: dict[str, DataSet],
        people: PracticePeople,
    ) -> None:
        self.report, self.unit, self.people = report, reporter, people
        self.form = forms[report.slot.data_set]
        self.officer = Actor.at(people.officer(reporter), reporter, [Role.DATA_OFFICER])
        self.approver = Actor.at(people.approver(reporter), reporter, [Role.APPROVER])
        self.reviewer = Actor.at(people.reviewer, people.secretariat, [Role.REVIEWER])

    def walk(self) -> None:
        for planned in self.report.revisions:
            self._enter(planned)
            if planned.prepared_at:
                self._on(planned.prepared_at)
                with acting(self.officer):
                    approval.prepare(by=self.officer, access=self._access(self.officer))
            if planned.submitted_at:
                self._on(planned.submitted_at)
                with acting(self.approver):
                    approval.submit(by=self.approver, access=self._access(self.approver))
            if planned.decided_at:
                self._on(planned.decided_at)
                self._decide(planned)

    def _on(self, moment: Any) -> None:
        with secretariat():
            ReportingYear.objects.filter(is_practice=True).update(today=moment.date())

    def _access(self, who: Actor) -> ReportAccess:
        slot = self.report.slot
        return access_to_report(
            who, unit=slot.unit, period=slot.period.code, data_set=slot.data_set
        )

    def _enter(self, planned: PlannedRevision) -> None:
        """What the report does not say yet when it is begun: the portal fills in the rest."""
        self._on(planned.created_at)
        new = entered(self.report.start(planned.number), planned.content)
        with acting(self.officer):
            opened = revisions.begin(
                by=self.officer, unit=self.unit, data_set=self.form, period=self.report.slot.period
            )
            self._texts(opened, new)
            if new.values:
                drafts.save_values(by=self.officer, access=opened, values=new.values)
            if new.nothing:
                drafts.say_nothing_to_report(by=self.officer, access=opened, reasons=new.nothing)
            self._progress(opened, new)
            self._explain(opened, planned)
            if planned.number > 1:
                thread = opened.report.comments.get(parent=None)
                comments.answer(comments.OfReport(opened), thread=thread.pk, text=practice(REPLY))

    def _texts(self, opened: ReportAccess, new: Entered) -> None:
        entries = {
            key: EntryText(
                position=one.position, kind=one.kind, title=one.title, number=one.number,
                date=one.date, partner=one.partner, text=one.text,
            )
            for key, one in new.lines.items()
        }  # fmt: skip
        if entries:
            drafts.save_entries(by=self.officer, access=opened, entries=entries)

    def _progress(self, opened: ReportAccess, new: Entered) -> None:
        if new.progress:
            progress = {
                code: ProgressText(status=one.status, times=one.times, obstacle=one.obstacle)
                for code, one in new.progress.items()
            }
            save_progress(by=self.officer, access=opened, progress=progress)

    def _explain(self, opened: ReportAccess, planned: PlannedRevision) -> None:
        answers = planned.content.explanations
        if answers:
            drafts.explain(
                by=self.officer,
                access=opened,
                texts={key: text for key, (_reason, text) in answers.items()},
                reasons={key: reason for key, (reason, _text) in answers.items()},
            )

    def _decide(self, planned: PlannedRevision) -> None:
        with acting(self.reviewer):
            found = self._access(self.reviewer)
            if planned.asked:
                comments.say(
                    comments.OfReport(found),
                    text=practice(QUESTION),
                    place=CommentPlace(cell=planned.asked),
                )
            if planned.decision == "accepted":
                approval.accept(by=self.reviewer, access=found)
                for thread in found.report.comments.filter(parent=None):
                    comments.resolve(comments.OfReport(found), thread=thread.pk)
            else:
                approval.send_back(by=self.reviewer, access=found, comment=planned.comment)


def acting(who: Actor) -> Any:
    return acting_as(
        role=who.database_role,
        organisation_unit_id=who.unit.pk,
        user_id=who.user.pk,
        led_group=who.led_group,
    )


REVISION = (
    "revision__report__organisation_unit__code", "revision__report__data_set__code",
    "revision__report__period_key", "revision__number",
)  # fmt: skip
OF_REVISIONS: dict[Any, tuple[str, ...]] = {
    DataValue: ("cell__code", "entry__key", "period_key", "value", "not_available"),
    ListEntry: (
        "table__code", "key", "position", "level", "kind", "title", "number", "date", "partner",
        "text",
    ),
    TableStatement: ("table__code", "reason"),
    Explanation: ("finding", "reason", "text", "by"),
    ActivityProgress: ("activity__code", "status", "times_done", "obstacle"),
    Comment: (
        "table", "cell", "text", "from_unit__code", "by", "parent__text", "at__date",
        "resolved_at__date", "resolved_by",
    ),
    ReviewStep: ("step", "by", "comment", "at__date"),
}  # fmt: skip


def rows_of(year: int) -> Rows:
    """By table, by natural keys, sorted; days instead of moments."""
    with secretariat():
        found: Rows = {
            model.__name__: _sorted(
                model.objects.filter(revision__report__year=year).values_list(*REVISION, *fields)
            )
            for model, fields in OF_REVISIONS.items()
        }
        found["Report"] = _sorted(
            Report.objects.filter(year=year).values_list(
                "organisation_unit__code", "data_set__code", "period_key"
            )
        )
        found["Revision"] = _sorted(
            Revision.objects.filter(report__year=year).values_list(
                "report__organisation_unit__code", "report__data_set__code", "report__period_key",
                "number", "state", "created_at__date", "created_by", "prepared_at__date",
                "prepared_by", "submitted_at__date", "submitted_by", "decided_at__date",
                "decided_by", "content_digest",
            )
        )  # fmt: skip
        found["AuditEvent"] = _sorted(_audited(year))
    return found


def _audited(year: int) -> Iterator[tuple[Any, ...]]:
    targets = {
        f"revision:{pk}": key
        for pk, *key in Revision.objects.filter(report__year=year).values_list(
            "pk", "report__organisation_unit__code", "report__data_set__code",
            "report__period_key", "number",
        )
    }  # fmt: skip
    comments_made = Comment.objects.filter(report__year=year)
    targets |= {f"comment:{pk}": key for pk, *key in comments_made.values_list("pk", *REVISION)}
    events = AuditEvent.objects.filter(target__in=targets)
    for target, action, by, of, detail in events.values_list(
        "target", "action", "by", "organisation_unit__code", "detail"
    ):
        named = {**detail, "comments": len(detail.get("comments", []))}
        yield (*targets[target], action, by, of, named)


def _sorted(rows: Any) -> list[tuple[Any, ...]]:
    return sorted(map(tuple, rows), key=repr)
