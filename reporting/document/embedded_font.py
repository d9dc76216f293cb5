"""A font in a PDF that has one glyph for each cluster of the text.

ReportLab would embed the parts of a cluster as glyphs of their own under private codes, and a
reader that copies or searches would find those. Here a cluster is one composite glyph, drawn from
the parts of the typeface, whose meaning (ToUnicode) is the whole cluster as it was typed; so every
reader finds the source's text.
"""

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from typing import Any

import uharfbuzz
from fontTools.ttLib import TTFont as FontFile
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.ttLib.tables.ttProgram import Program
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont

from reporting.document.shaping import NEEDS_SHAPING, Cluster, clusters

COPIED = ("head", "hhea", "maxp", "prep")  # tables of the typeface that the subset is made from
PLACED = 0x0002 | 0x0004  # the places of parts are distances, on the grid
SYMBOLIC = 4
MOST_LINES = 100  # of a block in a ToUnicode map
TAG = "NSPKHM"  # a subset's name begins with six letters

_building = threading.Lock()


@dataclass(slots=True)
class Used:
    """What a document has used of a font: clusters in the order in which they first stood there."""

    name: str = ""
    codes: dict[Cluster, int] = field(default_factory=dict)  # from 1: 0 is the missing glyph
    parted: dict[Cluster, bytes] = field(default_factory=dict)
    plain: dict[str, bytes] = field(default_factory=dict)  # of signs that need no shaping

    def code(self, cluster: Cluster) -> bytes:
        found = self.parted.get(cluster)
        if found is None:
            codes = [
                self.codes.setdefault(part, len(self.codes) + 1) for part in said_in_parts(cluster)
            ]
            found = b"".join(code.to_bytes(2, "big") for code in codes)
            self.parted[cluster] = found
        return found


class ShapedFont(TTFont):
    """A TrueType font that is embedded by clusters, each with a code of two bytes."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        this: Any = self  # ReportLab's stubs leave these attributes out
        this.shapable = False  # ReportLab need not: `shaping.py` does
        self.filename = filename
        self.shaper: Any = uharfbuzz.Font(this.hbFace)

    def encoded(self, text: str, doc: Any) -> bytes:
        used = self._used(doc)
        if not NEEDS_SHAPING.search(text):
            return b"".join([used.plain.get(sign) or self._plain(sign, used) for sign in text])
        return b"".join([used.code(cluster) for cluster in clusters(text, self.fontName)])

    def _plain(self, sign: str, used: Used) -> bytes:
        (cluster,) = clusters(sign, self.fontName)
        used.plain[sign] = used.code(cluster)
        return used.plain[sign]

    def splitString(  # noqa: N802 (ReportLab's name, as below)
        self, text: str | bytes, doc: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        words = text if isinstance(text, str) else text.decode(encoding)
        return [(0, self.encoded(words, doc))] if words else []

    def getSubsetInternalName(self, _subset: int, doc: Any) -> str:  # noqa: N802
        used = self._used(doc)
        if not used.name:
            used.name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = f"/{used.name}"
            doc.delayedFonts.append(self)
        return f"/{used.name}"

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Called when the document is saved: what it has used is known then."""
        used = self._used(doc)
        with _building:
            content = subset(self.filename, tuple(used.codes))
        fonts = doc.idToObject["BasicFonts"].dict
        fonts[used.name] = doc.Reference(self._font(doc, used, content), used.name)
        del self.state[doc]

    def _used(self, doc: Any) -> Used:
        state: Any = self.state
        found: Used = state.setdefault(doc, Used())
        return found

    def _font(self, doc: Any, used: Used, content: bytes) -> Any:
        name = pdfdoc.PDFName(f"{TAG}+{self.fontName}")
        widths = [cluster.advance for cluster in used.codes]
        system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity")}
        glyphs = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": pdfdoc.PDFDictionary({**system, "Supplement": 0}),
            "FontDescriptor": self._descriptor(doc, name, content),
            "CIDToGIDMap": "/Identity",
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
        }
        below = doc.Reference(pdfdoc.PDFDictionary(glyphs), f"clusters:{self.fontName}")
        meanings = _stream(doc, to_unicode(tuple(used.codes)).encode())
        return pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([below]),
                "ToUnicode": doc.Reference(meanings, f"meanings:{self.fontName}"),
            }
        )

    def _descriptor(self, doc: Any, name: Any, content: bytes) -> Any:
        face: Any = self.face
        stream = _stream(doc, content)
        stream.dictionary["Length1"] = len(content)
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capHeight,
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "FontFile2": doc.Reference(stream, f"outlines:{self.fontName}"),
        }
        return doc.Reference(pdfdoc.PDFDictionary(descriptor), f"descriptor:{self.fontName}")


