"""Which revisions stand for a year and for each part of it: the cover, so that a quarter's report
and its months are never both added."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from reporting.kernel.cover import cover_within
from reporting.kernel.periods import Period
from reporting.models import Revision

ACCEPTED, SUBMITTED = Revision.State.ACCEPTED.value, Revision.State.SUBMITTED.value


@dataclass(frozen=True)
class Source:
    """A revision that stands for its report."""

    revision_id: int
    report_id: int
    unit_id: int
    form_id: int
    period: Period
    state: str

    @property
    def last_month(self) -> int:
        return self.period.months[-1][1]


@dataclass(frozen=True)
class Share:
    """A revision that counts in a part of a year (`bucket`), for all the months of its period."""

    bucket: Period
    source: Source


def sources(
    years: Collection[int], *, unit_ids: Collection[int] | None = None, with_submitted: bool = False
) -> list[Source]:
    """The accepted revisions, and if asked for those that wait to be read, the newest of each
    report first; one query."""
    states = [ACCEPTED, SUBMITTED] if with_submitted else [ACCEPTED]
    rows = Revision.objects.filter(state__in=states, report__year__in=list(years))
    if unit_ids is not None:
        rows = rows.filter(organisation_unit_id__in=list(unit_ids))
    found = rows.order_by("report_id", "-number").values_list(
        "pk", "report_id", "organisation_unit_id", "report__data_set_id", "report__period_key",
        "state",
    )  # fmt: skip
    return [
        Source(pk, report, unit, form, Period.from_key(key), state)
        for pk, report, unit, form, key, state in found
    ]


def newest(found: Iterable[Source]) -> list[Source]:
    """The first of each report."""
    kept: dict[int, Source] = {}
    for one in found:
        kept.setdefault(one.report_id, one)
    return list(kept.values())


def shares(found: Iterable[Source], buckets: Iterable[Period]) -> Iterator[Share]:
    """For each unit, form and bucket the revisions of the cover."""
    forms: dict[tuple[int, int], dict[Period, Source]] = defaultdict(dict)
    for one in newest(found):
        forms[one.unit_id, one.form_id][one.period] = one
    wanted = list(buckets)
    for by_period in forms.values():
        for bucket in wanted:
            for period in cover_within(bucket, by_period).chosen:
                yield Share(bucket, by_period[period])
