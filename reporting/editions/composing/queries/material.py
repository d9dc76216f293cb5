"""What a report of a period is made from: the catalogue of its year, the rows and numbers of the
chosen revisions, and the texts of the units as they are printed, without source labels."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from provinces.models import SUB_NATIONAL, OrganisationUnit, UnitAlias
from provinces.queries import unit_names, units_above_localities
from provinces.spelling import fold, fold_place
from reporting.consolidation.queries.figures import FigureBook
from reporting.consolidation.queries.record_sources import beside_the_record
from reporting.core.queries.coded_rows import coded_rows
from reporting.core.queries.period_words import period_words_in
from reporting.core.queries.practice_years import is_practice
from reporting.document.sentences.language import LANGUAGES, without_labels
from reporting.document.value import CellContent, Missing, Number
from reporting.kernel.expressions import Reference
from reporting.kernel.numbers import usual_places
from reporting.kernel.periods import Period, component_periods
from reporting.models import Consolidation, DataValue, ListEntry
from strategies.models import (
    Chart,
    Classification,
    Element,
    Option,
    Section,
    Table,
    TableDataSet,
)
from strategies.models.labels import in_year

# What stands before the name of a place in the name of its committee.
_COMMITTEE = re.compile(r"^(?:pccts?|m pccts?|c pccts?|ccts?)\s+(?:of\s+)?|\s+(?:pccts?|ccts?)$")


class PrintedLabels:
    """Knows what is left out of the printed texts: source labels, the mark of practice. Of a year,
    and of the units whose texts are printed; two queries, whatever there is."""

    def __init__(self, year: int, units: Iterable[int]) -> None:
        self.practice = is_practice(year)
        shorter = component_periods(Period.of_year(year))
        self._periods = {
            period_words_in(language)(period) for language in LANGUAGES for period in shorter
        }
        self._own: dict[int, set[str]] = defaultdict(set)
        rows = UnitAlias.objects.filter(unit__in=set(units))
        for unit, folded, code in rows.values_list("unit_id", "folded", "unit__code"):
            self._own[unit] |= {folded, fold(code)}

    def printed(self, unit: int, text: str) -> str:
        if not text:
            return text
        is_own = partial(self._is_own, unit)
        return without_labels(text, is_own=is_own, practice=self.practice, periods=self._periods)

    def _is_own(self, unit: int, label: str) -> bool:
        spellings = {fold(label), fold_place(label)}
        spellings |= {_COMMITTEE.sub("", spelling) for spelling in spellings}
        return bool(spellings & self._own[unit])


def printed_texts(entries: Iterable[ListEntry], year: int) -> dict[int, str]:
    """Entry -> its words as they go into a passage."""
    rows = list(entries)
    labels = PrintedLabels(year, {row.organisation_unit_id for row in rows})
    return {row.pk: labels.printed(row.organisation_unit_id, row.text or row.title) for row in rows}


def partners_in(text: str) -> list[str]:
    return [name for name in text.split(PARTNERS) if name]


Order = tuple[int, int, int]
PARTNERS = "; "  # between two names


@dataclass
class EntryRow:
    """An open row or a piece of text with its reporter and its numbers by column. `words`: its
    texts as they are printed, by field."""

    entry: ListEntry
    unit: OrganisationUnit
    values: dict[str, Decimal | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.words.get("title", self.entry.title)

    @property
    def text(self) -> str:
        return self.words.get("text", self.entry.text)

    @property
    def kind(self) -> str:
        return self.words.get("kind", self.entry.kind)

    @property
    def partners(self) -> list[str]:
        """Names, one by one."""
        return partners_in(self.words.get("partner", self.entry.partner))

    def key_of(self, name: str) -> str:
        """Which text of which row it is, in every consolidation of the period."""
        report = self.entry.revision.report
        return f"{self.unit.code}/{report.period_key}/{self.entry.key}/{name}"


class Material:
    """The year's catalogue and what the chosen revisions say, by primary key."""

    def __init__(self, consolidation: Consolidation, language: str) -> None:
        self.consolidation = consolidation
        self.period = consolidation.period
        self.year = consolidation.year
        self.language = language
        self.book = FigureBook(consolidation)
        self.sections = list(Section.objects.filter(in_year(self.year)).order_by("position"))
        self.tables = self._tables()
        self.elements = self._elements()
        self.options = self._options()
        self.articles = self._articles()
        self.charts = self._charts()
        self.units = {unit.code: unit for unit in units_above_localities()}
        self.names = unit_names(self.year, language, list(self.units.values()))
        self.entries = self._entries()
        self.not_available = self._not_available()
        self.of_one_unit = self._of_one_unit()
        self.shown_elsewhere = {
            table.shown_id for tables in self.tables.values() for table in tables if table.shown_id
        }

    def _tables(self) -> dict[int, list[Table]]:
        found: dict[int, list[Table]] = defaultdict(list)
        rows = Table.objects.filter(in_year(self.year)).select_related("shown", "section")
        for table in rows.order_by("position"):
            found[table.section_id].append(table)
        return found

    def _elements(self) -> dict[int, list[Element]]:
        found: dict[int, list[Element]] = defaultdict(list)
        rows = Element.objects.filter(in_year(self.year)).order_by("position")
        for element in rows:
            found[element.table_id].append(element)
        return found

    def _options(self) -> dict[int, list[Option]]:
        found: dict[int, list[Option]] = defaultdict(list)
        for option in Option.objects.filter(in_year(self.year)).order_by("position"):
            found[option.table_id].append(option)
        return found

    def _articles(self) -> dict[int, str]:
        """Option -> the article of the law that it stands for in the year."""
        rows = Classification.objects.filter(in_year(self.year), scheme=Classification.Scheme.LAW)
        return dict(rows.order_by("valid_from").values_list("option_id", "code"))

    def _charts(self) -> dict[int, list[Chart]]:
        found: dict[int, list[Chart]] = defaultdict(list)
        for chart in Chart.objects.filter(in_year(self.year)).order_by("position"):
            found[chart.section_id].append(chart)
        return found

    def _entries(self) -> dict[int, list[EntryRow]]:
        """Per table in the order of the report: as transcribed, else unit by unit."""
        chosen = self.consolidation.chosen.filter(revision__report__year=self.year)
        entries = list(
            ListEntry.objects.filter(revision__in=chosen.values("revision_id")).select_related(
                "organisation_unit", "revision__report"
            )
        )
        labels = PrintedLabels(self.year, {entry.organisation_unit_id for entry in entries})
        beside = {(table, unit) for year, table, unit in beside_the_record([self.year])}
        coded = {
            (table, row.english): row.title
            for table, found in coded_rows(
                {entry.table_id for entry in entries}, self.year, self.language
            ).items()
            for row in found
        }
        rows = {
            entry.pk: EntryRow(entry, entry.organisation_unit, {}, _words(labels, entry, coded))
            for entry in entries
            if (entry.table_id, entry.organisation_unit_id) not in beside
        }
        values = DataValue.objects.filter(entry_id__in=list(rows)).values_list(
            "entry_id", "cell__element__code", "value"
        )
        for entry_id, element, value in values:
            rows[entry_id].values[element] = value
        found: dict[int, list[EntryRow]] = defaultdict(list)
        for row in rows.values():
            found[row.entry.table_id].append(row)
        for tables in self.tables.values():
            for table in tables:
                found[table.pk].sort(key=partial(_order, table=table))
        return found

    def _not_available(self) -> set[tuple[str, str, int]]:
        """Cell, unit and period of the report that says so, and the consolidated period with it:
        that shows where no other report has a number."""
        rows = DataValue.objects.filter(
            revision__in=self.consolidation.chosen.values("revision_id"), not_available=True
        ).values_list("cell__code", "organisation_unit__code", "period_key")
        found = set(rows)
        whole = ((cell, unit, self.period.in_year(key // 100).key) for cell, unit, key in found)
        return found | set(whole)

    def _of_one_unit(self) -> set[int]:
        """The tables whose figures one unit alone gives: it came, or there is no figure."""
        named: dict[int, set[str]] = defaultdict(set)
        places = TableDataSet.objects.filter(in_year(self.year), compared=False)
        for table, units in places.values_list("table_id", "units"):
            named[table].update(units or ("any", "of the form"))
        return {table for table, units in named.items() if len(units) == 1}

    def name(self, unit: OrganisationUnit) -> str:
        return self.names.get(unit.pk) or unit.code

    def number(
        self,
        cell: str,
        element: Element,
        *,
        unit: str = "",
        kinds: tuple[str, ...] = (),
        period_key: int | None = None,
    ) -> CellContent:
        """A figure with its address, or why there is none."""
        key = self.period.key if period_key is None else period_key
        scope = (unit,) if unit else kinds
        reference = Reference(cell, scope=scope, period=Period.from_key(key).code)
        value = self.book.look_up(reference)
        if value is None:
            absent = any(
                found_cell == cell and found_key == key and unit in ("", found_unit)
                for found_cell, found_unit, found_key in self.not_available
            )
            return Missing("not_available") if absent else Missing()
        return Number(value, places=usual_places(value), trace=str(reference))


def _words(
    labels: PrintedLabels, entry: ListEntry, coded: Mapping[tuple[int, str], str]
) -> dict[str, str]:
    """`coded`: titles of a code list, by table and as they are kept."""
    unit = entry.organisation_unit_id
    found = {name: labels.printed(unit, getattr(entry, name)) for name in ("title", "text", "kind")}
    title = coded.get((entry.table_id, entry.title))
    return {**found, "title": title} if title else found


def _order(row: EntryRow, table: Table) -> Order:
    return entry_order(row.entry, table)


def rank(unit: OrganisationUnit, table: Table) -> int:
    """Where a reporter stands in a table: its printed order, else the order of protocol."""
    if unit.code in table.unit_order:
        return table.unit_order.index(unit.code)
    return 10_000 + unit.position


def entry_order(entry: ListEntry, table: Table) -> Order:
    """As transcribed, else unit by unit. Wants `revision__report` and `organisation_unit`."""
    place = rank(entry.organisation_unit, table)
    if entry.revision.report.transcribed_from:
        return (0, entry.position, place)  # the positions of a printed report run through
    return (1, place, entry.position)


def level_of(unit: OrganisationUnit, before: str) -> str:
    """Once the provinces have begun, whoever follows stands among them."""
    local = unit.kind in SUB_NATIONAL or unit.code == "CPCS"
    return "sub-national" if local or before == "sub-national" else "national"
