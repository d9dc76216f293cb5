"""A file that somebody attaches: what it is by its contents, or why it is not kept, in words."""

import json
from pathlib import Path
from tempfile import TemporaryFile

from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.core.workbooks.inspection import BadWorkbook
from reporting.core.workbooks.reading import run_child
from reporting.entry.evidence.rules import MOST_BYTES, InspectedFile, NotKept, clean_name

CHILD = Path(__file__).with_name("inspection_child.py")
DAMAGED = "damaged"
WHY: dict[str, str | Promise] = {
    "none": _("Choose a file first."),
    "empty": _("The file is empty. Choose another one."),
    "large": _("The file is larger than 10 MiB. Scan it with fewer dots, or send it in parts."),
    DAMAGED: _("The file is damaged and could not be read. Save or scan it again."),
    "encrypted": _("The file has a password. Save it without one, and attach it again."),
    "unpacks": _("The file unpacks to far more than it shows. Save it as a PDF, and attach that."),
    "active": _(
        "The document has macros, embedded objects or parts that lie elsewhere. "
        "Save it as a PDF, and attach that."
    ),
    "active_pdf": _(
        "The PDF has a script, a form that sends, or another file inside. "
        "Print it into a new PDF, and attach that."
    ),
    "picture_too_large": _(
        "The picture has too many pixels, more than some 40 million. "
        "Make it smaller, and attach it again."
    ),
    "moves": _("The picture moves. Attach a still one."),
    "heic": _(
        "The photo is in the format HEIC, which many computers cannot open. Save it as JPEG."
    ),
    "old_office": _(
        "The document is in an old format, or has a password. Save it as .docx, .xlsx or PDF."
    ),
    "markup": _("This is a web page or a drawing (HTML, SVG, XML). Print it into a PDF first."),
    "archive": _("This is an archive. Attach the files in it one by one."),
    "program": _("This is a program. Programs cannot be attached."),
    "other_picture": _("This kind of picture cannot be attached. Save it as JPEG or PNG."),
    "busy": _("The server was too busy to read the file. Attach it again in a few minutes."),
    "unknown": _(
        "This kind of file cannot be attached. "
        "Attach a PDF, a picture (JPEG, PNG, WebP), a .docx or an .xlsx."
    ),
}


def read_file(sent: "UploadedFile[bytes] | None") -> InspectedFile:
    """Raises `NotKept`. A child reads it; a large photo takes two seconds."""
    if sent is None:
        raise _not_kept("none")
    if not sent.size:
        raise _not_kept("empty")
    if sent.size > MOST_BYTES:
        raise _not_kept("large")
    data = sent.read()
    found, rest = _asked(data)
    if "refused" in found:
        raise _not_kept(str(found["refused"]))
    kind, length = str(found["kind"]), int(found["content"])
    content = rest[:length] or data
    if len(content) > MOST_BYTES:
        raise _not_kept("large")
    return InspectedFile(clean_name(sent.name or "", kind), kind, content, rest[length:])


def _asked(data: bytes) -> tuple[dict[str, str | int], bytes]:
    try:
        with TemporaryFile() as sent, TemporaryFile() as answer:
            sent.write(data)
            run_child([str(CHILD)], sent, into=answer)
            answer.seek(0)
            return json.loads(answer.readline()), answer.read()
    except BadWorkbook as bad:
        raise _not_kept(bad.why) from bad
    except ValueError as error:
        raise _not_kept(DAMAGED) from error


def _not_kept(why: str) -> NotKept:
    return NotKept(str(WHY.get(why, WHY[DAMAGED])))
