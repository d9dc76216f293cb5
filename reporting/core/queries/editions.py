"""The editions of a period (in work, published, the newest) and the consolidation whose figures
each of them shows."""

from django.db.models import QuerySet

from reporting.access import NotHere
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition

PUBLISHED = Edition.State.PUBLISHED


def edition_at(period: str, number: int) -> Edition:
    """At its address (`2021-Q1`, 2); `NotHere` where there is none that this person may see."""
    try:
        key = Period.parse(period).key
    except ValueError as error:
        raise NotHere from error
    found = _editions().filter(period_key=key, number=number).first()
    if found is None:
        raise NotHere
    return found


def in_work(period_key: int) -> Edition | None:
    return _editions().filter(period_key=period_key).exclude(state=PUBLISHED).first()


def is_written(period_key: int) -> bool:
    """Whether anybody has put words into the edition in work; a consolidation begins it with its
    tables and charts alone."""
    edition = in_work(period_key)
    return edition is not None and edition.passages.exclude(text="").exists()


def newest_edition(period_key: int) -> Edition | None:
    """The one in work, else the last one that was published."""
    return _editions().filter(period_key=period_key).first()


def newest_published(period_key: int) -> Edition | None:
    return _editions().filter(period_key=period_key, state=PUBLISHED).first()


def editions_of(period_key: int) -> list[Edition]:
    """Those of a period that this person may see, the newest first; one query."""
    return list(_editions().filter(period_key=period_key))


def _editions() -> QuerySet[Edition]:
    return Edition.objects.select_related("begun_by", "published_by", "consolidation").order_by(
        "-period_key", "-number"
    )


def figures_of(edition: Edition) -> Consolidation | None:
    """The frozen ones of a published edition, else the newest of the period; None before any."""
    if edition.consolidation is not None:
        return edition.consolidation
    return newest_consolidation(edition.period_key)


def newest_consolidation(period_key: int) -> Consolidation | None:
    return Consolidation.objects.filter(period_key=period_key).order_by("-pk").first()


def period_of(edition: Edition) -> Period:
    return Period.from_key(edition.period_key)


def consolidation_before(consolidation: Consolidation) -> Consolidation | None:
    """The one of the same period that it takes the place of."""
    rows = Consolidation.objects.filter(
        period_key=consolidation.period_key, pk__lt=consolidation.pk
    )
    return rows.order_by("-pk").first()
