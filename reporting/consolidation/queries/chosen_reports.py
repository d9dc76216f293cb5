"""Which accepted revisions stand for a year or a part of one, unit by unit and form by form, so
that a quarter's report and its months are never both added."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from provinces.queries import reporters_above
from provinces.successions import years_before
from reporting.core.queries.practice_years import may_compare
from reporting.kernel.coverage import Month, coverage
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Revision
from strategies.models import CatalogueLoad, TableDataSet

ACCEPTED, SUBMITTED = Revision.State.ACCEPTED.value, Revision.State.SUBMITTED.value


@dataclass(frozen=True)
class ChosenRevision:
    """A revision that stands for its report."""

    revision_id: int
    report_id: int
    unit_id: int
    form_id: int
    period: Period
    state: str

    @property
    def last_month(self) -> int:
        """1 to 12. Keys of periods do not sort by time: semesters come after the quarters."""
        return self.period.months[-1][1]


@dataclass(frozen=True)
class Share:
    """A revision that counts in a part of a year (`bucket`), for all the months of its period."""

    bucket: Period
    source: ChosenRevision


def sources(
    years: Collection[int], *, unit_ids: Collection[int] | None = None, with_submitted: bool = False
) -> list[ChosenRevision]:
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
        ChosenRevision(pk, report, unit, form, Period.from_key(key), state)
        for pk, report, unit, form, key, state in found
    ]


def newest(found: Iterable[ChosenRevision]) -> list[ChosenRevision]:
    """The first of each report."""
    kept: dict[int, ChosenRevision] = {}
    for source in found:
        kept.setdefault(source.report_id, source)
    return list(kept.values())


def shares(found: Iterable[ChosenRevision], buckets: Iterable[Period]) -> Iterator[Share]:
    """For each unit, form and bucket the revisions that stand for it, in a stable order."""
    forms: dict[tuple[int, int], dict[Period, ChosenRevision]] = defaultdict(dict)
    for source in newest(found):
        forms[source.unit_id, source.form_id][source.period] = source
    wanted = list(buckets)
    for _form, by_period in sorted(forms.items()):
        for bucket in wanted:
            for period in coverage(bucket, by_period).chosen:
                yield Share(bucket, by_period[period])


# For a consolidation --------------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """A revision and the months of the consolidated period that it stands for; of its tables it
    stands for none that the forms of `without` carry."""

    revision_id: int
    organisation_unit_id: int
    period: Period
    months: int
    form_id: int
    without: frozenset[int] = frozenset()

    @property
    def year(self) -> int:
        return self.period.year

    @property
    def last_month(self) -> int:
        """1 to 12."""
        return self.period.months[-1][1]


def chosen_revisions(period: Period) -> list[Chosen]:
    """Of the newest accepted revisions of reports that lie wholly inside the period, those that
    stand for it; in a stable order."""
    return [
        Chosen(share.source.revision_id, share.source.unit_id, share.source.period,
               len(share.source.period.months), share.source.form_id)
        for share in shares(sources([period.year]), [period])
    ]  # fmt: skip


def up_the_tree(chosen: Sequence[Chosen]) -> list[Chosen]:
    """What units reported that stand below another reporter, once more for each one above: only
    the tables which no chosen report of that one, or of one between, carries for the month, or
    they would count twice. Such a line stands for 0 months of its own. Two queries."""
    above = reporters_above({line.organisation_unit_id for line in chosen})
    if not above:
        return []
    covered: dict[tuple[int, int], set[Month]] = defaultdict(set)
    forms: dict[int, set[int]] = defaultdict(set)
    for line in chosen:
        covered[line.organisation_unit_id, line.form_id].update(line.period.months)
        forms[line.organisation_unit_id].add(line.form_id)
    tables = tables_of_forms({line.form_id for line in chosen})
    found = []
    for line in chosen:
        spoken_for: frozenset[int] = frozenset()
        for unit in above.get(line.organisation_unit_id, ()):
            spoken_for |= {
                form
                for form in forms[unit]
                if not covered[unit, form].isdisjoint(line.period.months)
                and not tables[form].isdisjoint(tables[line.form_id])
            }
            if tables[line.form_id].issubset(_together(tables, spoken_for)):
                break  # their own reports speak for the place
            found.append(replace(line, organisation_unit_id=unit, months=0, without=spoken_for))
    return found


def tables_of_forms(forms: Collection[int]) -> dict[int, frozenset[int]]:
    """Whatever the year: a table that a form once carried is one that it may speak of."""
    found: dict[int, set[int]] = {form: set() for form in forms}
    rows = TableDataSet.objects.filter(data_set_id__in=list(forms))
    for form, table in rows.values_list("data_set_id", "table_id"):
        found[form].add(table)
    return {form: frozenset(tables) for form, tables in found.items()}


def _together(tables: Mapping[int, frozenset[int]], forms: Iterable[int]) -> frozenset[int]:
    return frozenset(table for form in forms for table in tables[form])


def revisions_before(period: Period) -> list[Chosen]:
    """Those of the same period of the year before, to compare with; what is practised never stands
    beside what is real."""
    before = period.same_last_year
    return chosen_revisions(before) if may_compare(period.year, before.year) else []


def as_they_are_now(chosen: Sequence[Chosen], year: int) -> list[Chosen]:
    """Lines of the year before under the one unit that theirs became in this year, so that its
    figures are compared with the sum of those. Where nobody knows whose share is whose (a split) a
    line stays where it was. One query."""
    groups = years_before(year) if any(line.year < year for line in chosen) else {}
    found = []
    for line in chosen:
        group = groups.get(line.organisation_unit_id)
        if line.year < year and group is not None and group.is_one:
            # Of several units a period is added up before anything is made of periods.
            months = line.months if len(group.before) == 1 else 0
            line = replace(line, organisation_unit_id=group.now[0].pk, months=months)
        found.append(line)
    return found


def added_up(consolidation: Consolidation) -> list[ChosenRevision]:
    """The reports of its own year that a consolidation was made from; one query."""
    rows = consolidation.chosen.filter(revision__report__year=consolidation.year)
    found = rows.order_by("revision__report_id", "-revision__number").values_list(
        "revision_id", "revision__report_id", "organisation_unit_id",
        "revision__report__data_set_id", "revision__report__period_key",
    )  # fmt: skip
    return [
        ChosenRevision(revision, report, unit, form, Period.from_key(key), ACCEPTED)
        for revision, report, unit, form, key in found
    ]


def current_consolidation(period: Period) -> Consolidation | None:
    """The newest one, if it was made from what is accepted now and from today's catalogue."""
    newest_run = Consolidation.objects.filter(period_key=period.key).order_by("-pk").first()
    if newest_run is None:
        return None
    if CatalogueLoad.objects.filter(loaded_at__gt=newest_run.created_at).exists():
        return None
    now = {line.revision_id for line in (*chosen_revisions(period), *revisions_before(period))}
    used = set(newest_run.chosen.values_list("revision_id", flat=True))
    return newest_run if now == used else None
