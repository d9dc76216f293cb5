"""The fixed cast and what it does: every step by a person of the right unit, in that unit's scope.

The cast are the people of the demonstration in the database of 2020 (fixture `year_2020`), where
a test finds every unit, the whole catalogue and the plan. What is new in a test belongs to 2021.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import partial

from provinces.models import Membership, OrganisationUnit
from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.consolidation import actions as consolidation
from reporting.consolidation.queries.chosen_reports import chosen_revisions
from reporting.core.actions import jobs
from reporting.editions.writing.actions.following import follow
from reporting.entry.access import ReportAccess, access_to_report
from reporting.entry.component_periods.rules.comparison_words import needs_reason
from reporting.entry.page.actions import drafts, revisions
from reporting.entry.page.actions.draft_changes import EntryText
from reporting.entry.page.queries.form_tables import CellAddress
from reporting.entry.page.queries.report_checks import unanswered
from reporting.kernel.periods import Period
from reporting.kernel.tables import Value
from reporting.models import Consolidation, Job, Revision
from reporting.review.actions import approval
from strategies.models import DataSet

PASSWORD = "a password of the tests"

KANDAL_OFFICER = "kandal.officer"
KANDAL_APPROVER = "kandal.approver"
KANDAL_VIEWER = "kandal.focal"
TAKEO_OFFICER = "takeo.officer"
MOSVY_OFFICER = "mosvy.officer"
GCNP_OFFICER = "gcnp.officer"
REVIEWER = "gs.reviewer"
CONSOLIDATOR = "gs.consolidator"
SECRETARY_GENERAL = "gs.secretary-general"
PERMANENT_VICE_CHAIR = "gs.permanent-vice-chair"

Numbers = Mapping[str, int | Decimal | None]  # cell (`table[row].column`, `table{entry}.column`)


@contextmanager
def secretariat() -> Iterator[None]:
    with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
        yield


def actor(username: str) -> Actor:
    """This member of the cast at their unit, with the roles that they hold there."""
    with secretariat():
        held = list(
            Membership.objects.filter(user__username=username)
            .select_related("user", "organisation_unit__parent")
            .order_by("pk")
        )
    assert held, f"nobody is called {username}"
    return Actor.at(held[0].user, held[0].organisation_unit, [one.role for one in held])


@contextmanager
def acting(username: str) -> Iterator[Actor]:
    """In this person's scope, as after signing in."""
    person = actor(username)
    with acting_as(
        role=person.database_role,
        organisation_unit_id=person.unit.pk,
        user_id=person.user.pk,
        led_group=person.led_group,
    ):
        yield person


def unit(code: str) -> OrganisationUnit:
    return OrganisationUnit.objects.select_related("parent").get(code=code)


def person_of(code: str, what: str) -> str:
    """The username of the officer, the approver or the focal point (`focal`) of a unit."""
    with secretariat():
        found = Membership.objects.get(
            organisation_unit__code=code, user__username__endswith=f".{what}"
        )
        return str(found.user.username)


def address(cell: str) -> CellAddress:
    """`partner_meetings{aple}.times` is row `aple` of the cell `partner_meetings.times`."""
    table, brace, rest = cell.partition("{")
    if not brace:
        return CellAddress(cell)
    key, _, column = rest.partition("}")
    return CellAddress(table + column, key)


def begin(code: str, data_set: str, period: str) -> tuple[Actor, ReportAccess]:
    """The unit's open revision, begun by its officer; call it in the officer's scope."""
    officer = actor(person_of(code, "officer"))
    opened = revisions.begin(
        by=officer,
        unit=unit(code),
        data_set=DataSet.objects.get(code=data_set),
        period=Period.parse(period),
    )
    return officer, opened


