"""A comparison in words: each changed figure with its labels and why; all of it as one table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from reporting.core.queries.cell_labels import CellLabels, cell_labels
from reporting.core.queries.period_words import joined, period_words
from reporting.core.queries.spoken_labels import spoken
from reporting.document.value import Align, CellContent, HeaderCell, Number, Row, Table
from reporting.editions.publishing.queries.comparison import Compared
from reporting.editions.publishing.rules.edition_comparison import (
    FigureChange,
    FigureChangeLine,
    FigureState,
    ReportRevision,
    RevisionChange,
    behind,
    lines,
)
from reporting.editions.writing.rules.text_comparison import SentenceChange
from reporting.kernel.messages import in_words
from reporting.kernel.periods import Period
from reporting.models import Discrepancy

NOWHERE = CellLabels("", "", "", "", "", "", (10_000, 0, 0))
START: Align = "start"
END: Align = "end"


@dataclass(frozen=True)
class LabelledChange:
    """A figure that differs, with the words of its place. `scope`: whose figure it is; `period`
    only where it is not the edition's own."""

    change: FigureChange
    section: str
    table: str
    label: str
    scope: str
    period: str
    why: tuple[str, ...]

    @property
    def received(self) -> str:
        """How many stood behind it then and now, where that differs."""
        old, new = self.change.before, self.change.after
        if (
            old is None
            or new is None
            or (old.received, old.expected) == (new.received, new.expected)
        ):
            return ""
        words = _("%(now)d of %(expected)d reports; before, %(before)d")
        return words % {"now": new.received, "expected": new.expected, "before": old.received}


class ComparisonWords:
    """Names and labels, read once: four queries."""

    def __init__(self, compared: Compared, language: str) -> None:
        self.compared, self.language = compared, language
        year = compared.before.edition.year
        self.labels: Mapping[str, CellLabels] = cell_labels(language)
        names = unit_names(year, language)
        self.units = {
            code: names.get(pk, code)
            for code, pk in OrganisationUnit.objects.values_list("code", "pk")
        }
        self.reports: Mapping[int, ReportRevision] = compared.reports(language)

    def figure_lines(self) -> list[LabelledChange]:
        """In the order of the report: what is national with the units that it comes from."""
        found = [self._line(line) for line in lines(self.compared.figures)]
        order = {
            section.id: place for place, section in enumerate(self.compared.after.document.sections)
        }
        found.sort(
            key=lambda line: (
                order.get(line.section, len(order)),
                self.labels.get(line.change.cell, NOWHERE).position,
                -line.change.period_key,
                line.scope,
            )
        )
        return found

    def _line(self, line: FigureChangeLine) -> LabelledChange:
        change = line.change
        label = self.labels.get(change.cell, NOWHERE)
        edition = self.compared.after.edition
        own = change.period_key == edition.period_key
        return LabelledChange(
            change=change,
            section=label.section,
            table=label.table_title or change.cell,
            label=" \u2013 ".join(filter(None, (label.row_label, label.column_label))),
            scope=self.scope(change),
            period="" if own else period_words(Period.from_key(change.period_key)),
            why=tuple(self._why(line)),
        )

    def scope(self, change: FigureChange) -> str:
        if change.kind:
            return (
                str(UnitKind(change.kind).label) if change.kind in UnitKind.values else change.kind
            )
        if not change.unit:
            return _("The nation")
        return joined(self.units.get(code, code) for code in change.unit.split("|"))

    def _why(self, line: FigureChangeLine) -> Iterator[str]:
        if line.change.is_computed:
            yield _("It is computed from other figures.")
            return
        found = behind((line.change, *line.units), self.reports)
        yield from (_behind_words(report) for report in found)
        if found:
            return
        if not self.compared.sees_all and (line.change.gone or line.change.come or not line.units):
            yield _("The reports of other units have changed.")
        else:
            yield _("The same reports: the table counts them otherwise now.")

    def discrepancy(self, row: Discrepancy) -> str:
        return in_words(row.template, row.params, spoken)

    # The whole as one table ----------------------------------------------------------------------

    def table(self, title: str) -> Table:
        """Figures of everybody, sentences, discrepancies: a row each, for a spreadsheet."""
        before, after = self.compared.before.title, self.compared.after.title
        heads = (
            _("What"), _("Section"), _("Table"), _("Row and column"), _("Unit"), _("Period"),
            before, after, _("Difference"), _("In per cent"), _("Why"),
        )  # fmt: skip
        return Table(
            id="comparison",
            number="",
            caption=title,
            header=(tuple(map(HeaderCell, heads)),),
            rows=(*self._figure_rows(), *self._sentence_rows(), *self._discrepancy_rows()),
            align=(*(START,) * 6, END, END, END, END, START),
            widths=(1.0,) * len(heads),
        )

    def _figure_rows(self) -> Iterator[Row]:
        for change in self.compared.figures:
            label = self.labels.get(change.cell, NOWHERE)
            name = " \u2013 ".join(filter(None, (label.row_label, label.column_label)))
            why = "; ".join(self._why(FigureChangeLine(change, self._units_behind(change))))
            yield Row((
                _("Figure"), label.section, label.table_title, name, self.scope(change),
                Period.from_key(change.period_key).code, _number(change.before),
                _number(change.after), _decimal(change.difference), _decimal(change.percent), why,
            ))  # fmt: skip

    def _units_behind(self, change: FigureChange) -> tuple[FigureChange, ...]:
        return () if change.unit else self._by_place.get((change.cell, change.period_key), ())

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, int], tuple[FigureChange, ...]]:
        found: dict[tuple[str, int], list[FigureChange]] = defaultdict(list)
        for figure in self.compared.figures:
            if figure.unit:
                found[figure.cell, figure.period_key].append(figure)
        return {place: tuple(many) for place, many in found.items()}

    def _sentence_rows(self) -> Iterator[Row]:
        for sentence in self.compared.sentences:
            old, new = (side.text if side else "" for side in (sentence.before, sentence.after))
            blank = ("", "", "", "")
            yield Row((sentence_words(sentence), sentence.section, *blank, old, new, "", "", ""))

    def _discrepancy_rows(self) -> Iterator[Row]:
        came, went = self.compared.discrepancies
        for words, rows, is_new in (
            (_("Discrepancy that came"), came, True),
            (_("Discrepancy that went"), went, False),
        ):
            for row in rows:
                said = self.discrepancy(row)
                sides = ("", said) if is_new else (said, "")
                yield Row((words, row.section, row.table, "", "", row.period, *sides, "", "", ""))


def sentence_words(sentence_change: SentenceChange) -> str:
    return {
        "added": _("New"),
        "removed": _("Taken out"),
        "rewritten": _("Rewritten"),
        "followed": _("The same words, other figures"),
        "moved": _("In another section"),
    }[sentence_change.what]


def _behind_words(report: RevisionChange) -> str:
    params = {"report": report.name, "before": report.before, "after": report.after}
    if report.before is None:
        return _("%(report)s: new, revision %(after)d") % params
    if report.after is None:
        return _("%(report)s: no longer counted (revision %(before)d)") % params
    return _("%(report)s: revision %(after)d instead of %(before)d") % params


def _number(state: FigureState | None) -> CellContent:
    return _decimal(state.value if state else None)


def _decimal(value: Decimal | None) -> CellContent:
    if value is None:
        return ""
    exact = exact_places(value)
    return Number(value if exact else int(value), exact)


def exact_places(value: Decimal) -> int:
    """As many decimals as it has, none of a whole number."""
    return max(0, -int(value.normalize().as_tuple().exponent))
