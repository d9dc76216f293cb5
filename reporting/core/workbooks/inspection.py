"""What a workbook is as a ZIP file, looked at before anything parses it.

4.7 KB can cost a parser 5 GiB, and 0.5 MB unpack to 512 MiB: so sizes, parts and ratios first.
Looking costs time too, so the child looks, and it knows no language: whoever shows the words of a
`BadWorkbook` translates them.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

_ = str  # marks a text for translation

MIB = 1024 * 1024
MOST_BYTES = 10 * MIB
MOST_PARTS = 200
MOST_BYTES_A_PART = 32 * MIB
MOST_BYTES_IN_ALL = 64 * MIB
MOST_RATIO = 100  # of parts over 1 MiB
CHUNK = 64 * 1024
STRICT = b"purl.oclc.org/ooxml/spreadsheetml"
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"

# Parts that a form to be filled has no need of.
FORBIDDEN_PARTS = re.compile(
    r"vbaproject|xl/macrosheets/|xl/externallinks/|xl/embeddings/|xl/activex/|xl/connections\.xml",
    re.IGNORECASE,
)
MACRO_TYPE = b"macroenabled"
DECLARATIONS = re.compile(rb"<!(doctype|entity)", re.IGNORECASE)
ENCODING = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
KNOWN_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"utf8"}
OVERLAP = 16


class BadWorkbook(ValueError):
    """The file is not opened; the text says why and what to do. `why` is the same in one word, for
    whoever says it in other words."""

    def __init__(self, words: str, why: str = "damaged") -> None:
        super().__init__(words)
        self.why = why


@dataclass(frozen=True)
class OfficeFormat:
    """`main`: the part without which it is none; `forbidden`: parts that it must not have."""

    main: str
    forbidden: re.Pattern[str]


WORKBOOK = OfficeFormat("xl/workbook.xml", FORBIDDEN_PARTS)

UNREADABLE = _("The workbook could not be read. Copy your text into a new template.")
BUSY = _("The server was too busy to read the workbook. Send it again in a few minutes.")
TOO_LARGE = _("The file is larger than 10 MiB. Remove what is not part of the template.")


def inspect(content: bytes) -> None:
    """Raises `BadWorkbook`; afterwards the file is small, plain and whole."""
    if len(content) > MOST_BYTES:
        raise BadWorkbook(TOO_LARGE, "large")
    inspect_file(BytesIO(content))


def inspect_file(stream: BinaryIO, office: OfficeFormat = WORKBOOK) -> None:
    """The same of an open file of at most `MOST_BYTES`."""
    begins = stream.read(len(OLD_OR_ENCRYPTED))
    stream.seek(0)
    if begins == OLD_OR_ENCRYPTED:
        raise BadWorkbook(
            _(
                "The file has a password or is in the old .xls format. "
                "Save it in Excel as “Excel Workbook (.xlsx)” without a password."
            ),
            "encrypted",
        )
    try:
        with zipfile.ZipFile(stream) as archive:
            _inspect_parts(archive, office)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise BadWorkbook(
            _("The file is damaged or is not an Excel workbook (.xlsx). Save it in Excel again.")
        ) from error


def _inspect_parts(archive: zipfile.ZipFile, office: OfficeFormat) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise BadWorkbook(
            _("The workbook has too many parts. Start from a new template."), "unpacks"
        )
    if len({name.lower() for name in names}) < len(names):
        raise BadWorkbook(_("The workbook has two parts of one name. Start from a new template."))
    if "[Content_Types].xml" not in names or office.main not in names:
        raise BadWorkbook(_("This is not an Excel workbook (.xlsx). Use the template."))
    for part in parts:
        _inspect_header(part, office)
    if sum(part.file_size for part in parts) > MOST_BYTES_IN_ALL:
        raise _too_much()
    for part in parts:
        _inspect_text(archive, part)


def _inspect_header(part: zipfile.ZipInfo, office: OfficeFormat) -> None:
    if part.flag_bits & 0x1:
        raise BadWorkbook(_("The workbook is encrypted. Save it without a password."), "encrypted")
    if office.forbidden.search(part.filename):
        raise BadWorkbook(
            _(
                "The workbook has macros, links to other files or embedded objects. "
                "Copy your text into a new template."
            ),
            "active",
        )
    ratio = part.file_size / max(part.compress_size, 1)
    if part.file_size > MOST_BYTES_A_PART or (part.file_size > MIB and ratio > MOST_RATIO):
        raise _too_much()


def _inspect_text(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpacks the part once, so that a header that lies is found here."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    first = True
    for window in _windows(archive, part):
        if not is_xml:
            continue
        text = window.replace(b"\0", b"")  # UTF-16 too
        encoding = ENCODING.search(text) if first else None
        first = False
        if DECLARATIONS.search(text) or (encoding and encoding[1].lower() not in KNOWN_ENCODINGS):
            raise BadWorkbook(
                _("The workbook has declarations that Excel never writes. Use a new template.")
            )
        if part.filename == "xl/workbook.xml" and STRICT in text:
            raise BadWorkbook(
                _(
                    "The workbook was saved as “Strict Open XML Spreadsheet”. "
                    "Save it in Excel as “Excel Workbook (.xlsx)”."
                )
            )
        if part.filename == "[Content_Types].xml" and MACRO_TYPE in text.lower():
            raise BadWorkbook(
                _("The workbook has macros. Save it as “Excel Workbook (.xlsx)”."), "active"
            )


def _windows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Pieces of the part that overlap, so that no word hides on a seam."""
    tail, size = b"", 0
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > part.file_size:
                raise zipfile.BadZipFile(part.filename)
            yield tail + chunk
            tail = chunk[-OVERLAP * 2 :]
    if size != part.file_size:
        raise zipfile.BadZipFile(part.filename)


def _too_much() -> BadWorkbook:
    return BadWorkbook(
        _("The workbook unpacks to far more than a template holds. Start from a new template."),
        "unpacks",
    )
