"""All discrepancies of a period: each with its status, what was said of it, by whom, and what that
changed in the figures."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.access import NotHere
from reporting.consolidation.queries.figures import FigureBook
from reporting.core.queries.editions import newest_consolidation
from reporting.editions.discrepancies.queries.contradictions import sentence_rows
from reporting.editions.discrepancies.queries.corrections import (
    SEVERITIES,
    CellLinks,
    Correction,
    Effect,
    corrections,
    effects,
)
from reporting.editions.discrepancies.queries.discrepancy_item import DiscrepancyItem
from reporting.editions.discrepancies.queries.folding import roots_among, weights
from reporting.editions.discrepancies.queries.resolutions import (
    by_fingerprint,
    discrepancies_of,
    discrepancy_status,
    found_of,
    histories,
)
from reporting.editions.discrepancies.rules import SENTENCE, DiscrepancySnapshot, DiscrepancyStatus
from reporting.models import Consolidation, Discrepancy, Edition, Settlement
from strategies.models import Section

UNRESOLVED = "unsettled"  # as a state in addresses: open or being corrected
ORDER = (
    DiscrepancyStatus.OPEN,
    DiscrepancyStatus.MENDING,
    DiscrepancyStatus.EXPLAINED,
    DiscrepancyStatus.GONE,
)


@dataclass(frozen=True)
class DiscrepancyCriteria:
    """What to show; an empty field narrows nothing down."""

    state: str = ""
    severity: str = ""
    kind: str = ""
    section: str = ""
    unit: str = ""


class DiscrepancyWorkspace:
    """All discrepancies of one consolidation and what was said of them (until then, where it is a
    published edition's); with those of the sentences of `edition`, where it is given. The number of
    queries does not grow with any of it."""

    def __init__(
        self,
        consolidation: Consolidation,
        language: str,
        until: datetime | None = None,
        edition: Edition | None = None,
    ) -> None:
        self.edition = edition
        self.consolidation = consolidation
        self.language = language
        self.until = until

    @cached_property
    def items(self) -> list[DiscrepancyItem]:
        """Every one, consequences too: what is open first, then what is being corrected, explained,
        no longer found; each in the order of gravity, what moves more of the print before."""
        weights = self._weights
        return sorted(
            (replace(item, weight=weights.get(item.fingerprint, 0.0)) for item in self._all),
            key=_order,
        )

    @cached_property
    def roots(self) -> list[DiscrepancyItem]:
        """What is one to read and to resolve: each with its consequences, of which it has the
        weight. In the order of `items`."""
        folded: dict[str, list[DiscrepancyItem]] = defaultdict(list)
        for item in self.items:
            if item.is_folded and item.root:
                folded[item.root.fingerprint].append(item)
        found = (
            replace(
                item,
                consequences=tuple(folded[item.fingerprint]),
                weight=max(one.weight for one in (item, *folded[item.fingerprint])),
            )
            for item in self.items
            if not item.is_folded
        )
        return sorted(found, key=_order)

    def choose(self, wanted: DiscrepancyCriteria) -> list[DiscrepancyItem]:
        """Roots that agree themselves; by kind, section and unit also those with a consequence
        that does."""
        fields = {name: value for name, value in asdict(wanted).items() if value}
        return [item for item in self.roots if _agrees(item, fields)]

    def count(self, field: str) -> Counter[str]:
        """Of all roots, by one of the fields of `DiscrepancyCriteria`, as `choose` finds them."""
        return Counter(value for item in self.roots for value in _values(item, field))

    def item(self, mark: str) -> DiscrepancyItem:
        """`NotHere` where there is none of this fingerprint."""
        every = (item for some in (self.roots, self.items) for item in some)
        found = next((item for item in every if item.fingerprint == mark), None)
        if found is None:
            raise NotHere
        return found

    def open_of_kind(self, kind: str) -> list[DiscrepancyItem]:
        return [item for item in self.roots if item.found.kind == kind and item.is_open]

    @property
    def resolved(self) -> int:
        return sum(item.is_resolved for item in self._standing)

    @property
    def open_high(self) -> list[DiscrepancyItem]:
        """High ones that are neither explained nor gone: being corrected is not enough. A root
        counts once, whatever follows from it."""
        return [
            item
            for item in self.roots
            if item.found.severity == Discrepancy.Severity.HIGH and not item.is_resolved
        ]

    @cached_property
    def unresolved(self) -> dict[str, int]:
        """Severity -> how many roots are neither explained nor gone."""
        found = Counter(item.found.severity for item in self._standing if not item.is_resolved)
        return {severity: found[severity] for severity in SEVERITIES}

    @cached_property
    def sections(self) -> dict[str, str]:
        """Address -> number and title, in the order of the report."""
        used = {row.section for row in self._rows.values()}
        used |= {found.section for found in self._gone_found.values()}
        rows = Section.objects.filter(code__in=used).order_by("position")
        return {row.code: f"{row.number or row.code} {row.title}" for row in rows}

    @cached_property
    def units(self) -> dict[str, str]:
        """Code -> name of the units that are named, and of those whose reports were returned."""
        named = {row.organisation_unit for row in self._rows.values() if row.organisation_unit}
        said = (settlement for some in self._histories.values() for settlement in some)
        named |= {settlement.report.organisation_unit for settlement in said if settlement.report}
        codes = {found.unit for found in self._gone_found.values()} - {unit.code for unit in named}
        named |= set(OrganisationUnit.objects.filter(code__in=codes))
        names = unit_names(self.consolidation.year, self.language, named)
        return {unit.code: names.get(unit.pk, unit.code) for unit in named}

    @cached_property
    def _rows(self) -> dict[str, Discrepancy]:
        sentences: list[Discrepancy] = []
        if self.edition is not None:
            sentences = sentence_rows(self.edition, figures=self.consolidation)
        return {**by_fingerprint(sentences), **discrepancies_of(self.consolidation)}

    @cached_property
    def _all(self) -> list[DiscrepancyItem]:
        """In the order in which they were found, without their weights."""
        now = {mark: self._item(mark, row) for mark, row in self._rows.items()}
        for mark, root in self._roots.items():
            now[mark] = now[mark].under(now[root])
        gone = [self._gone(mark, said) for mark, said in self._gone_histories.items()]
        return [*now.values(), *gone]

    @property
    def _standing(self) -> list[DiscrepancyItem]:
        return [item for item in self._all if not item.is_folded]

    @cached_property
    def _roots(self) -> dict[str, str]:
        return roots_among(self.consolidation, self._rows)

    @cached_property
    def _weights(self) -> dict[str, float]:
        return weights(self.consolidation, self._rows)

    @cached_property
    def _links(self) -> CellLinks:
        return CellLinks(self.consolidation, list(self._rows.values()))

    @cached_property
    def _histories(self) -> dict[str, list[Settlement]]:
        found = histories(self.consolidation.period_key, self.until)
        if self.edition is not None:
            return found
        return {mark: said for mark, said in found.items() if said[-1].found["kind"] != SENTENCE}

    @cached_property
    def _gone_histories(self) -> dict[str, list[Settlement]]:
        return {mark: said for mark, said in self._histories.items() if mark not in self._rows}

    @cached_property
    def _gone_found(self) -> dict[str, DiscrepancySnapshot]:
        return {
            mark: DiscrepancySnapshot.from_json(said[-1].found)
            for mark, said in self._gone_histories.items()
        }

    @cached_property
    def _corrections(self) -> Mapping[int, Correction]:
        every = (row for rows in self._histories.values() for row in rows)
        asked = [row for row in every if row.state == Settlement.State.MENDING]
        return corrections(asked, self.consolidation, self.units)

    @cached_property
    def _book(self) -> FigureBook:
        return FigureBook(self.consolidation)

    def _item(self, mark: str, row: Discrepancy) -> DiscrepancyItem:
        said = self._histories.get(mark, [])
        correction = self._corrections.get(said[-1].pk) if said else None
        in_vain = correction is not None and correction.came_in
        status = discrepancy_status(row, said[-1] if said else None, corrected_in_vain=in_vain)
        return self._made(mark, status, found_of(row), row, said, correction)

    def _gone(self, mark: str, said: list[Settlement]) -> DiscrepancyItem:
        """The effect is counted from when it was returned, or else from what was said last."""
        returned = [settlement for settlement in said if settlement.pk in self._corrections]
        basis = returned[-1] if returned else said[-1]
        found = self._gone_found[mark]
        changed = effects(DiscrepancySnapshot.from_json(basis.found).values, self._book.lookup)
        correction = self._corrections.get(basis.pk)
        return self._made(
            mark, DiscrepancyStatus.GONE, found, None, said, correction, tuple(changed)
        )

    def _made(
        self,
        mark: str,
        status: DiscrepancyStatus,
        found: DiscrepancySnapshot,
        row: Discrepancy | None,
        said: list[Settlement],
        correction: Correction | None,
        changed: tuple[Effect, ...] = (),
    ) -> DiscrepancyItem:
        return DiscrepancyItem(
            fingerprint=mark,
            status=status,
            found=found,
            row=row,
            unit_name=self.units.get(found.unit, ""),
            section_title=self.sections.get(found.section, found.section),
            section_exists=found.section in self.sections,
            cells=self._links.links(found.cells),
            history=tuple(said),
            correction=correction,
            effects=changed,
        )


def open_high(
    period_key: int, language: str = "en", newest: Consolidation | None = None
) -> list[DiscrepancyItem]:
    """What publication needs a reason for: the high ones of the newest consolidation of a period
    that nobody has explained and no report has corrected; [] before the first consolidation."""
    consolidation = newest or newest_consolidation(period_key)
    return DiscrepancyWorkspace(consolidation, language).open_high if consolidation else []


def _order(item: DiscrepancyItem) -> tuple[int, int, float]:
    gravity = SEVERITIES.index(item.found.severity)
    return ORDER.index(item.status), gravity, -item.weight


def _values(item: DiscrepancyItem, field: str) -> set[str]:
    if field == "state":
        return {str(item.status.value)}
    if field == "severity":
        return {item.found.severity}
    return {str(getattr(one.found, field)) for one in item.group}


def _agrees(item: DiscrepancyItem, fields: Mapping[str, str]) -> bool:
    for name, value in fields.items():
        if (name, value) == ("state", UNRESOLVED):
            if item.is_resolved:
                return False
        elif value not in _values(item, name):
            return False
    return True
