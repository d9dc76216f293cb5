"""What a unit or a person is told beside the reports: somebody may sign as a deputy; the annual
report of the province is made."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.models import Delegation
from provinces.roles import Role
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Notice, ProvincialReport
from reporting.notices.queries.events import LOOK_BACK, About, Audience, Event

Kind = Notice.Kind


def deputy_events() -> list[Event]:
    """To the deputy, once: in real life only, as a delegation is."""
    since = timezone.now() - LOOK_BACK
    today = timezone.localdate()
    rows = Delegation.objects.filter(
        made_at__gte=since, revoked_at=None, valid_to__gte=today
    ).select_related("organisation_unit", "delegator")
    return [
        Event(
            kind=Kind.DEPUTY,
            key=f"deputy:{row.pk}",
            about=About(
                row.organisation_unit_id,
                row.organisation_unit.code,
                "",
                _month_of(row.valid_from).key,
            ),
            audience=Audience.EDITORS,  # of nobody but those whom `also` names
            params={
                "role": row.role,
                "first": row.valid_from.isoformat(),
                "last": row.valid_to.isoformat(),
                "for_en": row.delegator.name_in("en") if row.delegator else "",
                "for_km": row.delegator.name_in("km") if row.delegator else "",
            },
            by_id=row.made_by_id,
            also=frozenset({(row.organisation_unit_id, row.delegate_id)}),
        )
        for row in rows.order_by("pk")
    ]


def provincial_events(now: datetime, practice: Collection[int]) -> list[Event]:
    """To those of the province who fill and sign, once for each consolidation that it was made
    from; in both languages it is one report."""
    rows = (
        ProvincialReport.objects.filter(made_at__gte=now - LOOK_BACK)
        .values("organisation_unit_id", "organisation_unit__code", "year", "consolidation_id")
        .annotate(by=Max("made_by_id"), made=Min("made_at"))
        .order_by("year", "organisation_unit_id")
    )
    return [
        Event(
            kind=Kind.PROVINCE_MADE,
            key=f"province:{row['organisation_unit_id']}:{row['year']}:{row['consolidation_id']}",
            about=About(
                row["organisation_unit_id"],
                row["organisation_unit__code"],
                "",
                Period.of_year(row["year"]).key,
            ),
            audience=Audience.FILLS,
            is_practice=row["year"] in practice,
            params={"year": row["year"]},
            by_id=row["by"],
            since=row["made"],
        )
        for row in rows
    ]


def page_of_unit(notice: Notice) -> tuple[str, *tuple[str | int, ...]] | None:
    """The page's name and the parts of its address; None of any other notice."""
    if notice.kind == Kind.DEPUTY:
        return "committee", notice.unit_code
    if notice.kind == Kind.PROVINCE_MADE:
        return "provincial_report", notice.unit_code, int(notice.params["year"])
    return None


def said_of_unit(notice: Notice, unit: str) -> tuple[str, str]:
    """Subject and sentence; `unit`: its name."""
    said = notice.params
    if notice.kind == Kind.PROVINCE_MADE:
        known = {"unit": unit, "year": str(said["year"])}
        return (
            _("Annual report of %(unit)s %(year)s") % known,
            _(
                "The annual report of %(unit)s for %(year)s is made: as a page, as a PDF and as a "
                "workbook, in both languages."
            )
            % known,
        )
    language = "km" if (get_language() or "en").startswith("km") else "en"
    known = {
        "unit": unit,
        "role": str(Role(said["role"]).label),
        "first": _day(said["first"]),
        "last": _day(said["last"]),
        "name": said[f"for_{language}"],
    }
    sentence = (
        _(
            "From %(first)s to %(last)s you sign for %(unit)s on behalf of %(name)s (%(role)s). "
            "What you prepared yourself somebody else signs."
        )
        if known["name"]
        else _(
            "From %(first)s to %(last)s you sign for %(unit)s as a deputy (%(role)s). What you "
            "prepared yourself somebody else signs."
        )
    )
    return _("You sign for %(unit)s as a deputy") % known, sentence % known


def _month_of(day: date) -> Period:
    return Period(day.year, PeriodKind.MONTH, day.month)


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text))
