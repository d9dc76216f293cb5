"""What there is to tell of special reports, and how a notice of it reads. `params["special"]` is
the report's key."""

from collections.abc import Collection
from datetime import date
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Notice
from reporting.models.special import in_language
from reporting.notices.queries.events import About, Audience, Event
from reporting.special.queries.missed import AskedUnit, asked_units

Kind = Notice.Kind


def asked_events(practice: Collection[int]) -> list[Event]:
    """To each unit that an open report asks, once."""
    return [
        _event(asked, Kind.SPECIAL, asked.report.first_day, practice) for asked in asked_units()
    ]


def missed_events(practice: Collection[int]) -> list[Event]:
    """Of the days that a unit missed, the newest."""
    return [
        _event(asked, Kind.SPECIAL_LATE, asked.missed, practice)
        for asked in asked_units()
        if asked.missed is not None
    ]


def _event(asked: AskedUnit, kind: Notice.Kind, day: date, practice: Collection[int]) -> Event:
    report, unit = asked.report, asked.unit
    late = kind is Kind.SPECIAL_LATE
    is_practice = report.year in practice
    month = Period(day.year, PeriodKind.MONTH, day.month)
    return Event(
        kind=kind,
        key=f"special:{report.pk}:{unit.pk}" + (f":{day.isoformat()}" if late else ""),
        about=About(unit.pk, unit.code, "", month.key),
        audience=Audience.FILLS,
        is_practice=is_practice,
        params={
            "special": report.pk,
            "title_en": report.title_en,
            "title_km": report.title_km,
            "day": day.isoformat(),
        },
        by_id=None if late else report.opened_by_id,
        since=None if late or is_practice else report.opened_at,
        by_day=late,
    )


def special_of(notice: Notice) -> tuple[str, int] | None:
    """The page's name and the report's key; None of any other notice."""
    key = notice.params.get("special")
    return ("special_report", int(key)) if key else None


def said_of_special(notice: Notice) -> tuple[str, str]:
    """Subject and sentence."""
    said = notice.params
    known = {
        "title": in_language(said["title_en"], said["title_km"], get_language() or "en"),
        "day": date_format(date.fromisoformat(cast(str, said["day"]))),
    }
    if notice.kind == Kind.SPECIAL_LATE:
        return (
            _("Not answered for %(day)s: %(title)s") % known,
            _(
                "Your unit has not answered the special report “%(title)s” for %(day)s. Answer "
                "now: 0 says that there was none."
            )
            % known,
        )
    return (
        _("Asked each day: %(title)s") % known,
        _(
            "The Secretariat asks your unit a few numbers each day, from %(day)s: “%(title)s”. "
            "Answer on a phone, in a minute."
        )
        % known,
    )
