"""How wide letters are in a spreadsheet, in digits of its standard font: Excel's unit of width.

Excel does not say where it will break a line, and LibreOffice does not fit a row whose height is
set, so that rows are made as high as the letters need. The widths are Calibri's, in thousandths of
the letters' size; LibreOffice sets Carlito, which has the same.
"""

import unicodedata
from functools import lru_cache

SIZE = 10.0  # of the letters
DIGIT = (
    5.25  # points: a digit of the standard font (Calibri 11) on the screen, 7 of 96 dots an inch
)
KHMER_SUBSCRIPT_SIGN = "\u17d2"
KHMER_FROM, KHMER_TO = "\u1780", "\u17ff"
KHMER = 1.3  # digits

_LOWER = (479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799,
          525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395)  # fmt: skip
_UPPER = (579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855,
          646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468)  # fmt: skip
_SIGNS = {
    " ": 226, ".": 252, ",": 250, "-": 306, "/": 386, ":": 268, ";": 268, "(": 303, ")": 303,
    "'": 221, '"': 401, "&": 682, "%": 715, "\u2013": 498, "\u2014": 905, "\u2019": 250,
    "\u201c": 418, "\u201d": 418, "[": 307, "]": 307, "{": 314, "}": 314, "@": 894, "_": 498,
}  # fmt: skip
_WIDTHS = {
    **{chr(ord("a") + place): width for place, width in enumerate(_LOWER)},
    **{chr(ord("A") + place): width for place, width in enumerate(_UPPER)},
    **dict.fromkeys("0123456789", 507),
    **_SIGNS,
}
OTHER = 600  # any sign that is not listed


@lru_cache(maxsize=65536)
def line_width(line: str) -> float:
    """The width of one line, in digits."""
    wide, before = 0.0, ""
    for sign in line:
        if before != KHMER_SUBSCRIPT_SIGN:  # what follows it stands below, and takes no room
            wide += _sign_width(sign)
        before = sign
    return wide


def _sign_width(sign: str) -> float:
    known = _WIDTHS.get(sign)
    if known is not None:
        return known * SIZE / 1000 / DIGIT
    if unicodedata.category(sign) in ("Mn", "Cf"):
        return 0.0
    if KHMER_FROM <= sign <= KHMER_TO:
        return KHMER
    return OTHER * SIZE / 1000 / DIGIT
