"""The discrepancies of a consolidation, each with its fingerprint, and what was said of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext

from reporting.kernel.messages import in_words
from reporting.kernel.settlements import (
    SENTENCE,
    TOLD,
    Found,
    Standing,
    about_print,
    fingerprint,
    numbers_changed,
    still_holds,
)
from reporting.models import Consolidation, Discrepancy, Settlement
from reporting.queries.document.notes import Remark

State = Settlement.State


def found_of(row: Discrepancy) -> Found:
    """As the kernel knows it; `organisation_unit` was read with the row."""
    return Found(
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


def fingerprint_of(found: Found) -> str:
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
    return still_holds(Found.from_json(said.found), row.severity, row.computed)


def reads_otherwise(row: Discrepancy, said: Settlement) -> bool:
    then = Found.from_json(said.found)
    return numbers_changed(then, row.printed, row.computed, row.params)


def footnotes(consolidation: Consolidation, until: datetime | None = None) -> list[Remark]:
    """What is printed under the sections of an edition: the explanations that are to be footnotes,
    in the order of the report and in the language of the moment; two queries."""
    said = histories(consolidation.period_key, until)
    found = []
    for mark, row in discrepancies_of(consolidation).items():
        newest = said[mark][-1] if mark in said else None
        if newest is not None and newest.footnote and explanation_holds(row, newest):
            found.append((row.line or 0, _remark(row, note_words(row, newest))))
    return [remark for _line, remark in sorted(found, key=lambda pair: pair[0])]


def _remark(row: Discrepancy, text: str) -> Remark:
    return Remark(
        section=row.section,
        kind=row.kind,
        text=text,
        cells=tuple(row.cells),
        printed=row.printed,
        computed=row.computed,
    )


def note_words(row: Discrepancy, said: Settlement) -> str:
    own = Found.from_json(said.found).note
    return own or neutral_words(found_of(row), said.text)


def neutral_words(found: Found, explanation: str) -> str:
    """What a footnote says where nobody wrote its words. Of a printed report it says what stood
    there; of what the units gave, the explanation as well."""
    template = TOLD.get(found.template, found.template)
    finding = in_words(template, found.params, gettext)
    return finding if about_print(found.kind, found.line) else f"{finding} {explanation}".strip()


def with_values(found: Found, values: Mapping[str, str], note: str) -> Found:
    return replace(found, values=dict(values), note=note)


def standing_now(row: Discrepancy, said: Settlement | None, *, mended_in_vain: bool) -> Standing:
    if said is None or said.state == State.OPEN:
        return Standing.OPEN
    if said.state == State.MENDING:
        return Standing.OPEN if mended_in_vain else Standing.MENDING
    return Standing.EXPLAINED if explanation_holds(row, said) else Standing.OPEN
