"""All files of a published edition in one ZIP, the same bytes whenever it is made anew."""

import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from reporting.exports.files import whole_file

ALREADY_PACKED = (".pdf", ".xlsx", ".zip")
FIRST_YEAR = 1980  # of ZIP


def write_archive(
    files: Mapping[str, bytes | Path], out: Path, *, folder: str, moment: datetime
) -> None:
    """Name -> content or where it lies; in `folder`, in the order of names, all of one moment."""
    with whole_file(out) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            content = files[name]
            info = zipfile.ZipInfo(f"{folder}/{name}", _moment(moment))
            info.create_system, info.external_attr = 3, 0o644 << 16  # a plain file of Unix
            packed = name.endswith(ALREADY_PACKED)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, content.read_bytes() if isinstance(content, Path) else content)


def steady_workbook(path: Path, moment: datetime) -> None:
    """A workbook names the moment of its saving in its parts and in the ZIP around them: it is
    packed again with the moment of the edition, so that equal contents are equal bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[CORE] = _said_once(parts.get(CORE, b""), moment)
    with whole_file(path) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():  # the order that Excel expects
            info = zipfile.ZipInfo(name, _moment(moment))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


CORE = "docProps/core.xml"


def _said_once(core: bytes, moment: datetime) -> bytes:
    text, at = core.decode(), moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    for tag in ("created", "modified"):
        before, opened, rest = text.partition(f"<dcterms:{tag}")
        if opened:
            attributes, _closing, rest = rest.partition(">")
            _moment_said, closing, rest = rest.partition(f"</dcterms:{tag}>")
            text = f"{before}{opened}{attributes}>{at}{closing}{rest}"
    return text.encode()


def _moment(moment: datetime) -> tuple[int, int, int, int, int, int]:
    assert moment.year >= FIRST_YEAR
    return (
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second // 2 * 2
    )  # fmt: skip
