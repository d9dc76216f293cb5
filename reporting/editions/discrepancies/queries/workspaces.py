"""The discrepancies of a period, of an edition and of its sections: of which figures each are."""

from collections import defaultdict

from reporting.access import NotHere
from reporting.core.queries.editions import figures_of, in_work, newest_consolidation
from reporting.editions.discrepancies.queries.discrepancy_item import DiscrepancyItem
from reporting.editions.discrepancies.queries.discrepancy_list import DiscrepancyWorkspace
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition


def workspace_periods() -> list[Period]:
    """The periods that were consolidated, the newest year first and in it the whole year; one
    query."""
    keys = Consolidation.objects.order_by().values_list("period_key", flat=True).distinct()
    found = [Period.from_key(key) for key in keys]
    return sorted(found, key=lambda period: (-period.year, -len(period.months), period.number))


def workspace_of(period: Period, language: str) -> DiscrepancyWorkspace:
    """Of the newest consolidation and of the edition in work; `NotHere` before there is one."""
    consolidation = newest_consolidation(period.key)
    if consolidation is None:
        raise NotHere
    return DiscrepancyWorkspace(consolidation, language, edition=in_work(period.key))


def workspace_of_edition(edition: Edition, language: str) -> DiscrepancyWorkspace:
    """That of its figures; of a published one as it stood on that day."""
    consolidation = figures_of(edition)
    if consolidation is None:
        raise NotHere
    return DiscrepancyWorkspace(consolidation, language, edition.published_at, edition)


def period_at(text: str) -> Period:
    """At its address; `NotHere` where there is no such period."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise NotHere from error


def high_by_section(edition: Edition, language: str) -> dict[str, list[DiscrepancyItem]]:
    """Section -> the high ones that nobody has resolved yet, where they or what follows from them
    stand: shown beside the text while it is written. {} of a published edition and before there
    are figures."""
    consolidation = figures_of(edition)
    if edition.is_published or consolidation is None:
        return {}
    found: dict[str, list[DiscrepancyItem]] = defaultdict(list)
    for item in DiscrepancyWorkspace(consolidation, language).open_high:
        high = (one for one in item.group if one.found.severity == item.found.severity)
        for section in dict.fromkeys(one.found.section for one in high if not one.is_resolved):
            found[section].append(item)
    return dict(found)
