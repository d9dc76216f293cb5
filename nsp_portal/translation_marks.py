"""python -m nsp_portal.translation_marks FOLDER...: literal text in templates that no translator
will ever see. Text that is the same in every language stands in an element with translate="no".
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

WORD = re.compile(r"[^\W\d_]{2,}|[\u1780-\u17b3]")  # Khmer letters: marks part a word for \w
CHARACTER_REFERENCE = re.compile(r"&#?\w+;")
SPOKEN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
SILENT_ELEMENTS = {"code", "script", "style"}
VOID_ELEMENTS = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = {"blocktranslate", "blocktrans", "comment"}


@dataclass(frozen=True)
class Unmarked:
    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: not marked for translation: {self.text}"


def unmarked(path: Path) -> list[Unmarked]:
    reader = _MarkReader()
    reader.feed(_without_template_code(path.read_text()))
    reader.close()
    return [Unmarked(path, line, text) for line, text in reader.found]


def _without_template_code(source: str) -> str:
    return "".join(_literal_parts(source))


def _literal_parts(source: str) -> Iterator[str]:
    """The literal text; the template's own code gives way to as many line ends as it had."""
    until = ""
    for token in Lexer(source).tokenize():
        words = token.contents.split()
        if token.token_type is TokenType.TEXT and not until:
            yield token.contents
            continue
        if token.token_type is TokenType.BLOCK and words:
            if not until and (words[0] in BLOCKS or _is_attribute(words)):
                until = f"end{words[0]}"
            elif words[0] == until:
                until = ""
        yield _line_ends(token)


def _is_attribute(words: list[str]) -> bool:
    """{% block body_class %}: what a page puts into an attribute of its layout."""
    return words[0] == "block" and words[1].endswith("class")


def _line_ends(token: Token) -> str:
    return " " + "\n" * token.contents.count("\n")


class _MarkReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self._open: list[tuple[str, bool]] = []  # element, and whether it is silent

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        silent = self._is_silent() or tag in SILENT_ELEMENTS or ("translate", "no") in attrs
        if not silent:
            for name, value in attrs:
                if name in SPOKEN_ATTRIBUTES:
                    self._look_at(value or "")
        if tag not in VOID_ELEMENTS:
            self._open.append((tag, silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID_ELEMENTS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Both branches of an {% if %} may open an element that is closed once."""
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._is_silent():
            self._look_at(data)

    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _look_at(self, text: str) -> None:
        plain = CHARACTER_REFERENCE.sub(" ", text)
        if WORD.search(plain):
            skipped = len(text) - len(text.lstrip())
            line = self.getpos()[0] + text[:skipped].count("\n")
            self.found.append((line, " ".join(plain.split())))


def main(folders: list[str]) -> int:
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.html"))
    problems = [problem for path in paths for problem in unmarked(path)]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(paths)} templates, {len(problems)} texts without a mark\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
