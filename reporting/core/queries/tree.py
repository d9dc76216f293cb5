"""The tree of units as reports go up it: a unit below another reporter hands its report to that
one, whatever kinds the two are."""

from django.db.models import Q

from provinces.models import TOP


def below_a_reporter(report: str = "") -> Q:
    """Rows of reports (`report`: the way to them, with `__`) on which those above the unit decide;
    the same as `Report.is_below`."""
    unit = f"{report}organisation_unit__parent"
    return Q(**{f"{report}transcribed_from": "", f"{unit}__isnull": False}) & ~Q(
        **{f"{unit}__kind__in": TOP}
    )
