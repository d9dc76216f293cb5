"""The portal says things in plain words: a paragraph, a draft, a seal, to correct, to resolve.

What the code calls a passage, a settlement or a fingerprint is its own affair; people read the
strings that are marked for translation, and those are all looked at here.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template.base import Lexer, TokenType

ROOT = Path(settings.BASE_DIR)
NOT_PLAIN = re.compile(
    r"\b(passages?|settl\w+|fingerprint\w*|in work|signs? of life|mend(s|ed|ing)?)\b", re.IGNORECASE
)
MARKS = re.compile(r"_|n?p?gettext(_lazy)?")
ARGUMENT = re.compile(r"""^(?:translate|trans)\s+(?:"([^"]*)"|'([^']*)')""")


def in_template(source: str) -> Iterator[str]:
    """What {% translate %} and {% blocktranslate %} give to a translator."""
    block: list[str] | None = None
    for token in Lexer(source).tokenize():
        name = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type is TokenType.BLOCK and name.startswith("blocktrans"):
            block = []
        elif token.token_type is TokenType.BLOCK and name.startswith("endblocktrans"):
            yield "".join(block or [])
            block = None
        elif token.token_type is TokenType.TEXT and block is not None:
            block.append(token.contents)
        elif token.token_type is TokenType.BLOCK and (match := ARGUMENT.match(token.contents)):
            yield match[1] or match[2] or ""


def in_python(source: str) -> Iterator[str]:
    """The strings given to gettext and its like."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and MARKS.fullmatch(_name(node.func)):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def spoken() -> Iterator[tuple[str, str]]:
    """(file, string) of everything that is marked for translation."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield from ((str(path.relative_to(ROOT)), text) for text in in_template(path.read_text()))
    for app in ("nsp_portal", "provinces", "reporting", "strategies"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                found = in_python(path.read_text())
                yield from ((str(path.relative_to(ROOT)), text) for text in found)


def test_nobody_reads_a_word_of_the_code():
    strings = list(spoken())
    assert len(strings) > 2000
    assert [(where, text) for where, text in strings if NOT_PLAIN.search(text)] == []


def test_such_words_would_be_found():
    template = (
        '{% translate "Mend it" %}{% blocktranslate %}A {{ kind }} passage{% endblocktranslate %}'
    )
    assert [text for text in in_template(template) if NOT_PLAIN.search(text)] == [
        "Mend it",
        "A  passage",
    ]
    [found] = in_python("words = _('its fingerprint')\n")
    assert NOT_PLAIN.search(found)
    assert not NOT_PLAIN.search("recommended amendments in working order")
