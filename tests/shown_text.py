"""What a page shows and what its tags say, without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

NOT_READ = {"script", "style", "template", "code", "pre", "textarea", "svg"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Shown(HTMLParser):
    """`text`: each run of words that is read; `tags`: each tag with its attributes."""

    text: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self._inside: list[str] = []

    @classmethod
    def on(cls, page: str) -> "Shown":
        found = cls()
        found.feed(page)
        found.close()
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        is_read = not self._inside and tag not in NOT_READ and "hidden" not in dict(attrs)
        if not is_read and tag not in VOID:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._inside and data.strip():
            self.text.append(" ".join(data.split()))
