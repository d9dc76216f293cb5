"""Escaping for HTML that is put together thousands of times on a page."""

from html import escape as escape_text


def escape(text: object) -> str:
    """The same signs as Django's `escape`, which asks of each text whether it is a lazy one."""
    return escape_text(str(text))
