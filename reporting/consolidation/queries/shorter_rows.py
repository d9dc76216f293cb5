"""What units said in the accepted shorter reports of a period, beside the longer ones that stand
for it."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from provinces.models import LOCALITIES, OrganisationUnit
from reporting.checks.rules.shorter_reports import LongerReport, ReportedPlace
from reporting.consolidation.queries.chosen_reports import ChosenRevision, newest, sources
from reporting.models import Consolidation, DataValue, Explanation

RULE = "differs_from_finer:"  # how a unit's explanation of a difference is kept, before its cells


def longer_reports(consolidation: Consolidation) -> list[LongerReport]:
    """Five queries, whatever there is. Localities stand behind their province."""
    period = consolidation.period
    chosen = consolidation.chosen.filter(revision__report__year=period.year)
    stand = set(chosen.values_list("revision_id", flat=True))
    codes = dict(OrganisationUnit.objects.exclude(kind__in=LOCALITIES).values_list("pk", "code"))
    longer: list[ChosenRevision] = []
    forms: dict[tuple[int, int], list[ChosenRevision]] = defaultdict(list)
    for source in newest(sources([period.year])):
        if source.unit_id in codes and source.revision_id in stand:
            longer.append(source)
        elif source.unit_id in codes and period.contains(source.period):
            forms[source.unit_id, source.form_id].append(source)
    inside = {
        one.revision_id: [
            part
            for part in forms[one.unit_id, one.form_id]
            if one.period.contains(part.period) and part.period.months != one.period.months
        ]
        for one in longer
    }
    said = _said({part.revision_id for parts in inside.values() for part in parts})
    explained = _explained([one for one, parts in inside.items() if parts])
    return [
        LongerReport(
            unit=codes[one.unit_id],
            period=one.period.code,
            shorter={part.period.code: said[part.revision_id] for part in inside[one.revision_id]},
            explained=frozenset(explained[one.revision_id]),
        )
        for one in longer
        if inside[one.revision_id]
    ]


def _said(revisions: Iterable[int]) -> dict[int, dict[ReportedPlace, Decimal | None]]:
    """A report that says nothing in numbers is there as well: it says that there were none."""
    found: dict[int, dict[ReportedPlace, Decimal | None]] = {revision: {} for revision in revisions}
    rows = (
        DataValue.objects.filter(revision__in=list(found))
        .order_by()
        .values_list(
            "revision_id", "cell__table__code", "cell__option__code", "entry__key",
            "cell__element__code", "value",
        )
    )  # fmt: skip
    for revision, table, option, entry, element, value in rows.iterator(chunk_size=20_000):
        found[revision][ReportedPlace(table, option, entry, element)] = value
    return found


def _explained(revisions: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Explanation.objects.filter(revision__in=list(revisions), finding__startswith=RULE)
    for revision, finding in rows.values_list("revision_id", "finding"):
        found[revision].update(finding.removeprefix(RULE).split(","))
    return found
