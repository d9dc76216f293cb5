"""A CSV as people save it (UTF-8, or UTF-16 as Excel writes it; others are named), read into named
fields; all that is wrong with how it is written, by line.

No value holds a line break, so each line of the file is read for itself: a quote that is not closed
then spoils its own line and no other.
"""

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provinces.spelling import plain, visible
from reporting.exchange.actions.imports import LineError

DELIMITERS = (",", ";", "\t")
_SEP = re.compile(r'"?sep=(?P<sign>[^\w" ])(?P=sign)*"?', re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_OTHER_SIGN = re.compile(r"[^\w\s\"'.-]")
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx (and .ods), .xls
_SIGNS = re.compile('[,;\t"]')
_LINE_ENDS = re.compile("\r\n|\r|\n")
_LINE_ENDS_OF_BYTES = re.compile(b"\r\n|\r|\n")


@dataclass(frozen=True)
class CsvLine:
    number: int
    values: Mapping[str, str]


@dataclass
class CsvFile:
    """`lines`: those whose shape is right, if the headings name all the columns."""

    lines: list[CsvLine] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)


def read_csv(content: bytes, columns: Sequence[str]) -> CsvFile:
    """`columns`: the headings that there have to be, in any order and case, and no others."""
    found = CsvFile()
    rows = iter([numbered for numbered in decoded(content, found.errors) if numbered[1].strip()])
    first = next(rows, None)
    sep = _SEP.fullmatch(visible(first[1]).strip(" ")) if first else None
    if sep:
        first = next(rows, None)
    if first is None or any(error.line < first[0] for error in found.errors):
        if not found.errors:
            found.errors.append(LineError(1, _("There are no headings: the file is empty.")))
        return found
    reader = _CsvReader(columns, found, *first, delimiter=sep["sign"] if sep else "")
    for number, text in rows:
        reader.read(number, text)
    if not reader.complete:
        found.lines.clear()
    return found


def did_you_mean(typed: str, known: Sequence[str]) -> str:
    """A sentence to add to a refusal; "" where nothing is near."""
    folded = {other.casefold(): other for other in known}
    near = get_close_matches(typed.casefold(), folded, n=3, cutoff=0.7)
    if not near:
        return ""
    words = _("Did you mean %(near)s?")
    return " " + words % {"near": ", ".join(folded[word] for word in near)}


class _CsvReader:
    """Knows the headings, and reads one line after the other."""

    def __init__(
        self, columns: Sequence[str], found: CsvFile, number: int, text: str, *, delimiter: str
    ) -> None:
        self.columns, self.found = columns, found
        self.delimiter = delimiter or max(
            DELIMITERS, key=lambda sign: len(set(self._headings(text, sign)) & set(columns))
        )
        self.headings = self._headings(text, self.delimiter)
        self.complete = all(self.headings.count(column) == 1 for column in columns)
        found.errors += [LineError(number, heading) for heading in self._wrong_headings(text)]

    def read(self, number: int, text: str) -> None:
        try:
            values = _split(text, self.delimiter)
        except csv.Error as error:
            self._refuse(number, self._unreadable(text, error))
            return
        if not any(map(plain, values)):
            return
        if len(values) != len(self.headings):
            self._refuse(number, self._miscounted(text, values))
            return
        pairs = list(zip(self.headings, values, strict=True))
        problems = [words for name, value in pairs for words in _unseen(name, value)]
        problems += [
            _("“%(value)s” stands under no heading.") % {"value": plain(value)}
            for name, value in pairs
            if not name and plain(value)
        ]
        for words in problems:
            self._refuse(number, words)
        if not problems:
            self.found.lines.append(CsvLine(number, {name: plain(value) for name, value in pairs}))

    def _refuse(self, number: int, words: str) -> None:
        self.found.errors.append(LineError(number, words))

    def _headings(self, text: str, delimiter: str) -> list[str]:
        try:
            found = _split(text, delimiter)
        except csv.Error:
            found = text.split(delimiter)
        return [re.sub(r"[\s_-]+", "_", plain(item).casefold()).strip("_") for item in found]

    def _wrong_headings(self, text: str) -> Iterator[str]:
        named = ", ".join(self.columns)
        other = _OTHER_SIGN.search(text)
        if len(self.headings) == 1 and other and other[0] not in DELIMITERS:
            words = _("The headings are separated by “%(sign)s”: use a comma, “;” or a tab.")
            yield words % {"sign": other[0]}
            return
        missing = [column for column in self.columns if column not in self.headings]
        if missing:
            words = _("The first line has to name the columns %(names)s; %(missing)s is missing.")
            yield words % {"names": named, "missing": ", ".join(missing)}
        if len(missing) == len(self.columns):
            return
        for name in dict.fromkeys(self.headings):
            if name and name not in self.columns:
                words = _("There is no column “%(name)s”.")
                yield words % {"name": name} + did_you_mean(name, self.columns)
            elif name and (times := self.headings.count(name)) > 1:
                words = _("The heading “%(name)s” stands %(times)d times: which one counts?")
                yield words % {"name": name, "times": times}

    def _unreadable(self, text: str, error: csv.Error) -> str:
        if "field larger" in str(error):
            return _("A value in this line is far too long.")
        if "unexpected end" not in str(error):
            return _("After a closing quote comes something else. Write a quote in a text twice.")
        at = len(next(csv.reader([text], delimiter=self.delimiter))) - 1
        name = self.headings[at] if at < len(self.headings) else ""
        words = _("%(field)s: a quote is opened in this line and not closed in it.")
        return words % {"field": name or at + 1}

    def _miscounted(self, text: str, values: Sequence[str]) -> str:
        """How many there are, and what it may come from."""
        words = ngettext(
            "It has %(values)d value for %(headings)d headings.",
            "It has %(values)d values for %(headings)d headings.",
            len(values),
        )
        said = words % {"values": len(values), "headings": len(self.headings)}
        if number := self._cut_number(values):
            advice = _('For the number %(number)s write %(bare)s, or "%(number)s" in quotes.')
            return f"{said} {advice % {'number': number, 'bare': number.replace(',', '')}}"
        for sign in DELIMITERS:
            if sign != self.delimiter and text.count(sign) == len(self.headings) - 1:
                advice = _("It is separated by “%(sign)s”, the headings are by “%(other)s”.")
                named = {"sign": _shown(sign), "other": _shown(self.delimiter)}
                return f"{said} {advice % named}"
        return said

    def _cut_number(self, values: Sequence[str]) -> str:
        """The number that its own commas cut into the surplus values, if that is what happened."""
        surplus = len(values) - len(self.headings)
        if self.delimiter == "," and surplus > 0:
            for at in reversed(range(len(self.headings))):
                number = ",".join(map(plain, values[at : at + surplus + 1]))
                if _THOUSANDS.fullmatch(number):
                    return number
        return ""


