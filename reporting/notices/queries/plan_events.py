"""Action plans of units: a draft that waits for its approval, an approved one that waits to be
read, one that was returned. `params["plan"]` is its year."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.kernel.periods import Period
from reporting.models import ActionPlan, ActionPlanStep, AuditEvent, Notice, PlannedActivity
from reporting.notices.queries.events import (
    LOOK_BACK,
    PRACTICE_LOOK_BACK,
    QUOTE,
    About,
    Audience,
    Event,
)

Kind = Notice.Kind
State = ActionPlan.State
QUIET = timedelta(days=1)  # so long nobody has changed a draft that is told of
OF_STATE = {
    State.APPROVED: (ActionPlanStep.Step.APPROVED, Kind.PLAN_TO_READ, Audience.REVIEWS),
    State.RETURNED: (ActionPlanStep.Step.RETURNED, Kind.PLAN_RETURNED, Audience.FILLS),
}


def plan_events(now: datetime, practice: Mapping[int, date]) -> list[Event]:
    """Three queries, however many units there are."""
    return [*_drafts(now, practice), *_steps(now - LOOK_BACK, practice)]


def _drafts(now: datetime, practice: Mapping[int, date]) -> Iterator[Event]:
    """Rows of this year or a later one that nobody has approved and nobody goes on changing. In a
    year to practise on, those of that year."""
    years = [*practice, *range(now.year, now.year + 2)]
    unit = "organisation_unit_id", "organisation_unit__code", "year"
    settled = ActionPlan.objects.filter(
        organisation_unit=OuterRef("organisation_unit"), year=OuterRef("year")
    ).exclude(state=State.DRAFT)
    rows = PlannedActivity.objects.filter(~Exists(settled), year__in=years)
    found = list(rows.order_by(*unit).values_list(*unit).distinct())
    if not found:
        return
    plans = ActionPlan.objects.filter(year__in=years)
    versions = {(row.organisation_unit_id, row.year): row.version for row in plans}
    targets = [f"action_plan:{code}:{year}" for _pk, code, year in found]
    saved = AuditEvent.objects.filter(target__in=targets).order_by().values_list("target")
    changed = dict(saved.annotate(last=Max("at")))
    for pk, code, year in found:
        last = changed.get(f"action_plan:{code}:{year}")
        if last is None or last <= now - QUIET:
            version = versions.get((pk, year), 1)
            yield Event(
                kind=Kind.PLAN_TO_APPROVE,
                key=f"plan:{code}:{year}:{version}:draft",
                about=About(pk, code, "", Period.of_year(year).key),
                audience=Audience.SIGNS,
                is_practice=year in practice,
                params={"plan": year},
                by_day=True,
            )


def _steps(since: datetime, practice: Mapping[int, date]) -> Iterator[Event]:
    rows = ActionPlanStep.objects.filter(
        step__in=[step for step, _kind, _audience in OF_STATE.values()],
        plan__state__in=list(OF_STATE),
    ).select_related("plan__organisation_unit")
    last = {row.plan_id: row for row in rows.order_by("at", "pk")}
    for row in last.values():
        plan, unit = row.plan, row.plan.organisation_unit
        step, kind, audience = OF_STATE[State(plan.state)]
        if row.step != step or not _is_recent(row, since, practice):
            continue
        is_practice = plan.year in practice
        yield Event(
            kind=kind,
            key=f"plan_step:{row.pk}",
            about=About(unit.pk, unit.code, "", Period.of_year(plan.year).key),
            audience=audience,
            is_practice=is_practice,
            params={"plan": plan.year, **({"quote": row.text[:QUOTE]} if row.text else {})},
            by_id=row.by_id,
            since=None if is_practice else row.at,
        )


def _is_recent(row: ActionPlanStep, since: datetime, practice: Mapping[int, date]) -> bool:
    """In a year to practise on by the days of that year."""
    today = practice.get(row.plan.year)
    if today is None:
        return row.at >= since
    return timezone.localtime(row.at).date() >= today - PRACTICE_LOOK_BACK


def plan_of(notice: Notice) -> tuple[str, *tuple[str | int, ...]] | None:
    """The page's name and the parts of its address; None of any other notice."""
    year = notice.params.get("plan")
    if year is None:
        return None
    if notice.kind == Kind.PLAN_TO_READ:
        return "action_plan_of_unit", int(year), notice.unit_code
    return "action_plan", int(year)


def said_of_plan(notice: Notice, unit: str) -> tuple[str, str]:
    """Subject and sentence; `unit`: its name."""
    known = {"unit": unit, "year": notice.params["plan"]}
    match notice.kind:
        case Kind.PLAN_TO_APPROVE:
            subject = _("To approve: action plan of %(year)d, %(unit)s")
            sentence = _(
                "The action plan of %(unit)s for %(year)d is drafted and waits for your approval."
            )
        case Kind.PLAN_TO_READ:
            subject = _("Approved: action plan of %(year)d, %(unit)s")
            sentence = _("%(unit)s has approved its action plan of %(year)d. It waits to be read.")
        case _:
            subject = _("Returned: action plan of %(year)d, %(unit)s")
            sentence = _(
                "The Secretariat has returned the action plan of %(unit)s for %(year)d. Read why, "
                "and correct it."
            )
    return subject % known, sentence % known
