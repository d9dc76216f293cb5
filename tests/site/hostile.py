"""What nobody means: values for a part of an address, a question behind it, a form, a JSON body.

A new kind of value belongs here; the walk then tries it wherever it fits.
"""

from collections.abc import Iterator
from typing import Any

HUGE, DEEP = "9" * 400, 100_000
# As they stand in an address. A part that its converter does not take leads nowhere and is not
# asked: what is tried there is what the converter lets through.
VALUES = {
    "NUL": "x%00y",
    "nothing but NUL": "%00",
    "empty": "",
    "zero": "0",
    "negative": "-1",
    "a year too many": "99999",
    "the first year": "1000",
    "the last year": "2999",
    "over 31 bits": "2147483648",
    "18 digits": "9" * 18,
    "huge": HUGE,
    "infinite": "1e400",
    "no number": "NaN",
    "Khmer digits": "%E1%9F%A2%E1%9F%A0%E1%9F%A2%E1%9F%A1",
    "Arabic digits": "%D9%A2%D9%A0%D9%A2%D9%A1",
    "superscript": "%C2%B2",
    "half a sign": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "emoji": "%F0%9F%90%98",
    "zero-width": "%E2%80%8B",
    "long": "x" * 3000,
    "brackets": "%28" * 2000,
    "braces": "%7B0%7D%5B%5D",
    "per cent": "%25s%25%28name%29d",
    "quotes": "%27%22%3B--%5C",
    "a line end": "a%0Ab",
    "no such month": "2021-13",
    "the year 0": "0000",
}
# Those that have found something, for where all would be too many.
SHARP = (
    "NUL", "negative", "18 digits", "huge", "Arabic digits", "superscript", "brackets", "long",
    "the first year",
)  # fmt: skip
# For questions, and the sharp ones again: so each question meets each of them.
ASKED = (
    *SHARP, "empty", "zero", "a year too many", "over 31 bits", "infinite", "no number",
    "half a sign", "no UTF-8", "zero-width", "braces", "no such month", "the year 0",
    *SHARP[1:],
)  # fmt: skip
CODE = "\"'`;--%(name)s{0}\\"
TEXTS = {
    "NUL": "x\x00y",
    "negative": "-1",
    "18 digits": "9" * 18,
    "huge": HUGE,
    "infinite": "1e400",
    "Arabic digits": "٢٠٢١",
    "superscript": "²",
    "brackets": "(" * 2000,
    "long": "ក" * 30_000,
    "signs": CODE,
    "a day of no year": "9999-12-31",
    "no such day": "2021-02-31",
}
SHARP_TEXTS = ("NUL", "18 digits", "Arabic digits", "superscript", "brackets", "signs")
JSON = {
    "deep lists": "[" * DEEP,
    "deep objects": '{"a":' * DEEP,
    "half a sign": r'"\ud800"',
    "NUL": r'{"\u0000": "\u0000"}',
    "infinite": "[1e999, -1e999, NaN]",
    "huge": f"[{'9' * 5000}]",
    "no UTF-8": b"\xff\xfe\x00",
    "empty": "",
    "a list": "[[[]]]",
}
# A report's page saves in JSON: the texts, each as the name and as the value of an input.
IN_JSON = {"half a sign": "\ud800", "half a sign in words": "A course \udc00 in Takeo", **TEXTS}


def save_bodies(person: int, revision: int, names: list[str]) -> Iterator[tuple[str, Any]]:
    """What the page of a report sends when it saves, with each text in each of the inputs."""
    whole = {"user": person, "revision": revision, "inputs": {}, "before": {}}
    for name, text in IN_JSON.items():
        inputs = dict.fromkeys([*names, text], text)
        yield name, {**whole, "inputs": inputs}
        yield f"{name} before", {**whole, "inputs": dict.fromkeys(names, "1"), "before": inputs}
        yield f"{name} shown", {**whole, "shown": text}
    for name, number in {"huge": 10**400, "negative": -1, "true": True}.items():
        yield f"user {name}", {**whole, "user": number}
        yield f"revision {name}", {**whole, "revision": number}
