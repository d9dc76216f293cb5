"""The discrepancies of a consolidation by their fingerprints, and what was said of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from reporting.editions.discrepancies.rules import (
    SENTENCE,
    DiscrepancySnapshot,
    DiscrepancyStatus,
    about_print,
    fingerprint,
    numbers_changed,
    still_holds,
)
from reporting.kernel.messages import in_words
from reporting.models import Consolidation, Discrepancy, Settlement

State = Settlement.State
HIGH = Discrepancy.Severity.HIGH


def found_of(row: Discrepancy) -> DiscrepancySnapshot:
    """as the rules know it; `organisation_unit` was read with the row."""
    return DiscrepancySnapshot(
        kind=row.kind,
        severity=row.severity,
        section=row.section,
        table=row.table,
        unit=row.organisation_unit.code if row.organisation_unit else "",
        period=row.period,
        cells=tuple(row.cells),
        line=row.line,
        printed=row.printed,
        computed=row.computed,
        template=row.template,
        params=row.params,
    )


def fingerprint_of(found: DiscrepancySnapshot) -> str:
    quoted: tuple[str, ...] = ()
    if about_print(found.kind, found.line):
        quoted = (found.printed, str(found.params.get("other_quote", "")))
    if found.kind == SENTENCE:  # other words, or other numbers in them, are another sentence
        quoted = (str(found.params["text"]), in_words(found.template, found.params))
    return fingerprint(
        kind=found.kind,
        section=found.section,
        table=found.table,
        unit=found.unit,
        period=found.period,
        cells=found.cells,
        line=found.line,
        quoted=quoted,
    )


def by_fingerprint(rows: Iterable[Discrepancy]) -> dict[str, Discrepancy]:
    """In the order of the rows. Of two that nothing tells apart the later one is numbered."""
    found: dict[str, Discrepancy] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        mark = fingerprint_of(found_of(row))
        seen[mark] += 1
        found[mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"] = row
    return found


def discrepancies_of(consolidation: Consolidation) -> dict[str, Discrepancy]:
    """One query."""
    rows = Discrepancy.objects.filter(consolidation=consolidation)
    return by_fingerprint(rows.select_related("organisation_unit").order_by("position"))


def histories(period_key: int, until: datetime | None = None) -> dict[str, list[Settlement]]:
    """Fingerprint -> all that was said, the oldest first; `until`: as it was then. One query."""
    rows = Settlement.objects.filter(period_key=period_key)
    if until is not None:
        rows = rows.filter(at__lte=until)
    found: dict[str, list[Settlement]] = defaultdict(list)
    for row in rows.select_related("by", "report__data_set", "report__organisation_unit").order_by(
        "at", "pk"
    ):
        found[row.fingerprint].append(row)
    return dict(found)


def explanation_holds(row: Discrepancy, said: Settlement | None) -> bool:
    """An explanation counts for as long as what it explains is the same and no graver."""
    if said is None or said.state != State.EXPLAINED:
        return False
    return still_holds(DiscrepancySnapshot.from_json(said.found), row.severity, row.computed)


def reads_otherwise(row: Discrepancy, said: Settlement) -> bool:
    then = DiscrepancySnapshot.from_json(said.found)
    return numbers_changed(then, row.printed, row.computed, row.params)


def discrepancy_status(
    row: Discrepancy, said: Settlement | None, *, corrected_in_vain: bool
) -> DiscrepancyStatus:
    if said is None or said.state == State.OPEN:
        return DiscrepancyStatus.OPEN
    if said.state == State.MENDING:
        return DiscrepancyStatus.OPEN if corrected_in_vain else DiscrepancyStatus.MENDING
    return DiscrepancyStatus.EXPLAINED if explanation_holds(row, said) else DiscrepancyStatus.OPEN
