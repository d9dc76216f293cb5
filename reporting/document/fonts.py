"""The document typeface: static instances of Noto Sans Khmer (Khmer and Latin), registered.

ReportLab reads no variable fonts, so that fontTools cuts the two weights out of the wheel's one
file at first use; they stay in a cache directory. Nothing is fetched over a network.
"""

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import fontpkg_noto_sans_khmer
import fontTools
import uharfbuzz
from fontTools.ttLib import TTFont as FontFile
from fontTools.varLib import instancer
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "Noto Sans Khmer"
REGULAR = "NotoSansKhmer-Regular"
BOLD = "NotoSansKhmer-SemiBold"
WEIGHTS = {REGULAR: 400, BOLD: 600}

_registering = Lock()


class ShapedFont(TTFont):
    """A TrueType font whose every glyph has a code from the start.

    ReportLab hands out private codes as shaping meets unmapped glyphs, so that the bytes of a
    document would depend on what the process had set before.
    """

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        this: Any = self  # ReportLab's stubs leave these attributes out
        self._shaper: Any = uharfbuzz.Font(this.hbFace)
        font = super().hbFont()
        for glyph in range(this.hbFace.glyph_count):
            if glyph not in this.face.glyphToChar:
                advance = font.get_glyph_h_advance(glyph)
                this.hbAddPrivate(font.glyph_to_string(glyph), glyph, advance)

    def hbFont(self, fontSize: float = 10) -> Any:  # noqa: N802, N803 (ReportLab's names)
        return self._shaper


def register_fonts(cache_directory: Path | None = None) -> None:
    """Make `REGULAR` and `BOLD` known to ReportLab; cheap after the first call of a process.

    `cache_directory` keeps the static instances (default: `default_cache()`).
    """
    with _registering:
        registered = pdfmetrics.getRegisteredFontNames()
        for name in WEIGHTS:
            if name not in registered:
                path = static_instance(name, cache_directory or default_cache())
                pdfmetrics.registerFont(ShapedFont(name, str(path)))


def default_cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    path = Path(home).expanduser() / "nsp-portal" / "fonts"
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir()) / "nsp-portal-fonts"
    return path


def static_instance(name: str, directory: Path) -> Path:
    """The file of one weight, made if the cache has none for this source and this fontTools."""
    path = directory / f"{name}-{_fingerprint()}.ttf"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=directory, suffix=".ttf")
        os.close(handle)
        _cut(name).save(unfinished)
        Path(unfinished).replace(path)
    return path


def _cut(name: str) -> FontFile:
    font = FontFile(_source(), recalcTimestamp=False)
    axes = {"wght": WEIGHTS[name], "wdth": 100}
    font = instancer.instantiateVariableFont(font, axes, inplace=True)
    font["name"].setName(name, 6, 3, 1, 0x409)  # two weights under one name would be merged
    font["name"].removeNames(nameID=6, platformID=1)
    return font


@cache
def _source() -> Path:
    return next(Path(fontpkg_noto_sans_khmer.ROOT).rglob("*.ttf"))


@cache
def _fingerprint() -> str:
    digest = hashlib.sha256(_source().read_bytes())
    digest.update(fontTools.version.encode())
    return digest.hexdigest()[:12]