def _split(text: str, delimiter: str) -> list[str]:
    return next(csv.reader([text], delimiter=delimiter, strict=True), [])


def _unseen(name: str, value: str) -> Iterator[str]:
    """The control characters in it: no keyboard types them, and nobody sees them."""
    for sign in dict.fromkeys(letter for letter in value if unicodedata.category(letter) == "Cc"):
        code = "NUL" if sign == "\0" else f"U+{ord(sign):04X}"
        words = _("%(field)s: there is a character in it that cannot be seen (%(code)s).")
        yield words % {"field": name, "code": code}


def _shown(sign: str) -> str:
    return _("a tab") if sign == "\t" else sign


def decoded(content: bytes, errors: list[LineError]) -> Iterator[tuple[int, str]]:
    """Number and text of each line that can be read; the others stand in `errors` then."""
    if refusal := _not_text(content):
        errors.append(LineError(1, refusal))
        return
    for mark, encoding in _UTF16.items():
        if content.startswith(mark):
            yield from _from_utf16(content[len(mark) :], encoding, errors)
            return
    lines = _LINE_ENDS_OF_BYTES.split(content.removeprefix(codecs.BOM_UTF8))
    for number, line in enumerate(lines, 1):
        try:
            yield number, line.decode()
        except UnicodeDecodeError as error:
            errors.append(LineError(number, _not_utf8(line, error.start)))


def _not_text(content: bytes) -> str:
    """Why none of it is read, or ""."""
    if content.startswith(_WORKBOOKS):
        return _("This is a workbook. Save its sheet in Excel as “CSV UTF-8”.")
    if content.startswith(_UTF32):
        return _is_in("UTF-32")
    most = max(content[0:4000:2].count(0), content[1:4000:2].count(0))
    if most > len(content[:4000]) // 4 and not content.startswith(tuple(_UTF16)):
        return _is_in(_("UTF-16 without its mark"))
    return ""


def _is_in(encoding: str) -> str:
    words = _("The file is in %(encoding)s. Save it in Excel as “CSV UTF-8”.")
    return words % {"encoding": encoding}


def _from_utf16(
    content: bytes, encoding: str, errors: list[LineError]
) -> Iterator[tuple[int, str]]:
    text = content.decode(encoding, errors="replace")
    for number, line in enumerate(_LINE_ENDS.split(text), 1):
        if "\ufffd" in line:
            errors.append(LineError(number, _("This line is not whole in UTF-16.")))
        else:
            yield number, line


def _not_utf8(line: bytes, at: int) -> str:
    try:
        windows = line.decode("cp1252")
    except UnicodeDecodeError:
        return _("This line is not in UTF-8. Save the file in Excel as “CSV UTF-8”.")
    words = _(
        "This line is not in UTF-8 but, it seems, in Windows-1252 (“%(text)s”). Save the file in "
        "Excel as “CSV UTF-8”."
    )
    field = _SIGNS.split(windows[:at])[-1] + _SIGNS.split(windows[at:])[0]
    return words % {"text": field.strip()[:40]}
