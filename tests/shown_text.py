"""What a page shows and what its tags say, without a browser."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

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
    def on(cls, page: str) -> Self:
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


# What is the same in every language: addresses, codes of units, sections and files, file names.
ADDRESS = re.compile(
    r"\S+@\S+|https?://\S+|(?<!\w)/[\w./-]+|[\w-]+\.(?:pdf|xlsx|csv|json|zip|ics)\b"
)
CODE = re.compile(
    r"\b[A-Z][A-Z0-9-]*/\w+/[\w-]+(?: r\d+)?"
    r"|\b[A-Z]{1,4}(?:[.-][A-Z0-9\u17e0-\u17e9]+)+\b|\b[IVX]+\b|\b[A-Z]+\d+\b|\b[A-Z]{2,}\b"
)
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")  # as somebody else said it, in the language of that
# In a label for the ear: “Move up: There were 278 broadcasts.” No part of it can be marked.
TYPED = re.compile(r"[:\u17d6]\s+[^\u1780-\u17ff]+$")
# What stands in an attribute and is read, by eye or ear.
SAID = (
    "alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription",
    "aria-valuetext", "data-label", "data-more-columns", "label", "placeholder", "title",
)  # fmt: skip
BUTTONS = {"button", "reset", "submit"}
LATIN, KHMER = re.compile(r"[A-Za-z\u00c0-\u024f]"), re.compile(r"[\u1780-\u17b3]")


@dataclass
class KhmerPage(Shown):
    """`spoken`: what a page in Khmer says in its own words, also to a screen reader: neither what
    is the same in every language nor what somebody typed in another one and is marked so."""

    spoken: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)  # what stands in another language

    def __post_init__(self) -> None:
        super().__post_init__()
        self._marked: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        given = dict(attrs)
        other = given.get("translate") == "no" or given.get("lang", "km") != "km"
        silent = other or tag in NOT_READ or bool(self._marked and self._marked[-1][1])
        if not silent:
            is_button = tag == "input" and given.get("type") in BUTTONS
            names = (*SAID, "value") if is_button else SAID
            said = [text for name in names if (text := given.get(name))]
            self.spoken += [TYPED.sub("", text) for text in said]
        if tag not in VOID:
            self._marked.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if any(name == tag for name, _silent in self._marked):
            while self._marked.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if data.strip():
            other = bool(self._marked and self._marked[-1][1])
            (self.marked if other else self.spoken).append(" ".join(data.split()))

    def foreign(self, names: Iterable[str]) -> list[str]:
        """The runs that have Latin letters left when names and codes are taken away."""
        return [said for said in self._bare(names) if LATIN.search(said)]

    def khmer_share(self, names: Iterable[str]) -> float:
        """Of all letters; 1.0 of a page without any."""
        words = "".join(self._bare(names))
        khmer, latin = len(KHMER.findall(words)), len(LATIN.findall(words))
        return khmer / (khmer + latin) if khmer + latin else 1.0

    def _bare(self, names: Iterable[str]) -> list[str]:
        longest = sorted(names, key=len, reverse=True)
        known = re.compile("|".join(map(re.escape, longest)) or "(?!)")
        marked = " ".join(self.marked)
        return [
            QUOTED.sub(" ", CODE.sub(" ", known.sub(" ", ADDRESS.sub(" ", said))))
            for said in self.spoken
            if said.rstrip("…")[:60] not in marked  # a label that repeats what is marked
        ]
