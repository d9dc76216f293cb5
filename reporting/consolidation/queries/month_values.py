"""What the chosen monthly reports say of figures, month by month; nothing of it is stored. The
Secretariat's: a unit sees no other unit's reports."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum

from provinces.models import BELOW, LOCALITIES
from reporting.consolidation.queries.figures import FigureBook
from reporting.kernel.expressions import Reference, evaluate, narrow, parse, references
from reporting.models import DataValue

Key = tuple[str, int]  # cell, month (202103)


class MonthValues:
    """Of the cells behind some expressions of the nation: one query. Whoever is only compared with
    the source of record, or counts through the unit above, is left out as in the year's figure."""

    def __init__(self, book: FigureBook, expressions: Iterable[str]) -> None:
        self.book = book
        self.months = [year * 100 + month for year, month in book.period.months]
        self._found: dict[Key, Decimal] = {}
        self._units: dict[Key, set[str]] = defaultdict(set)
        self._read({cell for text in expressions for cell in self._cells(text)})

    def _read(self, cells: set[str]) -> None:
        run = self.book.consolidation
        chosen = run.chosen.filter(revision__report__year=run.year)
        rows = (
            DataValue.objects.filter(
                revision__in=chosen.values("revision_id"),
                cell__targets__target__code__in=cells,
                period_key__in=self.months,
                value__isnull=False,
            )
            .exclude(organisation_unit__kind__in=(*BELOW, *LOCALITIES))
            .order_by()
            .values_list(
                "cell__targets__target__code", "cell__table__code", "organisation_unit__code",
                "period_key",
            )
            .annotate(total=Sum("value"))
        )  # fmt: skip
        for cell, table, unit, key, total in rows:
            if (run.year, table, unit) not in self.book.beside:
                self._found[cell, key] = self._found.get((cell, key), Decimal(0)) + total
                self._units[cell, key].add(unit)

    def values(self, expression: str) -> list[Decimal | None]:
        """One a month of the period, None where no report gives it."""
        return [self._value(expression, key) for key in self.months]

    def reporters(self, expression: str) -> int:
        """How many have given any month of it."""
        return len(set().union(*self._of_months(expression)))

    def steady_reporters(self, expression: str) -> int:
        """How many have given each of its months that anybody has given."""
        given = self._of_months(expression)
        return len(set.intersection(*given)) if given else 0

    def _of_months(self, expression: str) -> list[set[str]]:
        """Who has given it, of each month that somebody has given."""
        cells = self._cells(expression)
        found = (
            {unit for cell in cells for unit in self._units.get((cell, key), ())}
            for key in self.months
        )
        return [units for units in found if units]

    def _value(self, expression: str, key: int) -> Decimal | None:
        def look_up(reference: Reference) -> Decimal | None:
            if reference.measure:
                formula = self.book.formula(reference)
                return None if formula is None else evaluate(formula, look_up)
            if (reference.cell, key) in self._found:
                return self._found[reference.cell, key]
            derived = self.book.derivations.get(reference.cell)
            return None if derived is None else evaluate(derived, look_up)

        return evaluate(parse(expression), look_up)

    def _cells(self, expression: str) -> set[str]:
        """Each cell, with those from which it is computed."""
        found: set[str] = set()
        waiting = list(references(narrow(expression, (), self.book.period.code)))
        while waiting:
            reference = waiting.pop()
            formula = self.book.formula(reference) if reference.measure else None
            if reference.measure:
                waiting += references(formula) if formula is not None else ()
            elif reference.cell not in found:
                found.add(reference.cell)
                derived = self.book.derivations.get(reference.cell)
                waiting += references(derived) if derived is not None else ()
        return found
