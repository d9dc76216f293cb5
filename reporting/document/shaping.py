"""Text as clusters: what is set as one sign, and what it says.

A cluster of Khmer is a letter with the letters under it and its vowels and signs; of Latin, a
letter. It is the smallest piece at which a line may end, and the smallest that a reader can select
or copy.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz
from reportlab.pdfbase import pdfmetrics

PLAIN = "\u0000-\u02ff\u1e00-\u1eff\u2000-\u22ff\ufffd"
NEEDS_SHAPING = re.compile(f"[^{PLAIN}]")
SCRIPT_RUN = re.compile(f"(?P<shaped>[^{PLAIN}]+)|[{PLAIN}]+")
# A letter with what stands under it (after U+17D2) and its vowels and signs; any other sign with
# the marks on it.
_BASE, _SIGN = "[\u1780-\u17b3]", "[\u17b4-\u17d1\u17d3\u17dd\u200c\u200d]"
KHMER_CLUSTER = re.compile(f"{_BASE}(?:\u17d2{_BASE}|{_SIGN})*\u17d2?|.[\u0300-\u036f]*", re.DOTALL)


class Cluster(NamedTuple):
    """`text` is what the source says there; `glyphs` are number and place (x, y), and those and
    `advance` are in units of the font."""

    text: str
    glyphs: tuple[tuple[int, int, int], ...]
    advance: int


@lru_cache(maxsize=16384)
def clusters(text: str, font: str) -> tuple[Cluster, ...]:
    """The text from left to right, a run for each script: HarfBuzz shapes one script at a time."""
    found: list[Cluster] = []
    for run in SCRIPT_RUN.finditer(text):
        found += _shaped(run.group(), font) if run.lastgroup else _plain(run.group(), font)
    return tuple(found)


def cluster_ends(text: str) -> Iterator[str]:
    """The pieces between which a line may end at need."""
    for found in KHMER_CLUSTER.finditer(text):
        yield found.group()


def advance_of(text: str, font: str) -> int:
    """In units of the font, which are thousandths of its size."""
    return sum(cluster.advance for cluster in clusters(text, font))


def ink_of(text: str, font: str) -> tuple[int, int]:
    """How far the ink reaches above and below the line, in units of the font."""
    shaper: Any = pdfmetrics.getFont(font)
    above, below = 0, 0
    for cluster in clusters(text, font):
        for glyph, _x, y in cluster.glyphs:
            extents = shaper.shaper.get_glyph_extents(glyph)
            if extents is not None:
                above = max(above, y + extents.y_bearing)
                below = max(below, -(y + extents.y_bearing + extents.height))
    return above, below


def _plain(text: str, font: str) -> Iterator[Cluster]:
    known: Any = pdfmetrics.getFont(font)
    face = known.face
    for sign in text:
        said = " " if sign == "\u00a0" else sign
        code = ord(said)
        glyph = face.charToGlyph.get(code, 0)
        yield Cluster(said, ((glyph, 0, 0),), round(face.getCharWidth(code)))


def _shaped(text: str, font: str) -> Iterator[Cluster]:
    """HarfBuzz may put fewer signs together than a cluster has, or more: the larger piece holds."""
    shaper: Any = pdfmetrics.getFont(font)
    buffer: Any = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper.shaper, buffer)
    ours = {found.start() for found in KHMER_CLUSTER.finditer(text)}
    starts: list[int] = []
    drawn: list[list[tuple[int, int, int]]] = []
    advances: list[int] = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if not starts or (info.cluster != starts[-1] and info.cluster in ours):
            starts.append(info.cluster)
            drawn.append([])
            advances.append(0)
        x, y = advances[-1] + place.x_offset, place.y_offset
        drawn[-1].append((info.codepoint, x, y))
        advances[-1] += place.x_advance
    ends = [*starts[1:], len(text)]
    for start, end, glyphs, advance in zip(starts, ends, drawn, advances, strict=True):
        yield Cluster(text[start:end], tuple(glyphs), advance)
