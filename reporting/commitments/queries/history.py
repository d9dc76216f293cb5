"""What was changed of a commitment after it was entered, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.core.queries.period_words import joined
from reporting.core.queries.years import this_year
from reporting.models import Commitment

PARTS: dict[str, str | Promise] = {
    "due": gettext_lazy("Due on"),
    "units": gettext_lazy("Who answers"),
    "activity_group": gettext_lazy("Activity group it serves"),
    "activity": gettext_lazy("Activity it serves"),
    "indicator": gettext_lazy("Indicator it serves"),
    "sign_en": gettext_lazy("How one will know, in English"),
    "sign_km": gettext_lazy("How one will know, in Khmer"),
}


@dataclass(frozen=True)
class ShownChange:
    """`lines`: what it was about, before, after."""

    at: datetime
    person: str
    reason: str
    lines: list[tuple[str, str, str]]
    is_withdrawal: bool


def changes_of(commitment: Commitment, language: str) -> list[ShownChange]:
    """The newest first."""
    rows = list(commitment.changes.select_related("by").order_by("-pk"))
    codes = {code for row in rows for side in (row.before, row.after) for code in _codes(side)}
    units = OrganisationUnit.objects.filter(code__in=codes)
    by_id = unit_names(this_year(), language, units)
    names = {unit.code: by_id.get(unit.pk, unit.code) for unit in units}
    return [
        ShownChange(
            at=row.at,
            person=row.by.name_in(language),
            reason=row.reason,
            lines=[
                (str(PARTS[part]), _words(row.before[part], names), _words(after, names))
                for part, after in row.after.items()
                if part in PARTS
            ],
            is_withdrawal="withdrawn" in row.after,
        )
        for row in rows
    ]


def _codes(side: Mapping[str, Any]) -> list[str]:
    found: list[str] = side.get("units") or []
    return found


def _words(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return joined(names.get(code, code) for code in value) or _("nobody")
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return str(value) or _("none")