def said_in_parts(cluster: Cluster) -> tuple[Cluster, ...]:
    """The whole drawing says the letter; a glyph of no width and no ink after it says the marks.

    Of a glyph whose text has a mark in it, pdf.js thinks that it takes no room, and loses the ends
    of lines.
    """
    for place, sign in enumerate(cluster.text):
        if place and unicodedata.category(sign) == "Mn":
            letter = replace(cluster, text=cluster.text[:place])
            return letter, Cluster(cluster.text[place:], (), 0)
    return (cluster,)


def _stream(doc: Any, content: bytes) -> Any:
    stream: Any = pdfdoc.PDFStream()
    stream.content = content
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream


def to_unicode(used: Sequence[Cluster]) -> str:
    """What each code says, as the PDF standard writes it (9.10.3)."""
    lines = [
        f"<{code:04X}> <{cluster.text.encode('utf-16-be').hex().upper()}>"
        for code, cluster in enumerate(used, 1)
    ]
    blocks = [lines[at : at + MOST_LINES] for at in range(0, len(lines), MOST_LINES)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def subset(path: str, used: Sequence[Cluster]) -> bytes:
    """A font file with a glyph for each cluster (the first is number 1), and under them the parts
    that they are put together from."""
    source = _source(path)
    font = FontFile(recalcTimestamp=False)
    for tag in COPIED:
        if tag in source:
            font[tag] = deepcopy(source[tag])
    names = [f"cluster{code}" for code in range(1, len(used) + 1)]
    parts = list(dict.fromkeys(_parts(source, used)))
    order = [".notdef", *names, *(part for part in parts if part != ".notdef")]
    font.setGlyphOrder(order)
    outlines: Any = newTable("glyf")
    outlines.glyphs = {name: _outline(source, name) for name in (".notdef", *parts)}
    for name, cluster in zip(names, used, strict=True):
        outlines.glyphs[name] = _composite(source, cluster)
    outlines.glyphOrder = order
    font["glyf"], font["loca"] = outlines, newTable("loca")
    metrics: Any = newTable("hmtx")
    metrics.metrics = {name: source["hmtx"][name] for name in (".notdef", *parts)}
    for name, cluster in zip(names, used, strict=True):
        outlines.glyphs[name].recalcBounds(outlines)
        metrics.metrics[name] = (cluster.advance, getattr(outlines.glyphs[name], "xMin", 0))
    font["hmtx"] = metrics
    font["maxp"].recalc(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _parts(source: FontFile, used: Sequence[Cluster]) -> Iterator[str]:
    for cluster in used:
        for glyph, _x, _y in cluster.glyphs:
            yield source.getGlyphName(glyph)


def _composite(source: FontFile, cluster: Cluster) -> Any:
    glyph: Any = Glyph()
    glyph.components = []
    for number, x, y in cluster.glyphs:
        name = source.getGlyphName(number)
        if _outline(source, name).numberOfContours:  # a space and a joiner draw nothing
            part: Any = GlyphComponent()
            part.glyphName, part.x, part.y, part.flags = name, x, y, PLACED
            glyph.components.append(part)
    if not glyph.components:
        return Glyph()
    glyph.numberOfContours = -1
    return glyph


@cache
def _source(path: str) -> Any:
    """Read once in a process, and not written to."""
    return FontFile(path, recalcTimestamp=False)


def _outline(source: Any, name: str) -> Any:
    """The glyph as plain outlines: one of several parts in the typeface is drawn out."""
    glyph = source["glyf"][name]
    if not glyph.isComposite():
        return glyph
    plain: Any = Glyph()
    plain.coordinates, plain.endPtsOfContours, plain.flags = glyph.getCoordinates(source["glyf"])
    plain.numberOfContours = len(plain.endPtsOfContours)
    plain.program = Program()
    plain.program.fromBytecode(b"")
    plain.recalcBounds(source["glyf"])
    return plain
