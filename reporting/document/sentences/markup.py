"""How a sentence refers to a figure, as it is stored: text with references between braces.

    {{ direct_publicity.persons }}                          6,147,930
    {{ cooperation{us_consultations}.meetings | words }}    two
    {{ partner_costs.amount | money USD | 2 }}              US$1,250.50
    {{ direct_publicity.females | share of direct_publicity.persons | 1 }}    54.6%
    {{ direct_publicity.persons | change from 2019 }}       an increase of 655,886
    {{ = 80% | The share is the ministry's estimate. }}     80%, typed and kept with a reason

What stands between the braces is an expression (kernel/expressions), how it is shown, and the
decimals that are shown. A number typed by hand and kept begins with `=`; its reason follows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from provinces.spelling import whole_number
from reporting.kernel.expressions import Expression, ExpressionError, Reference, parse
from reporting.kernel.periods import Period

_ = str  # marks a template for translation

FormName = Literal[
    "number", "plain", "words", "ordinal", "money", "share", "percent", "difference", "change",
    "growth",
]  # fmt: skip
FORMS = get_args(FormName)
OF = ("share", "percent")  # of a whole: an expression
FROM = ("difference", "change", "growth")  # from another period, or another figure
CURRENCIES = {"USD": "US$", "KHR": "KHR "}
MOST_PLACES = 4

NO_FORM = _("“%(found)s” is no way of showing a figure.")
NO_WHOLE = _("Say of which whole the share is: “share of ...”.")
NO_OTHER = _("Say from what the difference is: “difference from 2019”.")
NO_CURRENCY = _("“%(found)s” is not a currency of the report: USD or KHR.")
NO_PLACES = _("“%(found)s” is not a number of decimals from 0 to 4.")
NO_REASON = _("A number that is kept as it was typed needs its reason.")
TOO_MANY_PARTS = _("A reference has a figure, a way of showing it and the decimals, no more.")

_UNIT = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*|[a-z_]+", re.ASCII)
_TOKEN = re.compile(r"\{\{(.*?)\}\}(?!\})", re.DOTALL)


class MarkupError(ValueError):
    """What is wrong with a reference: `template` and `params` for words; `source` the reference."""

    def __init__(self, template: str, source: str, **params: str | int) -> None:
        self.template = template
        self.source = source
        self.params: dict[str, str | int] = {"source": source, **params}
        super().__init__(template % self.params)


@dataclass(frozen=True)
class Quoted:
    """A reference: `figure` as an expression, how it is shown; `base` is the whole of a share or
    the other figure of a difference (an expression, or the code of a period)."""

    figure: str
    form: FormName = "number"
    base: str = ""
    currency: str = "USD"
    places: int | None = None

    @property
    def expression(self) -> Expression:
        return parse(self.figure)

    @property
    def base_period(self) -> str:
        """The code of the period that the difference is from; "" where it is another figure."""
        return _code_of(self.base) if self.form in FROM and self.base else ""

    @property
    def single(self) -> Reference | None:
        """The one figure that it names, which has a trace; None of a sum or a quotient."""
        found = self.expression
        return found if isinstance(found, Reference) else None

    def __str__(self) -> str:
        parts = [self.figure]
        if self.form != "number" or self.places is not None:
            parts.append(self._form)
        if self.places is not None:
            parts.append(str(self.places))
        return "{{ " + " | ".join(parts) + " }}"

    @property
    def _form(self) -> str:
        if self.form in OF:
            return f"{self.form} of {self.base}"
        if self.form in FROM:
            return f"{self.form} from {self.base}"
        return f"money {self.currency}" if self.form == "money" else self.form


@dataclass(frozen=True)
class Kept:
    """A number that somebody typed and stands by."""

    shown: str
    reason: str

    def __str__(self) -> str:
        return "{{ = " + self.shown + " | " + self.reason + " }}"


Piece = str | Quoted | Kept


@lru_cache(maxsize=1024)
def read(text: str) -> tuple[Piece, ...]:
    """The text in pieces. Raises `MarkupError` at the first reference that cannot be read."""
    pieces: list[Piece] = []
    for _start, _end, piece in spans(text):
        if isinstance(piece, MarkupError):
            raise piece
        pieces.append(piece)
    return tuple(pieces)


def spans(text: str) -> Iterator[tuple[int, int, Piece | MarkupError]]:
    """The pieces with where they begin and end in the text; what is wrong with a reference that
    cannot be read stands in its place."""
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield end, match.start(), text[end : match.start()]
        yield match.start(), match.end(), _token_or_error(match[1])
        end = match.end()
    if end < len(text):
        yield end, len(text), text[end:]


def _token_or_error(body: str) -> Piece | MarkupError:
    try:
        return read_token(body)
    except MarkupError as error:
        return error


def write(pieces: Iterable[Piece]) -> str:
    """The other way round."""
    return "".join(map(str, pieces))


def quoted(text: str) -> list[Quoted]:
    return [piece for piece in read(text) if isinstance(piece, Quoted)]


def plain(text: str) -> str:
    """A unit's words as text that holds no reference, whatever they wrote."""
    return text.replace("{{", "{ {").replace("}}", "} }")


