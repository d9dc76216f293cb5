"""What the page sends when it saves by itself, read strictly."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, RawPostDataException
from django.utils.translation import gettext as _

from reporting.forms.reports_names import plain
from reporting.kernel.json_text import BROKEN_SIGN, BadJson, read_json
from reporting.kernel.messages import in_words

MOST_INPUTS = 5000


class BadBody(ValueError):
    """What came is not what the page sends; the text says so to a person."""


@dataclass(frozen=True)
class Body:
    """`inputs`: name -> what stands in it; `before`: what it showed when it was last the same as
    what is stored; `sent`: what the page sent of it earlier without an answer; `user` and
    `revision`: who typed, and into which revision; `shown`: which answer of the checks it shows."""

    user: int
    revision: int
    inputs: dict[str, str]
    before: dict[str, str]
    shown: str = ""
    sent: dict[str, str] = field(default_factory=dict)


def body_of(request: HttpRequest) -> Body:
    """`BadBody` also for what is no JSON at all: a form with files was read already."""
    try:
        return read_body(request.body)
    except RawPostDataException as error:
        raise BadBody(_words()) from error


def read_body(raw: bytes) -> Body:
    try:
        found: Any = read_json(raw)
    except BadJson as problem:
        half = problem.template == BROKEN_SIGN
        words = in_words(problem.template, problem.params, _) if half else _words()
        raise BadBody(words) from problem
    if not isinstance(found, dict):
        raise BadBody(_words())
    inputs, before = _texts(found.get("inputs")), _texts(found.get("before"))
    user, revision = found.get("user"), found.get("revision")
    if not isinstance(user, int) or not isinstance(revision, int):
        raise BadBody(_words())
    if len(inputs) > MOST_INPUTS:
        raise BadBody(_("Too much at once: paste fewer cells at a time."))
    sent = _texts(found.get("sent", {}))
    return Body(user, revision, inputs, before, str(found.get("shown", "")), sent)


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise BadBody(_words())
    return {name: plain(text) for name, text in found.items()}


def _words() -> str:
    return _("What the page sent cannot be read. Load the page again; what you typed is kept.")
