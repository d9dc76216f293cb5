"""The figures of a sentence set into its words: as numbers, shares, changes, or in words."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from reporting.document.sentences.language import language_of
from reporting.document.sentences.markup import CURRENCIES, Kept, Quoted, read
from reporting.document.sentences.number_words import number_words, ordinal_words
from reporting.document.value import Quote, Run
from reporting.kernel import khmer_words
from reporting.kernel.expressions import (
    Expression,
    ExpressionError,
    Lookup,
    evaluate,
    in_period,
)
from reporting.kernel.messages import Translate
from reporting.kernel.numbers import format_number, usual_places
from reporting.kernel.periods import Period, PeriodKind

_ = str  # marks a template for translation

NO_FIGURE = _("[no figure]")
PERCENT_OF = _("%(percent)s of %(base)s")
INCREASE, DECREASE, SAME = (
    _("an increase of %(number)s"),
    _("a decrease of %(number)s"),
    _("no change"),
)
MORE = _("%(percent)s more than the %(base)s of %(period)s")
LESS = _("%(percent)s less than the %(base)s of %(period)s")
MORE_THAN, LESS_THAN = _("%(percent)s more than %(base)s"), _("%(percent)s less than %(base)s")
AS_MANY = _("as many as in %(period)s")
AS_MANY_AS = _("as many as the %(base)s")
# Django's own catalogue has the months in every language.
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
    _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
PERIODS = {
    PeriodKind.QUARTER: _("quarter %(number)s of %(year)s"),
    PeriodKind.SEMESTER: _("semester %(number)s of %(year)s"),
    PeriodKind.TEN_MONTH: _("January to October %(year)s"),
}

KHMER_PERCENT = "ភាគរយ"
KHMER_CURRENCIES = {"USD": "ដុល្លារអាមេរិក", "KHR": "រៀល"}
HUNDRED = Decimal(100)
IN_WORDS = ("words", "ordinal")
WORDS_BELOW = 1_000_000_000_000


@dataclass(frozen=True)
class Setter:
    """Sets references: `lookup` gives the figures, `period` is the code of the report's own.

    A number in words, an increase, the name of a month are said in the language of the text in
    which they stand: `tongue` gives the translations of any language, `translate` those of
    `language`.
    """

    lookup: Lookup
    period: str
    language: str = "en"
    translate: Translate = str
    tongue: Callable[[str], Translate] | None = None

    def of(self, language: str) -> "Setter":
        """The same for a text in that language; "" is a text that is in none."""
        if not language or language == self.language:
            return self
        translate = self.tongue(language) if self.tongue else self.translate
        return replace(self, language=language, translate=translate)

    def for_text(self, text: str) -> "Setter":
        """The same in the language of this text."""
        return self.of(language_of(text))

    def runs(self, text: str) -> tuple[Run, ...]:
        """Raises `MarkupError` where a reference cannot be read."""
        runs: list[Run] = []
        for piece in read(text):
            run = self._run(piece)
            in_words = isinstance(piece, Quoted) and piece.form in IN_WORDS
            if in_words and isinstance(run, Quote) and _opens(runs):
                run = replace(run, text=run.text[:1].upper() + run.text[1:])
            runs.append(run)
        return tuple(runs)

    def _run(self, piece: str | Quoted | Kept) -> Run:
        if isinstance(piece, str):
            return piece
        if isinstance(piece, Kept):
            return Quote(piece.shown, kind="kept", reason=piece.reason)
        return self.quote(piece)

    def quote(self, quoted: Quoted) -> Quote:
        single = quoted.single
        trace = str(in_period(single, self.period)) if single else ""
        shown = self._shown(quoted)
        return Quote(
            shown if shown is not None else self.translate(NO_FIGURE),
            kind="linked" if shown is not None else "missing",
            expression=str(quoted)[2:-2].strip(),
            trace=trace if shown is not None else "",
            base=self._base_words(quoted),
        )

    def value(self, quoted: Quoted) -> Decimal | None:
        """The figure itself, before it is shown in any form."""
        return self._evaluate(quoted.expression)

    def _evaluate(self, expression: Expression) -> Decimal | None:
        return evaluate(in_period(expression, self.period), self.lookup)

    def _base(self, quoted: Quoted) -> Decimal | None:
        if quoted.base_period:
            return evaluate(in_period(quoted.expression, quoted.base_period), self.lookup)
        try:
            return evaluate(in_period(quoted.base, self.period), self.lookup)
        except ExpressionError:
            return None

    def _shown(self, quoted: Quoted) -> str | None:
        value = self.value(quoted)
        if value is None:
            return None
        if quoted.base:
            base = self._base(quoted)
            return None if base is None else self._compared(quoted, value, base)
        match quoted.form:
            case "words" | "ordinal":
                return self._words(value, ordinal=quoted.form == "ordinal")
            case "plain":
                return format_number(value, self._places(quoted, value)).replace(",", "")
            case "money":
                amount = self._number(value, quoted)
                return money_words(amount, quoted.currency, self.language)
            case _:
                return self._number(value, quoted)

    def _compared(self, quoted: Quoted, value: Decimal, base: Decimal) -> str | None:
        match quoted.form:
            case "share" | "percent":
                if not base:
                    return None
                percent = self._percent(value / base * HUNDRED, quoted)
                if quoted.form == "share":
                    return percent
                return self._say(PERCENT_OF, percent=percent, base=self._number(base, quoted))
            case "difference":
                return self._number(abs(value - base), quoted)
            case "change":
                return self._change(value - base, quoted)
            case _:
                return self._growth(value, base, quoted)

    def _change(self, difference: Decimal, quoted: Quoted) -> str:
        if not difference:
            return self._say(SAME)
        template = INCREASE if difference > 0 else DECREASE
        return self._say(template, number=self._number(abs(difference), quoted))

    def _growth(self, value: Decimal, base: Decimal, quoted: Quoted) -> str | None:
        if not base:
            return None
        known = {"base": self._number(base, quoted), "period": self._period(quoted.base_period)}
        if value == base:
            return self._say(AS_MANY if quoted.base_period else AS_MANY_AS, **known)
        percent = self._percent(abs(value - base) / base * HUNDRED, quoted)
        more = value > base
        if quoted.base_period:
            return self._say(MORE if more else LESS, percent=percent, **known)
        return self._say(MORE_THAN if more else LESS_THAN, percent=percent, **known)

    def _base_words(self, quoted: Quoted) -> str:
        """What the share or difference is of, for whoever asks."""
        base = self._base(quoted) if quoted.base else None
        if base is None:
            return ""
        number = format_number(base, usual_places(base))
        return f"{number} ({self._period(quoted.base_period)})" if quoted.base_period else number

    def _period(self, code: str) -> str:
        """March 2020; quarter 1 of 2020; 2020."""
        if not code:
            return ""
        period = Period.parse(code)
        if self.language == "km":
            return khmer_words.period_words(period)
        if period.kind is PeriodKind.MONTH:
            return f"{self.translate(MONTHS[period.number - 1])} {period.year}"
        template = PERIODS.get(period.kind)
        if template is None:
            return code
        return self._say(template, number=str(period.number), year=str(period.year))

    def _words(self, value: Decimal, *, ordinal: bool) -> str:
        if value != value.to_integral_value() or not 0 <= value < WORDS_BELOW:
            return format_number(value)
        words = ordinal_words if ordinal else number_words
        return words(int(value), self.language)

    def _percent(self, value: Decimal, quoted: Quoted) -> str:
        places = 1 if quoted.places is None else quoted.places
        exact = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        number = format_number(exact, places)
        return f"{number}{KHMER_PERCENT}" if self.language == "km" else f"{number}%"

    def _number(self, value: Decimal, quoted: Quoted) -> str:
        whole_of_share = quoted.form in ("share", "percent", "growth")
        return format_number(
            value, usual_places(value) if whole_of_share else self._places(quoted, value)
        )

    def _places(self, quoted: Quoted, value: Decimal) -> int:
        return usual_places(value) if quoted.places is None else quoted.places

    def _say(self, template: str, **params: str) -> str:
        return self.translate(template) % params


def _opens(before: Sequence[Run]) -> bool:
    """Whether a sentence begins here."""
    return not before or bool(re.search(r"[.!?។]\s+$", text_of(before[-1:])))


def money_words(amount: str, currency: str, language: str) -> str:
    """US$9,000; 9,000 ដុល្លារអាមេរិក."""
    if language == "km":
        return f"{amount} {KHMER_CURRENCIES[currency]}"
    return CURRENCIES[currency] + amount


def text_of(runs: Iterable[Run]) -> str:
    """What is read: the words with their figures."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)
