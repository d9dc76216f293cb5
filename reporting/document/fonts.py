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

import fontpkg_noto_sans_khmer
import fontTools
from fontTools.ttLib import TTFont as FontFile
from fontTools.varLib import instancer
from reportlab.pdfbase import pdfmetrics

from reporting.document.embedded_font import ShapedFont

FAMILY = "Noto Sans Khmer"
REGULAR = "NotoSansKhmer-Regular"
BOLD = "NotoSansKhmer-SemiBold"
WEIGHTS = {REGULAR: 400, BOLD: 600}

_registering = Lock()


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
