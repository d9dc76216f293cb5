"""Text as clusters: what is set as one sign, and what it says.

A cluster of Khmer is a letter with the letters under it and its vowels and signs; of Latin, a
letter. It is the smallest piece at which a line may end, and the smallest that a reader can select
or copy.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfmetrics

PLAIN = "\u0000-\u02ff\u1e00-\u1eff\u2000-\u22ff\ufffd"
NEEDS_SHAPING = re.compile(f"[^{PLAIN}]")
SCRIPT_RUN = re.compile(f"(?P<shaped>[^{PLAIN}]+)|[{PLAIN}]+")
# A letter with what stands under it (after U+17D2) and its vowels and signs; any other sign with
# the marks on it.
_BASE, _SIGN = "[\u1780-\u17b3]", "[\u17b4-\u17d1\u17d3\u17dd\u200c\u200d]"
KHMER_CLUSTER = re.compile(f"{_BASE}(?:\u17d2{_BASE}|{_SIGN})*\u17d2?|.[\u0300-\u036f]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cluster:
    """`text` is what the source says there; `glyphs` are number and place (x, y), and those and
    `advance` are in units of the font."""

    text: str
    glyphs: tuple[tuple[int, int, int], ...]
    advance: int


def clusters(text: str, font: str) -> Iterator[Cluster]:
    """The text from left to right, a run for each script: HarfBuzz shapes one script at a time."""
    for run in SCRIPT_RUN.finditer(text):
        yield from shaped(run.group(), font) if run.lastgroup else _plain(run.group(), font)


def cluster_ends(text: str) -> Iterator[str]:
    """The pieces between which a line may end at need."""
    for found in KHMER_CLUSTER.finditer(text):
        yield found.group()


def width_of(text: str, font: str, size: float) -> float:
    """In points, of one line."""
    return sum(
        run_width(run.group(), font) * size / 1000
        if run.lastgroup
        else float(pdfmetrics.stringWidth(run.group(), font, size))
        for run in SCRIPT_RUN.finditer(text)
    )


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


@lru_cache(maxsize=65536)
def run_width(run: str, font: str) -> int:
    """How wide a run of Khmer is, in units of the font."""
    return sum([place.x_advance for place in _set_by_harfbuzz(run, font).glyph_positions])


@lru_cache(maxsize=32768)
def shaped(run: str, font: str) -> tuple[Cluster, ...]:
    """The clusters of a run of Khmer. Most look the same wherever they stand, and are taken from
    those that were set before; where neighbours make room for each other, the run is set anew."""
    usual = tuple([_alone(found, font) for found in KHMER_CLUSTER.findall(run)])
    if sum([cluster.advance for cluster in usual]) == run_width(run, font):
        return usual
    return _in_context(run, font)


@lru_cache(maxsize=8192)
def _alone(text: str, font: str) -> Cluster:
    glyphs = [glyph for cluster in _in_context(text, font) for glyph in cluster.glyphs]
    return Cluster(text, tuple(glyphs), run_width(text, font))


def _in_context(run: str, font: str) -> tuple[Cluster, ...]:
    """HarfBuzz may put fewer signs together than a cluster has, or more: the larger piece holds."""
    buffer = _set_by_harfbuzz(run, font)
    ours = {found.start() for found in KHMER_CLUSTER.finditer(run)}
    starts: list[int] = []
    drawn: list[list[tuple[int, int, int]]] = []
    advances: list[int] = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if not starts or (info.cluster != starts[-1] and info.cluster in ours):
            starts.append(info.cluster)
            drawn.append([])
            advances.append(0)
        drawn[-1].append((info.codepoint, advances[-1] + place.x_offset, place.y_offset))
        advances[-1] += place.x_advance
    ends = [*starts[1:], len(run)]
    return tuple(
        Cluster(run[start:end], tuple(glyphs), advance)
        for start, end, glyphs, advance in zip(starts, ends, drawn, advances, strict=True)
    )


def _set_by_harfbuzz(run: str, font: str) -> Any:
    shaper: Any = pdfmetrics.getFont(font)
    buffer: Any = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(run)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper.shaper, buffer)
    return buffer
