"""The figures of a sentence set into its words: as numbers, shares, changes, or in words.

Whole numbers in words are written in both languages (five hundred and thirty; ប្រាំរយសាមសិប) and
read in English, as reports write them, misspelt too. English is written by inflect; it has no
Khmer, whose rule is short: units by fives, then tens, hundreds, thousands, ten thousands, hundred
thousands and millions.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import inflect

from reporting.document.sentences.language import language_of
from reporting.document.sentences.markup import CURRENCIES, Kept, Quoted, read
from reporting.document.value import Quote, Run
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

_KHMER_ONES = ("សូន្យ", "មួយ", "ពីរ", "បី", "បួន", "ប្រាំ", "ប្រាំមួយ", "ប្រាំពីរ", "ប្រាំបី", "ប្រាំបួន")
_KHMER_TENS = ("", "ដប់", "ម្ភៃ", "សាមសិប", "សែសិប", "ហាសិប", "ហុកសិប", "ចិតសិប", "ប៉ែតសិប", "កៅសិប")
_KHMER_SCALES = ((100_000, "សែន"), (10_000, "ម៉ឺន"), (1_000, "ពាន់"), (100, "រយ"))
_MILLION = 1_000_000

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"thousand": 1_000, "million": _MILLION, "billion": 1_000_000_000}
_VALUES = {word: value for value, word in enumerate(_ONES)}
_VALUES |= {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
_VALUES |= {"fourty": 40, "fourthy": 40, "ninty": 90, "a": 1}
_FREQUENCIES = {"once": 1, "twice": 2, "thrice": 3}
# What a number that somebody typed in words is made of: these are looked for in sentences.
COUNTING = tuple(
    word
    for word in (*_VALUES, "hundred", *_SCALES, *_FREQUENCIES)
    if word not in ("a", "zero", "billion")
)


def number_words(value: int, language: str) -> str:
    """Of a number that is not negative."""
    if language == "km":
        return _khmer(value)
    return str(_english().number_to_words(str(value))).replace(",", "")


@lru_cache(maxsize=1)
def _english() -> inflect.engine:
    return inflect.engine()


def _khmer(value: int) -> str:
    if value == 0:
        return _KHMER_ONES[0]
    millions, rest = divmod(value, _MILLION)
    words = f"{_khmer(millions)}លាន" if millions else ""
    for scale, name in _KHMER_SCALES:
        count, rest = divmod(rest, scale)
        words += f"{_KHMER_ONES[count]}{name}" if count else ""
    tens, ones = divmod(rest, 10)
    return words + _KHMER_TENS[tens] + (_KHMER_ONES[ones] if ones else "")


def number_in_words(text: str) -> Decimal | None:
    """The first number in words in the text; common misspellings are read, other words end it."""
    total = group = 0
    found = False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _FREQUENCIES and not found:
            return Decimal(_FREQUENCIES[word])
        if word in _VALUES and (word != "a" or not found):
            group, found = group + _VALUES[word], found or word != "a"
        elif word == "hundred" and group:
            group, found = group * 100, True
        elif word in _SCALES and group:
            total, group, found = total + group * _SCALES[word], 0, True
        elif found and word != "and":
            break
        elif not found:
            group = 0
    return Decimal(total + group) if found else None


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

HUNDRED = Decimal(100)
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
            in_words = isinstance(piece, Quoted) and piece.form == "words"
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
            case "words":
                return self._words(value)
            case "plain":
                return format_number(value, self._places(quoted, value)).replace(",", "")
            case "money":
                return CURRENCIES[quoted.currency] + self._number(value, quoted)
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
        if period.kind is PeriodKind.MONTH:
            return f"{self.translate(MONTHS[period.number - 1])} {period.year}"
        template = PERIODS.get(period.kind)
        if template is None:
            return code
        return self._say(template, number=str(period.number), year=str(period.year))

    def _words(self, value: Decimal) -> str:
        if value != value.to_integral_value() or not 0 <= value < WORDS_BELOW:
            return format_number(value)
        return number_words(int(value), self.language)

    def _percent(self, value: Decimal, quoted: Quoted) -> str:
        places = 1 if quoted.places is None else quoted.places
        exact = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return f"{format_number(exact, places)}%"

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


def text_of(runs: Iterable[Run]) -> str:
    """What is read: the words with their figures."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)
