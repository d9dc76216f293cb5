"""Files to attach: one of each kind that is kept, and many that are not."""

import zipfile
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

CAMERA = "Camera of a patrol"
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"
 Target="https://example.org/" TargetMode="External"/></Relationships>"""


def exif() -> Any:
    """Held upright by a phone in Kandal."""
    found: Any = Image.Exif()
    found[0x0112] = 6  # turned by a quarter
    found[0x010F] = CAMERA
    place = found.get_ifd(0x8825)
    place.update({1: "N", 2: (11.0, 29.0, 2.0), 3: "E", 4: (104.0, 57.0, 1.0)})
    found[0x8825] = place
    return found


def picture(kind: str = "JPEG", colour: str = "teal", **more: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, kind, exif=exif().tobytes(), **more)
    return out.getvalue()


def pdf(*actions: str, password: str = "", attached: bool = False, pages: int = 1) -> bytes:
    """`actions`: what it does when it is opened."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    for action in actions:
        does = DictionaryObject(
            {NameObject("/S"): NameObject(action), NameObject("/JS"): TextStringObject("1")}
        )
        writer.root_object[NameObject("/OpenAction")] = does
    if attached:
        writer.add_attachment("list.txt", b"names")
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def document(relation: str = "", **more: bytes) -> bytes:
    """A .docx; `relation`: the kind of a link to elsewhere; `more`: other parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", "<document>Minutes</document>")
        if relation:
            archive.writestr("word/_rels/document.xml.rels", RELATIONS % relation)
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def workbook() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["Who attended"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_text(text: str) -> bytes:
    """A PNG with words beside the picture."""
    words = PngInfo()
    words.add_text("Comment", text)
    return picture("PNG", pnginfo=words)


def archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("scan.pdf", pdf())
    return out.getvalue()


def moving() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def huge_picture() -> bytes:
    """Some kilobytes that unpack to 900 million pixels."""
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()
