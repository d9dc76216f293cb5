"""On which page each landmark of the document stands, and how that page is called: roman before the
text, then arabic."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class LandmarkPages:
    """`found`: key of a landmark -> page of the file; `front`: pages before the text; `total`:
    pages of the file. Filled by the first pass, read by the second."""

    found: dict[str, int] = field(default_factory=dict)
    front: int = 0
    total: int = 0

    def label(self, page: int) -> str:
        return roman(page) if page <= self.front else str(page - self.front)

    def label_at(self, key: str) -> str:
        """The page at which a landmark stands; "" as long as nobody knows."""
        return self.label(self.found[key]) if key in self.found else ""

    def words(self, page: int, words: Mapping[str, str]) -> str:
        """ "Page 5 of 57"; before the text only "Page iv"."""
        label = f"{words.get('page', 'Page')} {self.label(page)}"
        if page <= self.front:
            return label
        return f"{label} {words.get('of', 'of')} {self.total - self.front}"


def roman(number: int) -> str:
    """In small letters, up to the few dozen pages that stand before a text."""
    text = ""
    for value, sign in ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
