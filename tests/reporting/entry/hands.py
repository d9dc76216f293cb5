"""A person at a keyboard and a mouse, in seconds as the keystroke-level model counts them (Card,
Moran and Newell 1980): nothing is slept. A script takes as long as the machine takes, and says how
long a person would."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

KEY, POINT, THOUGHT = 0.28, 1.1, 1.35
FOLDS = "xpath=ancestor::details[not(@open)]"


class Hands:
    def __init__(self, page: "Page") -> None:
        self.page = page
        self.seconds = 0.0

    def press(self, key: str) -> None:
        self.seconds += KEY
        self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Read from a paper or thought of, then typed."""
        self.seconds += THOUGHT + KEY * len(text)
        self.page.keyboard.type(text)

    def click(self, place: "Locator") -> None:
        """Found with the eyes, pointed at, pressed; what is folded away is unfolded before."""
        while (fold := place.locator(FOLDS)).count():
            self._click(fold.first.locator("> summary"))
        self._click(place)

    def _click(self, place: "Locator") -> None:
        self.seconds += THOUGHT + POINT + KEY
        place.click()

    @property
    def at(self) -> str:
        """The name of the input in which one is."""
        name: str = self.page.evaluate("document.activeElement.name || ''")
        return name
