"""Notes what a template prints of a variable that is not there: a misspelt name prints nothing, and
nothing else fails."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.template import engines

NOTED: set[str] = set()
# What templates of packages print where it may be missing.
OPTIONAL = frozenset(
    {
        "attrs.errors",
        "authenticators.recovery_codes.generate_codes|length",
        "authenticators.recovery_codes.get_unused_codes|length",
    }
)


class Unresolved(str):
    """Prints nothing, as Django's own does. Django asks it whether it is empty in the place where
    the variable was not found."""

    __slots__ = ()

    def __bool__(self) -> bool:
        asked = sys._getframe(1)
        expression, context = asked.f_locals.get("self"), asked.f_locals.get("context")
        if asked.f_code.co_name == "resolve" and context and expression:
            name = context.render_context.template.name
            if not str(name).startswith("admin/"):  # Django's own, which lean on it
                NOTED.add(f"{name}: {expression.token}")
        return False


@contextmanager
def noting() -> Iterator[None]:
    """As long as the site is walked; other tests of the process print as always."""
    django: Any = engines["django"]
    before = django.engine.string_if_invalid
    django.engine.string_if_invalid = Unresolved()
    try:
        yield
    finally:
        django.engine.string_if_invalid = before
        NOTED.clear()


def taken() -> list[str]:
    """What was noted since it was asked last, but for what may be missing."""
    found = sorted(line for line in NOTED if line.partition(": ")[2] not in OPTIONAL)
    NOTED.clear()
    return found
