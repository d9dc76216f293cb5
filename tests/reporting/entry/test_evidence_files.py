"""What a file is, its contents say; what could act, hide or swell is refused in words."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reporting.entry.evidence.forms.inspected_files import read_file
from reporting.entry.evidence.rules import MOST_BYTES, NotKept, clean_name
from tests.reporting.entry import evidence_files as files


def read(content: bytes, name: str = "scan.pdf"):
    return read_file(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (files.pdf(), "pdf", "scan.pdf"),
        (files.picture("JPEG"), "jpeg", "scan.jpg"),
        (files.picture("PNG"), "png", "scan.png"),
        (files.picture("WEBP"), "webp", "scan.webp"),
        (files.document(), "docx", "scan.docx"),
        (files.document("hyperlink"), "docx", "scan.docx"),
        (files.workbook(), "xlsx", "scan.xlsx"),
    ],
)
def test_a_file_is_what_its_contents_say_and_is_called_so(content, kind, name):
    found = read(content)
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize("kind", ["PDF", "DOCX", "XLSX"])
def test_a_document_is_kept_as_it_was_sent(kind):
    content = {"PDF": files.pdf(), "DOCX": files.document(), "XLSX": files.workbook()}[kind]
    assert read(content).content == content


REFUSED = {
    "html": (b"<!doctype html><script>alert(1)</script>", "web page"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "web page"),
    "text": (b"Names of who attended", "kind of file"),
    "program": (b"MZ\x90\0" + bytes(200), "program"),
    "gif": (b"GIF89a" + bytes(20), "kind of picture"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(20), "HEIC"),
    "old document": (b"\xd0\xcf\x11\xe0" + bytes(600), "old format"),
    "archive": (files.archive(), "archive"),
    "nothing": (b"", "empty"),
    "too much": (b"%PDF-1.7" + bytes(MOST_BYTES), "10 MiB"),
    "half a photo": (files.picture()[:600], "damaged"),
    "half a PDF": (files.pdf()[:200], "damaged"),
    "PDF and archive": (files.pdf() + files.archive(), "damaged"),
    "PDF in HTML": (files.pdf() + b"\n<script>alert(1)</script>", "damaged"),
    "PDF with a script": (files.pdf("/JavaScript"), "script"),
    "PDF that starts a program": (files.pdf("/Launch"), "script"),
    "PDF that sends": (files.pdf("/SubmitForm"), "script"),
    "PDF with a script under another spelling": (
        files.pdf().replace(b"/Type /Catalog", b"/Type /Catalog /AA << /S /J#61vaScript >>"),
        "script",
    ),
    "PDF with a file inside": (files.pdf(attached=True), "another file inside"),
    "PDF with a password": (files.pdf(password="secret"), "password"),
    "document with a macro": (files.document(word__vbaProject_bin=b"x"), "macros"),
    "document with an object": (files.document(word__embeddings__o_bin=b"x"), "embedded"),
    "document with a web page": (files.document(word__afchunk_htm=b"x"), "embedded"),
    "document with a template elsewhere": (files.document("attachedTemplate"), "elsewhere"),
    "document with a picture elsewhere": (files.document("image"), "elsewhere"),
    "document that swells": (files.document(word__m=bytes(200_000_000)), "unpacks"),
    "picture that swells": (files.huge_picture(), "40 million"),
    "picture that moves": (files.moving(), "moves"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_kept_says_why(what):
    content, words = REFUSED[what]
    with pytest.raises(NotKept, match=words):
        read(content)


def test_no_file_asks_for_one():
    with pytest.raises(NotKept, match="Choose a file"):
        read_file(None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_upright_and_without_where_it_was_taken(kind):
    sent = files.picture(kind)
    before = Image.open(BytesIO(sent)).getexif()
    assert before.get_ifd(0x8825)[1] == "N"  # the control: it was there
    assert before[0x010F] == files.CAMERA

    found = read(sent)
    kept = Image.open(BytesIO(found.content))
    assert kept.format == kind
    assert kept.size == (200, 300)  # turned
    assert not dict(kept.getexif())
    for content in (found.content, found.preview):
        assert files.CAMERA.encode() not in content
        assert b"Exif" not in content


def test_words_in_a_picture_and_a_file_behind_it_are_left_out():
    assert b"secret" not in read(files.with_text("secret")).content
    found = read(files.picture() + b"<script>secret</script>")
    assert b"secret" not in found.content
    assert Image.open(BytesIO(found.preview)).size == (200, 300)


def test_a_small_picture_is_made_of_a_large_one():
    out = BytesIO()
    Image.new("RGBA", (2400, 1200), (200, 0, 0, 128)).save(out, "PNG")
    small = Image.open(BytesIO(read(out.getvalue()).preview))
    assert (small.format, small.size) == ("JPEG", (320, 160))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\sok\\បញ្ជី.PDF", "បញ្ជី.pdf"),
        ("letter\u202efdp.exe", "letterfdp.exe.pdf"),
        ('a"b\r\n<c>.pdf.docx', "a_b _c_.pdf"),
        ("...", "file.pdf"),
        ("x" * 300, "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(sent, kept):
    assert clean_name(sent, "pdf") == kept
