"""A workbook as bytes that say nothing of the hour at which it was saved: same contents, same
bytes, so that a published file can be compared by its checksum."""

from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

ZERO_HOUR = datetime.fromisoformat("2000-01-01")  # as in the PDF: the edition says its day
ZIP_HOUR = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say


def save(workbook: Workbook, stream: BinaryIO) -> None:
    """Write the workbook to the stream; it cannot be saved twice."""
    workbook.properties.created = workbook.properties.modified = ZERO_HOUR
    with _Timeless(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(workbook, archive).write_data()


class _Timeless(ZipFile):
    """An archive whose parts are all of the same hour."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_others: Any, **_more: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        part = ZipInfo(name, ZIP_HOUR)
        part.compress_type = ZIP_DEFLATED
        part.external_attr = 0o600 << 16
        super().writestr(part, data)

    def write(self, filename: Any, arcname: Any = None, *_others: Any, **_more: Any) -> None:
        self.writestr(str(arcname), Path(filename).read_bytes())
