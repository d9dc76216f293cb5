"""Khmer digits on pages in Khmer, for whoever wants them.

Numbers are written in ASCII digits everywhere in the portal. When a page (or a part of one that
htmx asks for) is ready, its digits are exchanged in what people read: in the text between the tags,
in the words of a few attributes, and in the inputs for numbers, which are read in both. Left as
they are: codes (whatever has Latin letters), scripts, what people type in text areas, what says
`translate="no"`, and what is in another language. JSON, files and streams are not touched; what a
script puts into a page is exchanged by `static/core/digits.js`.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from provinces.models import Digits
from reporting.kernel.numbers import to_khmer_digits

_LEFT = "script|style|textarea|code|kbd|samp|pre"
_PIECE = re.compile(
    rf"<!--.*?-->|<({_LEFT})\b.*?</\1\s*>"
    r"|(?P<tag><[a-zA-Z/!](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>)"
    r"|&\#?\w+;"
    r"|[\d./:@_+-]*[A-Za-z][A-Za-z\d./:@_+-]*"
    r"|(?P<digits>\d+)",
    re.DOTALL | re.ASCII,
)
_TEXT = re.compile(r"&\#?\w+;|[\d./:@_+-]*[A-Za-z][A-Za-z\d./:@_+-]*|(?P<digits>\d+)", re.ASCII)
_OF_NO_KHMER = re.compile(r"""\s(?:translate="no"|lang="(?!km)[^"]+")""")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)", re.ASCII)
_EMPTY = frozenset(("br", "hr", "img", "input", "link", "meta", "use", "wbr", "col", "source"))
_READ = re.compile(
    r"""(?<=\s)((?:title|aria-label|placeholder|alt)=")([^"]*\d[^"]*)(?=")""", re.ASCII
)
_VALUE = re.compile(r"""(?<=\svalue=")[^"]*(?=")""")


class DigitsMiddleware:
    """Behind those that know the person and the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _wanted(request, response):
            response.content = in_khmer_digits(response.text)
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
            del response["ETag"]  # of other bytes
        return response


def _wanted(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        getattr(request.user, "digits", "") == Digits.KHMER
        and getattr(request, "LANGUAGE_CODE", "").startswith("km")
        and response.get("Content-Type", "").startswith("text/html")
    )


def in_khmer_digits(html: str) -> str:
    """
    >>> in_khmer_digits('<td class="c1" title="2 of 3">1,250 &#39; KH-08</td>')
    '<td class="c1" title="២ of ៣">១,២៥០ &#39; KH-08</td>'
    """
    left = ""  # the element whose content is left as it is, and how deep one stands in it
    depth = 0

    def shown(piece: re.Match[str]) -> str:
        nonlocal left, depth
        tag = piece["tag"]
        if tag is None:
            digits = piece["digits"]
            return to_khmer_digits(digits) if digits and not depth else piece[0]
        name = _name_of(tag)
        if depth:
            if name == left and not tag.endswith("/>"):
                depth += -1 if tag[1] == "/" else 1
            return tag
        if _OF_NO_KHMER.search(tag):
            if name not in _EMPTY and not tag.endswith("/>"):
                left, depth = name, 1
            return tag
        return _tag(tag)

    return _PIECE.sub(shown, html)


def _name_of(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def _tag(tag: str) -> str:
    """With the words that are read out or shown beside the pointer."""
    if 'inputmode="decimal"' in tag:
        tag = _VALUE.sub(lambda value: to_khmer_digits(value[0]), tag)
    if '="' not in tag:
        return tag
    return _READ.sub(lambda found: found[1] + _TEXT.sub(_digits, found[2]), tag)


def _digits(piece: re.Match[str]) -> str:
    return to_khmer_digits(piece["digits"]) if piece["digits"] else piece[0]
