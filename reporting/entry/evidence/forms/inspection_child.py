"""python inspection_child.py < file > a line of JSON: what the file is, or in one word why it is
not kept; after it a picture written anew and its small copy. Run on its own, under limits.

It knows nothing of the portal and no language: what a hostile file could do here, it does to this
process. `inspected_files.py` has the words.
"""

import json
import re
import sys
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
from reporting.core.workbooks.inspection import (
    FORBIDDEN_PARTS,
    OLD_OR_ENCRYPTED,
    BadWorkbook,
    OfficeFormat,
    inspect_file,
)
from reporting.core.workbooks.limits import limited

MIB = 1024 * 1024
LARGEST_ANSWER = 12 * MIB
MOST_PIXELS = 40_000_000
MOST_OBJECTS = 200_000  # of a PDF
PREVIEW = 320  # pixels, the longer side

# No part of a document may run, bring another file or be fetched from elsewhere.
OFFICE = {
    "docx": OfficeFormat(
        "word/document.xml",
        re.compile(r"vbaproject|word/embeddings/|/activex/|afchunk", re.IGNORECASE),
    ),
    "xlsx": OfficeFormat("xl/workbook.xml", FORBIDDEN_PARTS),
}
HYPERLINK = "/relationships/hyperlink"  # leads on only when it is clicked

SIGNS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
OTHER_PICTURES = (b"GIF8", b"II*\0", b"MM\0*", b"BM")
PHONE_PICTURES = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<", re.DOTALL)

KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition",
    "/RichMediaExecute", "/Movie", "/Sound",
}  # fmt: skip
PARTS = {"/FileAttachment", "/RichMedia", "/Screen", "/3D", "/Movie", "/Sound", "/EmbeddedFile"}
# Long enough not to stand in a compressed stream by chance.
WORDS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class NotKept(Exception):
    """Why, in one word."""


def kind_of(data: bytes) -> str:
    for sign, kind in SIGNS.items():
        if data.startswith(sign):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    raise NotKept(_what_else(data))


def _what_else(data: bytes) -> str:
    if data.startswith(OLD_OR_ENCRYPTED):
        return "old_office"
    if data[4:8] == b"ftyp" and data[8:12] in PHONE_PICTURES:
        return "heic"
    if MARKUP.match(data[:4096]):
        return "markup"
    if data.startswith(PROGRAMS):
        return "program"
    return "other_picture" if data.startswith(OTHER_PICTURES) else "unknown"


def _office_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise NotKept("damaged") from error
    for kind, office in OFFICE.items():
        if office.main in names:
            return kind
    raise NotKept("archive")


def check_office(data: bytes, kind: str) -> None:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        inspect_file(BytesIO(data), OFFICE[kind])
        with zipfile.ZipFile(BytesIO(data)) as archive:
            links = [name for name in archive.namelist() if name.lower().endswith(".rels")]
            for name in links:
                for link in fromstring(archive.read(name)):
                    external = link.get("TargetMode", "").lower() == "external"
                    if external and not link.get("Type", "").endswith(HYPERLINK):
                        raise NotKept("active")
    except BadWorkbook as bad:
        raise NotKept(bad.why) from bad
    except (ParseError, DefusedXmlException) as error:
        raise NotKept("damaged") from error


def check_pdf(data: bytes) -> None:
    """Whole, open, and without anything that acts by itself or hides another file."""
    end = data.rfind(b"%%EOF")
    if not re.match(rb"%PDF-[12]\.\d", data) or end < 0 or data[end + 5 :].strip(b"\r\n\t \0"):
        raise NotKept("damaged")
    if b"PK\x05\x06" in data[-66_000:]:  # an archive too
        raise NotKept("damaged")
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if WORDS.search(plain):
        raise NotKept("active_pdf")
    _read_pdf(data)


def _read_pdf(data: bytes) -> None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    from pypdf.generic import IndirectObject

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise NotKept("encrypted")
        if not len(reader.pages):
            raise NotKept("damaged")
        numbers = {(number, made) for made, found in reader.xref.items() for number in found}
        numbers |= {(number, 0) for number in reader.xref_objStm}
        if len(numbers) > MOST_OBJECTS:
            raise NotKept("unpacks")
        _refuse_active(reader.trailer)
        for number, generation in numbers:
            _refuse_active(reader.get_object(IndirectObject(number, generation, reader)))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotKept("damaged") from error


def _refuse_active(found: Any) -> None:
    """What stands in one object; the objects that it refers to have their own turn."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            said = {str(one.get(name)) for name in ("/Type", "/Subtype")} & PARTS
            acts = str(one.get("/S")) in ACTIONS
            if said or acts or KEYS & {str(key) for key in one}:
                raise NotKept("active_pdf")
            waiting.extend(dict.values(one))
        elif isinstance(one, list):
            waiting.extend(list.__iter__(one))


def anew(data: bytes, kind: str) -> tuple[bytes, bytes]:
    """The picture upright and alone: no place, owner, device, comment or hidden file comes along;
    and a small copy."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    formats = ["JPEG", "MPO"] if kind == "jpeg" else [kind.upper()]  # MPO: phones add a preview
    try:
        with Image.open(BytesIO(data), formats=formats) as sent:
            if kind != "jpeg" and getattr(sent, "n_frames", 1) > 1:
                raise NotKept("moves")
            sent.load()
            picture: Any = ImageOps.exif_transpose(sent)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise NotKept("picture_too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise NotKept("damaged") from error
    modes = {"jpeg": {"L", "RGB"}, "webp": {"RGB", "RGBA"}}.get(
        kind, {"1", "L", "LA", "P", "RGB", "RGBA"}
    )
    if picture.mode not in modes:
        clear = kind == "webp" and ("A" in picture.mode or "transparency" in picture.info)
        picture = picture.convert("RGBA" if clear else "RGB")
    picture.info = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    return _saved(picture, kind), _small(picture)


def _saved(picture: Any, kind: str) -> bytes:
    how: dict[str, Any] = {
        "jpeg": {"quality": 90, "optimize": False},
        "png": {"compress_level": 6},
        "webp": {"quality": 88, "method": 2},
    }[kind]
    out = BytesIO()
    picture.save(out, kind.upper(), exif=b"", **how)
    return out.getvalue()


def _small(picture: Any) -> bytes:
    from PIL import Image

    factor = max(1, max(picture.size) // (PREVIEW * 2))
    if picture.mode in ("P", "1", "LA"):
        picture = picture.convert("RGBA")
    small = picture.reduce(factor) if factor > 1 else picture.copy()
    small.thumbnail((PREVIEW, PREVIEW))
    if "A" in small.mode:
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        small = paper
    out = BytesIO()
    small.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def main() -> None:
    data = sys.stdin.buffer.read()
    kind, content, preview = "", b"", b""
    try:
        kind = kind_of(data)
        if kind == "pdf":
            check_pdf(data)
        elif kind in OFFICE:
            check_office(data, kind)
        else:
            content, preview = anew(data, kind)
        found = {"kind": kind, "content": len(content), "preview": len(preview)}
    except NotKept as refusal:
        found = {"refused": str(refusal)}
    except MemoryError:
        found = {"refused": "unpacks" if kind in ("pdf", *OFFICE) else "picture_too_large"}
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + content + preview)


if __name__ == "__main__":
    limited(largest_file=LARGEST_ANSWER)
    main()