@lru_cache(maxsize=4096)
def read_token(body: str) -> Quoted | Kept:
    """What stands between the braces. Raises `MarkupError`."""
    source = body.strip()
    if source.startswith("="):
        return _kept(source)
    figure, *rest = (part.strip() for part in source.split("|"))
    # In a scope a bar separates units: `cases@GCNP|MOJ`.
    while rest and _goes_on(figure, rest[0]):
        figure = f"{figure}|{rest.pop(0)}"
    _check(figure, source)
    if len(rest) > 2:
        raise MarkupError(TOO_MANY_PARTS, source)
    made = _form(rest[0], source) if rest and not rest[0].isdigit() else {}
    places = rest[-1] if rest and (len(rest) == 2 or rest[0].isdigit()) else ""
    return Quoted(figure, places=_places(places, source), **made)  # type: ignore[arg-type]


@lru_cache(maxsize=1024)
def _code_of(text: str) -> str:
    """Of a period; "" of what is none."""
    try:
        return Period.parse(text).code
    except ValueError:
        return ""


def _goes_on(figure: str, following: str) -> bool:
    scope = figure.rpartition("@")[2] if "@" in figure else ""
    name = following.partition(" ")[0].partition(":")[0]
    unfinished = bool(scope) and not re.search(r"[\s:]", scope)
    return unfinished and name not in FORMS and bool(_UNIT.fullmatch(name))


def _kept(source: str) -> Kept:
    shown, _bar, reason = (part.strip() for part in source[1:].partition("|"))
    if not shown or not reason:
        raise MarkupError(NO_REASON, source)
    return Kept(shown, reason)


def _form(text: str, source: str) -> dict[str, str]:
    name, _space, rest = (part.strip() for part in text.partition(" "))
    if name in ("number", "plain", "words", "ordinal") and not rest:
        return {"form": name}
    if name == "money":
        currency = rest or "USD"
        if currency not in CURRENCIES:
            raise MarkupError(NO_CURRENCY, source, found=currency)
        return {"form": name, "currency": currency}
    if name in OF:
        base = rest.removeprefix("of ").strip()
        if not rest.startswith("of ") or not base:
            raise MarkupError(NO_WHOLE, source)
        _check(base, source)
        return {"form": name, "base": base}
    if name in FROM:
        base = rest.removeprefix("from ").strip()
        if not rest.startswith("from ") or not base:
            raise MarkupError(NO_OTHER, source)
        if not _is_period(base):
            _check(base, source)
        return {"form": name, "base": base}
    raise MarkupError(NO_FORM, source, found=text)


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


def _check(expression: str, source: str) -> None:
    try:
        parse(expression)
    except ExpressionError as error:
        raise MarkupError(error.template, source, **error.params) from error


def _places(text: str, source: str) -> int | None:
    if not text:
        return None
    places = whole_number(text)
    if places is None or places > MOST_PLACES:
        raise MarkupError(NO_PLACES, source, found=text)
    return places
