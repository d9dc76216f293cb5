"""The figures of a consolidation, kept in the process: a consolidation never changes.

Only for the Secretariat, which sees every figure: what is kept was read in its scope.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.models import UnitKind
from provinces.queries import Spellings, UnknownUnit
from provinces.spelling import fold, searched
from provinces.tenancy import all_sections
from reporting.consolidation.queries.figures import FigureBook
from reporting.document.sentences.figures_in_text import Setter
from reporting.editions.writing.queries.figure_labels import FigureLabels
from reporting.kernel.expressions import Reference
from reporting.kernel.messages import Translate
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_name
from reporting.models import Consolidation
from strategies.models import CatalogueStamp


def book_of(consolidation: Consolidation) -> FigureBook:
    """One query where it is known already: the catalogue's stamp, of which derived cells depend."""
    return _book(consolidation.pk, consolidation.created_at, catalogue_stamp())


def catalogue_stamp() -> UUID:
    return CatalogueStamp.objects.values_list("stamp", flat=True).get()


@lru_cache(maxsize=6)
def _book(pk: int, made: datetime, stamp: UUID) -> FigureBook:
    """Equal keys of two databases are told apart by the moment. Everything is read now, in the
    scope of whoever asks first; who that is makes no difference."""
    with all_sections():
        book = FigureBook(Consolidation.objects.get(pk=pk))
        book.read_ahead()
    return book


def setter_of(consolidation: Consolidation, language: str) -> Setter:
    """Sets the sentences of the consolidation's own period, in the language of the moment."""
    period = Period.from_key(consolidation.period_key).code
    return Setter(book_of(consolidation).lookup, period, language, _, tongue)


def tongue(language: str) -> Translate:
    """Translations into this language, whatever that of the moment is."""

    def translate(template: str) -> str:
        with override(language):
            return _(template)

    return translate


MOST_WORDS = 3  # of a province's name


@dataclass(frozen=True, slots=True)
class Candidate:
    """The period is left out of the reference where it is the report's own."""

    reference: Reference
    value: Decimal


@dataclass(frozen=True, slots=True)
class YearOnYearChange:
    """A figure of the report's own period and the same of a year before."""

    reference: Reference
    before: Reference
    value: Decimal
    value_before: Decimal


