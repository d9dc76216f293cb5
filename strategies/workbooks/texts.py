"""Texts as they stand in the file of a workbook; runs in the child."""

import re
from typing import Any

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TRUE = ("1", "true", "on")
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def text_in(element: Any) -> tuple[str, bool]:
    """The text of a shared or inline string, without readings beside it; whether a part of it is
    struck through."""
    texts, struck = [], False
    for part in element:
        if part.tag == f"{MAIN}t":
            texts.append(part.text or "")
        elif part.tag == f"{MAIN}r":
            text = part.findtext(f"{MAIN}t") or ""
            texts.append(text)
            line = part.find(f"{MAIN}rPr/{MAIN}strike")
            if line is not None and line.get("val", "1") in TRUE and text.strip():
                struck = True
    return unescaped("".join(texts)), struck


def unescaped(text: str) -> str:
    """`_x0041_` is an A, `_x005F_` the "_" that it begins with (ECMA-376, ST_Xstring); what no text
    can hold is left out."""
    return ESCAPE.sub(_sign, text) if "_x" in text else text


def _sign(escape: re.Match[str]) -> str:
    sign = chr(int(escape[1], 16))
    return "" if UNPRINTABLE.fullmatch(sign) else sign
