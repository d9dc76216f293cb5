"""JSON from outside, read strictly: what a database cannot store or a program cannot walk through
is refused in words, and NUL, an invisible sign, is left out."""

import json
import re
from typing import Any

_ = str  # marks a template for translation

DEEPEST = 20
NO_JSON = _("This is not JSON.")
TOO_DEEP = _("This is nested too deeply.")
BROKEN_SIGN = _(
    "“%(text)s” holds half a sign, as a cut emoji leaves it. Delete it and type it again."
)
SHOWN = 60
_HALF = re.compile("[\ud800-\udfff]")


class BadJson(ValueError):
    """`template` and `params` say why, to a person."""

    def __init__(self, template: str, **params: str) -> None:
        super().__init__(template % params)
        self.template, self.params = template, params


def read_json(raw: str | bytes) -> Any:
    """Objects, lists, texts, numbers; `BadJson` where something cannot be stored."""
    try:
        found = json.loads(raw)
    except RecursionError as error:
        raise BadJson(TOO_DEEP) from error
    except ValueError as error:
        raise BadJson(NO_JSON) from error
    return _clean(found, 0)


def _clean(found: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise BadJson(TOO_DEEP)
    if isinstance(found, str):
        return _text(found)
    if isinstance(found, list):
        return [_clean(item, depth + 1) for item in found]
    if isinstance(found, dict):
        return {_text(name): _clean(value, depth + 1) for name, value in found.items()}
    return found


def _text(text: str) -> str:
    if _HALF.search(text):
        shown = _HALF.sub("\N{REPLACEMENT CHARACTER}", text)
        raise BadJson(BROKEN_SIGN, text=shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…")
    return text.replace("\x00", "")
