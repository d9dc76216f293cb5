"""How much may be attached, how a file is called, and what may be opened in the browser."""

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

MIB = 1024 * 1024
MOST_BYTES = 10 * MIB  # a file
MOST_FILES = 20  # a report
MOST_IN_ALL = 50 * MIB  # a report
LONGEST_NAME = 100

TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ENDINGS = {kind: f".{kind}" for kind in TYPES} | {"jpeg": ".jpg"}
PICTURES = {"jpeg", "png", "webp"}
SHOWN = {"pdf", *PICTURES}  # the others are only downloaded
# What a dialog for files offers; what a file is, its contents say.
ACCEPT = ",".join((*ENDINGS.values(), ".jpeg", *(TYPES[kind] for kind in TYPES)))


class NotKept(ValueError):
    """The text says why, and what to do."""


@dataclass(frozen=True)
class InspectedFile:
    """`content`: as it will be kept; `preview`: of a picture, a small one."""

    name: str
    kind: str
    content: bytes
    preview: bytes = b""


_NOT_IN_A_NAME = set('<>:"/\\|?*')


def clean_name(sent: str, kind: str) -> str:
    """The name without folders and invisible signs, with the ending of what the file is."""
    last = PurePosixPath(sent.replace("\\", "/")).name
    kept = "".join(
        "_" if sign in _NOT_IN_A_NAME else sign
        for sign in unicodedata.normalize("NFC", last)
        if sign.isspace() or not unicodedata.category(sign).startswith("C")
    )
    stem = " ".join(kept.split()).strip(". ")
    known = {*ENDINGS.values(), ".jpeg"}
    while (ending := PurePosixPath(stem).suffix.lower()) in known:
        stem = stem[: -len(ending)].rstrip(". ")
    return f"{stem[:LONGEST_NAME].rstrip('. ') or 'file'}{ENDINGS[kind]}"
