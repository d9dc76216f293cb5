"""A document as DOCX: title, headings, paragraphs, lists, tables, notes, the lines of a signature.

Word chooses a font by script: Khmer is set in the one for complex scripts (`w:cs`), and each run
says its language, so that spelling and line breaks are those of Khmer. Charts are left out.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reporting.document.files import binary_target, steady_archive
from reporting.document.fonts import FAMILY
from reporting.document.khmer_digits import with_khmer_digits
from reporting.document.value import (
    Block,
    Bullet,
    CellContent,
    Document,
    Missing,
    Number,
    Paragraph,
    Row,
    Subheading,
    Table,
)
from reporting.document.workbook.cell_writing import beside, superscript
from reporting.kernel.numbers import format_number, to_khmer_digits

LATIN_SIZE, KHMER_SIZE = 11, 11
SIZES = {"Title": 18, "Heading 1": 14, "Heading 2": 12}
LANGUAGES = {"en": "en-GB", "km": "km-KH"}
BEGUN = datetime(2000, 1, 1, tzinfo=UTC)  # of a document that does not say its day
NEXT_STYLES = ("List Bullet", "List Number", "Caption")


def render_docx(document: Document, out: BinaryIO | Path) -> None:
    """The same document gives the same bytes."""
    document = with_khmer_digits(document)
    file = docx.Document()
    _set_page(file)
    _set_styles(file, document.language)
    _set_facts(file, document)
    writer = _Writer(file, document)
    writer.write()
    made = BytesIO()
    file.save(made)
    with binary_target(out) as stream:
        stream.write(steady_archive(made.getvalue(), _moment(document)))


def _moment(document: Document) -> datetime:
    return datetime.fromisoformat(document.dated) if document.dated else BEGUN


def _set_page(file: Any) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)


def _set_styles(file: Any, language: str) -> None:
    for name in ("Normal", *SIZES, *NEXT_STYLES):
        style = file.styles[name]
        size = SIZES.get(name, KHMER_SIZE if language == "km" else LATIN_SIZE)
        style.font.size = Pt(size)
        properties = style.element.get_or_add_rPr()
        _set_fonts(properties, language)
        _child(properties, "w:szCs").set(qn("w:val"), str(size * 2))
        if name in SIZES:
            style.font.bold = True
            _child(properties, "w:bCs")
    file.styles["Normal"].paragraph_format.space_after = Pt(6)
    file.styles["Normal"].paragraph_format.line_spacing = 1.5 if language == "km" else 1.15


def _set_fonts(properties: Any, language: str) -> None:
    fonts = _child(properties, "w:rFonts")
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FAMILY)
    spoken = _child(properties, "w:lang")
    spoken.set(qn("w:val"), LANGUAGES["en"] if language == "en" else LANGUAGES["km"])
    spoken.set(qn("w:bidi"), LANGUAGES["km"])  # the language of complex scripts


# The order of these in a run's properties is the schema's; Word refuses another one.
ORDER = ("w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:sz", "w:szCs",
         "w:u", "w:rtl", "w:cs", "w:lang")  # fmt: skip


def _child(properties: Any, name: str) -> Any:
    """The one that is there, or a new one in the place that the schema gives it."""
    found = properties.find(qn(name))
    if found is None:
        found = OxmlElement(name)
        behind = [qn(other) for other in ORDER[ORDER.index(name) + 1 :]]
        follows = next((element for element in properties if element.tag in behind), None)
        if follows is None:
            properties.append(found)
        else:
            follows.addprevious(found)
    return found


def _repeated(row: Any) -> None:
    """The heads of a table stand on each of its pages."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _set_facts(file: Any, document: Document) -> None:
    facts = file.core_properties
    facts.title, facts.subject = document.title, document.subtitle
    facts.author = ", ".join(document.publisher)
    facts.language = LANGUAGES[document.language]
    facts.created = facts.modified = _moment(document)
    facts.last_modified_by = facts.comments = ""
    facts.revision = 1


