"""Plays a plan through the doors, click by click; and what there is of a year, to compare."""

from collections.abc import Iterator
from typing import Any

from provinces.models import OrganisationUnit
from provinces.roles import Role
from provinces.tenancy import acting_as
from reporting.access import Actor, Door, door
from reporting.actions import approval, entry
from reporting.actions.content import EntryText
from reporting.actions.practice import People
from reporting.actions.practice.rows import changes
from reporting.kernel.practice import Content, Plan, PlannedReport, PlannedRevision
from reporting.models import (
    ActivityProgress,
    AuditEvent,
    DataValue,
    Explanation,
    ListEntry,
    Report,
    ReportingYear,
    ReviewStep,
    Revision,
    TableStatement,
)
from strategies.models import Activity, DataSet
from tests.factories import secretariat

Rows = dict[str, list[tuple[Any, ...]]]


def play(plan: Plan, people: People) -> None:
    """In no scope; the practice year is open and empty."""
    with secretariat():
        forms = {one.code: one for one in DataSet.objects.all()}
        units = {one.code: one for one in OrganisationUnit.objects.all()}
    for report in plan.reports:
        _Doors(report, units[report.slot.unit], forms, people).walk()


class _Doors:
    def __init__(
        self,
        report: PlannedReport,
        reporter: OrganisationUnit,
        forms: dict[str, DataSet],
        people: People,
    ) -> None:
        self.report, self.unit, self.people = report, reporter, people
        self.form = forms[report.slot.data_set]
        self.officer = Actor.at(people.officer(reporter), reporter, [Role.DATA_OFFICER])
        self.approver = Actor.at(people.approver(reporter), reporter, [Role.APPROVER])
        self.reviewer = Actor.at(people.reviewer, people.secretariat, [Role.REVIEWER])

    def walk(self) -> None:
        before: Content | None = None
        for planned in self.report.revisions:
            self._enter(planned, before)
            if planned.prepared_at:
                self._on(planned.prepared_at)
                with acting(self.officer):
                    approval.prepare(by=self.officer, door=self._door(self.officer))
            if planned.submitted_at:
                self._on(planned.submitted_at)
                with acting(self.approver):
                    approval.submit(by=self.approver, door=self._door(self.approver))
            if planned.decided_at:
                self._on(planned.decided_at)
                self._decide(planned)
            before = planned.content

    def _on(self, moment: Any) -> None:
        with secretariat():
            ReportingYear.objects.filter(is_practice=True).update(today=moment.date())

    def _door(self, who: Actor) -> Door:
        slot = self.report.slot
        return door(who, unit=slot.unit, period=slot.period.code, data_set=slot.data_set)

    def _enter(self, planned: PlannedRevision, before: Content | None) -> None:
        self._on(planned.created_at)
        content = planned.content
        with acting(self.officer):
            opened = entry.begin(
                by=self.officer, unit=self.unit, data_set=self.form, period=self.report.slot.period
            )
            if before is None:
                self._texts(opened, content)
            entered = changes(before, content)
            if entered:
                entry.save_values(by=self.officer, door=opened, values=entered)
            if before is None:
                for table, reason in content.nothing.items():
                    entry.say_nothing_to_report(
                        by=self.officer, door=opened, table=table, reason=reason
                    )
                self._progress(opened, content)
            self._explain(opened, content)

    def _texts(self, opened: Door, content: Content) -> None:
        entries = {
            key: EntryText(
                position=one.position, kind=one.kind, title=one.title, number=one.number,
                date=one.date, partner=one.partner, text=one.text,
            )
            for key, one in content.lines.items()
        }  # fmt: skip
        if entries:
            entry.save_entries(by=self.officer, door=opened, entries=entries)

    def _progress(self, opened: Door, content: Content) -> None:
        keys = dict(Activity.objects.values_list("code", "pk"))
        ActivityProgress.objects.bulk_create(
            ActivityProgress(
                revision=opened.revision, organisation_unit=self.unit, activity_id=keys[code],
                status=one.status, times_done=one.times, obstacle=one.obstacle,
            )
            for code, one in content.progress.items()
        )  # fmt: skip

    def _explain(self, opened: Door, content: Content) -> None:
        if content.explanations:
            texts = {key: text for key, (_reason, text) in content.explanations.items()}
            entry.explain(by=self.officer, door=opened, texts=texts)
        for key, (reason, _text) in content.explanations.items():
            opened.revision.explanations.filter(finding=key).update(reason=reason)

    def _decide(self, planned: PlannedRevision) -> None:
        with acting(self.reviewer):
            found = self._door(self.reviewer)
            if planned.decision == "accepted":
                approval.accept(by=self.reviewer, door=found)
            else:
                approval.send_back(by=self.reviewer, door=found, comment=planned.comment)


def acting(who: Actor) -> Any:
    return acting_as(role=who.database_role, organisation_unit_id=who.unit.pk, user_id=who.user.pk)


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
    revisions = {
        f"revision:{pk}": key
        for pk, *key in Revision.objects.filter(report__year=year).values_list(
            "pk", "report__organisation_unit__code", "report__data_set__code",
            "report__period_key", "number",
        )
    }  # fmt: skip
    events = AuditEvent.objects.filter(target__in=revisions)
    for target, action, by, of, detail in events.values_list(
        "target", "action", "by", "organisation_unit__code", "detail"
    ):
        yield (*revisions[target], action, by, of, detail)


def _sorted(rows: Any) -> list[tuple[Any, ...]]:
    return sorted(map(tuple, rows), key=repr)
