"""From which figures the reports of a year are made, and what of the nation may stand in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import override

from provinces.models import LOCALITIES, OrganisationUnit, Population, UnitClosure, UnitKind
from provinces.population import populations
from provinces.queries import unit_names
from reporting.consolidation.queries.figures import StoredFigure
from reporting.core.queries.editions import (
    in_work,
    newest_consolidation,
    newest_published,
)
from reporting.document.value import Block, Bullet, Paragraph
from reporting.editions.composing.queries.material import EntryRow, Material
from reporting.editions.composing.queries.open_row_tables import Reword
from reporting.editions.composing.queries.row_words import (
    WordsInLanguage,
    units_rewording,
    words_of_edition,
)
from reporting.editions.discrepancies.queries.doubted_totals import with_totals
from reporting.editions.discrepancies.queries.figure_states import figure_states
from reporting.editions.discrepancies.queries.footnote_words import (
    PrintedDiscrepancy,
    printed_discrepancies,
)
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.entry.page.queries.form_tables import places_by_form, tables_of
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, PassageSource, Settlement
from reporting.provincial.queries.asked_year import AskedYear, decisions
from strategies.models import DataSet
from strategies.models.labels import in_year


@dataclass(frozen=True)
class ReportBasis:
    """`edition`: the national report of the year, the published one if there is one. Its figures
    are the nation's and the province's, so that both reports agree to the digit."""

    year: int
    figures: Consolidation
    edition: Edition | None

    @property
    def period(self) -> Period:
        return self.figures.period

    @property
    def is_published(self) -> bool:
        """What is not published of the nation no province reads."""
        return self.edition is not None and self.edition.is_published

    @property
    def is_decided(self) -> bool:
        """Whether it was published, for a reason, with what nobody had explained."""
        return self.edition is not None and self.is_published and bool(self.edition.reason)

    @property
    def until(self) -> datetime | None:
        return self.edition.published_at if self.edition else None


def basis_of(year: int) -> ReportBasis | None:
    """None before the year is consolidated; two queries."""
    key = Period.of_year(year).key
    published = newest_published(key)
    if published is not None and published.consolidation is not None:
        return ReportBasis(year, published.consolidation, published)
    figures = newest_consolidation(key)
    return ReportBasis(year, figures, in_work(key)) if figures else None


def stamp_of(basis: ReportBasis) -> str:
    """Equal stamps, equal reports; four queries."""
    said = Settlement.objects.filter(period_key=basis.figures.period_key)
    if basis.until is not None:
        said = said.filter(at__lte=basis.until)
    people = Population.objects.filter(year__lte=basis.year).aggregate(
        rows=Count("pk"), persons=Sum("persons"), certain=Count("pk", filter=Q(certain=True))
    )
    asking, decided = decisions(basis.year)
    parts = [
        f"{basis.figures.created_at:%Y%m%dT%H%M%S%f}",  # tells apart two databases too
        basis.figures.digest[:16],
        f"{basis.until:%Y%m%dT%H%M%S%f}" if basis.until else "draft",
        said.aggregate(last=Max("pk"))["last"] or 0,
        f"{people['rows']}p{people['persons'] or 0}c{people['certain']}",
    ]
    if decided is not None:
        parts.append(f"{asking}a{decided:%Y%m%dT%H%M%S%f}")
    return "-".join(map(str, parts))


@dataclass(frozen=True)
class ChosenReport:
    """An accepted report that stands for some months of the year."""

    unit_id: int
    form_id: int
    period: Period
    months: int
    signed_at: datetime | None
    accepted_at: datetime | None


class YearInLanguage:
    """All that the reports of a year share in one language; as many queries for one province as
    for 25. Built and used in the language of the moment."""

    def __init__(self, basis: ReportBasis, language: str) -> None:
        self.basis = basis
        self.language = language
        with override(language):
            self.material = Material(basis.figures, language)
            self.words = (
                words_of_edition(basis.edition, language)
                if basis.edition
                else WordsInLanguage(language)
            )
            self.discrepancies: list[PrintedDiscrepancy] = printed_discrepancies(
                basis.figures, basis.until, self.words.of
            )
        self.states = with_totals(
            figure_states(self.discrepancies, basis.period, decided=basis.is_decided)
        )
        self.reword: Reword = (
            units_rewording(basis.edition, language) if basis.edition else as_written
        )
        self.forms = list(DataSet.objects.filter(in_year(basis.year)).prefetch_related("tables"))
        self.places = places_by_form([form.pk for form in self.forms])
        self.chosen = self._chosen()
        provinces = OrganisationUnit.objects.filter(kind=UnitKind.PROVINCE)
        self.provinces = {unit.code: unit for unit in provinces.order_by("code")}
        self.populations = populations(self.provinces.values(), basis.year)
        self.below = self._below()
        self.asked = AskedYear(
            basis.year,
            ((one.unit_id, one.form_id, one.period) for own in self.chosen.values() for one in own),
        )

    def _chosen(self) -> dict[int, list[ChosenReport]]:
        rows = self.basis.figures.chosen.filter(revision__report__year=self.basis.year)
        found: dict[int, list[ChosenReport]] = defaultdict(list)
        for unit, form, key, months, signed, accepted in rows.order_by(
            "revision__report__data_set__position", "revision__report__period_key"
        ).values_list(
            "organisation_unit_id", "revision__report__data_set_id",
            "revision__report__period_key", "months", "revision__submitted_at",
            "revision__decided_at",
        ):  # fmt: skip
            period = Period.from_key(key)
            found[unit].append(ChosenReport(unit, form, period, months, signed, accepted))
        return found

    def _below(self) -> dict[int, list[OrganisationUnit]]:
        """Province -> the units below it with a chosen report, and the districts of its communes
        that have one, in the order of their codes."""
        lines = UnitClosure.objects.filter(
            ancestor__in=self.provinces.values(), descendant_id__in=list(self.chosen), depth__gt=0
        ).select_related("descendant__parent")
        found: dict[int, dict[str, OrganisationUnit]] = defaultdict(dict)
        for line in lines:
            unit = line.descendant
            found[line.ancestor_id][unit.code] = unit
            if unit.kind == UnitKind.COMMUNE and unit.parent is not None:
                found[line.ancestor_id][unit.parent.code] = unit.parent
        below = {pk: [units[code] for code in sorted(units)] for pk, units in found.items()}
        return defaultdict(list, below)

    @cached_property
    def names_below(self) -> dict[int, str]:
        every = (*self.below.values(), *self.asked.places.values())
        units = [unit for units in every for unit in units]
        return unit_names(self.basis.year, self.language, units)

    @cached_property
    def received(self) -> dict[tuple[str, str], StoredFigure]:
        """Unit and table -> the figure of the year that was made from most months."""
        found: dict[tuple[str, str], StoredFigure] = {}
        for (cell, unit, _kind, key), row in self.material.book.rows.items():
            if unit and key == self.basis.period.key:
                place = unit, cell.partition("[")[0].partition(".")[0]
                if place not in found or row.received > found[place].received:
                    found[place] = row
        return found

    def reporters(self, unit: OrganisationUnit) -> list[OrganisationUnit]:
        """The province, then whoever below it reports for the whole of it (its police); districts
        and communes have a part of their own."""
        others = (below for below in self.below[unit.pk] if below.kind not in LOCALITIES)
        return [unit, *others]

    def tables_filled_by(self, unit: OrganisationUnit) -> set[int]:
        """Those that its forms carry in the year."""
        return {
            table.pk
            for form in self.forms
            if form.is_filled_by(unit.code, unit.kind)
            for table in tables_of(self.places[form.pk], unit.code, self.basis.year)
        }

    def localities(self, unit: OrganisationUnit) -> list[OrganisationUnit]:
        return [below for below in self.below[unit.pk] if below.kind in LOCALITIES]

    def told_of(self, place: OrganisationUnit) -> list[Period]:
        """The periods of the accepted reports of a place and of the places in it."""
        inside = {place.pk}
        for units in self.below.values():
            inside |= {unit.pk for unit in units if place.pk in (unit.pk, unit.parent_id)}
        return [report.period for pk in inside for report in self.chosen.get(pk, ())]

    def name(self, unit: OrganisationUnit) -> str:
        return self.names_below.get(unit.pk) or self.material.name(unit)

    @cached_property
    def passages_of_entries(self) -> dict[int, Block]:
        """Entry -> what the published report says of it in this language, where the passage was
        made of this entry alone. Nothing before the publication: what is written may still change,
        and is not for a province to read."""
        edition = self.basis.edition
        if edition is None or not self.basis.is_published:
            return {}
        of_passage: dict[int, list[int]] = defaultdict(list)
        rows = PassageSource.objects.filter(passage__edition=edition)
        for passage, entry in rows.values_list("passage_id", "entry_id"):
            of_passage[passage].append(entry)
        return dict(self._set_in_print(edition, of_passage))

    def _set_in_print(
        self, edition: Edition, of_passage: dict[int, list[int]]
    ) -> Iterator[tuple[int, Block]]:
        document = shown_document(edition, self.language).document
        for block in (block for section in document.sections for block in section.blocks):
            if not isinstance(block, Paragraph | Bullet) or block.language:
                continue
            entries = of_passage.get(block.passage, [])
            if len(entries) == 1:
                yield entries[0], block


def as_written(row: EntryRow) -> EntryRow:
    return row


def forms_owed(forms: Iterable[DataSet], unit: OrganisationUnit) -> list[DataSet]:
    return [form for form in forms if form.owed and form.is_filled_by(unit.code, unit.kind)]
