"""The approver of a province decides what its districts or communes report in a year."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provinces.models import UnitKind
from provinces.roles import Permission
from reporting.access import Actor, Refused, require
from reporting.calendar.queries.asked_places import (
    Begun,
    asked_by,
    begun_below,
    form_of_level,
    kinds_to_ask,
    tables_to_ask,
)
from reporting.calendar.queries.owed_reports import calendar_of
from reporting.core.actions.audit import record
from reporting.core.queries.period_words import joined
from reporting.models import AskedPlaces
from strategies.models import Table


@transaction.atomic
def ask(
    *,
    by: Actor,
    year: int,
    level: str,
    period_kind: str,
    tables: Collection[str],
    first_month: int = 1,
) -> AskedPlaces:
    """From now on its places owe these reports; a decision that is there is changed, as long as
    nothing that was signed depends on it."""
    _require(by)
    chosen = _known(year, level, period_kind, tables)
    before = asked_by(by.unit, year)
    if before is not None:
        wanted = (level, period_kind, first_month)
        _refuse_overtaken(before, begun_below(by.unit, year), wanted, chosen)
    asked, _created = AskedPlaces.objects.update_or_create(
        organisation_unit=by.unit,
        year=year,
        defaults={
            "level": level,
            "period_kind": period_kind,
            "tables": chosen,
            "first_month": first_month,
            "decided_at": timezone.now(),
            "decided_by": by.user,
        },
    )
    record(
        "places.ask", f"year:{year}", by=by, unit_id=by.unit.pk, level=level,
        period_kind=period_kind, tables=chosen, first_month=first_month,
        before=_said(before) if before else None,
    )  # fmt: skip
    return asked


@transaction.atomic
def stop_asking(*, by: Actor, year: int) -> None:
    """Only before a report was begun."""
    _require(by)
    asked = asked_by(by.unit, year)
    if asked is None:
        raise Refused(_("You ask for no reports in %(year)d.") % {"year": year})
    begun = begun_below(by.unit, year)
    if begun.reports:
        raise Refused(_begun_words(begun.reports))
    asked.delete()
    record("places.stop", f"year:{year}", by=by, unit_id=by.unit.pk, before=_said(asked))


def _require(by: Actor) -> None:
    require(by, Permission.PLACES_ASK)
    if by.unit.kind != UnitKind.PROVINCE:
        raise Refused(_("Only a province asks its districts or communes for reports."))


def _known(year: int, level: str, period_kind: str, tables: Collection[str]) -> list[str]:
    """The tables in the order of the form."""
    calendar = calendar_of(year)
    form = form_of_level(level, year)
    if calendar is None or form is None:
        words = _("The Secretariat has not opened %(year)d yet. Ask your places once it has.")
        raise Refused(words % {"year": year})
    if period_kind not in {kind.value for kind in kinds_to_ask(calendar, form)}:
        raise Refused(_("The calendar of the year has no such period. Choose another one."))
    offered = [table.code for table in tables_to_ask(form, year)]
    chosen = [code for code in offered if code in tables]
    if not chosen or len(chosen) != len(set(tables)):
        raise Refused(_("Tick at least one table of the list."))
    return chosen


def _refuse_overtaken(
    before: AskedPlaces, begun: Begun, wanted: tuple[str, str, int], tables: Collection[str]
) -> None:
    if begun.reports and wanted != (before.level, before.period_kind, before.first_month):
        raise Refused(_begun_words(begun.reports))
    if begun.signed:
        words = ngettext(
            "%(count)d report is signed already, and its form stays as it was signed. Decide "
            "anew for the next year.",
            "%(count)d reports are signed already, and their form stays as it was signed. Decide "
            "anew for the next year.",
            begun.signed,
        )
        raise Refused(words % {"count": begun.signed})
    if lost := sorted(begun.tables - set(tables)):
        words = _(
            "Your places have begun to fill these tables: %(tables)s. Leave them ticked, or ask "
            "your places to empty them first."
        )
        titles = [table.title for table in Table.objects.filter(code__in=lost)]
        raise Refused(words % {"tables": joined(titles)})


def _begun_words(count: int) -> str:
    words = ngettext(
        "Your places have begun %(count)d report: who reports and how often stays for this year.",
        "Your places have begun %(count)d reports: who reports and how often stays for this year.",
        count,
    )
    return words % {"count": count}


def _said(asked: AskedPlaces) -> dict[str, object]:
    return {
        "level": asked.level,
        "period_kind": asked.period_kind,
        "tables": list(asked.tables),
        "first_month": asked.first_month,
    }
