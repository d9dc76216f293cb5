"""The money of the plan in a report: what the action plans say it costs, by strategy and by source
of funds, each currency by itself. Nobody is asked what was spent, and the report says so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.consolidation.queries.plan_lines import UnitProgress
from reporting.core.queries.period_words import joined
from reporting.document.sentences.figures_in_text import money_words
from reporting.document.value import (
    CellContent,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Subheading,
    Table,
)
from reporting.kernel.numbers import format_number, usual_places
from reporting.models import PlannedActivity

CURRENCIES = PlannedActivity.Currency.values
Source = Callable[[UnitProgress], str]  # as it is printed; "" where the plan names none


@dataclass
class Money:
    """Of rows of action plans: how many there are, how many say a budget, and the sums."""

    planned: int = 0
    budgeted: int = 0
    units: set[int] = field(default_factory=set)
    sums: dict[str, Decimal] = field(default_factory=dict)

    def add(self, row: PlannedActivity) -> None:
        self.planned += 1
        if row.budget is not None:
            self.budgeted += 1
            self.units.add(row.organisation_unit_id)
            self.sums[row.currency] = self.sums.get(row.currency, Decimal(0)) + row.budget

    def cells(self) -> Iterator[CellContent]:
        yield Number(self.budgeted)
        yield Number(len(self.units))
        for currency in CURRENCIES:
            amount = self.sums.get(currency)
            yield Missing() if amount is None else Number(amount, usual_places(amount))

    def words(self, language: str) -> str:
        return joined(
            money_words(format_number(amount, usual_places(amount)), currency, language)
            for currency in CURRENCIES
            if (amount := self.sums.get(currency)) is not None
        )


def money_of(units: Iterable[UnitProgress]) -> Money:
    found = Money()
    for unit in units:
        if unit.planned is not None:
            found.add(unit.planned)
    return found


def by_source(units: Iterable[UnitProgress], source: Source) -> dict[str, Money]:
    """Of what has a budget, the source with most rows first, what names none last; one source is
    not two for its capitals or its spaces."""
    names: dict[str, str] = {}
    found: dict[str, Money] = {}
    for unit in units:
        if unit.planned is not None and unit.planned.budget is not None:
            words = " ".join(source(unit).split()).rstrip(".។ ")
            name = names.setdefault(words.casefold(), words)
            found.setdefault(name, Money()).add(unit.planned)
    order = sorted(found, key=lambda name: (not name, -found[name].budgeted, name))
    return {name: found[name] for name in order}


def money_of_plan(
    strategies: Sequence[tuple[str, Sequence[UnitProgress]]], language: str
) -> Iterator[Paragraph | Subheading | Table]:
    """Of all strategies, by their names."""
    yield Subheading(_("Money"))
    every = [unit for _name, units in strategies for unit in units]
    whole = money_of(every)
    if whole.budgeted:
        said = _(
            "The action plans say a budget for %(budgeted)d of the %(planned)d rows that units "
            "planned: %(sums)s, for the whole year."
        )
        sums = whole.words(language)
        words = {"budgeted": whole.budgeted, "planned": whole.planned, "sums": sums}
        yield Paragraph(said % words)
        rows = [Row((name, *_with_planned(money_of(units)))) for name, units in strategies]
        rows.append(Row((_("Total"), *_with_planned(whole)), "total"))
        yield _table(
            "plan-money", _("Budget of the action plans by strategy"), _("Strategy"), rows,
            _("Planned by units"),
        )  # fmt: skip
    else:
        yield Paragraph(_("No action plan says a budget for what was planned."))
    yield Paragraph(
        _(
            "What was spent of it is not reported: no form asks the units for it, so that this "
            "report cannot compare it with the budget."
        )
    )


def money_of_strategy(
    number: int, units: Sequence[UnitProgress], source: Source, language: str
) -> Iterator[Paragraph | Table]:
    whole = money_of(units)
    if not whole.budgeted:
        yield Paragraph(_("No action plan says a budget for anything in this strategy."))
        return
    said = _(
        "The action plans say a budget for %(budgeted)d of the %(planned)d rows that units planned "
        "in this strategy: %(sums)s, for the whole year. What was spent is not reported."
    )
    sums = whole.words(language)
    yield Paragraph(said % {"budgeted": whole.budgeted, "planned": whole.planned, "sums": sums})
    rows = [
        Row((name or _("No source named"), *money.cells()))
        for name, money in by_source(units, source).items()
    ]
    rows.append(Row((_("Total"), *whole.cells()), "total"))
    caption = _("Budget planned by source of funds, strategy %(number)s") % {"number": number}
    yield _table(f"plan-money-{number}", caption, _("Source of funds"), rows)


def _with_planned(money: Money) -> Iterator[CellContent]:
    yield Number(money.planned)
    yield from money.cells()


def _table(name: str, caption: str, first: str, rows: list[Row], *more: str) -> Table:
    currencies = [str(label) for label in PlannedActivity.Currency.labels]
    heads = (first, *more, _("With a budget"), _("Units that say a budget"), *currencies)
    return Table(
        id=name,
        number="",
        caption=caption,
        header=(tuple(HeaderCell(word) for word in heads),),
        rows=tuple(rows),
        align=("start", *["end"] * (len(heads) - 1)),  # type: ignore[arg-type]
        widths=(4.2, *[1.1] * (len(heads) - 3), 1.6, 1.8),
        notes=(
            _(
                "A row is what one unit plans of one activity or group, as its action plan says "
                "it, approved or not yet. A budget is of the whole year, not of single months; "
                "currencies are not converted, and nothing is added across them."
            ),
        ),
    )
