"""Files that are written whole or not at all; archives and workbooks of equal bytes for equal
contents, and the files of an edition read back from a folder or an archive."""

import os
import secrets
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` only when the block ends without an error.

    Until then (and after an error) `path` holds what it held before, or nothing. The text is on
    the disk before the name is, so a power cut leaves the old file or the new one. A process
    that is killed leaves a hidden `.NAME.RANDOM.part` beside it, which may be deleted.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        # "x" and not tempfile: the finished file gets the permissions of any new file.
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def binary_target(out: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    """A stream to write to: a whole file for a path, the stream itself (left open) otherwise."""
    return whole_file(out) if isinstance(out, Path) else nullcontext(out)


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
    content = steady_archive(path.read_bytes(), moment)
    with whole_file(path) as stream:
        stream.write(content)


def steady_archive(content: bytes, moment: datetime) -> bytes:
    """An office file packed again, with this moment in place of that of its saving."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[CORE] = _said_once(parts.get(CORE, b""), moment)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():  # the order that Excel expects
            info = zipfile.ZipInfo(name, _moment(moment))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return out.getvalue()


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


LARGEST = 1 << 30  # bytes of one file; a report has some ten million


class NoEditionError(ValueError):
    """What lies there cannot be read as the files of an edition."""


@contextmanager
def open_edition(path: Path) -> Iterator[tuple[list[str], Callable[[str], bytes]]]:
    """The names and a reader of the files in a folder or in a ZIP, in which they may stand in one
    folder. Raises `NoEditionError`, also while reading."""
    if path.is_dir():
        names = [file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()]

        def in_folder(name: str) -> bytes:
            return (path / name).read_bytes()

        yield names, in_folder
        return
    try:
        with zipfile.ZipFile(path) as archive:
            files = {info.filename: info for info in archive.infolist() if not info.is_dir()}
            before = _common_folder(files)

            def in_archive(name: str) -> bytes:
                return _unpacked(archive, files[before + name])

            yield [name[len(before) :] for name in files], in_archive
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
        raise NoEditionError(str(error)) from error


def _common_folder(names: Iterable[str]) -> str:
    folders = {name.partition("/")[0] + "/" if "/" in name else "" for name in names}
    return folders.pop() if len(folders) == 1 else ""


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.file_size > LARGEST:
        raise NoEditionError(info.filename)
    with archive.open(info) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise NoEditionError(info.filename)
    return content