def _marked(block: Paragraph | Bullet) -> str:
    """With the number of its note, raised."""
    return block.text if block.mark is None else f"{block.text}{superscript(block.mark)}"


class _Writer:
    def __init__(self, file: Any, document: Document) -> None:
        self.file, self.document = file, document

    def write(self) -> None:
        for line in self.document.publisher:
            self._paragraph(line, centred=True)
        self._paragraph(self.document.title, "Title", centred=True)
        if self.document.practice_words:
            self._paragraph(self.document.practice_words, bold=True, centred=True)
        for line in filter(None, (self.document.subtitle, self.document.edition)):
            self._paragraph(line, centred=True)
        for section in self.document.sections:
            name = f"{section.number} {section.title}".strip()
            self._paragraph(name, "Heading 1" if section.level == 1 else "Heading 2")
            for block in section.blocks:
                self._block(block)
            for note in section.notes:
                self._paragraph(f"{superscript(note.number)} {note.text}", language=note.language)
        for head, words in self.document.remarks:
            self._paragraph(f"{head}: {words}")

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(signature=True):
                self._signature(block.text)
            case Paragraph():
                for line in _marked(block).splitlines() or [""]:
                    self._paragraph(line, language=block.language)
            case Bullet(label=label) if label:
                self._paragraph(f"{label} {_marked(block)}", indent=1 + block.level)
            case Bullet():
                self._paragraph(_marked(block), "List Bullet", language=block.language)
            case Subheading():
                self._paragraph(block.text, "Heading 2", language=block.language)
            case Table():
                self._table(block)

    def _paragraph(
        self,
        text: str,
        style: str = "Normal",
        *,
        language: str = "",
        bold: bool = False,
        centred: bool = False,
        indent: int = 0,
    ) -> Any:
        made = self.file.add_paragraph(style=style)
        self._run(made, text, language, bold=bold)
        if centred:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if indent:
            made.paragraph_format.left_indent = Cm(0.8 * indent)
            made.paragraph_format.first_line_indent = Cm(-0.8)
        return made

    def _run(self, paragraph: Any, text: str, language: str = "", *, bold: bool = False) -> None:
        """A run of Khmer is one of a complex script: it takes the font and size for those."""
        run = paragraph.add_run(text)
        properties = run._r.get_or_add_rPr()
        spoken = language or self.document.language
        _set_fonts(properties, spoken)
        if bold:
            _child(properties, "w:b")
            _child(properties, "w:bCs")
        if spoken == "km":
            _child(properties, "w:cs")

    def _signature(self, text: str) -> None:
        made = self._paragraph(text, centred=True)
        made.paragraph_format.left_indent = Cm(8)
        made.paragraph_format.space_before = Pt(14)
        made.paragraph_format.keep_with_next = True

    def _table(self, table: Table) -> None:
        if table.caption:
            self._paragraph(table.caption, bold=True).paragraph_format.keep_with_next = True
        width = len(table.align)
        made = self.file.add_table(rows=0, cols=width, style="Table Grid")
        heads = [[cell.text for cell in line] for line in table.header]
        for line in heads:
            self._row(made, line, width, table, bold=True)
            _repeated(made.rows[-1])
        for row in table.rows:
            self._row(made, self._said(row), width, table, bold=row.kind != "body")
        for note in table.notes:
            self._paragraph(note)

    def _row(
        self, made: Any, texts: Sequence[str], width: int, table: Table, *, bold: bool
    ) -> None:
        cells = made.add_row().cells
        for place in range(min(width, len(texts))):
            paragraph = cells[place].paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if table.align[place] == "end":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._run(paragraph, texts[place], bold=bold)

    def _said(self, row: Row) -> list[str]:
        return [self._content(cell) for cell in row.cells]

    def _content(self, cell: CellContent) -> str:
        if isinstance(cell, Number):
            said = format_number(cell.value, cell.places)
            said = to_khmer_digits(said) if self.document.language == "km" else said
            return f"{said}{beside(cell)}"
        if isinstance(cell, Missing):
            return "" if cell.reason == "blank" else "–"
        return cell
