"""In which language a piece of the page is: a screen reader then says it with the right voice."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LANGUAGES = {"en": "en-GB", "km": "km-KH"}


@contextmanager
def spoken_in(canvas: Any, language: str) -> Iterator[None]:
    """What is drawn inside is marked as of this language; "" is that of the document."""
    known = LANGUAGES.get(language)
    if known:
        canvas._code.append(f"/Span <</Lang ({known})>> BDC")
    yield
    if known:
        canvas._code.append("EMC")
