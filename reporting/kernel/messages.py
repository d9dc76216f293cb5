"""Messages for people: an English template with named parameters, put into words when shown.

What is stored is the template and the parameters, so that a message found in March can be read in
Khmer in May. In plain Python `_` only marks a template, so that makemessages finds it; the
translation is made here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reporting.kernel.numbers import format_number, json_number

Nested = Sequence[Mapping[str, Any]]  # messages inside a message: template and params of each
Param = int | float | Decimal | str | date | Nested
Translate = Callable[[str], str]
ShowDate = Callable[[date], str]
_STORED_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def in_words(
    template: str,
    params: Mapping[str, Param],
    translate: Translate = str,
    show_date: ShowDate = date.isoformat,
) -> str:
    """The message as a person reads it: numbers are grouped, texts translated where they can be.

    A text parameter may itself be a sentence to translate (a hint); "" leaves no gap. So may be
    several messages with parameters of their own. `%(days)d` takes the number as it is.
    """
    shown = {
        name: _shown(value, translate, show_date) if f"%({name})d" not in template else value
        for name, value in params.items()
    }
    return (translate(template) % shown).strip()


def all_in_words(
    messages: Nested, translate: Translate = str, show_date: ShowDate = date.isoformat
) -> str:
    """One after the other."""
    return " ".join(
        in_words(message["template"], message["params"], translate, show_date)
        for message in messages
    )


def _shown(value: Param, translate: Translate, show_date: ShowDate) -> str:
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, str) and _STORED_DATE.fullmatch(value):  # as plain_params keeps it
        with suppress(ValueError):
            return show_date(date.fromisoformat(value))
    if isinstance(value, str):
        return translate(value) if value else ""
    if isinstance(value, int | float | Decimal):
        return format_number(value)
    return all_in_words(value, translate, show_date)


def plain_params(params: Mapping[str, Param]) -> dict[str, int | float | str | Nested]:
    """The parameters as JSON can hold them; `in_words` reads them back alike."""
    found: dict[str, int | float | str | Nested] = {}
    for name, value in params.items():
        if isinstance(value, Decimal):
            found[name] = json_number(value)
        elif isinstance(value, date):
            found[name] = value.isoformat()
        elif isinstance(value, Sequence) and not isinstance(value, str):
            found[name] = nested(value)
        else:
            found[name] = value
    return found


def nested(messages: Nested) -> Nested:
    """As JSON can hold them."""
    return [
        {"template": message["template"], "params": plain_params(message["params"])}
        for message in messages
    ]


@dataclass(frozen=True, kw_only=True)
class Message:
    template: str
    params: Mapping[str, Param] = field(default_factory=dict)

    def words(self, translate: Translate = str, show_date: ShowDate = date.isoformat) -> str:
        return in_words(self.template, self.params, translate, show_date)
