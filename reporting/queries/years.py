"""Which years there is something to say of, and the edition that a person sees of each."""

from django.db.models import Max
from django.utils import timezone

from reporting.access_errors import NotHere
from reporting.models import Consolidation, Report


def this_year() -> int:
    return timezone.localdate().year


def reported_year() -> int:
    """The newest year with signed reports that this person may see, else the present one."""
    signed = Report.objects.filter(revisions__submitted_at__isnull=False)
    newest: int | None = signed.aggregate(newest=Max("year"))["newest"]
    return newest or this_year()


def newest_edition(year: int) -> Consolidation:
    """The Secretariat's newest run; for everybody else the newest one that is published."""
    found = edition_or_none(year)
    if found is None:
        raise NotHere
    return found


def edition_or_none(year: int) -> Consolidation | None:
    return (
        Consolidation.objects.filter(year=year)
        .select_related("published_by")
        .order_by("-pk")
        .first()
    )


def editions() -> list[Consolidation]:
    """The newest visible edition of each year, newest year first; one query."""
    return list(
        Consolidation.objects.order_by("-year", "-pk")
        .distinct("year")
        .select_related("published_by")
    )
