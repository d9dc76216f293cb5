"""What is refused before anything is parsed, and in which words."""

import struct
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from reporting.core.workbooks.inspection import MIB, MOST_PARTS, BadWorkbook, inspect


def workbook() -> bytes:
    stream = BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def with_parts(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO(workbook())
    with zipfile.ZipFile(stream, "a", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_an_ordinary_workbook_passes():
    inspect(workbook())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged or is not an Excel workbook"),
        (b"code,title\n", "damaged or is not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old .xls format"),
        (bytes(10 * MIB + 1), "larger than 10 MiB"),
        (workbook()[:-30], "damaged"),
        (with_parts({f"xl/{n}.xml": b"" for n in range(MOST_PARTS)}), "too many parts"),
        (with_parts({"xl/big.xml": bytes(2 * MIB)}), "unpacks to far more"),
        (with_parts({"xl/vbaProject.bin": b"x"}), "macros"),
        (with_parts({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "links to other files"),
        (with_parts({"XL/Workbook.xml": b"<a/>"}), "two parts of one name"),
        (with_parts({"xl/a.xml": b"<!DOCTYPE a><a/>"}), "declarations"),
        (with_parts({"xl/a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), "declarations"),
        (
            with_parts({"xl/a.xml": b" " * (64 * 1024 - 4) + b"<!DOCTYPE a><a/>"}),
            "declarations",
        ),
        (with_parts({"xl/a.xml": b'<?xml version="1.0" encoding="cp037"?>'}), "declarations"),
    ],
)
def test_what_is_refused_and_why(content, words):
    with pytest.raises(BadWorkbook, match=words):
        inspect(content)


def test_a_strict_workbook_is_named_as_such():
    """What Excel saves as “Strict Open XML Spreadsheet”; openpyxl finds no sheets in it."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook())) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            after.writestr(name, before.read(name).replace(main, strict))

    with pytest.raises(BadWorkbook, match=r"Strict Open XML Spreadsheet.*Excel Workbook"):
        inspect(stream.getvalue())


def test_a_header_that_lies_about_its_size_is_an_error():
    content = bytearray(with_parts({"xl/lie.xml": b"<a>" + b"x" * 1000 + b"</a>"}))
    entry = content.rindex(b"PK\x01\x02")  # the last part in the central directory
    content[entry + 24 : entry + 28] = struct.pack("<I", 10)

    with pytest.raises(BadWorkbook, match="damaged"):
        inspect(bytes(content))


def test_an_encrypted_part_is_named_as_such():
    content = bytearray(with_parts({"xl/secret.xml": b"<a/>"}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 8] |= 1

    with pytest.raises(BadWorkbook, match="without a password"):
        inspect(bytes(content))