class FigureIndex:
    def __init__(self, consolidation: Consolidation, language: str) -> None:
        self.consolidation = consolidation
        self.language = language
        self.own = Period.from_key(consolidation.period_key)
        self.last = self.own.same_last_year
        self.book: FigureBook = book_of(consolidation)
        self.setter: Setter = setter_of(consolidation, language)
        self.labels = FigureLabels(consolidation, language)
        self.spellings = Spellings.known()
        self.candidates = [*self._stored(), *self._derived(), *self._of_entries()]
        self.by_value: dict[Decimal, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            self.by_value[candidate.value].append(candidate)

    def _stored(self) -> Iterator[Candidate]:
        for row in self.book.rows.values():
            scope = tuple(code for code in (row.unit or row.kind,) if code)
            period = self._period(row.period_key)
            yield Candidate(Reference(row.cell, scope=scope, period=period), row.value)

    def _derived(self) -> Iterator[Candidate]:
        """The nation's, of the report's period and of a year before."""
        for cell in self.book.derivations:
            for period in (None, self.last.code):
                if (found := self.look_up(Reference(cell, period=period))) is not None:
                    yield found

    def _of_entries(self) -> Iterator[Candidate]:
        """Open rows: all reporters together, and each one where several wrote the row."""
        for (cell, entry, key), rows in self.book.entry_values.items():
            period = self._period(key)
            units = {unit for unit, _kind, _value in rows}
            for scope in [(), *((unit,) for unit in units if len(units) > 1)]:
                if (found := self.look_up(Reference(cell, entry, scope, period))) is not None:
                    yield found

    def _period(self, key: int) -> str | None:
        return None if key == self.own.key else Period.from_key(key).code

    def look_up(self, reference: Reference) -> Candidate | None:
        """As it stands in a sentence of the report; None where there is no such figure."""
        asked = reference if reference.period else replace(reference, period=self.own.code)
        value = self.book.look_up(asked)
        return None if value is None else Candidate(reference, value)

    @cached_property
    def by_change(self) -> Mapping[Decimal, list[YearOnYearChange]]:
        """Differences from a year before, without their signs."""
        found: dict[Decimal, list[YearOnYearChange]] = defaultdict(list)
        for change in self.changes:
            found[abs(change.value - change.value_before)].append(change)
        return found

    @cached_property
    def changes(self) -> list[YearOnYearChange]:
        before = {
            replace(candidate.reference, period=None): candidate
            for candidate in self.candidates
            if candidate.reference.period == self.last.code
        }
        return [
            YearOnYearChange(
                candidate.reference,
                before[candidate.reference].reference,
                candidate.value,
                before[candidate.reference].value,
            )
            for candidate in self.candidates
            if candidate.reference in before
        ]

    @cached_property
    def of_table(self) -> Mapping[str, list[Candidate]]:
        """Those of the report's own period, by table."""
        found: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            if candidate.reference.period is None:
                found[candidate.reference.name.table].append(candidate)
        return found

    @cached_property
    def of_cell(self) -> Mapping[tuple[str, str | None], list[Candidate]]:
        found: dict[tuple[str, str | None], list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            found[candidate.reference.cell, candidate.reference.entry].append(candidate)
        return found

    @cached_property
    def words(self) -> Mapping[tuple[str, str | None], frozenset[str]]:
        """(cell, entry) -> the words by which it is looked for."""
        pairs = {
            (candidate.reference.cell, candidate.reference.entry) for candidate in self.candidates
        }
        pairs |= {(cell, None) for table in self.labels.tables.values() for cell in table.cells}
        return {pair: words_of(self._said(*pair)) for pair in pairs}

    def _said(self, cell: str, entry: str | None) -> str:
        reference = Reference(cell, entry)
        table = self.labels.tables.get(cell_name(cell).table)
        place = f"{table.section_title} {table.section}" if table else ""
        parts = " ".join(self.labels.parts(reference))
        return f"{place} {parts} {self.labels.unit_of_count(reference)}"

    def named(self, reference: Reference) -> frozenset[str]:
        """The words of its row and column."""
        return words_of(" ".join(self.labels.parts(reference)[1:]))

    def stems(self, reference: Reference) -> tuple[set[str], set[str], set[str]]:
        """Of the row and column, of the table, of the reporters."""
        key = (reference.cell, reference.entry, reference.scope)
        if key not in self._stems:
            table, *own = self.labels.parts(reference)
            said = (" ".join(own), table, self.labels.scope(reference.scope))
            self._stems[key] = tuple(stems_of(words) for words in said)  # type: ignore[assignment]
        return self._stems[key]

    @cached_property
    def _stems(
        self,
    ) -> dict[tuple[str, str | None, tuple[str, ...]], tuple[set[str], set[str], set[str]]]:
        return {}

    @cached_property
    def scope_words(self) -> Mapping[str, frozenset[str]]:
        """Code of a unit or kind -> the words of its name; those that have figures."""
        codes = {code for candidate in self.candidates for code in candidate.reference.scope}
        return {code: words_of(self.labels.scope_name(code)) | {fold(code)} for code in codes}

    @cached_property
    def other_scope_words(self) -> Mapping[str, frozenset[str]]:
        """The same in the other language: a name is found in either."""
        names = self.labels.other_names
        return {code: words_of(names[code]) for code in self.scope_words if names.get(code)}

    def provinces_in(self, words: list[str]) -> Iterator[tuple[str, list[str]]]:
        """The code of each province that some of the words spell, and the other words."""
        for start in range(len(words)):
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                with suppress(UnknownUnit):
                    unit = self.spellings.find(" ".join(words[start:end]))
                    if unit.kind == UnitKind.PROVINCE and unit.code in self.scope_words:
                        yield unit.code, words[:start] + words[end:]


def words_of(text: str) -> frozenset[str]:
    return frozenset(searched(text).split())


def stems_of(text: str) -> set[str]:
    """Roughly: “persons” and “person” are one word."""
    return {word.rstrip("s")[:7] for word in words_of(text) if len(word) > 3}


def index_of(consolidation: Consolidation, language: str) -> FigureIndex:
    """In one query where it is known already."""
    return _index(consolidation.pk, consolidation.created_at, catalogue_stamp(), language)


@lru_cache(maxsize=4)
def _index(pk: int, made: datetime, stamp: UUID, language: str) -> FigureIndex:
    with override(language), all_sections():
        return FigureIndex(Consolidation.objects.get(pk=pk), language)
