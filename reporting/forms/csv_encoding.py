"""The bytes of a text file, read into lines: UTF-8, or UTF-16 as Excel writes it; others named."""

import codecs
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reporting.actions.imports import LineError

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx (and .ods), .xls
_SIGNS = re.compile('[,;\t"]')
_LINE_ENDS = re.compile("\r\n|\r|\n")
_LINE_ENDS_OF_BYTES = re.compile(b"\r\n|\r|\n")


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
