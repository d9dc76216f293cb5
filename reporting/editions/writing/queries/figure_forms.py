"""A reference in every form in which a sentence can show it, with its wholes and other periods."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext_lazy

from reporting.core.queries.period_words import period_words
from reporting.document.sentences.markup import FROM, OF, FormName, Quoted
from reporting.editions.writing.queries.figure_index import FigureIndex
from reporting.kernel.expressions import Reference, parse, references
from reporting.kernel.numbers import format_number, usual_places
from reporting.kernel.periods import Period
from reporting.kernel.tables import cell_code

FORM_NAMES = {
    "number": gettext_lazy("With thousands"),
    "plain": gettext_lazy("Plain digits"),
    "words": gettext_lazy("In words"),
    "ordinal": gettext_lazy("In words, as an ordinal number"),
    "money": gettext_lazy("As money"),
    "share": gettext_lazy("As a share of a whole"),
    "percent": gettext_lazy("As a percentage that says its base"),
    "difference": gettext_lazy("As the difference from another figure"),
    "change": gettext_lazy("As an increase or a decrease"),
    "growth": gettext_lazy("As a percentage more or less"),
}


PERCENTAGES = ("share", "percent", "growth")


@dataclass(frozen=True)
class FormShown:
    """`source` as it is stored; `shown` is empty where there is no such figure; `label`: what it
    is, with its whole or what it is compared with."""

    form: str
    title: str
    source: str
    shown: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class BaseFigure:
    """A whole, or the figure or period that a difference is from."""

    code: str
    title: str
    shown: str


@dataclass(frozen=True)
class ReferenceForms:
    """All about one reference. `wholes` and `others` are proposed; what is chosen is among them."""

    label: str
    shown: str
    trace: str
    forms: list[FormShown]
    wholes: list[BaseFigure]
    others: list[BaseFigure]
    whole: str
    other: str
    places: int | None
    currency: str


def shown_forms(
    index: FigureIndex, quoted: Quoted, whole: str = "", other: str = ""
) -> ReferenceForms:
    """`whole` and `other` are what the shares and the differences are of, "" for the likeliest."""
    wholes, others = _wholes(index, quoted, whole), _others(index, quoted, other)
    own_whole = quoted.base if quoted.form in OF else ""
    own_other = quoted.base if quoted.form in FROM else ""
    of = whole or own_whole or (wholes[0].code if wholes else "")
    since = other or own_other or (others[0].code if others else "")
    quote = index.setter.quote(quoted)
    possible = _possible(of, since, is_money=_is_money(index, quoted))
    return ReferenceForms(
        label=index.labels.quoted(quoted),
        shown=quote.text,
        trace=quote.trace,
        forms=[_form(index, quoted, form, of, since) for form in possible],
        wholes=wholes,
        others=others,
        whole=of,
        other=since,
        places=quoted.places,
        currency=quoted.currency,
    )


def _is_money(index: FigureIndex, quoted: Quoted) -> bool:
    """Of a column that counts money; of what is shown so already."""
    columns = [index.labels.column_of(reference) for reference in references(quoted.expression)]
    counts = [column.counts for column in columns if column]
    return quoted.form == "money" or (bool(counts) and set(counts) == {"usd"})


def _possible(of: str, since: str, *, is_money: bool) -> Iterator[FormName]:
    yield from ("number", "plain", "words", "ordinal")
    if is_money:
        yield "money"
    if of:
        yield from ("share", "percent")
    if since:
        yield from ("difference", "change", "growth")


def _form(index: FigureIndex, quoted: Quoted, form: FormName, of: str, since: str) -> FormShown:
    base = of if form in OF else since if form in FROM else ""
    same = (form in PERCENTAGES) == (quoted.form in PERCENTAGES)
    places = quoted.places if same else None  # the decimals of a percentage are not those of a sum
    wanted = replace(quoted, form=form, base=base, places=places)
    quote = index.setter.quote(wanted)
    return FormShown(
        form=form,
        title=str(FORM_NAMES[form]),
        source=str(wanted),
        shown=quote.text if quote.kind == "linked" else "",
        label=index.labels.quoted(wanted),
        current=(form, base) == (quoted.form, quoted.base),
    )


def _wholes(index: FigureIndex, quoted: Quoted, chosen: str) -> list[BaseFigure]:
    """The column that it is part of, the total of its column, the nation's figure."""
    codes = [code for code in (chosen, quoted.base if quoted.form in OF else "") if code]
    single = quoted.single
    if single is not None:
        codes += map(str, _natural_wholes(index, single))
    value = index.setter.value(quoted)
    asked = {chosen, quoted.base}
    return [
        base
        for base in _bases(index, dict.fromkeys(codes), quoted.figure)
        if base.code in asked or value is None or _can_hold(index, base.code, value)
    ]


def _can_hold(index: FigureIndex, code: str, value: Decimal) -> bool:
    """A part is not more than its whole."""
    whole = index.setter.value(Quoted(code))
    return whole is not None and whole >= value


def _natural_wholes(index: FigureIndex, reference: Reference) -> Iterator[Reference]:
    table, name = index.labels.table_of(reference), reference.name
    if table is None:
        return
    column = table.columns.get(name.element or "")
    if column and column.part_of:
        yield replace(reference, cell=cell_code(table.code, name.option, column.part_of))
    if name.option or reference.entry:
        yield replace(reference, cell=cell_code(table.code, None, name.element or ""), entry=None)
    if reference.scope:
        yield replace(reference, scope=())
    for other in table.columns:
        if other != name.element:
            yield replace(reference, cell=cell_code(table.code, name.option, other))


def _others(index: FigureIndex, quoted: Quoted, chosen: str) -> list[BaseFigure]:
    """A year before, and each other period for which there is the figure."""
    codes = [code for code in (chosen, quoted.base if quoted.form in FROM else "") if code]
    single = quoted.single
    if single is not None and single.period in (None, index.own.code):
        if index.look_up(replace(single, period=index.last.code)):
            codes.append(index.last.code)
        same = replace(single, period=None)
        codes += sorted(
            candidate.reference.period
            for candidate in index.of_cell.get((single.cell, single.entry), ())
            if candidate.reference.period and replace(candidate.reference, period=None) == same
        )
    return _bases(index, dict.fromkeys(codes), "")


def _bases(index: FigureIndex, codes: dict[str, None], but: str) -> list[BaseFigure]:
    found = []
    for code in codes:
        if code != but and (base := _base(index, code)):
            found.append(base)
    return found


def _base(index: FigureIndex, code: str) -> BaseFigure | None:
    try:
        return BaseFigure(code, period_words(Period.parse(code)), "")
    except ValueError:
        pass
    value = index.setter.value(Quoted(code))
    if value is None:
        return None
    shown = format_number(value, usual_places(value))
    return BaseFigure(code, index.labels.words(parse(code)), shown)
