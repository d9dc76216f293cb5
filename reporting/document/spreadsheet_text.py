"""Text made harmless for spreadsheets: nothing becomes a formula, and no file holds a character
that it may not hold."""

import re

# Control characters, lone surrogates and noncharacters: XML 1.0 has no way to write them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# What makes Excel, LibreOffice or Google Sheets start a formula; the full-width signs too,
# which a Japanese or Chinese Excel reads as the ASCII ones (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

# What a workbook's file means as one character, `_x0041_`; LibreOffice takes fewer digits too.
LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{1,4}_)")

PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*%?")


def printable(text: str) -> str:
    """The text without the characters that a file cannot hold."""
    return UNPRINTABLE.sub("", text)


def escaped(text: str) -> str:
    """As the text stands in the file of a workbook (ECMA-376, ST_Xstring): what reads like an
    escape gets its "_" escaped. openpyxl writes texts as they are.

    >>> escaped("form_x0041_2")
    'form_x005F_x0041_2'
    """
    return LIKE_AN_ESCAPE.sub("_x005F_", text)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text, with or without spaces before it."""
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def harmless(text: str) -> str:
    """The text as a CSV field may hold it: after an apostrophe where it might run as a formula.

    A printed number such as `-37` stays as it is: it does nothing, and must stay comparable.
    """
    text = printable(text)
    if looks_like_formula(text) and not PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
