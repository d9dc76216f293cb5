"""The page after the cover: which edition this is, how to check it, how its tables are read."""

from collections.abc import Iterator

from reporting.exports.fonts import BOLD
from reporting.exports.pdf.cover import state_and_bodies
from reporting.exports.pdf.prose import Landmark, Prose
from reporting.exports.pdf.styles import BLUE, GREY, HEADINGS, INK, KHMER_LEADING, Style
from reporting.kernel.document import Document, Missing, Table

TEXT = Style(9.2, 14, after=6)
PAIR = Style(9.2, 14, after=3.5)
HEAD = Style(10.6, 15, BOLD, BLUE, before=14, after=6)
COLUMN = 92.0
KEY = "about"


def imprint(document: Document) -> Iterator[Prose]:
    """Nothing where the document has no words for it."""
    words = document.words
    if not words.get("about"):
        return
    stretch = KHMER_LEADING if document.language == "km" else 1.0
    title = HEADINGS[0].stretched(stretch)
    yield Prose(words["about"], title, anchor=KEY, whole=True,
                landmark=Landmark("front", KEY, "", words["about"]))  # fmt: skip
    for label, text in _edition(document):
        yield _pair(label, text, stretch)
    if document.signatories:
        yield Prose(words.get("signed", "Signed by"), HEAD.stretched(stretch), whole=True)
        for signatory in document.signatories:
            yield _pair(signatory.date, f"{signatory.name}, {signatory.role}", stretch)
    for key in _topics(document):
        if words.get(f"{key}_head"):
            yield Prose(words[f"{key}_head"], HEAD.stretched(stretch), whole=True)
            yield Prose(words.get(key, ""), TEXT.stretched(stretch))
    legend = list(_legend(document))
    if legend:
        yield Prose(words["legend"], HEAD.stretched(stretch), whole=True)
        for sign, meaning in legend:
            yield _pair(sign, meaning, stretch, INK)


def _topics(document: Document) -> Iterator[str]:
    yield "about_figures"
    if any(discrepancy.is_open for discrepancy in document.discrepancies):
        yield "about_open"
    if _is_traced(document):
        yield "about_trace"
    yield "about_verify"


def _edition(document: Document) -> Iterator[tuple[str, str]]:
    words = document.words
    _state, bodies = state_and_bodies(document.publisher)
    title = ": ".join(filter(None, (document.title, document.subtitle)))
    yield words.get("caption", "Title"), title
    yield words.get("edition", "Edition"), document.edition
    yield words.get("publisher", "Published by"), ", ".join(bodies)


def _legend(document: Document) -> Iterator[tuple[str, str]]:
    """Only the signs that the reader will meet."""
    words = document.words
    if not words.get("legend"):
        return
    met = set(_signs(document))
    signs = {
        "not_available": words.get("not_available", "n/a"),
        "nothing": "\u2014",
        "blank": words.get("empty", ""),
        "mark": "[1]",
        "total": words.get("total", ""),
    }
    for key, sign in signs.items():
        meaning = words.get(f"legend_{key}", "")
        if key in met and sign and meaning:
            yield sign, meaning


def _signs(document: Document) -> Iterator[str]:
    for section in document.sections:
        if section.notes:
            yield "mark"
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    if row.kind in ("total", "subtotal"):
                        yield "total"
                    yield from (cell.reason for cell in row.cells if isinstance(cell, Missing))


def _is_traced(document: Document) -> bool:
    return any(
        isinstance(block, Table) and block.code
        for section in document.sections
        for block in section.blocks
    )


def _pair(label: str, text: str, stretch: float, color: object = GREY) -> Prose:
    return Prose(text, PAIR.stretched(stretch), indent=COLUMN, label=label,
                 label_color=color)  # type: ignore[arg-type]  # fmt: skip