def drafted(code: str, data_set: str, period: str, numbers: Numbers) -> Revision:
    """A draft with these numbers; None says “not available”. What the checks ask is answered."""
    with acting(person_of(code, "officer")):
        officer, opened = begin(code, data_set, period)
        addresses = {address(cell): number for cell, number in numbers.items()}
        rows = {(one.table, one.entry): one for one in addresses if one.entry}
        if rows:
            drafts.save_entries(
                by=officer,
                access=opened,
                entries={
                    (table, key or ""): EntryText(position=place, title=str(key))
                    for place, (table, key) in enumerate(rows)
                },
            )
        drafts.save_values(
            by=officer,
            access=opened,
            values={
                one: Value(None if number is None else Decimal(number), number is None)
                for one, number in addresses.items()
            },
        )
        answered(officer, opened)
    return opened.revision


def answered(officer: Actor, opened: ReportAccess) -> None:
    """What the checks ask, in the officer's scope."""
    answers = {one.key: "so it was" for one in unanswered(opened.revision)}
    if answers:
        reasons = {key: "late" for key in answers if needs_reason(key)}
        drafts.explain(by=officer, access=opened, texts=answers, reasons=reasons)


def prepared(code: str, data_set: str, period: str, numbers: Numbers) -> Revision:
    """Handed over by the officer; it waits for the approver's signature."""
    revision = drafted(code, data_set, period, numbers)
    handed_over(code, data_set, period)
    return revision


def handed_over(code: str, data_set: str, period: str) -> None:
    with acting(person_of(code, "officer")) as officer:
        approval.prepare(
            by=officer,
            access=access_to_report(officer, unit=code, period=period, data_set=data_set),
        )


def submitted(code: str, data_set: str, period: str, numbers: Numbers) -> Revision:
    revision = prepared(code, data_set, period, numbers)
    with acting(person_of(code, "approver")) as signer:
        approval.submit(
            by=signer, access=access_to_report(signer, unit=code, period=period, data_set=data_set)
        )
    return revision


def accepted(code: str, data_set: str, period: str, numbers: Numbers) -> Revision:
    """By the Secretariat, or by the approver of the unit above that reads the reports."""
    revision = submitted(code, data_set, period, numbers)
    with acting(_decider(code)) as reviewer:
        approval.accept(
            by=reviewer,
            access=access_to_report(reviewer, unit=code, period=period, data_set=data_set),
        )
    return revision


def _decider(code: str) -> str:
    with secretariat():
        one = OrganisationUnit.objects.select_related("parent").get(code=code)
        above = one.parent if one.stands_below else None
        return person_of(above.code, "approver") if above else REVIEWER


def reopened(code: str, data_set: str, period: str) -> None:
    """An accepted report, so that the unit may begin its next revision."""
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit=code, period=period, data_set=data_set)
        approval.reopen(by=reviewer, access=found, comment="There is more to say.")


def asked_for(when: int | str) -> Job:
    """The job of a consolidation of a year, or of a part of one (`2021-Q1`); nobody rings."""
    with acting(CONSOLIDATOR) as consolidator:
        return jobs.request_consolidation(by=consolidator, period=Period.parse(str(when)))


def consolidated(when: int | str) -> Consolidation:
    """A consolidation as the worker makes it, here and now; no edition is begun, but one that is in
    work follows."""
    waiting = asked_for(when)
    with secretariat():
        job = jobs.claim(waiting.pk)
        assert job is not None
        made = consolidation.consolidate(job, partial(jobs.report_progress, job.pk))
        follow(made)
        jobs.finish(job)
    return made


def added_up(when: int | str) -> Consolidation:
    """Only the figures of a consolidation: no checks, no document."""
    job = asked_for(when)
    with secretariat():
        period = job.period
        chosen = [*chosen_revisions(period), *chosen_revisions(period.same_last_year)]
        made = Consolidation.objects.create(year=period.year, period_key=period.key, job=job)
        consolidation._keep_chosen(made, chosen)
        consolidation.add_up(made, chosen)
        jobs.finish(job)
    return made
